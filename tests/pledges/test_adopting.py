"""A draft goes over to a newer version of the criteria: what was written stays, what no longer fits is told."""

import pytest
from django.urls import reverse
from django.utils import timezone

from base.workflow import Refused
from blocs.comparing import compare
from blocs.models import Milestone
from pledges.actions.criteria import adopt, newer_criteria
from pledges.actions.evidence import add_evidence
from pledges.models import Report
from pledges.reminders import tell_newer_criteria
from tests.factories import Step, fill, make_registration, make_report, make_user, make_year

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft():
    """A filled-in draft on version 1: I.1 50 points, I.2 yes/no, II.1 with a result, a bonus."""
    year = make_year(until=Step.SELF_SCORING_OPENED)
    report = fill(make_report(year, year.bodies[2]), points={"I.1": 50, "II.1": 35})
    report.lines.filter(criterion__code="T").update(self_points=3)
    report.lines.filter(criterion__code="I.2").update(result="Có nghị quyết số 5")
    return report


def amended(report, by):
    """Version 2: I.1 worth 40, I.2 gone, I.3 new, II.1 reworded."""
    newer = report.bloc_year.criteria_sets.get().amend(note="Ban Thi đua góp ý")
    group = newer.criteria.get(code="I")
    newer.criteria.filter(code="I.1").update(max_points=40)
    newer.criteria.get(code="I.2").delete()
    newer.criteria.create(
        code="I.3", text="Chuyển đổi số", kind="judged", max_points=20, parent=group, position=9
    )
    newer.criteria.filter(code="II.1").update(text="Chấp hành pháp luật")
    newer = type(newer).objects.get(pk=newer.pk)
    newer.publish(by=by)
    return newer


def lines(report):
    return {line.criterion.code: line for line in report.lines.select_related("criterion")}


def test_what_changed_is_shown_by_criterion(draft):
    old, newer = draft.criteria_set, amended(draft, draft.bloc_year.secretary)
    assert [(d.criterion.code, d.notes) for d in compare(old, newer)] == [
        ("I.1", ("Điểm chuẩn: 50 thành 40",)),
        ("I.3", ("Mới",)),
        ("II.1", ("Nội dung trước đây: Tiêu chí II.1",)),
        ("I.2", ("Không còn",)),
    ]


def test_a_draft_moves_with_all_that_still_fits(draft):
    editor, before = make_user(edits_for=draft.association), lines(draft)
    proof = add_evidence(
        draft, by=editor, lines={before["II.1"]: "2"}, document_number="01/BC", document_title="Báo cáo"
    )
    newer = amended(draft, draft.bloc_year.secretary)

    adopt(draft, by=editor)

    draft = Report.objects.get(pk=draft.pk)
    after = lines(draft)
    assert draft.criteria_set == newer
    assert all(line.criterion.criteria_set == newer for line in after.values())
    assert {code: line.self_points for code, line in after.items()} == {
        "I.1": None, "I.3": None, "II.1": 35, "T": 3, "TR": 0,
    }  # fmt: skip
    assert after["II.1"].pk == before["II.1"].pk and proof.uses.get().line == after["II.1"]
    told = {change.field: (change.before, change.after) for change in draft.changes.exclude(reason="")}
    assert told[f"line-{before['I.1'].pk}-self_points"] == ("50", "")
    assert told[f"line-{before['I.2'].pk}-result"] == ("Có nghị quyết số 5", "")


def test_only_a_draft_on_older_criteria_moves_and_only_once(draft):
    editor = make_user(edits_for=draft.association)
    with pytest.raises(Refused, match="mới nhất"):
        adopt(draft, by=editor)
    amended(draft, draft.bloc_year.secretary)
    adopt(draft, by=editor)
    with pytest.raises(Refused, match="mới nhất"):
        adopt(Report.objects.get(pk=draft.pk), by=editor)


def test_what_was_handed_in_stays_on_its_version(draft):
    year = draft.bloc_year
    report = make_report(year, year.bodies[3], state="submitted")
    amended(draft, year.secretary)
    assert newer_criteria(report) is None
    with pytest.raises(Refused):
        adopt(report, by=make_user(edits_for=report.association))
    assert Report.objects.get(pk=report.pk).criteria_set.version == 1


def test_nothing_moves_once_scores_are_locked(draft):
    amended(draft, draft.bloc_year.secretary)
    draft.bloc_year.milestones.filter(kind=Milestone.Kind.SCORES_LOCKED).update(
        done_at=timezone.now(), done_by=draft.bloc_year.secretary
    )
    with pytest.raises(Refused, match="đã khóa"):
        adopt(draft, by=make_user(edits_for=draft.association))


def test_the_member_sees_it_at_the_score_sheet_and_steps_over(client, draft):
    make_registration(draft.bloc_year, draft.association)
    client.force_login(make_user(edits_for=draft.association))
    scores, over = (reverse(f"pledges:report-{name}", args=[draft.pk]) for name in ("scores", "adopt"))
    assert over not in client.get(scores).text and client.get(over).status_code == 302
    amended(draft, draft.bloc_year.secretary)

    assert over in client.get(scores).text
    page = client.get(over).text
    assert "4 tiêu chí có thay đổi" in page and "Điểm chuẩn: 50 thành 40" in page
    moved = client.post(over, follow=True).text
    assert "Đã chuyển sang bộ tiêu chí mới." in moved and "Chuyển đổi số" in moved and over not in moved


def test_whoever_writes_on_an_older_version_is_told_once(draft):
    editor = make_user(edits_for=draft.association)
    amended(draft, draft.bloc_year.secretary)

    told = [tell_newer_criteria(draft.bloc_year) for _ in range(2)]

    assert told == [1, 0]
    assert editor.notices.get().url == draft.url("adopt")
    adopt(draft, by=editor)
    editor.notices.all().delete()
    assert tell_newer_criteria(draft.bloc_year) == 0
