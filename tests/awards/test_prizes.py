"""Prize money: what is due by the decision's day, what was paid, from which budget, totals by year."""

import datetime
import io
from decimal import Decimal

import openpyxl
import pytest
from django.urls import reverse

from audit.models import AuditEntry
from awards.actions.prizes import Paid, record_payments
from awards.models import Award, Decision, PrizePayment
from awards.prizes import paid_by_year, prizes_of
from base.workflow import Refused
from blocs.models import AwardType, BaseSalary, LegalInstrument, PrizeFactor
from tests.factories import make_user, make_year

pytestmark = pytest.mark.django_db
DECIDED = datetime.date(2024, 2, 1)
PAID = datetime.date(2024, 3, 1)


@pytest.fixture
def year(law):
    year = make_year(year=2023)
    decision = Decision.objects.create(
        number="12/QĐ-UBND", dated=DECIDED, authority="UBND tỉnh", province=year.bloc.province
    )
    for body in year.bodies[:2]:
        Award.objects.create(
            association=body, award_type=AwardType.objects.get(code="bang-khen-tinh"), year=2023,
            decision=decision, carried_name=body.official_name, recorded_by=year.secretary,
        )  # fmt: skip
    return year


def pay(year, amount=3_600_000, paid_on=PAID, budget="Quỹ thi đua, khen thưởng tỉnh", n=0):
    award = Award.objects.get(association=year.bodies[n])
    return record_payments([Paid(award, amount and Decimal(amount), paid_on, budget)], by=year.secretary)


def test_what_is_due_follows_from_the_decision_and_the_salary_of_its_day(year):
    BaseSalary.objects.get_or_create(
        since=datetime.date(2023, 7, 1), defaults={"amount": 1_800_000, "source": "Nghị định 24/2023/NĐ-CP"}
    )
    BaseSalary.objects.get_or_create(
        since=datetime.date(2024, 7, 1), defaults={"amount": 2_340_000, "source": "Nghị định 73/2024/NĐ-CP"}
    )

    law_then = LegalInstrument.objects.in_force_on(DECIDED).first()
    award_type = AwardType.objects.get(code="bang-khen-tinh")
    PrizeFactor.objects.create(award_type=award_type, instrument=law_then, factor=Decimal("2.01"))

    first, _ = prizes_of(year)

    assert first.base_salary == 1_800_000
    assert first.due == 3_620_000, "rounded up to ten thousands"


def test_what_was_paid_is_kept_and_summed_by_year(year):
    assert pay(year) == 1
    assert pay(year, n=1, amount=400_000) == 1

    assert paid_by_year(year.bloc) == [(2023, 4_000_000)]


def test_the_same_again_changes_nothing_and_a_correction_keeps_both(year):
    pay(year)
    assert pay(year) == 0
    assert pay(year, amount=3_000_000) == 1

    assert PrizePayment.objects.get().amount == 3_000_000
    told = AuditEntry.objects.filter(action="prize.paid").latest("pk").what
    assert "3.600.000 đồng" in told
    assert "3.000.000 đồng" in told


def test_without_a_day_it_is_taken_back(year):
    pay(year)

    assert pay(year, paid_on=None) == 1
    assert not PrizePayment.objects.exists()
    assert pay(year, paid_on=None) == 0


def test_nothing_is_paid_before_it_was_decided(year):
    with pytest.raises(Refused, match="trước ngày quyết định"):
        pay(year, paid_on=DECIDED - datetime.timedelta(days=1))
    assert not PrizePayment.objects.exists()


def address(year, name="prizes"):
    return reverse(f"awards:{name}", args=[year.pk])


def box(year, name, n=0):
    return f"award{Award.objects.get(association=year.bodies[n]).pk}-{name}"


def test_the_secretariat_writes_it_down_on_one_page(client, year):
    client.force_login(year.secretary)
    typed = {
        box(year, "amount"): "3.600.000", box(year, "paid_on"): "01/03/2024", box(year, "budget"): "Quỹ tỉnh",
        box(year, "amount", 1): "3.600.000",
    }  # fmt: skip

    client.post(address(year), typed)

    assert PrizePayment.objects.get().amount == 3_600_000, "without a day nothing was paid"
    assert "3.600.000 đồng" in client.get(address(year)).text
    rows = list(
        openpyxl.load_workbook(io.BytesIO(client.get(address(year, "prizes-xlsx")).content)).active.iter_rows(
            min_row=4, values_only=True
        )
    )
    assert [row[5] or 0 for row in rows] == [3_600_000, 0]


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"amount": "3600000", "paid_on": "01/03/2024"}, "budget"),
        ({"amount": "", "paid_on": "01/03/2024", "budget": "Quỹ"}, "amount"),
        ({"amount": "-5", "paid_on": "01/03/2024", "budget": "Quỹ"}, "amount"),
        ({"amount": "3600000", "paid_on": "01/03/2099", "budget": "Quỹ"}, "paid_on"),
    ],
)
def test_what_is_lacking_or_cannot_be_is_told_beside_the_box(client, year, typed, field):
    client.force_login(year.secretary)

    page = client.post(address(year), {box(year, name): value for name, value in typed.items()})

    form = next(form for prize, form in page.context["rows"] if prize.award.association == year.bodies[0])
    assert form.errors.keys() == {field}
    assert not PrizePayment.objects.exists()


def test_who_may_write_and_who_may_read(client, year):
    client.force_login(make_user(edits_for=year.bodies[2]))
    assert client.get(address(year)).status_code == 403
    client.force_login(make_user(province=year.bloc.province))
    assert client.get(address(year)).context["may_write"]
    client.force_login(year.verifier)
    assert client.get(address(year)).status_code == 200
    assert client.post(address(year), {}).status_code == 403
