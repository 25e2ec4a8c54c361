"""Opening a year, its milestones and its guards; criteria that add up, locked once published."""

import datetime
import html
import re
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from base.vietnamese import uncapitalised
from base.workflow import Refused
from blocs.models import BlocYear, Criterion, Milestone, next_code, open_year
from tests.factories import Step, make_criteria, make_user, make_year

pytestmark = pytest.mark.django_db


def test_a_year_opens_with_all_its_milestones_none_done():
    year = make_year()

    assert list(year.timeline) == Milestone.Kind.values
    assert not any(year.is_done(kind) for kind in Milestone.Kind.values)


def test_a_milestone_is_reached_once_and_after_what_it_rests_on():
    year = make_year()

    with pytest.raises(Refused, match="Mở đăng ký thi đua"):
        year.reach(Step.REGISTRATION_CLOSED, by=year.secretary)
    year.reach(Step.REGISTRATION_OPENED, by=year.secretary)
    with pytest.raises(Refused, match="đã được ghi nhận"):
        year.reach(Step.REGISTRATION_OPENED, by=year.secretary)

    assert year.timeline[Step.REGISTRATION_OPENED].done_by == year.secretary


def test_lead_and_deputy_are_two_bodies_and_a_year_is_opened_once():
    year = make_year()
    with pytest.raises(IntegrityError), transaction.atomic():
        open_year(bloc=year.bloc, year=2024, lead=year.lead, deputy=year.lead)
    with pytest.raises(IntegrityError), transaction.atomic():
        open_year(bloc=year.bloc, year=year.year, lead=year.lead, deputy=year.deputy)


def test_opening_the_next_year_copies_what_is_ticked(client):
    year = make_year(until=Step.CRITERIA_PUBLISHED, tie_breaks=["I"])
    client.force_login(year.secretary)
    data = {"year": 2024, "lead": year.bodies[1].pk, "deputy": year.bodies[2].pk}

    client.post(reverse("blocs:year-open", args=[year.bloc_id]), data | {"copies": ["criteria", "rules"]})

    opened = BlocYear.objects.get(year=2024)
    assert opened.tie_breaks == ["I"]
    assert [c.code for c in opened.criteria_sets.get().tree] == ["I", "I.1", "I.2", "II", "II.1", "T", "TR"]
    assert not opened.criteria_sets.get().is_published
    assert not opened.contents.exists()


@pytest.mark.parametrize("data", [{"year": 2023}, {"year": 99}, {"deputy": "lead"}, {"lead": 999999}])
def test_a_wrong_opening_is_said_beside_the_field(client, data):
    year = make_year()
    client.force_login(year.secretary)
    typed = {"year": 2024, "lead": year.bodies[1].pk, "deputy": year.bodies[2].pk} | data
    typed = {name: year.bodies[1].pk if value == "lead" else value for name, value in typed.items()}

    response = client.post(reverse("blocs:year-open", args=[year.bloc_id]), typed)

    assert response.status_code == 200
    assert response.context["form"].errors
    assert BlocYear.objects.count() == 1


def test_tie_breaks_are_known_rungs():
    year = make_year()
    year.tie_breaks = ["VII"]

    with pytest.raises(ValidationError):
        year.clean()


def test_criteria_that_do_not_add_up_are_not_published():
    year = make_year()
    criteria_set = make_criteria(year)
    criteria_set.criteria.filter(code="I.2").update(max_points=11)

    with pytest.raises(Refused) as refusal:
        criteria_set.publish(by=year.secretary)

    assert str(refusal.value) == "Nhóm I: các phần cộng lại 61, điểm chuẩn ghi 60."


def test_a_published_set_is_locked_and_amended_as_a_new_version():
    year = make_year(until=Step.CRITERIA_PUBLISHED)
    published = year.criteria_sets.get()
    criterion = published.criteria.get(code="I.1")
    criterion.max_points = Decimal(1)

    with pytest.raises(Refused, match="đã công bố"):
        criterion.save()
    with pytest.raises(Refused, match="đã công bố"):
        criterion.delete()
    with pytest.raises(Refused):
        published.publish(by=year.secretary)

    draft = published.amend(note="Sửa I.1")
    assert (draft.version, draft.is_published, len(draft.tree)) == (2, False, 7)
    with pytest.raises(Refused, match="bản dự thảo"):
        published.amend()


@pytest.mark.parametrize(
    ("total", "band"), [("90", "Xuất sắc"), ("89.5", "Tốt"), ("80", "Tốt"), ("79.5", "")]
)
def test_bands_are_inclusive_lower_bounds(total, band):
    assert make_criteria(make_year()).classify(Decimal(total)) == band


def test_an_on_time_leaf_names_its_document_in_the_database_too():
    criteria_set = make_criteria(make_year())

    with pytest.raises(IntegrityError), transaction.atomic():
        Criterion.objects.create(
            criteria_set=criteria_set, code="X", text="x", kind="timeliness", max_points=1
        )


@pytest.mark.parametrize("parent", ["abc", "", "999999999999999999999", "²"])
def test_a_strange_parent_in_the_address_is_no_error(client, parent):
    year = make_year()
    criteria_set = make_criteria(year)
    client.force_login(year.secretary)

    response = client.get(reverse("blocs:criterion-add", args=[criteria_set.pk]), {"parent": parent})

    assert response.status_code == 200


def test_an_unknown_milestone_or_one_that_comes_with_its_act_is_not_ticked_by_hand(client):
    year = make_year()
    client.force_login(year.secretary)

    for kind in ("scores_locked", "nonsense"):
        response = client.post(reverse("blocs:milestone-done", args=[year.pk, kind]), follow=True)
        assert "được ghi nhận cùng với việc tương ứng" in response.text

    assert not year.milestones.filter(done_at__isnull=False).exists()


def test_the_deputy_names_only_the_verifier(client):
    year = make_year()
    signatory = make_user(signs_for=year.deputy)
    client.force_login(signatory)
    url = reverse("blocs:appoint", args=[year.pk])

    client.post(url, {"role": "secretary", "user": signatory.pk})
    assert not signatory.appointments.exists()
    client.post(url, {"role": "verifier", "user": signatory.pk})
    assert [a.role for a in signatory.appointments.all()] == ["verifier"]


@pytest.mark.parametrize("typed", ["0001-01-01T00:00", "9999-12-31T23:59", "2024-13-01T00:00", "mai"])
def test_a_deadline_that_no_calendar_has_is_refused_beside_its_box(client, typed):
    year = make_year()
    milestone = year.timeline[Step.PLEDGE_SIGNED]
    client.force_login(year.secretary)

    response = client.post(reverse("blocs:milestones", args=[year.pk]), {f"row{milestone.pk}-due_at": typed})

    assert response.status_code == 200
    assert any(form.errors for form in response.context["forms"])
    milestone.refresh_from_db()
    assert milestone.due_at is None


def test_the_deadline_of_what_is_done_stands(client):
    year = make_year(until=Step.REGISTRATION_CLOSED)
    client.force_login(year.secretary)

    saved = post_deadlines(client, year, REGISTRATION_CLOSED="2024-01-01")

    assert saved.status_code == 302
    assert year.milestones.get(kind=Step.REGISTRATION_CLOSED).due_at is None


def test_a_day_that_makes_nobody_late_is_put_right_afterwards(client):
    year = make_year(until=Step.REGISTRATION_OPENED)
    client.force_login(year.secretary)

    saved = post_deadlines(client, year, CRITERIA_PUBLISHED="2023-02-15")

    assert saved.status_code == 302
    assert (
        timezone.localdate(year.milestones.get(kind=Step.CRITERIA_PUBLISHED).due_at).isoformat()
        == "2023-02-15"
    )


def post_deadlines(client, year, **days):
    """The page of deadlines with these days, at 17:00 in Vietnam; other boxes empty."""
    steps = {m.kind: m for m in year.milestones.all()}
    typed = {f"row{steps[Step[kind]].pk}-due_at": f"{day}T17:00" for kind, day in days.items()}
    return client.post(reverse("blocs:milestones", args=[year.pk]), typed)


def test_no_step_is_set_before_one_that_it_needs(client):
    year = make_year()
    client.force_login(year.secretary)

    refused = post_deadlines(client, year, SELF_SCORING_CLOSED="2023-12-10", SCORES_LOCKED="2023-12-01")

    assert "Phải sau mốc “Kết thúc nhận báo cáo năm và tự chấm điểm”" in refused.text
    assert not year.milestones.exclude(due_at=None).exists()


def test_a_step_out_of_order_that_nobody_touches_keeps_nobody_from_saving(client):
    year = make_year()
    client.force_login(year.secretary)
    slipped = {"SCORES_LOCKED": datetime.date(2023, 12, 31), "CONFERENCE_CLOSED": datetime.date(2023, 6, 1)}
    for kind, day in slipped.items():
        ten = datetime.datetime.combine(day, datetime.time(10), datetime.UTC)
        year.milestones.filter(kind=Step[kind]).update(due_at=ten)

    saved = post_deadlines(client, year, **slipped, HANDED_OVER="2024-01-31")
    touched = post_deadlines(client, year, **slipped | {"CONFERENCE_CLOSED": "2023-07-01"})

    assert (saved.status_code, touched.status_code) == (302, 200)
    assert year.milestones.get(kind=Step.HANDED_OVER).due_at


def test_criteria_stand_once_the_scores_are_locked():
    year = make_year(until=Step.SELF_SCORING_CLOSED)
    year.reach(Step.SCORES_LOCKED, by=year.secretary)

    with pytest.raises(Refused, match="đã khóa"):
        year.criteria_sets.get().amend()


@pytest.mark.parametrize(
    ("codes", "parent", "code"),
    [
        (["I", "II"], None, "III"),
        (["I", "II", "T.1"], None, "III"),
        (["I", "I.1", "I.2"], "I", "I.3"),
        (["I"], "I", "I.1"),
        (["I", "I.1", "I.1.a"], "I.1", "I.1.b"),
    ],
)
def test_the_next_code_is_offered(codes, parent, code):
    criteria_set = make_year().criteria_sets.create(version=7)
    made = {None: None}
    for position, one in enumerate(codes):
        above = made.get(one.rpartition(".")[0])
        kind = "bonus" if one.startswith("T") else "group"
        facts = {"text": one, "kind": kind, "max_points": 10, "position": position}
        made[one] = criteria_set.criteria.create(code=one, parent=above, **facts)

    assert next_code(criteria_set, made[parent]) == code


def test_a_closed_part_of_the_rules_says_what_it_is_set_to(client):
    year = make_year()
    client.force_login(year.secretary)

    page = client.get(reverse("blocs:rules", args=[year.pk])).text

    said = re.findall(r'<span class="said quiet">(.*?)</span>', page, re.S)
    assert len(said) >= 3
    assert any(uncapitalised(year.get_selection_display()) in html.unescape(words) for words in said)
    assert not any("ubnd" in words for words in said)
