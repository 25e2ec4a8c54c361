"""Awards and the base salary, kept on pages of the site."""

import datetime
from decimal import Decimal

import pytest
from django.urls import reverse

from audit.models import AuditEntry
from awards.models.achievement import ConditionAnswer
from blocs.models import AwardCondition, AwardType, BaseSalary, prize_money, prizes_on
from tests.factories import make_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]


@pytest.fixture
def administrator(client):
    user = make_user(is_superuser=True)
    client.force_login(user)
    return user


def facts_of(client, url) -> dict[str, object]:
    """Everything the page's boxes hold."""
    context = client.get(url).context
    forms = [context["form"]]
    facts = {}
    for name in ("conditions", "bases", "prizes"):
        forms += [context[name].management_form, *context[name].forms]
    for form in forms:
        for bound in form:
            value = bound.value()
            if value is True:
                facts[bound.html_name] = "on"
            elif value is not None and value is not False:
                facts[bound.html_name] = value
    return facts


def test_an_award_is_saved_as_it_stands_without_a_change(client, administrator):
    award = AwardType.objects.get(code="co-ubnd-tinh")
    url = reverse("blocs:award-type-edit", args=[award.pk])
    before = list(award.conditions.values_list("position", "text", "judged_by", "source"))
    assert before

    assert client.post(url, facts_of(client, url)).status_code == 302

    assert list(award.conditions.values_list("position", "text", "judged_by", "source")) == before


def test_awards_that_exclude_it_are_changed_and_told_in_the_log(client, administrator):
    award = AwardType.objects.get(code="co-ubnd-tinh")
    excluded, other = award.conflicts_with.get(), AwardType.objects.get(code="giay-khen")
    url = reverse("blocs:award-type-edit", args=[award.pk])

    assert client.post(url, facts_of(client, url) | {"conflicts_with": [other.pk]}).status_code == 302

    assert list(award.conflicts_with.all()) == [other]
    told = AuditEntry.objects.filter(subject=f"blocs.awardtype:{award.pk}").latest("pk").what
    assert f"“{excluded}” → “{other}”" in told


def test_two_conditions_change_places(client, administrator):
    award = AwardType.objects.get(code="co-ubnd-tinh")
    url = reverse("blocs:award-type-edit", args=[award.pk])
    facts = facts_of(client, url) | {"conditions-0-position": 2, "conditions-1-position": 1}
    first, second = award.conditions.all()[:2]

    client.post(url, facts)

    assert list(award.conditions.all()[:2]) == [second, first]


def test_a_condition_somebody_answered_is_not_deleted(client, administrator):
    answered = ConditionAnswer.objects.select_related("condition").first().condition
    url = reverse("blocs:award-type-edit", args=[answered.award_type_id])
    number = list(answered.award_type.conditions.all()).index(answered)

    page = client.post(url, facts_of(client, url) | {f"conditions-{number}-DELETE": "on"})

    assert "đã có người trả lời" in page.text
    assert AwardCondition.objects.filter(pk=answered.pk).exists()


def test_a_new_award_gets_a_code_of_its_name(client, administrator):
    url = reverse("blocs:award-type-create")
    facts = facts_of(client, url) | {
        "name": "Cờ thi đua của Bộ Nội vụ", "kind": "title", "level": "state", "authority": "Bộ trưởng",
        "conditions-0-text": "Dẫn đầu  cụm\r\nthi đua", "conditions-0-position": 1,
    }  # fmt: skip

    client.post(url, facts)

    award = AwardType.objects.get(name="Cờ thi đua của Bộ Nội vụ")
    assert award.code == "co-thi-dua-cua-bo-noi-vu"
    assert award.conditions.get().text == "Dẫn đầu cụm thi đua"


def test_a_name_that_is_there_is_refused(client, administrator):
    url = reverse("blocs:award-type-create")
    name = AwardType.objects.first().name

    page = client.post(url, facts_of(client, url) | {"name": name, "kind": "title", "level": "state"})

    assert "Đã có danh hiệu" in page.text


def test_a_new_base_salary_counts_from_its_day(client, administrator):
    client.post(
        reverse("blocs:base-salary"), {"since": "01/01/2027", "amount": "3.000.000", "source": "Nghị định"}
    )

    assert BaseSalary.objects.get(since=datetime.date(2027, 1, 1)).amount == Decimal(3_000_000)
    award = AwardType.objects.get(code="co-ubnd-tinh")
    day = datetime.date(2027, 1, 15)
    assert prizes_on(day)[award.pk] == prize_money(award, day)


def test_the_list_of_awards_asks_the_same_number_of_questions(
    client, administrator, django_assert_max_num_queries
):
    client.get(reverse("blocs:award-types"))

    with django_assert_max_num_queries(14):
        page = client.get(reverse("blocs:award-types"))
    assert len(page.context["listed"]) > 6
