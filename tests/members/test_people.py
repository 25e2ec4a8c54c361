"""People as administrators keep them: who may, what is told, and what an account is after it was shut."""

import datetime

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from audit.models import AuditEntry
from base.workflow import Refused
from members.models import Letter, Officer, User
from members.notifications import password_link
from tests.factories import make_association, make_province, make_user

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate
LIST_QUERIES = 7


@pytest.fixture
def here():
    return make_province("tỉnh Hà Giang")


@pytest.fixture
def administrator(client, here):
    """Of a province, signed in."""
    user = make_user(province=here, administers_province=True)
    client.force_login(user)
    return user


def listed(client, **query) -> list[str]:
    return [person.full_name for person in client.get(reverse("members:people"), query).context["page_obj"]]


def test_a_province_s_administrator_lists_its_people_and_nobody_else(client, administrator, here):
    own = make_user(edits_for=make_association(province=here), full_name="Vàng Thị Mỷ")
    gone = make_user(full_name="Sùng A Páo")
    Officer.objects.create(
        user=gone, association=make_association(province=here), role="editor", position="x",
        since=datetime.date(2020, 1, 1), until=datetime.date(2021, 1, 1),
    )  # fmt: skip
    make_user(edits_for=make_association(), full_name="Người tỉnh khác")

    assert set(listed(client)) == {own.full_name, gone.full_name, administrator.full_name}
    assert listed(client, q="vang thi") == ["Vàng Thị Mỷ"]
    assert listed(client, q=gone.email) == ["Sùng A Páo"]
    assert listed(client, only="closed") == []


def test_who_has_not_come_is_found_by_a_link(client, administrator, here):
    make_user(edits_for=make_association(province=here), full_name="Đã vào", last_login=timezone.now())
    make_user(edits_for=make_association(province=here), full_name="Chưa vào")

    assert "Chưa vào" in listed(client, only="not-come")
    assert "Đã vào" not in listed(client, only="not-come")


def test_somebody_who_also_works_in_another_province_is_seen_but_not_changed(client, administrator, here):
    shared = make_user(edits_for=make_association(province=here), signs_for=make_association())

    assert shared.full_name in listed(client)
    assert client.get(shared.get_absolute_url()).status_code == 403
    assert client.post(reverse("members:person-close", args=[shared.pk])).status_code == 403


def test_an_administrator_of_the_site_is_not_changed_by_a_province_s(client, administrator, here):
    superuser = make_user(province=here, is_superuser=True)

    assert client.get(superuser.get_absolute_url()).status_code == 403


def test_a_shut_account_is_out_at_once_and_comes_back(client, administrator, here):
    person = make_user(edits_for=make_association(province=here))
    theirs = client.__class__()
    theirs.force_login(person)
    assert theirs.get(reverse("home")).status_code == 200

    client.post(reverse("members:person-close", args=[person.pk]))
    assert theirs.get(reverse("home")).status_code == 302
    assert AuditEntry.objects.filter(action="user.closed").count() == 1

    client.post(reverse("members:person-close", args=[person.pk]))
    assert AuditEntry.objects.filter(action="user.closed").count() == 1

    client.post(reverse("members:person-reopen", args=[person.pk]))
    theirs.force_login(User.objects.get(pk=person.pk))
    assert theirs.get(reverse("home")).status_code == 200


def test_nobody_shuts_their_own_account(client, administrator):
    page = client.post(reverse("members:person-close", args=[administrator.pk]), follow=True)

    assert "Không tự khóa" in page.text
    assert User.objects.get(pk=administrator.pk).is_active
    with pytest.raises(Refused):
        administrator.close(by=administrator)


def test_an_address_typed_wrongly_is_mended_until_somebody_came_by_it(client, administrator, here):
    person = make_user(edits_for=make_association(province=here), email="sai@hoi.example")
    edit, link = reverse("members:person-edit", args=[person.pk]), password_link(person)
    facts = {"full_name": person.full_name, "phone": "912345678", "email": "Dung@Hoi.example"}

    client.post(edit, facts)

    person.refresh_from_db()
    assert (person.email, person.phone) == ("dung@hoi.example", "0912345678")
    assert "đã dùng hoặc hết hạn" in client.__class__().get(link, follow=True).text

    User.objects.filter(pk=person.pk).update(last_login=timezone.now())
    client.post(edit, facts | {"email": "ke-khac@hoi.example"})
    person.refresh_from_db()
    assert person.email == "dung@hoi.example"


def test_an_address_of_somebody_else_is_refused_beside_the_box(client, administrator, here):
    person, other = make_user(edits_for=make_association(province=here)), make_user()
    facts = {"full_name": "Tên mới", "phone": "", "email": other.email.upper()}

    page = client.post(reverse("members:person-edit", args=[person.pk]), facts)

    assert "đang dùng cho người khác" in page.text and "Tên mới" in page.text


def test_the_old_address_lets_nobody_in_after_the_site_s_administrator_changed_it(client):
    client.force_login(make_user(is_superuser=True))
    person = make_user(email="cu@hoi.example", last_login=timezone.now())
    person.set_password("mat-khau-rat-dai")
    person.save()
    EmailAddress.objects.create(user=person, email="cu@hoi.example", verified=True, primary=True)
    facts = {"full_name": person.full_name, "phone": "", "email": "moi@hoi.example"}

    client.post(reverse("members:person-edit", args=[person.pk]), facts)

    signed_out = client.__class__()
    answers = {}
    for email in ("cu@hoi.example", "moi@hoi.example"):
        data = {"login": email, "password": "mat-khau-rat-dai"}
        answers[email] = signed_out.post(reverse("account_login"), data).status_code
    assert answers == {"cu@hoi.example": 200, "moi@hoi.example": 302}


def test_the_letter_is_an_invitation_before_and_a_new_password_after(client, administrator, here):
    person = make_user(edits_for=make_association(province=here))
    send = reverse("members:person-letter", args=[person.pk])

    client.post(send)
    assert Letter.objects.get(to=person).subject.startswith("Mời tham gia")

    User.objects.filter(pk=person.pk).update(last_login=timezone.now())
    client.post(send)
    (letter,) = mail.outbox
    assert letter.to == [person.email] and "mật khẩu" in letter.subject


def test_who_was_named_for_nothing_gets_no_letter(client):
    client.force_login(make_user(is_superuser=True))
    person = make_user()

    page = client.post(reverse("members:person-letter", args=[person.pk]), follow=True)

    assert "chưa có vai trò nào" in page.text
    assert not Letter.objects.exists()


def test_an_office_gets_its_last_day_beforehand(client, administrator, here):
    person = make_user(signs_for=make_association(province=here))
    office = person.officer_set.get()
    edit = reverse("members:officer-edit", args=[person.pk, office.pk])
    until = TODAY() + datetime.timedelta(days=30)

    page = client.post(
        edit, {"position": "Chủ tịch", "since": f"{TODAY() + datetime.timedelta(days=1):%d/%m/%Y}"}
    )
    assert "không ở sau hôm nay" in page.text
    client.post(edit, {"position": "Phó Chủ tịch", "since": "01/01/2015", "until": f"{until:%d/%m/%Y}"})

    office.refresh_from_db()
    assert (office.position, office.until) == ("Phó Chủ tịch", until)
    assert User.objects.get(pk=person.pk).signs_for(office.association_id)


def test_an_office_of_somebody_else_is_not_found_under_this_person(client, administrator, here):
    one, other = (make_user(edits_for=make_association(province=here)) for _ in range(2))
    office = other.officer_set.get()

    assert client.get(reverse("members:officer-edit", args=[one.pk, office.pk])).status_code == 404


def test_one_writes_one_s_own_telephone(client):
    person = make_user()
    client.force_login(person)

    client.post(reverse("members:contact"), {"phone": "0233 123 456"})

    assert User.objects.get(pk=person.pk).phone == "0233 123 456"


@pytest.mark.parametrize("people", [3, 30])
def test_the_list_asks_the_same_number_of_questions(
    client, administrator, here, people, django_assert_num_queries
):
    for _ in range(people):
        make_user(edits_for=make_association(province=here))
    client.get(reverse("members:people"))

    with django_assert_num_queries(LIST_QUERIES):
        client.get(reverse("members:people"))


def test_a_shut_account_gets_no_letter(client, administrator, here):
    person = make_user(edits_for=make_association(province=here), is_active=False)

    page = client.post(reverse("members:person-letter", args=[person.pk]), follow=True)

    assert "Tài khoản đang khóa" in page.text
    assert not Letter.objects.exists()


def test_nobody_sets_the_password_of_another(client, settings):
    """Not in the admin either: who is entered there chooses one by a letter."""
    client.force_login(make_user(is_superuser=True, is_staff=True))
    other = make_user()
    form = client.get(reverse("admin:members_user_add"))
    assert set(form.context["adminform"].form.fields) == {"email", "full_name"}

    facts = {"email": "moi@hoi.example", "full_name": "Lê Mới"}
    no_offices = {"officer_set-TOTAL_FORMS": 0, "officer_set-INITIAL_FORMS": 0}
    assert client.post(reverse("admin:members_user_add"), facts | no_offices).status_code == 302
    new = User.objects.get(email="moi@hoi.example")
    assert not new.has_usable_password()
    for person in (new, other):
        asked = {"password1": "mot-mat-khau-dai", "password2": "mot-mat-khau-dai", "usable_password": "true"}
        assert client.post(f"/admin/members/user/{person.pk}/password/", asked).status_code == 302
        assert User.objects.get(pk=person.pk).password == person.password
        page = client.get(reverse("admin:members_user_change", args=[person.pk]))
        assert page.status_code == 200 and 'href="../password/"' not in page.text

    client.logout()
    client.post(reverse("account_reset_password"), {"email": "moi@hoi.example"})
    (letter,) = mail.outbox
    assert letter.to == ["moi@hoi.example"] and "/accounts/password/reset/key/" in letter.body
