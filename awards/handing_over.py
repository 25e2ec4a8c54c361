"""What a lead has to pass on: drafted from what the year holds, for the secretariat to complete."""

from collections import Counter

from base.vietnamese import short_date, two_digits
from blocs.models import BlocYear, CriteriaSet, Handover, HandoverItem
from members.models import Association
from pledges.models import Evidence, Registration, Report

from .models import Conference, Proposal, Vote
from .papers import issued_papers

DATA, BOTH = HandoverItem.Form.DATA, HandoverItem.Form.BOTH


def successor(year: BlocYear) -> Association | None:
    """Who leads next: the lead of the next year if it is open, else whom the conference elected. None if nobody new."""
    following = BlocYear.objects.filter(bloc=year.bloc_id, year=year.year + 1).select_related("lead").first()
    conference = Conference.objects.filter(bloc_year=year).first()
    elected = conference.elected(Vote.Subject.LEAD) if conference else None
    lead = following.lead if following else elected
    return lead if lead != year.lead else None


def inventory(year: BlocYear) -> list[HandoverItem]:
    """The list of what this year holds, with numbers counted now; nothing is stored."""
    reports = Report.objects.filter(bloc_year=year).exclude(state=Report.State.DRAFT)
    registrations = Registration.objects.filter(bloc_year=year).exclude(state=Registration.State.DRAFT)
    counted = [
        ("Bộ tiêu chí chấm điểm đã công bố", CriteriaSet.objects.published().filter(bloc_year=year), "phiên bản", DATA),
        ("Bản đăng ký thi đua của các đơn vị", registrations, "bản", BOTH),
        ("Báo cáo sơ kết 6 tháng của các đơn vị", reports.filter(kind=Report.Kind.INTERIM), "bản", BOTH),
        ("Báo cáo năm kèm bảng điểm tự chấm, thẩm định", reports.filter(kind=Report.Kind.ANNUAL), "bản", BOTH),
        ("Minh chứng kèm báo cáo", Evidence.objects.filter(report__bloc_year=year), "mục", DATA),
        ("Hồ sơ hội nghị bình xét (điểm danh, phiếu, biên bản)", Conference.objects.filter(bloc_year=year), "bộ", BOTH),
        (
            "Hồ sơ đề nghị khen thưởng đã gửi",
            Proposal.objects.filter(bloc_year=year).exclude(state=Proposal.State.DRAFT),
            "bộ",
            BOTH,
        ),
    ]  # fmt: skip
    items = [(text, rows.count(), unit, form) for text, rows, unit, form in counted]
    items.append(
        ("Danh sách người liên hệ của các đơn vị thành viên", year.members().count(), "đơn vị", DATA)
    )
    items += [(text, copies, "bản", BOTH) for text, copies in _issued(year).items()]
    return [
        HandoverItem(text=text, quantity=f"{two_digits(count)} {unit}", form=form)
        for text, count, unit, form in items
        if count
    ]


def _issued(year: BlocYear) -> Counter[str]:
    """How many of each paper, oldest first; whose bloc it is need not be said in the bloc's own list."""
    standing = [paper for paper in issued_papers(year) if not paper.withdrawn_at]
    texts: Counter[str] = Counter()
    for paper in reversed(standing):
        title = paper.title.replace(f" của {year.bloc.name}", "")
        number = f" số {paper.reference}" if paper.reference else ""
        texts[f"{title}{number}, ngày {short_date(paper.issued_on)}"] += 1
    return texts


def obstacles(handover: Handover) -> list[str]:
    """Why the handover cannot be recorded yet: its minutes are not issued, or say less than the list does now."""
    issued = [
        p
        for p in issued_papers(handover.bloc_year, handover)
        if p.kind == "bien-ban-ban-giao" and not p.withdrawn_at
    ]
    if not issued:
        return ["Chưa ban hành Biên bản bàn giao."]
    if issued[0].issued_at < handover.written_at:
        return ["Danh mục đã sửa sau khi ban hành Biên bản bàn giao; hãy ban hành bản thay thế."]
    return []
