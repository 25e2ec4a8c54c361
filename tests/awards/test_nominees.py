"""A nominee's own papers: what it writes, what comes from the records, what stops an issue; conditions and money."""

import datetime
from decimal import Decimal

import pytest
from django.urls import reverse

from awards.actions.achievements import write_texts
from awards.actions.papers import issue_paper
from awards.eligibility import higher_prize, judge, too_often, unmet
from awards.models import Award, ConditionAnswer, Conference, Decision, Nomination, Violation
from awards.papers import draft, missing_papers, unsigned_papers, year_papers
from base.workflow import Refused
from blocs.models import (
    AchievementForm,
    AwardType,
    BaseSalary,
    BlocYear,
    LegalInstrument,
    achievement_form,
    prize_money,
)
from documents.checking import check
from documents.models import IssuedDocument, SignedCopy
from documents.render import as_html, render
from members.models import User
from pledges.models import Report
from tests.documents.pdf import read
from tests.factories import make_association, provincial_proposal

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]
DAY = datetime.date(2024, 1, 12)


@pytest.fixture
def year():
    return BlocYear.objects.with_parties().get(year=2023)


@pytest.fixture
def reopened(year):
    """As the dossier stood before it was sent and handed over."""
    year.milestones.filter(kind="handed_over").update(done_at=None, done_by=None)
    year.proposals.update(state="draft", filed_at=None, filed_by=None)
    return year


@pytest.fixture
def secretary():
    return User.objects.get(email__startswith="soan.nct@")


def nomination(code="tnxp") -> Nomination:
    found = Nomination.objects.select_related("association", "award_type", "vote", "proposal__bloc_year")
    return found.filter(association__code=code).last()


def sheet_of(year, one):
    return next(s for s in year_papers(year) if s.kind.code == "bao-cao-thanh-tich" and s.subject == one)


def test_the_report_prints_records_beside_what_was_written(year):
    text = read(render(draft(sheet_of(year, nomination()), year)).pdf).text

    for fact in (
        "Đề nghị tặng Cờ thi đua của Ủy ban nhân dân tỉnh năm 2023",
        "Tổng điểm thi đua 100,5, xếp hạng 2",
        "Nhà xây mới, sửa chữa",
        "Cựu thanh niên xung phong làm kinh tế giỏi",
        "198/QĐ-UBND",
        "III. CÁC HÌNH THỨC ĐÃ ĐƯỢC KHEN THƯỞNG",
    ):
        assert fact in text
    assert "Chưa viết" not in text


def test_what_is_missing_is_red_and_stops_the_issue(reopened, secretary):
    one = nomination()
    write_texts(one, {"party": "  "}, by=secretary)
    sheet = sheet_of(reopened, one)
    facts = {"number": 9, "dated": DAY, "name": "", "position": ""}

    assert 'class="text missing"' in as_html(draft(sheet, reopened))
    with pytest.raises(Refused, match="4. Hoạt động của tổ chức đảng, đoàn thể: Chưa viết"):
        issue_paper(sheet, reopened, by=secretary, **facts)


@pytest.mark.parametrize("kind", ["bao-cao-thanh-tich", "danh-sach-de-nghi", "tom-tat-thanh-tich"])
def test_papers_of_nominees_hold_the_rules_of_form(kind):
    issued = IssuedDocument.objects.filter(kind=kind)
    assert issued
    for document in issued:
        assert [v.rule for v in check(bytes(document.pdf)) if not v.is_held] == []


@pytest.mark.parametrize(
    ("day", "award", "instrument"),
    [
        ("2023-12-30", "co-chinh-phu", "91/2017/NĐ-CP"),
        ("2024-01-12", "co-chinh-phu", "98/2023/NĐ-CP"),
        ("2025-08-01", "co-chinh-phu", "152/2025/NĐ-CP"),
        ("2025-08-01", "co-ubnd-tinh", "152/2025/NĐ-CP"),
    ],
)
def test_the_form_is_that_of_the_instrument_in_force(day, award, instrument):
    form = achievement_form(AwardType.objects.get(code=award), datetime.date.fromisoformat(day))

    assert form.instrument.number == instrument
    own = form.award_types.filter(code=award).exists()
    assert own == (instrument == "152/2025/NĐ-CP" and award == "co-chinh-phu")


def test_without_a_form_the_paper_says_so_and_is_not_issued(reopened, secretary):
    AchievementForm.objects.all().delete()

    paper = draft(sheet_of(reopened, nomination()), reopened)

    assert paper.missing == ["Chưa có mẫu báo cáo thành tích cho ngày này"]


def test_the_dossier_waits_for_the_signed_reports_where_the_year_says_so(reopened):
    proposal = provincial_proposal()
    SignedCopy.objects.all().delete()

    assert len(missing_papers(reopened, proposal)) == 3
    reopened.signed_reports_required = False
    assert missing_papers(reopened, proposal) == []
    unsigned = unsigned_papers(reopened, proposal)
    assert len(unsigned) > 5 and "Tờ trình" in " ".join(unsigned)  # told all the same
    assert "giải trình" not in " ".join(unsigned)


def test_a_nominee_writes_its_report_and_nobody_elses(client, reopened):
    client.force_login(User.objects.get(email__startswith="soan.tnxp@"))
    own, other = nomination("tnxp"), nomination("hlg")
    url = reverse("awards:achievement-edit", args=[own.pk])
    stamp = client.get(url).context["stamp"].now

    client.post(url, {"duties": "Giữ gìn truyền thống", "party": "Chi bộ tốt", "stamp": stamp})

    assert dict(own.texts.values_list("source", "text"))["duties"] == "Giữ gìn truyền thống"
    assert client.get(reverse("awards:achievement-edit", args=[other.pk])).status_code in (403, 404)
    assert client.post(url, {"duties": "x", "stamp": stamp}).status_code == 200  # another saved since


def test_the_report_is_closed_once_the_dossier_is_sent(client, year, secretary):
    client.force_login(secretary)

    assert client.get(reverse("awards:achievement-edit", args=[nomination().pk])).status_code == 403
    with pytest.raises(Refused, match="Hồ sơ đã gửi"):
        write_texts(nomination(), {"duties": "x"}, by=secretary)


def test_the_preview_is_the_draft_as_a_page(client, year, secretary):
    client.force_login(secretary)
    one = nomination()

    page = client.get(reverse("awards:paper-preview", args=[year.pk, "bao-cao-thanh-tich", one.pk]))

    assert "css/paper.css" in page.text
    assert "DỰ THẢO" in page.text


def test_conditions_are_judged_by_records_or_wait_for_a_person(year):
    judged = {j.condition.judged_by: j for j in judge(nomination("nkt"))}

    assert judged["registered"].is_held
    assert judged["pledged"].is_held
    assert judged["targets"].is_held
    assert judged["leading"].is_held
    nomination("nkt").answers.all().delete()
    assert [j.is_held for j in judge(nomination("nkt")) if j.asks_a_person] == [None, None]


def test_a_violation_or_a_missed_target_breaks_a_condition(year, secretary):
    one = nomination("hlg")
    Violation.objects.create(
        bloc_year=year,
        association=one.association,
        reason="Đang thanh tra",
        source="A",
        recorded_by=secretary,
    )
    report = Report.objects.get(bloc_year=year, association=one.association, kind="annual")
    report.results.filter(pk=report.results.first().pk).update(actual=1)

    judged = {j.condition.judged_by: j for j in judge(one)}

    assert (judged["no_finding"].is_held, judged["no_finding"].why) == (False, "Đang thanh tra")
    assert judged["targets"].is_held is False
    assert judged["leading"].is_held is False  # ranked fourth, three proposed


def test_a_person_confirms_by_name(client, reopened, secretary):
    one = nomination()
    asked = one.award_type.conditions.filter(judged_by="person").first()
    client.force_login(secretary)
    url = reverse("awards:condition-answer", args=[one.pk, asked.pk])

    client.post(url, {"verdict": "broken", "note": "Chi bộ chưa xếp loại"})

    judged = next(j for j in judge(one) if j.condition == asked)
    assert (judged.is_held, judged.why) == (False, f"{secretary} xác nhận: Chi bộ chưa xếp loại")


def test_conditions_of_all_nominees_are_confirmed_on_one_page(client, reopened, secretary):
    proposal = provincial_proposal()
    client.force_login(secretary)
    address = reverse("awards:conditions", args=[proposal.pk])
    rows = client.get(address).context["rows"]
    assert {one.pk for one, _, _ in rows} == set(proposal.nominations.values_list("pk", flat=True))
    said = {}
    for n, (_, _, form) in enumerate(rows):
        said[form.add_prefix("verdict")] = ["held", "broken"][n == 0]
        said[form.add_prefix("note")] = "Công văn số 15"
    last = rows[-1][2].add_prefix("verdict")

    page = client.post(address, said | {last: ""}, follow=True)

    assert f"Đã ghi {len(rows)} xác nhận." in page.text  # the last is taken back
    answers = ConditionAnswer.objects.filter(nomination__proposal=proposal)
    assert sorted(answers.values_list("is_held", flat=True)) == [False] + [True] * (len(rows) - 2)
    assert "Đã ghi 0 xác nhận." in client.post(address, said | {last: ""}, follow=True).text

    proposal.file(by=secretary, missing=[])
    page = client.post(address, said)
    assert "Hồ sơ đã gửi, không xác nhận điều kiện được nữa." in page.text
    assert answers.count() == len(rows) - 1


def test_the_same_award_too_many_years_running_is_warned_of(year, secretary):
    proposal, one = provincial_proposal(), nomination()
    decision = Decision.objects.first()
    for past in (2021, 2022):
        Award.objects.create(
            association=one.association,
            award_type=one.award_type,
            year=past,
            decision=decision,
            carried_name="x",
            recorded_by=secretary,
        )

    assert too_often(proposal) == []
    proposal.bloc_year.max_consecutive_years = 3
    assert too_often(proposal) == []
    proposal.bloc_year.max_consecutive_years = 2
    assert [line[:30] for line in too_often(proposal)] == [f"{one.association.short_name} đã được tặng"[:30]]


@pytest.mark.parametrize(
    ("award", "day", "money"),
    [
        ("co-chinh-phu", "2025-07-01", 28_080_000),
        ("co-ubnd-tinh", "2025-07-01", 18_720_000),
        ("ttldtt", "2025-07-01", 1_880_000),
        ("giay-khen", "2025-07-01", 1_410_000),
        ("co-chinh-phu", "2025-06-30", None),
    ],
)
def test_prize_money_is_rounded_up_to_ten_thousand(award, day, money):
    found = prize_money(AwardType.objects.get(code=award), datetime.date.fromisoformat(day))

    assert found == (None if money is None else Decimal(money))


def test_prize_money_follows_the_base_salary_of_the_day():
    BaseSalary.objects.create(since=datetime.date(2027, 7, 1), amount=Decimal(2_600_000), source="x")
    flag = AwardType.objects.get(code="co-ubnd-tinh")

    assert prize_money(flag, datetime.date(2026, 6, 30)) == Decimal(18_720_000)
    assert prize_money(flag, datetime.date(2026, 7, 1)) == Decimal(20_240_000)
    LegalInstrument.objects.filter(number="152/2025/NĐ-CP").update(in_force_to=None)
    assert prize_money(flag, datetime.date(2027, 7, 1)) == Decimal(20_800_000)


@pytest.mark.parametrize(
    ("quota", "allowed"), [([], 3), ([[1, 1], [10, 2], [15, 3]], 3), ([[1, 1], [20, 4]], 1), ([[30, 9]], 3)]
)
def test_the_quota_follows_the_size_of_the_bloc(year, quota, allowed):
    year.flag_quota_by_size = quota

    assert year.flags_allowed == allowed


@pytest.mark.parametrize("count", [0, 60])
def test_none_and_sixty_nominees_make_a_list_of_good_form(year, secretary, count):
    one, proposal = nomination(), provincial_proposal()
    for n in range(count):
        body = make_association(official_name=f"Hội {'có tên rất dài ' * 12}số {n}"[:200])
        Nomination.objects.create(
            proposal=proposal,
            association=body,
            award_type=one.award_type,
            vote=one.vote,
            total=Decimal(90),
            rank=5,
            approve=9,
            whole=16,
            achievements="Hoàn thành tốt nhiệm vụ. " * 8,
        )
    if not count:
        Nomination.objects.all().delete()
    for kind in ("danh-sach-de-nghi", "tom-tat-thanh-tich", "to-trinh"):
        sheet = next(s for s in year_papers(year) if s.kind.code == kind and s.subject == proposal)
        pdf = render(draft(sheet, year)).pdf
        assert [v.rule for v in check(pdf) if not v.is_held] == []
        assert len(read(pdf).pages) >= (1 if not count else 3)


def test_broken_and_unconfirmed_conditions_warn_before_filing(client, reopened, secretary):
    one = nomination("nkt")
    one.answers.all().delete()
    report = Report.objects.get(bloc_year=reopened, association=one.association, kind="annual")
    report.results.filter(pk=report.results.first().pk).update(actual=1)
    name = f"{one.association.short_name}, {one.award_type}"

    found = unmet(one.proposal)
    assert any(line.startswith(f"{name}: chưa đạt điều kiện") for line in found)
    assert f"{name}: còn 2 điều kiện chưa ai xác nhận." in found
    client.force_login(secretary)
    assert f"{name}: còn 2 điều kiện" in client.get(one.proposal.get_absolute_url()).content.decode()
    one.write(by=secretary, override_reason="Khối đã bàn, vẫn đề nghị")
    assert not any(line.startswith(name) for line in unmet(one.proposal))


def test_of_two_awards_the_higher_prize_is_named():
    day = datetime.date(2025, 7, 1)
    flag = nomination("tnxp")
    lower = Nomination.objects.create(
        proposal=flag.proposal,
        association=flag.association,
        award_type=AwardType.objects.get(code="giay-khen"),
        vote=flag.vote,
        total=flag.total,
        rank=flag.rank,
        approve=flag.approve,
        whole=flag.whole,
    )

    assert higher_prize(lower, day) in Nomination.objects.filter(association=flag.association)
    assert higher_prize(flag, day) != lower


def test_papers_of_the_bloc_mark_what_they_lack(reopened, secretary):
    reopened.addressees = ""
    reopened.review_sections.all().delete()
    Nomination.objects.filter(pk=nomination().pk).update(basis="")
    conference = Conference.objects.get(bloc_year=reopened)
    Conference.objects.filter(pk=conference.pk).update(conclusion=" ")
    drafts = {s.kind.code: draft(s, reopened) for s in year_papers(reopened)}

    assert [text[:20] for text in drafts["to-trinh"].missing] == [
        "Chưa ghi nơi kính gử",
        "Chưa ghi căn cứ đề n",
    ]
    assert drafts["bien-ban-hop"].missing == ["IV. KẾT LUẬN: Chưa ghi kết luận của hội nghị"]
    assert "Chưa viết phần đánh giá" in drafts["bao-cao-tong-ket"].missing[0]


def test_home_asks_a_nominee_for_its_report(client, reopened):
    one = nomination()
    one.texts.all().delete()
    signatory = User.objects.filter(officer__association=one.association).first()
    client.force_login(signatory)

    assert f"Viết báo cáo thành tích đề nghị {one.award_type}" in client.get("/").content.decode()
