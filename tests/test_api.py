"""The API gives what a person may see and nothing else: by a key with its scopes and its end, or signed in."""

import csv
import datetime
import io

import pytest
import time_machine
from django.core.cache import cache
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from audit.models import AuditEntry
from base.workflow import Refused
from members.models import ApiToken, User
from portal.api.lists import LISTS
from portal.api.views import description
from tests.factories import Step, make_association, make_province, make_report, make_user, make_year

pytestmark = pytest.mark.django_db
ALL = [one.name for one in LISTS]


@pytest.fixture(autouse=True)
def quiet_cache():
    cache.clear()


def key_of(person, scopes=ALL, **days) -> str:
    ends_on = timezone.localdate() + datetime.timedelta(**(days or {"days": 9}))
    return ApiToken.make(person, name="Sở Nội vụ", scopes=scopes, ends_on=ends_on)


def get(address: str, secret: str = "", **query):
    headers = {"Authorization": f"Bearer {secret}"} if secret else {}
    return Client().get(address, query, headers=headers)


@pytest.fixture
def year():
    year = make_year(until=Step.SELF_SCORING_OPENED)
    make_report(year, year.bodies[2], state="submitted")
    return year


def test_a_key_reads_what_its_owner_sees(year):
    own = get("/api/v1/years/", key_of(year.secretary)).json()
    stranger = make_user(signs_for=make_association(province=make_province("tỉnh Hà Giang")))

    assert [(one["id"], one["year"]) for one in own["results"]] == [(year.pk, year.year)]
    assert get("/api/v1/years/", key_of(stranger)).json()["results"] == []
    for one in LISTS:
        if one.is_of_year:
            address = reverse(f"api:{one.name}", args=[year.pk])
            assert get(address, key_of(stranger)).status_code == 404
            assert get(f"{address[:-1]}.csv", key_of(stranger)).status_code == 404
            ApiToken.objects.filter(person=stranger).update(ended_at=timezone.now())


def test_a_member_sees_its_own_line_of_who_handed_in_what(year):
    member = make_user(edits_for=year.bodies[2])
    address = reverse("api:completeness", args=[year.pk])

    mine = get(address, key_of(member)).json()["results"]
    assert {one["association_id"] for one in mine} == {year.bodies[2].pk}
    assert {one["paper"]: one["state"] for one in mine}["annual"] == "submitted"
    everybody = get(address, key_of(year.secretary)).json()
    assert {one["association_id"] for one in everybody["results"]} == {body.pk for body in year.bodies}


def test_a_ranking_that_is_not_published_is_refused_to_members(year):
    address = reverse("api:ranking", args=[year.pk])
    member = make_user(edits_for=year.bodies[2])

    refused = get(address, key_of(member))
    assert refused.status_code == 403 and "chưa công bố" in refused.json()["detail"]
    assert len(get(address, key_of(year.secretary)).json()["results"]) == len(year.bodies)


@pytest.mark.parametrize("how", ["none", "wrong", "ended", "over", "shut", "scope"])
def test_without_a_live_key_for_the_list_nothing_is_given(year, how):
    person = make_user(edits_for=year.bodies[2])
    secret = key_of(person, scopes=["blocs"] if how == "scope" else ALL)
    if how == "ended":
        ApiToken.objects.get().end(by=person)
    if how == "shut":
        person.is_active = False
        person.save()
    sent = {"none": "", "wrong": secret[:-1]}.get(how, secret)
    with time_machine.travel(timezone.now() + datetime.timedelta(days=10 if how == "over" else 0)):
        answer = get("/api/v1/years/", sent)

    assert answer.status_code == (403 if how == "scope" else 401)
    assert "results" not in answer.json()


def test_nothing_can_be_written(year):
    secret = key_of(year.secretary)
    for method in ("post", "put", "patch", "delete"):
        answer = getattr(Client(), method)("/api/v1/years/", headers={"Authorization": f"Bearer {secret}"})
        assert answer.status_code == 405


def test_the_csv_has_the_named_columns_and_no_formula(year):
    person = year.secretary
    answer = get(f"/api/v1/years/{year.pk}/completeness.csv", key_of(person))
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))

    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert answer["Content-Disposition"] == f'attachment; filename="completeness-{year.pk}.csv"'
    assert rows[0] == ["association_id", "association", "paper", "state", "handed_in_at", "is_late"]
    assert len(rows) == 1 + 4 * len(year.bodies)
    assert {row[5] for row in rows[1:]} == {"0"}


def test_the_columns_of_every_list_stand():
    """Other systems read them: a change here is a change of theirs."""
    assert {one.name: " ".join(one.columns) for one in LISTS} == {
        "blocs": "id name short_name province",
        "years": "id bloc_id bloc year lead deputy is_locked is_ranking_published is_filed",
        "decisions": "id number dated authority",
        "ledger": "id association_id association award award_code year decision dated",
        "completeness": "association_id association paper state handed_in_at is_late",
        "ranking": "association_id association self_points verified_points final_points rank classification outcome",
        "nominees": "id association_id association award award_code authority points rank approve whole state",
        "papers": "id kind type reference issued_on title signer code sha256 size is_standing",
    }
    assert len(description()["paths"]) == len(LISTS)
    assert set(description()["components"]["securitySchemes"]) == {"key", "cookieAuth"}


@pytest.mark.usefixtures("demo")
@pytest.mark.screens
def test_every_list_of_the_real_case_is_given_whole(django_assert_max_num_queries):
    secretary = User.objects.get(email__startswith="soan.nct@")
    secret = key_of(secretary)
    pages = {one.name: reverse(f"api:{one.name}", args=[1] if one.is_of_year else []) for one in LISTS}
    found = {}
    for name, address in pages.items():
        with django_assert_max_num_queries(40):
            found[name] = get(address, secret, limit=1000).json()
    assert {name: page["count"] == len(page["results"]) > 0 for name, page in found.items()} == dict.fromkeys(
        ALL, True
    )
    assert all(len(one["sha256"]) == 64 for one in found["papers"]["results"])
    assert found["ranking"]["results"][0]["rank"] == 1
    member = User.objects.get(email__startswith="lanhdao.tnxp@")
    assert get(pages["papers"], key_of(member), limit=1000).json()["count"] < found["papers"]["count"]


def test_pages_ask_no_more_for_many_rows(django_assert_max_num_queries):
    administrator = make_user(is_superuser=True)
    secret = key_of(administrator)
    counts = []
    for number in range(2):
        for _ in range(3):
            make_year(province=make_province(f"tỉnh Thứ {number}{_}"))
        get("/api/v1/years/", secret)
        with django_assert_max_num_queries(12) as asked_for:
            assert get("/api/v1/years/", secret).json()["count"] >= 3 * (number + 1)
        counts.append(len(asked_for))
    assert counts[0] == counts[1]


def test_too_many_requests_are_slowed(year, monkeypatch):
    monkeypatch.setattr("portal.api.tokens.ByCaller.THROTTLE_RATES", {"caller": "3/min"})
    secret, other = key_of(year.secretary), key_of(year.secretary)
    assert [get("/api/v1/blocs/", secret).status_code for _ in range(4)] == [200, 200, 200, 429]
    assert get("/api/v1/blocs/", other).status_code == 200


def test_a_key_is_shown_once_and_its_making_use_and_end_are_in_the_log(client, year):
    person = make_user(edits_for=year.bodies[2])
    client.force_login(person)
    here = reverse("api-tokens")
    assert (
        "nhiều nhất một năm"
        in client.post(here, {"name": "A", "scopes": ["years"], "ends_on": "31/12/2099"}).text
    )
    day = (timezone.localdate() + datetime.timedelta(days=30)).strftime("%d/%m/%Y")
    page = client.post(here, {"name": "Phần mềm của Sở", "scopes": ["years"], "ends_on": day}).text
    secret = page.split("<code>")[1].split("</code>")[0]
    token = ApiToken.objects.get()
    assert secret.startswith("ktd_") and secret not in client.get(here).text
    assert secret not in str(ApiToken.objects.values())

    assert [get("/api/v1/years/", secret).status_code for _ in range(2)] == [200, 200]
    stranger = Client()
    stranger.force_login(make_user())
    assert stranger.post(reverse("api-token-end", args=[token.pk])).status_code == 404
    client.post(reverse("api-token-end", args=[token.pk]))
    assert get("/api/v1/years/", secret).status_code == 401
    assert [
        *AuditEntry.objects.filter(action__startswith="api_token.")
        .order_by("pk")
        .values_list("action", "actor")
    ] == [
        ("api_token.made", str(person)),
        ("api_token.used", str(person)),
        ("api_token.ended", str(person)),
    ]
    assert secret not in str(AuditEntry.objects.values())


def test_ten_keys_are_enough_and_each_has_a_name(year):
    person = make_user()
    for _ in range(10):
        key_of(person)
    with pytest.raises(Refused, match="nhiều nhất 10"):
        key_of(person)
    with pytest.raises(IntegrityError), transaction.atomic():
        ApiToken.objects.create(person=person, name="", digest="x", scopes=[], ends_on=timezone.localdate())


def test_whoever_is_signed_in_reads_without_a_key(client, year):
    client.force_login(year.secretary)

    assert client.get("/api/v1/years/").json()["count"] == 1
    assert not get("/api/v1/years/", key_of(year.secretary)).cookies
    assert client.get("/api/v1/openapi.json").json()["openapi"].startswith("3.")
    assert Client().get("/api/v1/openapi.json").status_code == 200
