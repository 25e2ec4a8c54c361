"""Two provinces on one site: nobody of the one sees anything of the other, at any address."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from awards import notifications as awards_notifications
from awards.actions.ledger import enter_award
from awards.models import Award, Proposal
from blocs.models import AwardBasis, AwardType, Bloc, BlocYear, LegalInstrument, Membership
from blocs.notifications import tell_instrument_changed
from demo import roster
from members.models import Notice, Province, User, kin_of
from portal.search import find

from .factories import make_association, make_province, make_user, make_year
from .test_consistency import own_patterns
from .test_fuzz import targets_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]
# Where the other province is answered: papers anyone may check, notices that are public, the law of the country.
EVERYBODYS = {
    "documents:verify-paper",
    "awards:opinion-answer",  # its link is what lets one in
    "awards:public-notice",
    "blocs:law-edit",
    "blocs:law-check",
    "blocs:award-type-edit",
    "help-page",
    "blocs:first-administrator",  # leads home once somebody is there
    "pose-as",  # 403 for all but administrators of the site, whatever the number
    "security-paper",  # so too
    "retention-list",
    "removal-decide",
}


@pytest.fixture
def addresses(demo):
    """Every address of something of Quảng Trị, before there is another province."""
    return [
        reverse(pattern.full_name, kwargs=target)
        for pattern in own_patterns()
        for target in targets_of(pattern)
        if target and pattern.full_name not in EVERYBODYS
    ]


@pytest.fixture
def others(demo):
    """Who works in Hà Giang: {part: person}. An administrator reads what an officer does."""
    province = make_province("tỉnh Hà Giang")
    year = make_year(province=province, year=2023)
    return {
        "administrator": make_user(province=province, administers_province=True),
        "secretary": year.secretary,
    }


@pytest.mark.screens
def test_no_address_answers_the_other_province(client, addresses, others):
    client.raise_request_exception = False
    assert len(addresses) > 250

    answered = []
    for part, person in others.items():
        client.force_login(person)
        for url in addresses:
            if (status := client.get(url).status_code) not in (404, 405):
                answered.append((part, url, status))
            if (status := client.post(url).status_code) not in (404, 405):
                answered.append((part, url, status))

    assert answered == []


@pytest.mark.parametrize("part", ["administrator", "secretary"])
def test_no_list_names_the_other_province(client, others, part):
    client.force_login(others[part])
    lists = [pattern.full_name for pattern in own_patterns() if targets_of(pattern) == [{}]]
    assert len(lists) > 10

    for name in lists:
        page = client.get(reverse(name))
        if page.status_code == 200 and not page.streaming:
            for word in ("Quảng Trị", roster.ASSOCIATIONS[0].short_name, "29/2018"):
                assert word.encode() not in page.content, (name, word)


@pytest.mark.parametrize("asked", ["hội", "2023", "quang tri", "người cao tuổi", "tờ trình", "nguyễn"])
def test_a_search_finds_nothing_of_the_other_province(others, asked):
    for person in others.values():
        hits = [hit for heading, found in find(person, asked) if heading != "Trợ giúp" for hit in found]
        assert not [hit for hit in hits if "Quảng Trị" in hit.text + hit.note]
    quang_tri = User.objects.get(email__startswith="tinh@")
    assert find(quang_tri, asked)


def test_a_dossier_is_told_to_the_officers_of_its_province(others):
    proposal = Proposal.objects.filter(bloc_year__year=2024).first() or Proposal.objects.first()
    Notice.objects.all().delete()

    awards_notifications.tell_province(proposal)

    told = set(Notice.objects.values_list("to__email", flat=True))
    assert told == {"tinh@khoithidua.example"}


def test_what_a_province_decided_is_told_there_and_the_law_of_the_country_everywhere(others):
    by = User.objects.get(email__startswith="quantri@")
    own = LegalInstrument.objects.get(number="29/2018/QĐ-UBND")
    Notice.objects.all().delete()

    tell_instrument_changed(own, "sửa trích yếu", key="own", by=by)
    assert not Notice.objects.filter(to__in=others.values()).exists()
    assert Notice.objects.filter(to__email__startswith="tinh@").exists()
    tell_instrument_changed(LegalInstrument.objects.filter(province=None)[0], "sửa", key="law", by=by)

    told = set(Notice.objects.filter(key="law").values_list("to", flat=True))
    assert {person.pk for person in others.values()} <= told


def test_the_law_of_the_country_is_kept_by_an_officer_while_there_is_one_province(client, others):
    national = LegalInstrument.objects.filter(province=None).first()
    client.force_login(others["administrator"])

    assert client.get(reverse("blocs:law-edit", args=[national.pk])).status_code == 403
    page = client.get(reverse("blocs:law-create"))
    assert page.status_code == 200
    assert page.context["form"].fields["province"].required
    assert "Cả nước" not in page.text


def test_an_association_of_another_province_does_not_enter_a_bloc(others):
    membership = Membership(
        bloc=Bloc.objects.get(is_demo=True),
        association=make_association(province=make_province("tỉnh Hà Giang")),
        joined_on=datetime.date(2025, 1, 1),
    )

    with pytest.raises(ValidationError, match="không thuộc tỉnh Quảng Trị"):
        membership.full_clean()


class TestMerger:
    """Quảng Bình goes into Quảng Trị on 1 July 2025."""

    DAY = datetime.date(2025, 7, 1)

    @pytest.fixture
    def gone(self, demo):
        into = Province.objects.get(name="tỉnh Quảng Trị")
        return make_province("tỉnh Quảng Bình", merged_into=into, merged_on=self.DAY)

    def test_from_its_day_on_the_officers_of_both_read_the_blocs_of_both(self, gone, time_machine):
        year, officer = make_year(province=gone), make_user(province=gone)
        quang_tri = User.objects.get(email__startswith="tinh@")
        seen = {}
        for day in ("2025-06-30", "2025-07-01"):
            time_machine.move_to(datetime.datetime.fromisoformat(f"{day}T12:00:00+07:00"), tick=False)
            people = [User.objects.get(pk=person.pk) for person in (officer, quang_tri)]
            seen[day] = [BlocYear.objects.for_user(person).count() for person in people]

        total = BlocYear.objects.count()
        assert year.bloc.province == gone
        assert seen == {"2025-06-30": [1, total - 1], "2025-07-01": [total, total]}

    def test_papers_name_the_province_of_their_day(self, gone):
        assert str(gone.on(datetime.date(2025, 6, 30))) == "tỉnh Quảng Bình"
        assert str(gone.on(self.DAY)) == "tỉnh Quảng Trị"

    def test_what_merged_twice_is_of_the_last(self, gone):
        last = make_province("tỉnh Bình Trị Thiên")
        Province.objects.filter(pk=gone.merged_into_id).update(merged_into=last, merged_on="2026-01-01")
        before, after = datetime.date(2025, 12, 31), datetime.date(2026, 1, 1)

        assert kin_of([gone.pk], before) == {gone.pk, gone.merged_into_id}
        assert kin_of([last.pk], before) == {last.pk}
        assert kin_of([last.pk], after) == {gone.pk, gone.merged_into_id, last.pk}


def test_a_decision_of_one_number_in_two_provinces_is_two(others):
    """Who corrects theirs does not rewrite the other's ledger."""
    quang_tri = Award.objects.select_related("decision").filter(nomination=None).first()
    facts = {name: getattr(quang_tri.decision, name) for name in ("number", "dated", "authority")}
    body = make_association(province=make_province("tỉnh Hà Giang"))

    award = enter_award(
        body, award_type=quang_tri.award_type, year=2022, decision=facts, by=others["administrator"]
    )

    assert award.decision != quang_tri.decision
    assert (award.decision.province, quang_tri.decision.province) == (
        body.province,
        quang_tri.association.province,
    )


def test_an_award_stands_on_no_article_of_another_province(others):
    own = LegalInstrument.objects.get(number="29/2018/QĐ-UBND")
    award_type = AwardType.objects.filter(bases=None).first()
    AwardBasis.objects.create(award_type=award_type, instrument=own, article="Điều 5")
    day = datetime.date(2023, 12, 31)

    assert award_type.basis_on(day, own.province).article == "Điều 5"
    assert award_type.basis_on(day, make_province("tỉnh Hà Giang")) is None
