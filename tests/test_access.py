"""Who may reach what: persons × addresses → status. A submitted annual report of one member, in a running year."""

import copy

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from blocs.models import Appointment, open_year
from pledges.actions.evidence import add_evidence
from pledges.models import Pledge
from tests.factories import (
    Step,
    make_association,
    make_bloc,
    make_criteria,
    make_province,
    make_registration,
    make_report,
    make_user,
    make_year,
    send_back,
    verify,
)

# Who may reach what does not depend on the database.
pytestmark = [pytest.mark.django_db, pytest.mark.screens]


@pytest.fixture
def world(world_of_the_module):
    """A year with one submitted report of its third member, and everybody who might look at it."""
    return copy.deepcopy(world_of_the_module)


@pytest.fixture(scope="module")
def world_of_the_module(law, made_once):
    return made_once(make_world)


def make_world() -> dict:
    year = make_year(until=Step.SELF_SCORING_OPENED)
    member = year.bodies[2]
    stranger_bloc = make_bloc(make_association(), make_association())
    stranger = stranger_bloc.memberships.first().association
    world = {
        "year": year,
        "registration": make_registration(year, member),
        "report": make_report(year, member, state="submitted"),
        "draft": make_report(year, year.bodies[3]),
        "lead_report": make_report(year, year.lead, state="submitted"),
        "returned": make_report(year, member, kind="interim", state="returned"),
        "returned_registration": make_registration(year, year.bodies[3]),
        "criteria": year.criteria_sets.get(),
        "bloc": year.bloc,
        "association": member,
    }
    Pledge.draft(year)
    send_back(world["returned_registration"])
    world["people"] = {
        "editor": make_user(edits_for=member),
        "signatory": make_user(signs_for=member),
        "other": make_user(signs_for=year.bodies[3]),
        "secretary": year.secretary,
        "verifier": year.verifier,
        "province": make_user(province=make_province()),
        "stranger": make_user(signs_for=stranger),
    }
    return world


PEOPLE = ["editor", "signatory", "other", "secretary", "verifier", "province", "stranger"]


def reached(everybody: int, **others: int) -> dict[str, int]:
    """The status each person is answered with: that of everybody, but for those named."""
    return dict.fromkeys(PEOPLE, everybody) | others


# address, of what, method
TABLE = {
    ("home", None, "get"): reached(200),
    ("blocs:blocs", None, "get"): reached(302, province=200),  # the only one opens by itself
    ("blocs:bloc", "bloc", "get"): reached(200, stranger=404),
    ("blocs:year-open", "bloc", "get"): reached(403, secretary=200, stranger=404),
    ("year", "year", "get"): reached(200, stranger=404),
    ("blocs:rules", "year", "get"): reached(403, secretary=200, stranger=404),
    ("blocs:milestones", "year", "get"): reached(403, secretary=200, stranger=404),
    ("blocs:ranking-publish", "year", "post"): reached(403, secretary=302, stranger=404),
    ("blocs:appointments", "year", "get"): reached(200, stranger=404),
    ("blocs:appoint", "year", "post"): reached(403, stranger=404),
    ("blocs:outline", "year", "get"): reached(200, stranger=404),
    ("blocs:criteria-list", "year", "get"): reached(302, secretary=200, stranger=404),
    ("blocs:criteria-create", "year", "post"): reached(403, secretary=302, stranger=404),
    ("blocs:criteria", "criteria", "get"): reached(200, stranger=404),
    ("blocs:criteria-edit", "criteria", "get"): reached(403, stranger=404),
    ("blocs:criteria-publish", "criteria", "post"): reached(403, stranger=404),
    ("blocs:criteria-amend", "criteria", "post"): reached(403, secretary=302, stranger=404),
    ("blocs:criterion-add", "criteria", "get"): reached(403, stranger=404),
    ("blocs:criteria-xlsx", "criteria", "get"): reached(200, stranger=404),
    ("blocs:criteria-upload", "criteria", "get"): reached(403, stranger=404),
    ("blocs:criteria-take", "criteria", "post"): reached(403, stranger=404),
    ("awards:replay", "criteria", "get"): reached(403, secretary=200, stranger=404),
    ("pledges:registrations", "year", "get"): reached(200, stranger=404),
    ("pledges:registration", "registration", "get"): reached(200, other=404, stranger=404),
    ("pledges:registration-edit", "registration", "get"): reached(
        403, editor=302, signatory=302, other=404, stranger=404
    ),
    ("pledges:registration-submit", "registration", "post"): reached(
        403, editor=302, signatory=302, other=404, stranger=404
    ),
    ("pledges:registration-answers", "registration", "get"): reached(
        403, editor=302, signatory=302, other=404, stranger=404
    ),
    ("pledges:registration-history", "registration", "get"): reached(200, other=404, stranger=404),
    ("pledges:registration-paper", "registration", "get"): reached(200, other=404, stranger=404),
    ("pledges:registration-word", "registration", "get"): reached(200, other=404, stranger=404),
    ("pledges:report-word", "report", "get"): reached(200, other=404, stranger=404),
    ("pledges:score-paper", "report", "get"): reached(200, other=404, stranger=404),
    ("pledges:score-word", "report", "get"): reached(200, other=404, stranger=404),
    ("pledges:score-paper", "returned", "get"): reached(404, secretary=302, verifier=302, province=302),
    ("pledges:registration-longer", "returned_registration", "get"): reached(
        403, secretary=200, stranger=404
    ),
    ("pledges:report-longer", "returned", "get"): reached(403, secretary=200, stranger=404),
    ("pledges:registration-return", "registration", "get"): reached(
        403, other=404, secretary=200, stranger=404
    ),
    ("pledges:registration-accept", "registration", "post"): reached(
        403, other=404, secretary=302, stranger=404
    ),
    ("pledges:pledge", "year", "get"): reached(200, stranger=404),
    ("pledges:pledge-edit", "year", "get"): reached(403, secretary=200, stranger=404),
    ("pledges:pledge-sign", "year", "get"): reached(403, secretary=200, stranger=404),
    ("pledges:pledge-conclude", "year", "post"): reached(403, secretary=302, stranger=404),
    ("pledges:completeness", "year", "get"): reached(200, stranger=404),
    ("pledges:completeness-xlsx", "year", "get"): reached(200, stranger=404),
    ("pledges:bulk", "year", "get"): reached(403, secretary=200, stranger=404),
    ("pledges:bulk-xlsx", "year", "get"): reached(403, secretary=200, stranger=404),
    ("pledges:bulk-save", "year", "post"): reached(403, secretary=302, stranger=404),
    ("pledges:reminders", "year", "get"): reached(403, secretary=200, stranger=404),
    ("members:notices", None, "get"): reached(200),
    ("members:notices-read", None, "post"): reached(302),
    ("members:mail", None, "post"): reached(302),
    ("pledges:scores-lock", "year", "post"): reached(403, secretary=302, stranger=404),
    ("pledges:report", "report", "get"): reached(200, other=404, stranger=404),
    ("pledges:report", "draft", "get"): reached(404, other=200),
    ("pledges:report-text", "report", "get"): reached(
        403, editor=302, signatory=302, other=404, stranger=404
    ),
    ("pledges:report-figures", "report", "get"): reached(
        403, editor=302, signatory=302, other=404, stranger=404
    ),
    ("pledges:report-scores", "report", "get"): reached(
        403, editor=302, signatory=302, other=404, stranger=404
    ),
    ("pledges:report-adopt", "report", "get"): reached(
        403, editor=302, signatory=302, other=404, stranger=404
    ),
    ("pledges:report-adopt", "report", "post"): reached(
        403, editor=302, signatory=302, other=404, stranger=404
    ),
    ("pledges:report-evidence", "report", "get"): reached(
        403, editor=200, signatory=200, other=404, stranger=404
    ),
    ("pledges:report-submit", "report", "post"): reached(
        403, editor=302, signatory=302, other=404, stranger=404
    ),
    ("pledges:report-sheet", "report", "get"): reached(
        403, editor=302, signatory=302, other=404, stranger=404
    ),
    ("pledges:report-sheet-xlsx", "report", "get"): reached(
        403, editor=200, signatory=200, other=404, stranger=404
    ),
    ("pledges:report-sheet-apply", "report", "post"): reached(
        403, editor=302, signatory=302, other=404, stranger=404
    ),
    ("pledges:report-submit", "draft", "get"): reached(404, other=200),
    ("pledges:report-answers", "report", "get"): reached(
        403, editor=302, signatory=302, other=404, stranger=404
    ),
    ("pledges:report-history", "report", "get"): reached(200, other=404, stranger=404),
    ("pledges:report-history", "draft", "get"): reached(404, other=200),
    ("blocs:extensions", "year", "get"): reached(403, secretary=200, stranger=404),
    ("pledges:report-verify", "report", "get"): reached(403, other=404, secretary=200, stranger=404),
    ("pledges:report-verify", "lead_report", "get"): reached(404, secretary=403, verifier=200, province=403),
    ("pledges:report-verify-rest", "report", "post"): reached(403, other=404, secretary=302, stranger=404),
    ("pledges:report-freeze", "report", "post"): reached(403, other=404, secretary=404, stranger=404),
    ("pledges:report-settle", "report", "get"): reached(403, other=404, secretary=302, stranger=404),
    ("pledges:report-tell", "report", "post"): reached(403, other=404, secretary=302, stranger=404),
    ("pledges:report-explain", "report", "get"): reached(
        403, editor=302, signatory=302, other=404, stranger=404
    ),
    ("pledges:report-agree", "report", "post"): reached(403, signatory=302, other=404, stranger=404),
    ("pledges:report-look", "report", "get"): reached(403, other=404, secretary=302, stranger=404),
    ("pledges:overclaims", "year", "get"): reached(
        403, secretary=200, verifier=200, province=200, stranger=404
    ),
    ("pledges:overclaims-xlsx", "year", "get"): reached(
        403, secretary=200, verifier=200, province=200, stranger=404
    ),
    ("pledges:assignments", "year", "get"): reached(
        403, secretary=200, verifier=200, province=200, stranger=404
    ),
    ("pledges:report-return", "report", "get"): reached(403, other=404, secretary=200, stranger=404),
    ("pledges:report-accept", "lead_report", "post"): reached(404, secretary=403, verifier=302, province=403),
    ("pledges:report-accept", "report", "post"): reached(403, other=404, secretary=302, stranger=404),
    ("awards:ranking", "year", "get"): reached(200, stranger=404),
    ("awards:findings", "year", "get"): reached(403, secretary=200, verifier=200, province=200, stranger=404),
    ("awards:finding-create", "year", "post"): reached(403, secretary=200, stranger=404),
    ("awards:review-edit", "year", "get"): reached(403, secretary=200, stranger=404),
    ("awards:review-sources", "year", "get"): reached(
        403, secretary=200, verifier=200, province=200, stranger=404
    ),
    ("awards:review-draft", "year", "post"): reached(403, secretary=302, stranger=404),
    ("awards:conference", "year", "get"): reached(200, stranger=404),
    ("awards:conference-edit", "year", "get"): reached(403, secretary=200, stranger=404),
    ("awards:roll-call", "year", "get"): reached(403, secretary=404, stranger=404),
    ("awards:agenda-edit", "year", "get"): reached(403, secretary=404, stranger=404),
    ("awards:motion-create", "year", "get"): reached(403, secretary=404, stranger=404),
    ("awards:prose-edit", "year", "get"): reached(403, secretary=404, stranger=404),
    ("awards:screen", "year", "get"): reached(404, editor=403, signatory=403, other=403),
    ("awards:ranking-open", "year", "post"): reached(403, secretary=404, stranger=404),
    ("awards:poll-open", "year", "get"): reached(403, secretary=404, stranger=404),
    ("awards:score-choose", "year", "get"): reached(403, secretary=404, stranger=404),
    ("awards:conference-close", "year", "post"): reached(403, secretary=404, stranger=404),
    ("awards:proposals", "year", "get"): reached(200, stranger=404),
    ("awards:proposal-draw-up", "year", "post"): reached(403, secretary=302, stranger=404),
    ("awards:handover", "year", "get"): reached(403, secretary=200, verifier=200, province=200, stranger=404),
    ("awards:handover-edit", "year", "get"): reached(403, secretary=200, stranger=404),
    ("awards:handover-record", "year", "post"): reached(403, secretary=404, stranger=404),
    ("awards:handover-receive", "year", "post"): reached(404, editor=403, signatory=403, other=403),
    ("awards:papers", "year", "get"): reached(200, stranger=404),
    ("awards:register", "year", "get"): reached(403, secretary=200, verifier=200, province=200, stranger=404),
    ("awards:register-paper", "year", "get"): reached(
        403, secretary=200, verifier=200, province=200, stranger=404
    ),
    ("awards:register-xlsx", "year", "get"): reached(
        403, secretary=200, verifier=200, province=200, stranger=404
    ),
    ("awards:statistics-xlsx", "year", "get"): reached(
        403, secretary=200, verifier=200, province=200, stranger=404
    ),
    ("awards:ledger", "association", "get"): reached(200),
    ("awards:ledger", "association", "post"): reached(403, secretary=200, province=200),
    ("blocs:law", None, "get"): reached(200),
    ("blocs:law-create", None, "get"): reached(403, province=200),
    ("members:association", "association", "get"): reached(200),
    ("members:officer-invite", "association", "get"): reached(403, signatory=200),
}


@pytest.mark.parametrize("address", TABLE, ids=lambda address: f"{address[0]}-{address[1]}-{address[2]}")
def test_who_may_reach_what(client, world, address):
    name, of, method = address
    url = reverse(name, args=[world[of].pk] if of else [])

    got = {}
    for person in PEOPLE:
        client.force_login(world["people"][person])
        got[person] = getattr(client, method)(url).status_code

    assert got == TABLE[address]


@pytest.mark.parametrize("address", TABLE, ids=lambda address: f"{address[0]}-{address[1]}-{address[2]}")
def test_who_is_not_signed_in_is_sent_to_sign_in(client, world, address):
    name, of, method = address

    response = getattr(client, method)(reverse(name, args=[world[of].pk] if of else []))

    assert response.status_code == 302
    assert response.url.startswith(reverse("account_login"))


def test_a_file_of_evidence_is_only_for_who_may_read_its_report(client, world, tmp_path):
    upload = SimpleUploadedFile("Báo cáo.pdf", b"%PDF-1.4 something")
    evidence = add_evidence(world["draft"], by=make_user(), upload=upload, content_type="application/pdf")
    url = reverse("pledges:evidence", args=[evidence.pk])

    got = {}
    for name, person in world["people"].items():
        client.force_login(person)
        response = client.get(url)
        got[name] = response.status_code
        if response.status_code == 200:
            assert b"".join(response.streaming_content) == b"%PDF-1.4 something"
            assert "attachment" in response.headers["Content-Disposition"]

    assert {name for name, status in got.items() if status == 200} == {"other"}


def test_write_access_ends_with_the_handover_and_the_past_stays_readable(client, world):
    year = world["year"]
    for kind in (
        Step.SELF_SCORING_CLOSED,
        Step.SCORES_LOCKED,
        Step.CONFERENCE_CLOSED,
        Step.PROPOSAL_FILED,
        Step.HANDED_OVER,  # on its own, as years stand that were handed over before there was a record of it
    ):
        year.reach(kind, by=year.secretary)
    successor = open_year(bloc=year.bloc, year=2024, lead=year.bodies[1], deputy=year.bodies[2])
    new_secretary = make_user(edits_for=year.bodies[1])
    Appointment.objects.create(bloc_year=successor, user=new_secretary, role="secretary")

    client.force_login(year.secretary)
    assert client.get(reverse("blocs:rules", args=[year.pk])).status_code == 403
    assert client.get(reverse("pledges:report", args=[world["report"].pk])).status_code == 200
    client.force_login(new_secretary)
    assert client.get(reverse("pledges:report", args=[world["report"].pk])).status_code == 200
    assert client.get(reverse("blocs:rules", args=[year.pk])).status_code == 403
    assert client.get(reverse("blocs:rules", args=[successor.pk])).status_code == 200


def test_members_see_only_their_own_line_before_the_ranking_is_published(client, world):
    year = world["year"]
    client.force_login(world["people"]["editor"])
    url = reverse("awards:ranking", args=[year.pk])

    assert client.get(url).context["rows"] == []

    verify(world["report"])
    for kind in (Step.SELF_SCORING_CLOSED, Step.SCORES_LOCKED):
        year.reach(kind, by=year.secretary)
    assert [row.association for row in client.get(url).context["rows"]] == [world["association"]]
    year.publish_ranking(by=year.secretary)
    assert len(client.get(url).context["rows"]) == 4


def test_an_officer_whose_mandate_ended_sees_nothing_of_the_association(client, world):
    person = world["people"]["editor"]
    office = person.officer_set.get()
    office.end(on=office.since)
    client.force_login(person)

    assert client.get(reverse("pledges:report", args=[world["report"].pk])).status_code == 404


def test_a_draft_of_criteria_is_edited_by_the_secretariat_alone(client):
    year = make_year()
    criteria_set = make_criteria(year)
    url = reverse("blocs:criteria-edit", args=[criteria_set.pk])

    got = []
    for person in (
        year.secretary,
        year.verifier,
        make_user(signs_for=year.bodies[2]),
        make_user(province=make_province()),
    ):
        client.force_login(person)
        got.append(client.get(url).status_code)

    assert got == [200, 403, 403, 403]


def test_who_served_an_earlier_year_does_not_read_the_later_ones(client, world):
    year = world["year"]
    later = open_year(bloc=year.bloc, year=2024, lead=year.bodies[1], deputy=year.bodies[2])
    client.force_login(year.secretary)

    assert client.get(reverse("awards:findings", args=[later.pk])).status_code == 403
    assert client.get(reverse("blocs:year-open", args=[year.bloc_id])).status_code == 403


def test_who_left_the_lead_no_longer_serves_the_bloc(client, world):
    year = world["year"]
    year.secretary.officer_set.get().end(on=timezone.localdate())
    client.force_login(year.secretary)

    assert client.get(reverse("blocs:rules", args=[year.pk])).status_code in (403, 404)
    assert client.get(reverse("pledges:report", args=[world["report"].pk])).status_code == 404


def test_what_was_returned_is_the_members_own_until_it_is_handed_in_again(client, world):
    report = world["report"]
    send_back(report)

    got = {}
    for name, person in world["people"].items():
        client.force_login(person)
        got[name] = client.get(reverse("pledges:report", args=[report.pk])).status_code

    assert {name for name, status in got.items() if status == 200} == {"editor", "signatory"}


def test_an_association_that_left_does_not_see_the_years_after(client, world):
    year = world["year"]
    year.bloc.memberships.filter(association=world["association"]).update(left_on="2023-06-01")
    later = open_year(bloc=year.bloc, year=2024, lead=year.bodies[0], deputy=year.bodies[1])
    client.force_login(world["people"]["signatory"])

    assert client.get(reverse("year", args=[year.pk])).status_code == 200
    assert client.get(reverse("year", args=[later.pk])).status_code == 404
