"""Names are found by any part of them, with an index on both databases. Proves base/trigrams.py."""

import pytest
from django.db import connection, transaction

from base.trigrams import holding, make_indexes
from blocs.models import Bloc
from members.apps import Members
from members.models import Association, User
from tests.factories import make_association, make_bloc, make_province, make_user

pytestmark = pytest.mark.django_db


def found(words: str) -> set[str]:
    return set(Association.objects.search(words).values_list("short_name", flat=True))


@pytest.fixture
def lawyers():
    return make_association(official_name="Hội Luật gia tỉnh Điện Biên", short_name="Hội Luật gia")


@pytest.mark.parametrize(
    "words", ["luat gia", "Luật Gia", "uật g", "điện", "dien bien", "ua", "gia t", "HOI LUAT GIA TINH"]
)
def test_any_part_of_a_name_finds_it_with_accents_or_without(lawyers, words):
    make_association(official_name="Hội Chữ thập đỏ", short_name="Hội Chữ thập đỏ")

    assert "Hội Luật gia" in found(words)
    assert found("luật sư") == set()


@pytest.mark.parametrize("words", ['gia" OR "hoi', "gia'", "gia*", "NEAR(gia hoi)", "%", "___", "gia -hoi"])
def test_what_is_typed_is_words_and_no_query(lawyers, words):
    assert found(words) in (set(), {"Hội Luật gia"})
    assert found(f"luat {words}") == set()


def test_a_renamed_body_is_found_by_its_new_name_only_and_a_removed_one_not_at_all(lawyers):
    lawyers.official_name, lawyers.short_name = "Hội Người mù", "Hội Người mù"
    lawyers.save()
    assert found("luật gia") == set()
    assert found("người mù") == {"Hội Người mù"}

    lawyers.delete()
    assert found("người mù") == set()


def test_blocs_are_found_too():
    bloc = make_bloc(make_association(), name="Khối các hội đặc thù", short_name="Khối đặc thù")

    assert Bloc.objects.filter(holding("dac thu", Bloc)).get() == bloc


def test_people_leave_no_trace_in_an_index_on_sqlite():
    make_user(full_name="Phan Thị Hà Giang")

    assert User.objects.filter(holding("ha giang", User)).count() == 1
    if connection.vendor == "sqlite":
        assert "MATCH" not in str(User.objects.filter(holding("ha giang", User)).query)


def test_the_index_is_used():
    query = Association.objects.search("luat gia").order_by()
    if connection.vendor == "sqlite":
        assert "VIRTUAL TABLE INDEX" in query.explain()
        return
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        assert "members_association_trigrams" in query.explain()


def test_an_index_that_a_migration_took_away_comes_back_filled(lawyers):
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL never builds a table anew")
    with connection.cursor() as cursor:
        cursor.execute('DROP TRIGGER "members_association_words_changed"')
    Association.objects.filter(pk=lawyers.pk).update(search_key="hoi nguoi mu")
    assert found("nguoi mu") == set()

    make_indexes(sender=Members.create("members"), using="default")

    assert found("nguoi mu") == {"Hội Luật gia"}
    make_association(province=make_province(), official_name="Hội Làm vườn", short_name="Hội Làm vườn")
    assert found("lam vuon") == {"Hội Làm vườn"}
