"""The province's council: quotas over all blocs, votes on its own base, what stands there twice."""

import datetime
import io

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from audit.models import AuditEntry
from awards.actions.council import record_council, write_council
from awards.actions.ledger import enter_award
from awards.council import (
    council_board,
    council_fault,
    council_members,
    council_of,
    share_of_leading,
    votes_needed,
)
from awards.models import CouncilQuota, Nomination, Proposal
from awards.twice import already_given, runs_of, same_achievement, same_unit
from base.workflow import Refused
from blocs.models import AwardType, BlocYear
from members.models import Province, User
from tests.factories import make_province, make_user, provincial_proposal

MET = datetime.date(2024, 2, 20)
STORY = " ".join(f"việc số {n} hội đã làm cho người dân ở xã {n * 7}" for n in range(20))


@given(percent=st.integers(1, 100), of=st.integers(0, 500))
def test_a_share_is_never_above_and_votes_never_below_the_percentage(percent, of):
    share, votes = share_of_leading(percent, of), votes_needed(percent, of)

    assert share * 100 <= percent * of < (share + 1) * 100
    assert (votes - 1) * 100 < percent * of <= votes * 100


@given(approve=st.integers(0, 40), whole=st.integers(1, 40), members=st.none() | st.integers(1, 40))
def test_a_result_stands_only_on_the_whole_council_and_enough_votes(approve, whole, members):
    award_type = AwardType(council_percent=80)
    fault = council_fault(award_type, members, is_kept=True, approve=approve, whole=whole)

    is_right = members in (None, whole) and approve * 100 >= 80 * whole
    assert (fault is None) == is_right


@given(st.text(max_size=400))
def test_a_text_is_like_itself_or_too_short_to_say(text):
    runs = runs_of(text)

    assert runs == runs_of(text.upper() if text.upper().lower() == text.lower() else text)
    assert not runs or len(runs) >= 25


@pytest.fixture
def province(demo):
    return Province.objects.get(name="tỉnh Quảng Trị")


@pytest.fixture
def officer(demo):
    return User.objects.get(email__startswith="tinh@")


@pytest.fixture
def proposal(officer):
    proposal = provincial_proposal()
    proposal.receive(by=officer)
    return proposal


def flags(proposal) -> list[Nomination]:
    """The nominees for the provincial flag, as pages read them."""
    facts = "association", "award_type", "proposal__bloc_year__bloc"
    found = proposal.nominations.filter(award_type__code="co-ubnd-tinh").select_related(*facts)
    return list(found.prefetch_related("texts"))


def result(**facts) -> dict:
    return {"is_kept": True, "approve": 12, "whole": 13, "reason": ""} | facts


@pytest.mark.django_db
def test_the_board_counts_what_the_province_may_propose(province, officer, proposal):
    first, *rest = flags(proposal)
    assert len(rest) == 2
    record_council(
        proposal,
        {first: result(is_kept=False, approve=3, reason="Chưa tiêu biểu"), rest[0]: result()},
        met_on=MET,
        by=officer,
    )
    flag = first.award_type
    write_council(province, 2023, members=13, leading_elsewhere=14, quotas={flag: 1}, by=officer)

    board = council_board(province, 2023)

    by_code = {row.award_type.code: row for row in board.quotas}
    assert (board.leading_here, board.leading) == (1, 15)
    row = by_code["co-ubnd-tinh"]
    assert (row.proposed, row.cut, row.remaining, row.at_most, row.excess) == (3, 1, 2, 1, 1)
    assert (by_code["co-chinh-phu"].share, by_code["co-chinh-phu"].excess) == (3, 0)
    assert first in board.nominations


@pytest.mark.django_db
def test_nominees_beyond_the_share_of_leading_units_are_told(province, proposal):
    unknown = council_board(province, 2023)
    assert (unknown.leading, unknown.quotas[0].share, unknown.quotas[0].excess) == (None, None, 0)

    write_council(province, 2023, members=None, leading_elsewhere=3, quotas={}, by=make_user())
    row = council_board(province, 2023).quotas[0]

    assert (row.award_type.code, row.share, row.excess) == ("co-chinh-phu", 0, 1)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("facts", "members", "said"),
    [
        ({"approve": 10, "whole": 13}, None, "cần ít nhất 11/13 phiếu"),
        ({"approve": 12, "whole": 12}, 13, "Hội đồng có 13 thành viên"),
    ],
)
def test_votes_that_do_not_carry_are_refused(client, province, officer, proposal, facts, members, said):
    write_council(province, 2023, members=members, leading_elsewhere=0, quotas={}, by=officer)
    one = flags(proposal)[0]

    with pytest.raises(Refused, match=said):
        record_council(proposal, {one: result(**facts)}, met_on=MET, by=officer)
    client.force_login(officer)
    typed = {f"n{one.pk}-outcome": "kept", "met_on": "2024-02-20"}
    typed |= {f"n{one.pk}-{name}": str(value) for name, value in facts.items()}
    page = client.post(reverse("awards:proposal-council", args=[proposal.pk]), typed).content.decode()

    assert said in page
    assert not Nomination.objects.get(pk=one.pk).is_cut
    record_council(
        proposal, {one: result(is_kept=False, approve=2, reason="Ít phiếu")}, met_on=MET, by=officer
    )
    assert Nomination.objects.select_related("council").get(pk=one.pk).is_cut


@pytest.mark.django_db
def test_the_base_is_that_of_the_province_as_it_was_on_the_day(province, officer, proposal):
    merged, other = make_province("tỉnh Mới"), make_province("tỉnh Bên Cạnh")
    for of, members in ((other, 9), (province, 13), (merged, 20)):
        write_council(of, 2023, members=members, leading_elsewhere=None, quotas={}, by=officer)
    for of in (other, province):
        Province.objects.filter(pk=of.pk).update(merged_into=merged, merged_on="2025-07-01")
    year = BlocYear.objects.get(pk=proposal.bloc_year_id)

    assert council_members(year, datetime.date(2025, 6, 30)) == 13
    assert council_members(BlocYear.objects.get(pk=year.pk), datetime.date(2025, 7, 1)) == 20


@pytest.mark.django_db
def test_the_page_keeps_the_rules_and_what_was_cut(client, province, officer, proposal):
    first = flags(proposal)[0]
    cut = result(is_kept=False, approve=3, reason="Chưa tiêu biểu")
    record_council(proposal, {first: cut}, met_on=MET, by=officer)
    client.force_login(officer)
    url = reverse("awards:council-year", args=[province.pk, 2023])
    box = f"quota-{first.award_type_id}"

    refused = client.post(url, {"members": "0", "leading_elsewhere": "2", box: "x"}).content.decode()
    assert 'value="x"' in refused
    assert not council_of(province, 2023).pk
    client.post(url, {"members": "13", "leading_elsewhere": "2", box: "2"})
    client.post(url, {"members": "13", "leading_elsewhere": "2", box: ""})

    council = council_of(province, 2023)
    assert (council.members, council.leading_elsewhere) == (13, 2)
    assert not CouncilQuota.objects.exists()
    told = AuditEntry.objects.filter(action="council.written").values_list("what", flat=True)
    assert len(told) == 2
    assert "chỉ tiêu Cờ thi đua của Ủy ban nhân dân tỉnh: 2 → " in told[1] + told[0]
    assert url in client.get(proposal.get_absolute_url()).text
    page = client.get(url).content.decode()
    assert "Hội đồng không thông qua" in page
    assert "Chưa tiêu biểu" in page
    book = load_workbook(io.BytesIO(client.get(url[:-1] + ".xlsx").content)).active
    lines = list(book.iter_rows(min_row=4, values_only=True))
    assert len(lines) == 4
    assert "không thông qua, 3/13 phiếu, Chưa tiêu biểu" in [line[6] for line in lines]


@pytest.mark.django_db
def test_nobody_else_sees_the_board(client, province, proposal):
    urls = [reverse("awards:council-year", args=[province.pk, 2023])]
    urls += [urls[0][:-1] + ".xlsx", reverse("awards:council-latest", args=[province.pk])]
    for person in [User.objects.get(email__startswith="soan.ctd"), make_user()]:
        client.force_login(person)
        assert {client.get(url).status_code for url in urls} <= {403, 404}


@pytest.mark.django_db
def test_a_year_without_dossiers_is_not_there(client, province, officer):
    client.force_login(officer)

    assert client.get(reverse("awards:council-year", args=[province.pk, 1999])).status_code == 404
    latest = client.get(reverse("awards:council-latest", args=[province.pk]))
    assert latest.url == reverse("awards:council-year", args=[province.pk, 2023])


@pytest.mark.django_db
def test_the_board_reads_no_more_for_more_nominees(
    client, province, officer, proposal, django_assert_max_num_queries
):
    client.force_login(officer)
    url = reverse("awards:council-year", args=[province.pk, 2023])
    client.get(url)
    with django_assert_max_num_queries(30) as few:
        client.get(url)
    one = flags(proposal)[0]
    others = proposal.bloc_year.members().exclude(pk__in=proposal.nominations.values("association"))
    assert len(others) > 10
    for other in others:
        Nomination.objects.create(
            proposal=proposal, association=other, award_type=one.award_type, vote=one.vote,
            total=1, rank=9, approve=1, whole=16,
        )  # fmt: skip
    with django_assert_max_num_queries(len(few.captured_queries)):
        client.get(url)


@pytest.mark.django_db
def test_one_unit_of_two_blocs_or_of_two_awards_is_told_once(proposal):
    government = Nomination.objects.select_related(
        "association", "award_type", "proposal__bloc_year__bloc"
    ).get(award_type__code="co-chinh-phu", proposal__bloc_year__year=2023)
    same = next(n for n in flags(proposal) if n.association_id == government.association_id)
    assert same_unit([government, same]) == []

    medal = AwardType.objects.get(code="bang-khen-tinh")
    again = Nomination(pk=0, proposal=proposal, association=same.association, award_type=medal)
    assert [d.why for d in same_unit([same, again])] == ["một thành tích không khen nhiều hình thức"]
    again.override_reason = "Hai thành tích khác nhau"
    assert same_unit([same, again]) == []
    other_bloc = Proposal(bloc_year=type(proposal.bloc_year)(bloc_id=0, year=2023))
    elsewhere = Nomination(pk=0, proposal=other_bloc, association=same.association, award_type=medal)
    assert [d.why for d in same_unit([same, elsewhere])] == ["một đơn vị do hai khối đề nghị"]


@pytest.mark.django_db
def test_what_was_given_for_the_same_year_is_told(client, officer, proposal):
    one = flags(proposal)[0]
    enter_award(
        one.association,
        award_type=AwardType.objects.get(code="bang-khen-tinh"),
        year=2023,
        decision={
            "number": "9/QĐ-UBND",
            "dated": datetime.date(2023, 9, 1),
            "authority": "Chủ tịch Ủy ban nhân dân tỉnh",
        },
        by=officer,
    )

    doubles = already_given(flags(proposal))

    assert [(d.nomination, d.why) for d in doubles] == [(one, "thành tích năm này đã được khen")]
    assert "9/QĐ-UBND" in str(doubles[0])


@pytest.mark.django_db
def test_an_account_told_twice_is_shown_with_both(client, province, officer, proposal):
    one, other, third = flags(proposal)
    Nomination.objects.filter(pk=one.pk).update(achievements=STORY)
    other.texts.all().delete()
    other.texts.create(source="results", text=f"Mở đầu. {STORY.upper()} Kết thúc.", written_by=officer)
    Nomination.objects.filter(pk=third.pk).update(
        achievements=STORY.replace("hội", "chi hội").replace("xã", "bản")
    )

    doubles = same_achievement(flags(proposal))

    assert [{d.nomination.pk, d.other.pk} for d in doubles] == [{one.pk, other.pk}]
    client.force_login(officer)
    page = client.get(reverse("awards:council-year", args=[province.pk, 2023])).content.decode()
    assert "một phần kể thành tích giống nhau" in page
    assert reverse("awards:achievement", args=[one.pk]) in page
    assert reverse("awards:achievement", args=[other.pk]) in page
