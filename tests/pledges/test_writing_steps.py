"""How much of each step of a report is done, counted by the database. Proves pledges/writing_steps.py."""

from itertools import product

import pytest

from blocs.models import Criterion
from pledges.writing_steps import has_to_type, steps_of
from tests.factories import Step, make_registration, make_report, make_user, make_year

pytestmark = pytest.mark.django_db


@pytest.fixture
def report():
    year = make_year(until=Step.REGISTRATION_OPENED)
    make_registration(year, year.bodies[2], state="accepted")
    for step in (Step.REGISTRATION_CLOSED, Step.SELF_SCORING_OPENED):
        year.reach(step, by=year.secretary)
    return make_report(year, year.bodies[2])


def counts(report) -> dict[str, tuple[int, int]]:
    return {step.label: (step.done, step.of) for step in steps_of(report)}


def test_the_condition_is_that_of_the_criterion():
    for kind, scorer, document in product(Criterion.Kind, Criterion.Scorer, ["", "annual"]):
        criterion = Criterion(kind=kind, scorer=scorer, document=document)
        is_typed = not criterion.is_computed and not criterion.is_extra

        assert has_to_type().check({"kind": kind, "scorer": scorer}) == is_typed, (kind, scorer, document)


def test_nothing_is_written_yet(report):
    assert counts(report) == {
        "Nội dung": (0, 1), "Số liệu": (0, 1), "Tự chấm điểm": (0, 3), "Minh chứng": (0, 0),
    }  # fmt: skip


def test_blanks_are_no_text_and_nought_is_a_figure(report):
    report.sections.update(text="  \n\t")
    report.results.update(actual=0)
    assert counts(report)["Nội dung"] == (0, 1)
    assert counts(report)["Số liệu"] == (1, 1)

    report.sections.update(text="\nĐã làm.")
    assert counts(report)["Nội dung"] == (1, 1)


@pytest.mark.parametrize(("words", "done"), [("", 0), ("Đã ban hành", 1)])
def test_a_target_told_in_words_wants_words(report, words, done):
    first = report.results.get().target
    in_words = first.registration.targets.create(
        content=first.content, name="Văn bản", unit="văn bản", kind="words", plan_words="Ban hành", position=2
    )
    report.results.create(target=in_words, words=words)

    assert counts(report)["Số liệu"] == (done, 2)


def test_evidence_is_owed_where_points_are_claimed_and_not_where_it_was_removed(report):
    Criterion.objects.filter(criteria_set=report.criteria_set).update(needs_evidence=True)
    lines = {line.criterion.code: line for line in report.lines.select_related("criterion")}
    report.lines.filter(pk__in=[lines["I.1"].pk, lines["II.1"].pk]).update(self_points=5)
    report.lines.filter(pk=lines["I.2"].pk).update(self_points=0)
    proof = report.evidence.create(document_number="1/BC", document_title="Báo cáo", added_by=make_user())
    proof.uses.create(line=lines["I.1"])
    assert counts(report)["Tự chấm điểm"] == (3, 3)
    assert counts(report)["Minh chứng"] == (1, 2)

    proof.remove(by=make_user())
    assert counts(report)["Minh chứng"] == (0, 2)


def test_an_interim_report_has_no_scores(report):
    interim = make_report(report.bloc_year, report.association, kind="interim")

    assert list(counts(interim)) == ["Nội dung", "Số liệu", "Minh chứng"]


def test_whoever_goes_on_is_led_to_what_is_missing_then_to_handing_in(client, report):
    client.force_login(make_user(edits_for=report.association))

    def led_to() -> str:
        return client.get(report.url("continue")).url

    assert led_to() == report.url("text")
    report.sections.update(text="Đã làm")
    assert led_to() == report.url("figures")
    report.results.update(actual=100)
    assert led_to() == report.url("scores")
    report.lines.update(self_points=1)
    assert led_to() == report.url("submit")


def test_what_was_handed_in_is_read_and_not_gone_on_with(client):
    report = make_report(state="submitted")
    client.force_login(make_user(edits_for=report.association))

    assert client.get(report.url("continue")).url == report.get_absolute_url()
