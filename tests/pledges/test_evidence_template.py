"""What kind of evidence a criterion asks for, shown beside the box; another kind is marked, for member and verifier."""

import datetime

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from blocs.criteria_words import evidence_said
from blocs.models import Criterion, EvidenceKind, kind_in_number
from pledges.actions.evidence import add_evidence
from pledges.evidence_template import misfit, misfits
from pledges.models import Evidence
from tests.factories import fill, make_criteria, make_report, make_year

from .writing_case import url


def asks(**fields) -> Criterion:
    return Criterion(needs_evidence=True, **fields)


DECISION = Evidence(document_number="12/QĐ-HCTĐ", document_date=datetime.date(2023, 4, 5))


@pytest.mark.parametrize(
    ("number", "kind"),
    [
        ("12/QĐ-HCTĐ", "QD"), ("03/BC-TNXP", "BC"), ("3/bc-x", "BC"), ("07/KH", "KH"), ("15/HCTĐ-VP", ""),
        ("", ""), ("QĐ 12", ""), ("12/2023/QĐ-UBND", ""),
    ],
)  # fmt: skip
def test_a_number_tells_its_kind(number, kind):
    assert kind_in_number(number) == kind


def test_a_kind_that_was_chosen_goes_before_the_number():
    assert Evidence(document_number="12/QĐ-X", document_kind="BC").kind == "BC"


@pytest.mark.parametrize(
    ("wanted", "told"),
    [
        ({}, ""),
        ({"evidence_kinds": ["QD", "BB"]}, ""),
        ({"evidence_kinds": ["BC"]}, "là Quyết định, cần Báo cáo"),
        ({"evidence_kinds": ["BC", "BB"]}, "là Quyết định, cần Báo cáo hoặc Biên bản"),
        ({"evidence_of_year": True}, ""),
        ({"evidence_issuer": "UBND xã"}, ""),
    ],
)
def test_what_is_other_than_asked_for_is_told(wanted, told):
    assert misfit(asks(**wanted), DECISION, 2023) == told


def test_the_year_and_what_nobody_wrote_are_told():
    criterion = asks(evidence_kinds=["BC"], evidence_of_year=True)

    assert misfit(asks(evidence_of_year=True), DECISION, 2024) == "văn bản năm 2023, cần năm 2024"
    assert misfit(criterion, Evidence(name="anh.jpg"), 2023) == (
        "chưa ghi loại, cần Báo cáo; chưa ghi ngày, cần văn bản năm 2023"
    )


KINDS = st.sampled_from(EvidenceKind.values)


@given(st.lists(KINDS, unique=True), st.lists(KINDS, max_size=4))
def test_a_claim_is_marked_only_where_nothing_fits(asked_for, given_kinds):
    proofs = [Evidence(name="tep", document_kind=kind) for kind in given_kinds]
    fits = not asked_for or not proofs or bool(set(asked_for) & set(given_kinds))

    assert bool(misfits(asks(evidence_kinds=asked_for), proofs, 2023)) is not fits


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("x", (True, {})), ("Có", (True, {})), ("", (False, {})), ("Không", (False, {})), ("-", (False, {})),
        ("(nếu có)", (False, {})),
        ("Quyết định, biên bản của UBND xã", (True, {"kinds": ["QD", "BB"], "issuer": "UBND xã"})),
        ("Danh sách hội viên", (True, {"kinds": ["DS"], "issuer": ""})),
        ("Gửi kèm bản chụp", (True, {"kinds": [], "issuer": ""})),
    ],
)  # fmt: skip
def test_a_column_of_an_office_says_what_is_asked_for(cell, said):
    assert evidence_said(cell) == said


@pytest.fixture
def report(db):
    year = make_year(until="self_scoring_opened")
    wanted = {"needs_evidence": True, "evidence_kinds": ["QD"], "evidence_issuer": "UBND xã"}
    Criterion.objects.filter(criteria_set__bloc_year=year, code="I.1").update(**wanted)
    return make_report(year)


def line_of(report):
    return report.lines.get(criterion__code="I.1")


def prove(report, **document):
    line = line_of(report)
    return add_evidence(report, by=report.bloc_year.secretary, lines={line: ""}, **document)


REPORT = {"document_number": "12/BC-HN", "document_title": "Báo cáo hội viên"}


def test_the_member_reads_what_is_asked_for_and_that_it_is_another_kind(client, report, member):
    prove(report, **REPORT)

    page = client.get(url("report-scores", report)).text

    assert "Minh chứng: Quyết định, của UBND xã" in page
    assert "là Báo cáo, cần Quyết định" in page
    there = client.get(url("report-evidence", report), {"line": line_of(report).pk}).text
    assert "Cần có: Quyết định, của UBND xã." in there


def test_it_can_be_handed_in_and_the_verifier_sees_it_first(client, report, member):
    prove(report, **REPORT)
    fill(report)
    report.submit(by=member)
    client.force_login(report.bloc_year.secretary)

    page = client.get(url("report-verify", report))

    assert [(line.criterion.code, why) for line, why in page.context["first"]] == [
        ("I.1", "minh chứng là Báo cáo, cần Quyết định")
    ]


def test_another_piece_of_the_right_kind_takes_the_mark_away(client, report, member):
    prove(report, **REPORT)
    prove(report, document_number="13/QĐ-UBND", document_title="Quyết định khen")
    fill(report)
    report.submit(by=member)
    client.force_login(report.bloc_year.secretary)

    assert client.get(url("report-verify", report)).context["first"] == []


def test_the_kind_is_chosen_with_a_file(client, report, member):
    typed = {"line": line_of(report).pk, "document_kind": "QD", **REPORT}
    client.post(url("report-evidence", report), typed)

    assert report.evidence.get().kind == "QD"


def test_a_kind_nobody_knows_is_refused_beside_the_box(client, report, member):
    page = client.post(url("report-evidence", report), {"document_kind": "XX", **REPORT})

    assert page.context["form"].errors.keys() == {"document_kind"}
    assert not report.evidence.exists()


def test_the_secretariat_writes_the_template_with_the_criterion(client, db):
    year = make_year()
    draft = make_criteria(year)
    criterion = draft.criteria.get(code="I.1")
    client.force_login(year.secretary)
    address = reverse("blocs:criterion-edit", args=[draft.pk, criterion.pk])
    typed = {
        "code": "I.1", "text": "Tiêu chí", "kind": "judged", "max_points": "50", "parent": criterion.parent_id,
        "scorer": "member", "needs_evidence": "on", "evidence_kinds": ["QD", "BB"], "evidence_issuer": "UBND xã",
        "evidence_of_year": "on", "basis": "targets", "per": "document",
        "steps-TOTAL_FORMS": "0", "steps-INITIAL_FORMS": "0",
    }  # fmt: skip

    client.post(address, typed)
    criterion.refresh_from_db()
    assert criterion.evidence_wanted == "Quyết định hoặc Biên bản, của UBND xã, của năm thi đua"

    client.post(address, typed | {"needs_evidence": ""})
    criterion.refresh_from_db()
    assert (criterion.evidence_kinds, criterion.evidence_issuer, criterion.evidence_of_year) == (
        [],
        "",
        False,
    )
