"""The matrix of accounts and rights agrees with the permission code."""

from importlib import import_module
from inspect import getmembers, isfunction
from types import SimpleNamespace

import pytest
from django.utils import timezone

from awards import urn
from awards.models import Conference, Nomination, Poll, Proposal
from blocs.models import CriteriaSet
from operations.security_level.rights import KINDS, RIGHTS
from pledges.models import Pledge
from tests.factories import Step, make_province, make_registration, make_report, make_user, make_year

ROOMS = ("members", "blocs", "pledges", "awards")


@pytest.fixture(scope="module")
def world(law, made_once):
    return made_once(make_world)


def make_world() -> dict:
    """Objects of a running year, and one account of each kind, to whom they are their own."""
    year = make_year(until=Step.SELF_SCORING_OPENED, explanation_days=5, vets_targets=True)
    member = year.bodies[2]
    report = make_report(year, member, state="submitted")
    conference = Conference.objects.create(
        bloc_year=year, starts_at=timezone.now(), place="Đông Hà", chair="A", chair_position="B", secretary="C",
    )  # fmt: skip
    conference.tellers.create(role="member", name="D", association=member)
    poll = Poll.objects.create(
        conference=conference, subject="lead", nonce=urn.new_nonce(), threshold="1/2", base="present", seats=1,
        method="paper", opened_by=year.secretary,
    )  # fmt: skip
    people = {
        "site": make_user(is_superuser=True),
        "administrator": make_user(province=make_province(), administers_province=True),
        "officer": make_user(province=make_province()),
        "secretary": year.secretary,
        "verifier": year.verifier,
        "signatory": make_user(signs_for=member),
        "editor": make_user(edits_for=member),
    }
    for number, kind in enumerate(("signatory", "editor"), 1):
        conference.teller_keys.create(holder=people[kind], public_key=f"{number}")
    shut = SimpleNamespace(is_open=True, is_kept_by_tellers=True, takes_ballots=False, conference=conference)
    proposal = Proposal(bloc_year=year)
    return {
        "people": people,
        "year": year,
        "bloc": year.bloc,
        "province": year.bloc.province,
        "association": member,
        "criteria_set": year.criteria_sets.get(),
        "draft_criteria": CriteriaSet.objects.create(bloc_year=year, version=2),
        "handover": SimpleNamespace(receiver_id=member.pk),
        "person": make_user(edits_for=member),
        "report": report,
        "lead_report": make_report(year, year.lead, state="submitted"),
        "accepted": make_report(year, year.bodies[3], state="accepted"),
        "registration": make_registration(year, member),
        "pledge": Pledge.draft(year),
        "conference": conference,
        "closed_conference": SimpleNamespace(is_closed=True, bloc_year=year),
        "poll": poll,
        "shut": shut,
        "proposal": proposal,
        "nomination": Nomination(association=member, proposal=proposal),
    }


# The objects that a function is asked about, where it takes more than the user.
ABOUT: dict[str, list[tuple]] = {
    "members.can_list_people": [()],
    "members.can_manage_person": [("person",)],
    "members.can_correct_address": [("person",)],
    "members.can_write_association": [("association",)],
    "members.can_manage_officers": [("association",)],
    "members.can_see_officers": [("association",)],
    "blocs.can_run": [("year",)],
    "blocs.can_see_handover": [("year",)],
    "blocs.can_receive": [("handover",)],
    "blocs.can_read_all": [("year",)],
    "blocs.can_open_year": [("bloc",)],
    "blocs.can_set_up_province": [("province",)],
    "blocs.can_set_up": [("bloc",)],
    "blocs.can_set_up_year": [("year",)],
    "blocs.can_appoint": [("year",)],
    "blocs.can_edit_criteria": [("draft_criteria",)],
    "blocs.can_amend_criteria": [("criteria_set",)],
    "blocs.can_keep_law": [()],
    "blocs.can_keep_national_law": [()],
    "blocs.can_keep_ledger": [("association",)],
    "pledges.can_write": [("report",)],
    "pledges.can_submit": [("report",)],
    "pledges.can_confirm": [("report",)],
    "pledges.can_review": [("report",), ("lead_report",)],
    "pledges.can_verify": [("report",), ("lead_report",)],
    "pledges.can_settle": [("report",), ("lead_report",)],
    "pledges.can_see_given": [("year",)],
    "pledges.can_give": [("year", "association.pk"), ("year", "year.lead_id")],
    "pledges.can_assign": [("year",)],
    "pledges.can_explain": [("report",)],
    "pledges.can_agree": [("report",)],
    "pledges.can_sign_for_bloc": [("pledge",)],
    "pledges.can_tell": [("accepted",)],
    "pledges.can_vet": [("registration",)],
    "awards.can_see_ranking": [("year",)],
    "awards.can_run_conference": [("conference",)],
    "awards.can_run_poll": [("poll",)],
    "awards.can_see_votes": [("conference",), ("closed_conference",)],
    "awards.can_count": [("poll",)],
    "awards.can_hold_key": [("year",)],
    "awards.can_see_keys": [("year",)],
    "awards.can_open_urn": [("shut",)],
    "awards.can_run_proposal": [("proposal",)],
    "awards.can_keep_lists_of_province": [("province",)],
    "awards.can_keep_webhooks": [("province",)],
    "awards.can_see_council": [("province",)],
    "awards.can_pack": [("proposal",)],
    "awards.can_write_achievement": [("nomination",)],
    "awards.can_attach": [("year", "nomination")],
    "awards.can_record_results": [("proposal",)],
    "awards.can_record_prizes": [("year",)],
    "awards.can_see_paper": [("year", "='bang-tong-hop-diem")],
}


def functions() -> dict[str, object]:
    """{room.name: function} of the permission code that asks whether something may be done."""
    found = {}
    for room in ROOMS:
        module = import_module(f"{room}.permissions")
        for name, function in getmembers(module, isfunction):
            if name.startswith("can_") and function.__module__ == module.__name__:
                found[f"{room}.{name}"] = function
    return found


def about(world: dict, word: str) -> object:
    """What a word of ABOUT stands for: an object of the world, an attribute of one, or a text after ='."""
    if word.startswith("='"):
        return word[2:]
    name, _, attribute = word.partition(".")
    return getattr(world[name], attribute) if attribute else world[name]


def let_through(world: dict, name: str) -> set[str]:
    """The kinds of account that the function lets do it, to any of the objects it is asked about."""
    function = functions()[name]
    kinds = set()
    for kind, person in world["people"].items():
        person = type(person).objects.get(pk=person.pk)
        for words in ABOUT[name]:
            if function(person, *[about(world, word) for word in words]):
                kinds.add(kind)
    return kinds


def test_every_function_of_the_permission_code_is_in_the_matrix():
    assert len(functions()) > 45
    assert {right.function for right in RIGHTS} == set(functions()) == set(ABOUT)
    assert all(right.kinds <= set(KINDS) for right in RIGHTS)


@pytest.mark.django_db
@pytest.mark.parametrize("name", sorted(ABOUT))
def test_the_matrix_says_what_the_code_answers(world, name):
    (right,) = [right for right in RIGHTS if right.function == name]

    assert let_through(world, name) == right.kinds
