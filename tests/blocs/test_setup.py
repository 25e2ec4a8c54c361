"""From an empty site to an open year on the site's own pages. Proves blocs/setup_path.py and blocs/views/setup.py."""

import datetime

import pytest
from django.core import mail
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from blocs.actions.sample import give_sample
from blocs.models import Appointment, Bloc, BlocYear, CriteriaSet, Membership
from blocs.reference_sample import CRITERIA
from members import first_administrator
from members.models import Letter, Notice, Officer, Province, User, invite
from tests.factories import make_association, make_bloc, make_province, make_user, make_year

from .member_case import ROWS, book, look, save

pytestmark = pytest.mark.django_db
PASSWORD = "một câu dễ nhớ của tôi"


def first_page() -> str:
    return reverse("blocs:first-administrator", args=[first_administrator.first_key()])


def next_step(client):
    return client.get(reverse("blocs:setup")).context["next_step"]


def test_an_empty_site_is_set_up_to_an_open_year_without_the_admin(client, law):
    """Every address is the one that the page before leads to."""
    person = {"full_name": "Nguyễn Thị Hoa", "email": "Hoa@so.vn", "password": PASSWORD}
    page = client.post(first_page(), person, follow=True)
    assert page.redirect_chain[-1][0] == reverse("blocs:setup")

    client.post(page.context["next_step"].url, {"name": "Tỉnh Hà Giang"})
    province = Province.objects.get()
    assert (str(province), province.committee) == ("tỉnh Hà Giang", "ỦY BAN NHÂN DÂN TỈNH HÀ GIANG")
    assert province.addressees.splitlines()[0] == "Chủ tịch Ủy ban nhân dân tỉnh Hà Giang"

    client.post(next_step(client).url, {"name": "Khối thi đua các hội quần chúng"})
    bloc = Bloc.objects.get()
    assert (bloc.short_name, bloc.place, bloc.province) == (bloc.name, "Hà Giang", province)
    assert bloc.addressees == province.addressees

    assert next_step(client).url == reverse("blocs:member-list", args=[bloc.pk])
    save(client, bloc, look(client, bloc, book(*ROWS)))

    lead, deputy = (m.association for m in Membership.objects.order_by("pk"))
    data = {"year": 2021, "lead": lead.pk, "deputy": deputy.pk, "copies": ["sample"]}
    client.post(next_step(client).url, data)
    year = BlocYear.objects.get()
    assert year.criteria_sets.get().criteria.count() == len(CRITERIA)
    assert year.due("scores_locked") == timezone.make_aware(datetime.datetime(2021, 12, 15, 17))

    secretary, verifier = (User.objects.get(email=f"{name}@hoi.vn") for name in "ab")
    client.post(next_step(client).url, {"secretary": secretary.pk, "verifier": verifier.pk})

    page = client.get(reverse("blocs:setup"))
    assert page.context["next_step"] is None
    assert {office.user.email for office in page.context["waiting"]} == {"a@hoi.vn", "b@hoi.vn"}
    assert Notice.objects.get(to=secretary).subject.startswith("ĐƯỢC PHÂN CÔNG: thư ký khối")


def test_there_is_no_first_page_without_the_key_or_once_somebody_is_there(client):
    wrong = reverse("blocs:first-administrator", args=["0" * 12])
    assert client.get(wrong).status_code == 404
    assert client.post(wrong, {"full_name": "A", "email": "a@b.vn", "password": PASSWORD}).status_code == 404
    assert not User.objects.exists()

    make_user()
    assert client.get(first_page()).status_code == 302
    client.post(first_page(), {"full_name": "A", "email": "a@b.vn", "password": PASSWORD})
    assert not User.objects.filter(is_superuser=True).exists()


def test_a_weak_password_is_refused_beside_its_box_and_the_rest_stays(client):
    page = client.post(first_page(), {"full_name": "Nguyễn Hoa", "email": "a@b.vn", "password": "12345"})

    assert page.context["form"].errors["password"]
    assert "Nguyễn Hoa" in page.text
    assert not User.objects.exists()


@pytest.mark.parametrize("name", ["Hà Giang", "tỉnhHà Giang", "tỉnh"])
def test_a_province_says_what_it_is(client, name):
    client.force_login(make_user(is_superuser=True))

    page = client.post(reverse("blocs:province-create"), {"name": name})

    assert "Ghi cả chữ tỉnh hoặc thành phố" in page.text


def test_only_administrators_see_the_path(client):
    year = make_year()
    for person, status in (
        (year.secretary, 403),
        (make_user(province=year.bloc.province), 403),
        (make_user(province=year.bloc.province, administers_province=True), 200),
        (make_user(is_superuser=True), 200),
    ):
        client.force_login(person)
        assert client.get(reverse("blocs:setup")).status_code == status


def test_a_provinces_administrator_sets_up_that_province_alone(client):
    own, other = make_province("tỉnh Hà Giang"), make_province("tỉnh Lào Cai")
    client.force_login(make_user(province=own, administers_province=True))

    assert client.get(reverse("blocs:bloc-create", args=[own.pk])).status_code == 200
    assert client.get(reverse("blocs:bloc-create", args=[other.pk])).status_code == 404
    assert client.get(reverse("blocs:province-create")).status_code == 403


def test_an_officer_of_the_province_is_invited(client):
    province = make_province("tỉnh Hà Giang")
    administrator = make_user(is_superuser=True, phone="0912345678")
    client.force_login(administrator)

    client.post(
        reverse("blocs:province-officers", args=[province.pk]),
        {"full_name": "Trần Văn Sơn", "email": "son@so.vn", "administers_province": "on"},
    )

    officer = User.objects.get(email="son@so.vn")
    assert (officer.province, officer.administers_province) == (province, True)
    letter = Letter.objects.get(to=officer)
    assert "0912345678" in letter.body
    assert "trong 7 ngày" in letter.body


def test_an_officer_of_another_province_is_not_taken_over(client):
    mine, other = make_province("tỉnh Hà Giang"), make_province("tỉnh Lào Cai")
    held = make_user(province=other)
    client.force_login(make_user(is_superuser=True))

    page = client.post(
        reverse("blocs:province-officers", args=[mine.pk]), {"full_name": "A", "email": held.email}
    )

    held.refresh_from_db()
    assert held.province == other
    assert "đang dùng ở nơi khác" in page.text


def test_who_has_not_come_gets_the_letter_again(client):
    bloc = make_bloc(make_association(), make_association())
    body = bloc.memberships.first().association
    office = invite(make_user(), body, role="editor", position="x")
    make_user(edits_for=body, last_login=timezone.now())  # has come
    invite(make_user(is_active=False), body, role="editor", position="x")
    client.force_login(make_user(is_superuser=True))

    client.post(reverse("blocs:invitation-resend", args=[bloc.pk, office.pk]))
    client.post(reverse("blocs:invitations-resend", args=[bloc.pk]))

    assert list(Letter.objects.values_list("to", flat=True)) == [office.user_id] * 2


def test_a_first_year_before_a_member_joined_is_refused(client):
    bloc = make_bloc(make_association(), make_association())
    bloc.memberships.update(joined_on=datetime.date(2026, 1, 1))
    lead, deputy = bloc.memberships.values_list("association", flat=True)
    client.force_login(make_user(is_superuser=True))

    page = client.post(
        reverse("blocs:year-open", args=[bloc.pk]), {"year": 2021, "lead": lead, "deputy": deputy}
    )

    assert "chưa vào khối trong năm 2021" in page.text
    assert not BlocYear.objects.exists()


def test_the_sample_is_a_draft_of_a_hundred_points_that_can_be_published(law):
    year = make_year()
    year.contents.all().delete()
    year.outline.all().delete()

    give_sample(year)

    criteria_set = CriteriaSet.objects.get(bloc_year=year)
    assert "Mẫu chung" in criteria_set.note
    assert sum(line.points for line in CRITERIA if not line.parent and line.kind == "group") == 100
    criteria_set.publish(by=year.secretary)
    assert criteria_set.is_published


def test_who_was_invited_may_be_named_and_serves_from_the_day_they_say_yes(client):
    year = make_year()
    Appointment.objects.all().delete()
    invited = make_user()
    office = invite(invited, year.lead, role="editor", position="x")
    client.force_login(make_user(signs_for=year.lead))

    client.post(reverse("blocs:appoint", args=[year.pk]), {"role": "secretary", "user": invited.pk})

    assert Appointment.objects.get().user == invited
    client.force_login(User.objects.get(pk=invited.pk))
    assert client.get(reverse("blocs:rules", args=[year.pk])).status_code == 404
    office.accept()
    assert client.get(reverse("blocs:rules", args=[year.pk])).status_code == 200


def test_letters_of_invitation_leave_with_the_worker(client):
    bloc = make_bloc(make_association(), make_association())
    invite(make_user(), bloc.memberships.first().association, role="editor", position="x")
    client.force_login(make_user(is_superuser=True))
    client.post(reverse("blocs:invitations-resend", args=[bloc.pk]))

    call_command("worker")

    (letter,) = mail.outbox
    assert "Kính mời anh/chị mở địa chỉ sau" in letter.body
    assert Officer.objects.unanswered().count() == 1


@pytest.mark.parametrize("held", [{"is_superuser": True}, {"of": "tỉnh Lào Cai"}])
def test_whom_another_province_has_is_not_made_an_officer(client, held):
    """Nor is it said what they are there."""
    mine = make_province("tỉnh Hà Giang")
    of = held.pop("of", "")
    person = make_user(edits_for=make_association(province=make_province(of)) if of else None, **held)
    client.force_login(make_user(province=mine, administers_province=True))

    page = client.post(
        reverse("blocs:province-officers", args=[mine.pk]), {"full_name": "A", "email": person.email}
    )

    person.refresh_from_db()
    assert person.province is None
    assert "đang dùng ở nơi khác" in page.text
    assert person.full_name not in page.text


def test_who_administers_a_province_acts_for_no_member(client):
    """Whoever invited themselves would sign, vote and name themselves secretary."""
    body = make_association()
    administrator = make_user(province=body.province, administers_province=True)
    client.force_login(administrator)
    data = {"full_name": "A", "email": administrator.email, "position": "x", "role": "signatory"}

    page = client.post(reverse("members:officer-invite", args=[body.pk]), data)

    assert "Không tự mời mình" in page.text
    assert not administrator.officer_set.exists()


@pytest.mark.parametrize(
    ("typed", "kept"), [("TỈNH HÀ GIANG", "tỉnh Hà Giang"), ("Thành phố  Huế", "thành phố Huế")]
)
def test_a_name_in_capitals_becomes_a_name(client, typed, kept):
    client.force_login(make_user(is_superuser=True))

    client.post(reverse("blocs:province-create"), {"name": typed})

    assert Province.objects.get().name == kept


def test_a_province_stays_on_the_path_until_the_day_it_merges(client):
    into = make_province("tỉnh Tuyên Quang")
    tomorrow = timezone.localdate() + datetime.timedelta(days=1)
    going = make_province("tỉnh Hà Giang", merged_into=into, merged_on=tomorrow)
    client.force_login(make_user(province=going, administers_province=True))

    assert client.get(reverse("blocs:setup")).status_code == 200


def test_a_second_province_is_set_up_from_its_own_first_step(admin_client):
    """The bloc of the first province stands aside until it is asked for."""
    first_bloc = make_bloc()
    page = admin_client.post(reverse("blocs:province-create"), {"name": "Tỉnh Hà Giang"}, follow=True)
    province = Province.objects.get(name="tỉnh Hà Giang")
    assert (page.context["province"], page.context["bloc"]) == (province, None)
    assert page.context["next_step"].url == reverse("blocs:bloc-create", args=[province.pk])

    admin_client.post(page.context["next_step"].url, {"name": "Khối thi đua các hội Hà Giang"})
    address = f"{reverse('blocs:setup')}?province={province.pk}"
    assert admin_client.get(address).context["bloc"].name == "Khối thi đua các hội Hà Giang"
    of_the_first = f"{reverse('blocs:setup')}?province={first_bloc.province_id}"
    page = admin_client.get(of_the_first)
    assert page.context["bloc"] == first_bloc
    assert f'href="?province={province.pk}"' in page.text
    assert admin_client.get(f"{reverse('blocs:setup')}?province=x").context["province"] is not None
