"""What becomes of a filed proposal: received, asked for more, the Council, the decision, the ledger."""

import datetime
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook
from PIL import Image

from audit.models import AuditEntry
from awards.actions.council import record_council
from awards.actions.decisions import record_decision
from awards.ledger import ledger_of, recent_awards
from awards.models import Award, Decision, Nomination, Proposal
from awards.notifications import tell_nominees
from base.workflow import Refused
from blocs.models import AwardType
from members.models import Notice, Succession, User
from tests.factories import make_association, make_user, make_year, provincial_proposal

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]
COUNCIL_DAY = datetime.date(2024, 2, 20)
DECISION = {
    "number": "456/QĐ-UBND",
    "dated": datetime.date(2024, 3, 1),
    "authority": "Chủ tịch Ủy ban nhân dân tỉnh",
}


@pytest.fixture
def province():
    return User.objects.get(email__startswith="tinh@")


@pytest.fixture
def proposal(province):
    found = provincial_proposal()
    found.receive(by=province)
    return found


def nominations(proposal) -> list[Nomination]:
    found = proposal.nominations.select_related("association", "award_type", "council", "award")
    return list(found)


def pass_all(proposal, by, **cut: str) -> None:
    """Everything passes the Council but the associations named in `cut`, {code: reason}."""
    results = {
        n: {
            "is_kept": n.association.code not in cut,
            "approve": 12,
            "whole": 13,
            "reason": cut.get(n.association.code, ""),
        }
        for n in nominations(proposal)
    }
    record_council(proposal, results, met_on=COUNCIL_DAY, by=by)


def test_results_wait_until_the_province_has_received_the_dossier(province):
    filed = provincial_proposal()

    with pytest.raises(Refused, match="khi tỉnh đã tiếp nhận"):
        pass_all(filed, province)


def test_asking_for_more_opens_the_dossier_and_it_is_sent_again(proposal, province):
    filed_at = proposal.filed_at

    with pytest.raises(Refused, match="cần bổ sung gì"):
        proposal.ask_for_more(by=province, comment=" ")
    proposal.ask_for_more(by=province, comment="Thiếu chữ ký trang 3")
    assert proposal.is_open
    nomination = proposal.nominations.first()
    nomination.write(by=make_user(), achievements="Đã bổ sung")
    proposal.file(by=province, missing=[])

    assert (proposal.state, proposal.filed_at, proposal.is_open) == ("filed", filed_at, False)
    with pytest.raises(Refused):
        nomination.write(by=make_user(), achievements="Lần nữa")
    assert "Thiếu chữ ký trang 3" in [move.comment for move in proposal.history.all()]


def test_what_the_council_cut_stays_visible_and_gets_no_award(client, proposal, province):
    pass_all(proposal, province, tnxp="Chưa đủ điều kiện")
    cut = next(n for n in nominations(proposal) if n.association.code == "tnxp")

    with pytest.raises(Refused, match="Hội đồng không thông qua"):
        record_decision(proposal, DECISION, awarded=[cut], declined={}, by=province)

    assert not Decision.objects.filter(number=DECISION["number"]).exists()
    client.force_login(province)
    page = client.get(proposal.get_absolute_url()).content.decode()
    assert "Hội đồng không thông qua" in page
    assert "Chưa đủ điều kiện" in page
    assert "12/13 thành viên Hội đồng" in page


def test_the_last_result_closes_the_proposal_and_the_year(proposal, province):
    Proposal.objects.exclude(pk=proposal.pk).update(state="decided")
    pass_all(proposal, province, tnxp="Chưa đủ điều kiện")
    kept = [n for n in nominations(proposal) if not n.is_cut]
    flag = [n for n in kept if n.association.code == "hlg"]
    rest = [n for n in kept if n not in flag]

    record_decision(proposal, DECISION, awarded=rest, declined={}, by=province)
    proposal.refresh_from_db()
    assert proposal.state == "received"
    record_decision(proposal, DECISION, awarded=[], declined={flag[0]: "Không đạt"}, by=province)

    proposal.refresh_from_db()
    assert proposal.state == "decided"
    assert proposal.bloc_year.milestones.get(kind="results_recorded").done_by == province
    assert rest
    assert {a.association.code for a in Award.objects.exclude(nomination=None)} == {
        n.association.code for n in rest
    }
    with pytest.raises(Refused):
        pass_all(proposal, province)


def test_a_council_result_does_not_change_under_a_decision(proposal, province):
    pass_all(proposal, province)
    one = next(n for n in nominations(proposal) if n.award_type.code == "co-ubnd-tinh")
    record_decision(proposal, DECISION, awarded=[one], declined={}, by=province)

    with pytest.raises(Refused, match="đã có quyết định"):
        pass_all(proposal, province)


def test_the_pages_record_council_and_decision(client, proposal, province):
    client.force_login(province)
    rows = nominations(proposal)
    council = {"met_on": "2024-02-20"}
    for n in rows:
        council |= {f"n{n.pk}-outcome": "kept", f"n{n.pk}-approve": "12", f"n{n.pk}-whole": "13"}

    client.post(reverse("awards:proposal-council", args=[proposal.pk]), council)
    decided = {"number": "456/QĐ-UBND", "dated": "2024-03-01", "authority": "Chủ tịch Ủy ban nhân dân tỉnh"}
    client.post(
        reverse("awards:proposal-decision", args=[proposal.pk]),
        decided | {f"n{n.pk}-outcome": "given" for n in rows},
    )

    assert Award.objects.exclude(nomination=None).count() == len(rows)
    proposal.refresh_from_db()
    assert proposal.state == "decided"
    sheet = client.get(reverse("awards:statistics-xlsx", args=[proposal.bloc_year_id])).content
    book = load_workbook(io.BytesIO(sheet)).active
    assert [row[3:] for row in book.iter_rows(min_row=4, values_only=True)] == [(1, 0, 0), (3, 3, 3)]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"outcome": "cut", "reason": ""}, "Ghi lý do không thông qua."),
        ({"outcome": "kept", "approve": "14", "whole": "13"}, "Không thể nhiều hơn tổng số (13)."),
        ({"outcome": "kept", "approve": "12"}, "Ghi cả số phiếu và tổng số"),
    ],
)
def test_mistakes_in_the_councils_results_are_said_beside_the_box(client, proposal, province, typed, said):
    client.force_login(province)
    first = nominations(proposal)[0]
    data = {f"n{first.pk}-{name}": value for name, value in typed.items()} | {"met_on": "2024-02-20"}

    page = client.post(reverse("awards:proposal-council", args=[proposal.pk]), data).content.decode()

    assert said in page
    assert nominations(proposal)[0].is_cut is False


def test_a_day_to_come_is_refused(client, proposal, province):
    client.force_login(province)

    page = client.post(reverse("awards:proposal-council", args=[proposal.pk]), {"met_on": "2150-01-01"})

    assert "Ngày này chưa tới" in page.content.decode()


def test_the_ledger_follows_a_merger_under_the_old_names(law, province):
    old, new = make_association(official_name="Hội Bảo trợ cũ"), make_association()
    Succession.objects.create(predecessor=old, successor=new, on=datetime.date(2018, 1, 1))
    decision = Decision.objects.create(**DECISION)
    given = AwardType.objects.get(code="bang-khen-tinh")
    Award.objects.create(
        association=old,
        award_type=given,
        year=2017,
        decision=decision,
        carried_name="Hội Bảo trợ cũ",
        recorded_by=province,
    )

    assert [a.carried_name for a in ledger_of(new)] == ["Hội Bảo trợ cũ"]
    assert [a.year for a in recent_awards({new.pk}, 2022)[new.pk]] == [2017]
    assert recent_awards({new.pk}, 2023) == {new.pk: []}


def test_recent_awards_take_the_same_queries_for_one_and_for_many(law, django_assert_num_queries):
    many = {make_association().pk for _ in range(6)}
    for some in ({next(iter(many))}, many):
        with django_assert_num_queries(2):
            recent_awards(some, 2023)


def test_an_award_of_earlier_years_is_entered_once_with_its_scan(client, law, province):
    body, given = make_association(), AwardType.objects.get(code="bang-khen-tinh")
    url = reverse("awards:ledger", args=[body.pk])
    facts = {
        "award_type": given.pk,
        "year": 2021,
        "number": "12/QĐ-UBND",
        "dated": "2022-01-20",
        "authority": "A",
    }
    client.force_login(province)
    scan = SimpleUploadedFile("bang.png", PNG)

    client.post(url, facts | {"certificate": scan})
    again = client.post(url, facts).content.decode()
    program = client.post(url, facts | {"year": 2020, "certificate": SimpleUploadedFile("b.pdf", b"MZ")})

    (award,) = Award.objects.filter(association=body)
    assert "Đã có trong sổ khen thưởng năm 2021" in again
    assert "Không mở được tệp này" in program.content.decode()
    response = client.get(reverse("awards:certificate", args=[body.pk, award.pk]))
    assert b"".join(response.streaming_content) == PNG


def test_a_member_reads_the_ledger_and_does_not_write_in_it(client, law):
    body = make_association()
    client.force_login(make_user(signs_for=body))
    url = reverse("awards:ledger", args=[body.pk])

    assert client.get(url).status_code == 200
    assert client.post(url, {}).status_code == 403


def png() -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", (4, 4)).save(buffer, "PNG")
    return buffer.getvalue()


PNG = png()


def subjects_told(person) -> list[str]:
    return list(Notice.objects.filter(to=person).order_by("pk").values_list("subject", flat=True))


def test_the_secretariat_and_the_province_are_told_of_each_others_moves(client, proposal, province):
    proposal.bloc_year.milestones.filter(kind="handed_over").update(done_at=None, done_by=None)
    secretary = User.objects.get(email__startswith="soan.nct@")
    client.force_login(province)
    client.post(reverse("awards:proposal-ask", args=[proposal.pk]), {"comment": "Thiếu bản quét biên bản"})
    asked = Notice.objects.filter(to=secretary).latest("pk")
    client.force_login(secretary)
    client.post(reverse("awards:proposal-file", args=[proposal.pk]))

    assert (asked.subject, asked.body) == (
        "CẦN BỔ SUNG: hồ sơ đề nghị khen thưởng năm 2023 (Chủ tịch Ủy ban nhân dân tỉnh)",
        "Thiếu bản quét biên bản",
    )
    assert subjects_told(province)[-1] == (
        "ĐÃ GỬI bổ sung: hồ sơ đề nghị khen thưởng năm 2023 (Chủ tịch Ủy ban nhân dân tỉnh)"
    )


def test_nominees_are_told_that_they_write_and_what_came_of_it(client, proposal, province):
    nominee = nominations(proposal)[0]
    person = make_user(edits_for=nominee.association)
    tell_nominees(proposal)
    tell_nominees(proposal)
    client.force_login(province)
    pass_all(proposal, province)
    rows = {f"n{n.pk}-outcome": "given" for n in nominations(proposal)}
    head = DECISION | {"dated": "01/03/2024"}
    client.post(reverse("awards:proposal-decision", args=[proposal.pk]), head | rows)

    told = [s for s in subjects_told(person) if str(nominee.award_type) in s]
    assert told == [
        f"CẦN VIẾT: báo cáo thành tích đề nghị {nominee.award_type} của {nominee.association.short_name}",
        f"ĐÃ CÓ KẾT QUẢ: {nominee.award_type} năm 2023",
    ]


def test_the_province_decides_after_the_dossier_came(proposal, province):
    one = proposal.nominations.first()
    before = timezone.localtime(proposal.filed_at).date() - datetime.timedelta(days=1)
    kept = {one: {"is_kept": True, "approve": 9, "whole": 9, "reason": ""}}

    with pytest.raises(Refused, match="Ngày họp Hội đồng không thể trước ngày gửi hồ sơ"):
        record_council(proposal, kept, met_on=before, by=province)
    with pytest.raises(Refused, match="Ngày quyết định không thể trước ngày gửi hồ sơ"):
        decided = {"number": "1/QĐ", "dated": before, "authority": "Chủ tịch UBND tỉnh"}
        record_decision(proposal, decided, awarded=[one], declined={}, by=province)


def test_a_council_result_entered_again_leaves_both_in_the_history(proposal, province):
    one = proposal.nominations.first()
    day = timezone.localtime(proposal.filed_at).date()

    for votes in (8, 9):
        result = {one: {"is_kept": True, "approve": votes, "whole": 9, "reason": ""}}
        why = "Đọc nhầm biên bản" if votes == 9 else ""
        record_council(proposal, result, met_on=day, by=province, why=why)
    with pytest.raises(Refused, match="hãy ghi lý do sửa"):
        record_council(proposal, {one: {"is_kept": False, "reason": "x"}}, met_on=day, by=province)

    corrected = AuditEntry.objects.get(action="council.corrected")
    assert "“thông qua, 8/9 phiếu” → “thông qua, 9/9 phiếu”. Lý do: Đọc nhầm biên bản" in corrected.what
    said = [move.comment for move in proposal.history.all() if "Hội đồng họp" in move.comment]
    assert len(said) == 2
    assert {"(8/9 phiếu)" in text for text in said} == {True, False}


def test_a_page_of_results_on_which_nothing_was_chosen_says_so(client, proposal, province):
    client.force_login(province)
    typed = {
        "number": "1/QĐ-UBND",
        "dated": timezone.localdate().isoformat(),
        "authority": "Chủ tịch UBND tỉnh",
    }

    page = client.post(reverse("awards:proposal-decision", args=[proposal.pk]), typed)

    assert "hãy chọn kết quả của ít nhất một đề nghị" in page.text


def test_the_authority_of_a_decision_is_that_of_its_awards(proposal, province):
    Nomination.objects.filter(award_type__code="co-chinh-phu").update(proposal=proposal)
    record_council(
        proposal,
        {n: {"is_kept": True, "reason": ""} for n in proposal.nominations.all()},
        met_on=timezone.localtime(proposal.filed_at).date(),
        by=province,
    )
    state = proposal.nominations.get(award_type__code="co-chinh-phu")
    own = list(proposal.nominations.filter(award_type__code="co-ubnd-tinh"))
    facts = {"number": "15/QĐ", "dated": timezone.localtime(proposal.filed_at).date(), "authority": ""}
    assert len(own) == 3

    with pytest.raises(Refused, match="ghi riêng từng quyết định"):
        record_decision(proposal, facts, awarded=[state, *own], declined={}, by=province)
    decision = record_decision(proposal, facts, awarded=own, declined={}, by=province)

    assert decision.authority == "Chủ tịch Ủy ban nhân dân tỉnh"


def test_a_recorded_decision_is_corrected_with_a_reason_and_both_values_are_kept(client, law):
    year = make_year()
    body = year.bodies[2]
    award = Award.objects.create(
        association=body, award_type=AwardType.objects.get(code="co-ubnd-tinh"), year=2022, carried_name="x",
        decision=Decision.objects.create(
            number="1/QĐ", dated=datetime.date(2023, 1, 5), authority="Thủ tướng Chính phủ"
        ),
        recorded_by=year.secretary,
    )  # fmt: skip
    url = reverse("awards:decision-correct", args=[body.pk, award.decision_id])
    right = {"number": "2/QĐ", "dated": "06/01/2023", "authority": "Chủ tịch UBND tỉnh", "reason": "Ghi nhầm"}
    client.force_login(make_year().secretary)  # of another bloc
    assert client.post(url, right).status_code == 403
    assert client.post(reverse("awards:ledger", args=[body.pk]), {}).status_code == 403
    client.force_login(year.secretary)
    assert "Hãy ghi “Lý do sửa”." in client.post(url, right | {"reason": ""}).text

    client.post(url, right)

    award.decision.refresh_from_db()
    assert str(award.decision) == "Quyết định số 2/QĐ ngày 06/01/2023 của Chủ tịch UBND tỉnh"
    (act,) = AuditEntry.objects.filter(action="decision.corrected")
    assert "“Quyết định số 1/QĐ ngày 05/01/2023 của Thủ tướng Chính phủ” → “Quyết định số 2/QĐ" in act.what
    assert (act.actor_id, act.subject) == (year.secretary.pk, f"members.association:{body.pk}")
    assert "Lý do: Ghi nhầm" in client.get(reverse("awards:ledger", args=[body.pk])).text


def test_an_entry_in_the_ledger_is_told_to_its_association(client, law):
    year = make_year()
    body = year.bodies[2]
    chair = make_user(signs_for=body)
    given = AwardType.objects.get(code="bang-khen-tinh")
    client.force_login(year.secretary)

    facts = {"award_type": given.pk, "year": 2021, "number": "12/QĐ-UBND", "dated": "2022-01-20"}
    client.post(reverse("awards:ledger", args=[body.pk]), facts)

    award = Award.objects.get(association=body)
    assert award.decision.authority == given.authority
    assert Notice.objects.get(to=chair).subject.startswith("ĐÃ GHI vào sổ khen thưởng")
    assert AuditEntry.objects.get(action="award.entered").actor_id == year.secretary.pk
