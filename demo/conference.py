"""The conference of 9 January 2024: attendance, votes, proposals, papers."""

import datetime

from awards.actions.motions import decide_motion
from awards.actions.papers import issue_paper
from awards.actions.proposals import draw_up_proposals
from awards.actions.review import draft_review
from awards.models import Conference, Motion, Teller, Vote, lay_agenda
from awards.papers import draft, missing_papers, year_papers
from blocs.documents import default_signer
from blocs.models import AwardType, BlocYear
from documents.models import next_number
from pledges.models import Pledge

from .achievements import sign_reports, write_achievements
from .clock import at, moment
from .opinions import ask_about
from .review import ACTIVITIES, REVIEW
from .year import Cast

ABSENT = {"lv": "Bận công tác theo lịch của Trung ương hội"}
# award code: seats, {association: (for, against)}
AWARDS = {
    "co-chinh-phu": (1, {"nkt": (14, 1)}),
    "co-ubnd-tinh": (3, {"nkt": (15, 0), "tnxp": (14, 1), "hlg": (13, 2), "nct": (9, 6)}),
}
ELECTIONS = {Vote.Subject.LEAD: ("hlg", 15), Vote.Subject.DEPUTY: ("ctd", 14)}
TELLERS = [
    ("Ông Trần Đình Ẩn", "kh", "Chủ tịch", Teller.Role.HEAD),
    ("Bà Hà Thị Mơ", "dy", "Ủy viên Ban Thường vụ", Teller.Role.SECRETARY),
    ("Ông Mai Xuân Ân", "nb", "Chủ tịch", Teller.Role.MEMBER),
]
ADOPTED = [Motion.About.AGENDA, Motion.About.TELLERS, Motion.About.SCORES]
PASSED_OVER = {
    ("co-ubnd-tinh", "kh"): (
        "đơn vị đề nghị không xét năm nay vì đã được tặng danh hiệu này năm 2022, nhường đơn vị khác; hội nghị thống"
        " nhất"
    ),
}
PROCEEDINGS = """Đồng chí Trưởng khối trình bày báo cáo tổng kết phong trào thi đua năm 2023 và bảng tổng hợp điểm.
Đại diện Hội Cựu thanh niên xung phong, Hội Luật gia, Hội Khuyến học tham luận về kết quả và cách làm.
Đại diện Ban Thi đua - Khen thưởng tỉnh ghi nhận kết quả của khối, đề nghị nâng chất lượng minh chứng khi tự chấm điểm."""
CONCLUSION = """Hội nghị thống nhất đề nghị tặng Cờ thi đua của Chính phủ, Cờ thi đua của Ủy ban nhân dân tỉnh năm 2023 theo kết quả bỏ phiếu.
Giao Trưởng khối hoàn thiện hồ sơ, gửi cơ quan thường trực trong tháng 01 năm 2024."""
ACHIEVEMENTS = {
    "nkt": (
        "vận động 12,46 tỷ đồng, đạt 124,6 % kế hoạch, bằng 126,2 % năm trước; trợ giúp 28.971 lượt người; trao 1.980 suất"
        " quà; làm mới và sửa 24 ngôi nhà, bằng 133,3 % năm trước; biểu dương 18 điển hình tiên tiến"
    ),
    "tnxp": (
        "vận động 520 triệu đồng, đạt 115,6 % kế hoạch; trao 598 suất quà; xây mới 03 nhà tình nghĩa, năm trước 02 nhà; kết"
        " nạp 46 hội viên, đạt 115,0 % kế hoạch; biểu dương 12 điển hình tiên tiến"
    ),
    "hlg": (
        "tổ chức 1.158 buổi phổ biến pháp luật cho 68.200 lượt người, bằng 133,1 % năm trước; tư vấn miễn phí 494 lượt; hòa"
        " giải thành 301 vụ việc; kết nạp 33 hội viên; biểu dương 10 điển hình tiên tiến"
    ),
}


def hold(year: BlocYear, cast: Cast, *, next_pledge: Pledge) -> Conference:
    secretary, chair = cast.staff("nct"), cast.head("nct")
    with at("2024-01-09 07:45"):
        conference = Conference.objects.create(
            bloc_year=year,
            starts_at=moment("2024-01-09 08:00"),
            ended_at=moment("2024-01-09 11:15"),
            place="Hội trường Ban đại diện Hội Người cao tuổi tỉnh, thành phố Đông Hà",
            chair=chair.addressed_name,
            chair_position="Trưởng ban Ban đại diện, Trưởng khối thi đua",
            secretary=secretary.addressed_name,
            guests="Ông Trần Văn Bình, Phó Trưởng ban Ban Thi đua - Khen thưởng tỉnh",
            proceedings=PROCEEDINGS,
            conclusion=CONCLUSION,
            next_pledge=next_pledge,
        )
        lay_agenda(conference)
        conference.agenda.update(done_at=moment("2024-01-09 11:10"))
        for name, code, position, role in TELLERS:
            body = cast.associations[code]
            conference.tellers.create(
                name=name, position=f"{position} {body.short_name}", association=body, role=role
            )
        for (award, code), reason in PASSED_OVER.items():
            award_type = AwardType.objects.get(code=award)
            body = cast.associations[code]
            conference.passed_over.create(award_type=award_type, association=body, reason=reason)
        conference.call_roll(
            {association: _roll_line(cast, code) for code, association in cast.associations.items()},
            by=secretary,
        )
        Conference.objects.filter(pk=conference.pk).update(
            counting_from=datetime.time(10, 10), counting_until=datetime.time(10, 40)
        )
    with at("2024-01-09 08:10"):
        for about in ADOPTED:
            decide_motion(conference, by=secretary, text=about.label, about=about, approve=15, against=0)
    with at("2024-01-09 10:30"):
        _vote(conference, cast)
    with at("2024-01-09 11:20"):
        conference.close(by=secretary)
    return conference


def _roll_line(cast: Cast, code: str) -> dict:
    if code in ABSENT:
        return {"is_present": False, "absence_reason": ABSENT[code]}
    head = cast.head(code)
    there = {"is_present": True, "delegate": head.addressed_name, "position": head.offices[0].position}
    return there | {"arrived_at": datetime.time(7, 50)}


def _vote(conference: Conference, cast: Cast) -> None:
    counts = {"issued": 15, "returned": 15, "valid": 15}
    for code, (seats, votes) in AWARDS.items():
        tallies = {cast.associations[c]: {"approve": a, "against": n} for c, (a, n) in votes.items()}
        conference.write_vote(
            by=cast.staff("nct"),
            subject=Vote.Subject.AWARD,
            award_type=AwardType.objects.get(code=code),
            seats=seats,
            counts=counts,
            tallies=tallies,
        )
    for subject, (code, approve) in ELECTIONS.items():
        tallies = {cast.associations[code]: {"approve": approve, "against": 15 - approve}}
        conference.write_vote(
            by=cast.staff("nct"), subject=subject, award_type=None, seats=1, counts=counts, tallies=tallies
        )


def propose(year: BlocYear, cast: Cast) -> None:
    """Nominations, the papers with their numbers, and the dossier filed on 12 January 2024."""
    secretary = cast.staff("nct")
    with at("2024-01-10 09:00"):
        draft_review(year, by=secretary)
        write_review(year, secretary)
        proposals = draw_up_proposals(year)
        for proposal in proposals:
            for nomination in proposal.nominations.select_related("association"):
                nomination.write(by=secretary, achievements=ACHIEVEMENTS[nomination.association.code])
            write_achievements(proposal, cast)
    ask_about(proposals, secretary)
    with at("2024-01-12 09:00"):
        issue_all(year, secretary, datetime.date(2024, 1, 12))
    with at("2024-01-12 14:00"):
        for proposal in proposals:
            sign_reports(proposal, secretary)
    with at("2024-01-12 15:00"):
        for proposal in proposals:
            proposal.file(by=secretary, missing=missing_papers(year, proposal))


def write_review(year: BlocYear, by) -> None:
    """What the secretariat wrote itself instead of sixteen members' sentences."""
    BlocYear.objects.filter(pk=year.pk).update(activities=ACTIVITIES)
    year.refresh_from_db(fields=["activities"])
    for title, text in REVIEW.items():
        year.review_sections.filter(outline__title=title).update(text=text, written_by=by)


DATED = {
    "ke-hoach": datetime.date(2023, 2, 10),
    "giay-moi-ky-giao-uoc": datetime.date(2023, 3, 10),
    "giay-moi-hoi-nghi": datetime.date(2024, 1, 3),
    "giao-uoc": datetime.date(2023, 3, 17),
    "bang-tong-hop-dang-ky": datetime.date(2023, 4, 3),
    "bien-ban-hop": datetime.date(2024, 1, 9),
    "cong-van-hiep-y": datetime.date(2024, 1, 10),
    "bien-ban-kiem-phieu": datetime.date(2024, 1, 9),
}


def issue_all(year: BlocYear, by, dated: datetime.date) -> None:
    """Each with the next free number of its register."""
    name, position = default_signer(year, dated)
    for sheet in year_papers(year):
        on = DATED.get(sheet.kind.code, dated)
        paper = draft(sheet, year)
        number = next_number(paper.issuer, paper.symbol, on.year) if sheet.kind.is_numbered else None
        issue_paper(sheet, year, by=by, number=number, dated=on, name=name, position=position)
