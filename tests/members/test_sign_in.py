"""The second factor, what is asked again before great acts, and what strangers cannot learn at the door."""

import datetime
import re
import time

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.contrib.auth.password_validation import validate_password
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import timezone

from audit.models import AuditEntry
from awards.models import Conference, Poll
from awards.papers import year_papers
from blocs.models import BlocYear
from documents.models import IssuedDocument
from members.models import Officer, User
from members.sign_in.second_factor import proved_lately
from tests.factories import Step, make_province, make_registration, make_user, make_year

pytestmark = pytest.mark.django_db
PASSWORD = "mat-khau-that-dai"
SECRET = "JBSWY3DPEHPK3PXP"


@pytest.fixture(autouse=True)
def quiet_cache():
    cache.clear()


def make_person(**fields) -> User:
    user = make_user(**fields)
    user.set_password(PASSWORD)
    user.save()
    return user


def sign_in(client, user, password=PASSWORD):
    return client.post(reverse("account_login"), {"login": user.email, "password": password})


def code() -> str:
    return format_hotp_value(hotp_value(SECRET, int(time.time()) // 30))


def test_the_app_is_switched_on_and_asked_for_at_the_next_sign_in(client, django_capture_on_commit_callbacks):
    user = make_person()
    sign_in(client, user)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD, "next": "/"})
    page = client.get(reverse("mfa_activate_totp")).content.decode()
    secret = re.search(r"<code>(\w+)</code>", page)[1]
    now = format_hotp_value(hotp_value(secret, int(time.time()) // 30))
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("mfa_activate_totp"), {"code": now})

    assert set(Authenticator.objects.values_list("type", flat=True)) == {"totp", "recovery_codes"}
    assert secret not in str(Authenticator.objects.get(type="totp").data)  # it lies encrypted
    client.post(reverse("account_logout"))
    answer = sign_in(client, user)
    assert answer.url == reverse("mfa_authenticate")
    assert client.get("/").status_code == 302  # not in yet
    assert "second_factor.added" in AuditEntry.objects.values_list("action", flat=True)


def test_a_wrong_code_is_refused_and_logged_a_recovery_code_works_once(client):
    user = make_person()
    TOTP.activate(user, SECRET)
    codes = RecoveryCodes.activate(user).get_unused_codes()
    sign_in(client, user)
    refused = client.post(reverse("mfa_authenticate"), {"code": "000000"})

    assert "Mã chưa đúng" in refused.content.decode()
    assert AuditEntry.objects.first().action == "second_factor.refused"
    assert client.post(reverse("mfa_authenticate"), {"code": codes[0]}).status_code == 302
    assert client.get("/").status_code == 200
    client.post(reverse("account_logout"))
    sign_in(client, user)
    assert client.post(reverse("mfa_authenticate"), {"code": codes[0]}).status_code == 200
    assert client.post(reverse("mfa_authenticate"), {"code": code()}).status_code == 302


def test_whoever_answers_for_others_sets_it_up_before_anything_else(client, settings):
    settings.MFA_REQUIRED_FOR = ["administrators", "province", "secretariat", "signatories"]
    year = make_year(until=Step.REGISTRATION_OPENED)
    must = [
        year.secretary,
        make_user(province=make_province()),
        make_user(is_staff=True),
        make_user(is_superuser=True),
    ]
    for user in [*must, make_user(signs_for=year.bodies[3])]:
        client.force_login(user)
        assert client.get("/").url == reverse("mfa_index")
        assert client.get("/admin/").url == reverse("mfa_index")
        assert client.get(reverse("mfa_index")).status_code == 200
        TOTP.activate(user, SECRET)
        assert client.get("/").status_code == 200
    client.force_login(make_user(edits_for=year.bodies[2]))
    assert client.get("/").status_code == 200


def test_the_admins_door_is_the_same_door(client):
    admin = make_person(is_staff=True, is_superuser=True)
    TOTP.activate(admin, SECRET)
    answer = client.post("/admin/login/?next=/admin/", {"username": admin.email, "password": PASSWORD})

    assert answer.url.startswith(reverse("account_login"))
    assert "_auth_user_id" not in client.session


@pytest.mark.usefixtures("demo")
def test_issuing_asks_who_is_there_and_goes_on_with_what_was_typed(client, settings):
    settings.REAUTHENTICATION_TIMEOUT = 1800
    year = BlocYear.objects.with_parties().get(year=2023)
    year.milestones.filter(kind="handed_over").update(done_at=None, done_by=None)
    year.proposals.update(state="draft", filed_at=None, filed_by=None)
    secretary = User.objects.get(email__startswith="soan.nct@")
    secretary.set_password(PASSWORD)
    secretary.save()
    client.force_login(secretary)  # a session as old as one likes
    sheet = next(s for s in year_papers(year) if s.kind.code == "to-trinh")
    url = reverse("awards:paper-issue", args=[year.pk, "to-trinh", sheet.subject.pk])
    typed = {"number": "91", "dated": "20/01/2024", "name": "Hoàng Văn Thành", "position": "Trưởng ban"}

    asked = client.post(url, typed)
    assert asked.url.startswith(reverse("account_reauthenticate"))
    assert not IssuedDocument.objects.filter(number=91).exists()
    client.post(asked.url, {"password": "khong-phai"})
    assert not IssuedDocument.objects.filter(number=91).exists()
    done = client.post(asked.url, {"password": PASSWORD, "next": url})
    assert (done.status_code, done.url) == (302, reverse("awards:papers", args=[year.pk]))
    assert IssuedDocument.objects.filter(number=91).count() == 1


@pytest.mark.usefixtures("demo")
def test_who_may_not_do_it_is_not_asked_for_a_password_first(client, settings):
    settings.REAUTHENTICATION_TIMEOUT = 1800
    year = BlocYear.objects.with_parties().get(year=2023)
    member = Officer.objects.exclude(association__in=[year.lead, year.deputy]).first().user
    client.force_login(member)
    sheet = next(s for s in year_papers(year) if s.kind.code == "to-trinh")
    conference = Conference.objects.get(bloc_year=year)
    other = Officer.objects.exclude(user=member).first().user
    poll = Poll.objects.create(
        conference=conference, subject="lead", seats=1, method="paper", opened_by=other
    )
    addresses = [
        reverse("awards:paper-issue", args=[year.pk, "to-trinh", sheet.subject.pk]),
        reverse("awards:poll-close", args=[poll.pk]),
        reverse("awards:handover-record", args=[year.pk]),
        reverse("awards:handover-receive", args=[year.pk]),
        reverse("pose-as", args=[other.pk]),
    ]

    assert [client.post(address).status_code for address in addresses] == [403] * 5


def test_too_many_passwords_from_one_office_get_a_page_in_vietnamese(client, settings):
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"reset_password_from_key": "1/m/ip"}
    address = reverse("account_reset_password_from_key", kwargs={"uidb36": "1", "key": "set-password"})
    client.post(address)
    answer = client.post(address)

    assert answer.status_code == 429
    assert "Quá nhiều lần gửi" in answer.text


@pytest.mark.parametrize("people", [60])
def test_an_office_of_many_chooses_its_passwords_within_a_minute(client, people):
    address = reverse("account_reset_password_from_key", kwargs={"uidb36": "1", "key": "set-password"})

    assert {client.post(address).status_code for _ in range(people)} == {200}


@pytest.mark.parametrize(("minutes", "asked"), [(29, False), (31, True)])
def test_a_sign_in_is_proof_for_half_an_hour(client, settings, minutes, asked):
    settings.REAUTHENTICATION_TIMEOUT = 1800
    user = make_person()
    sign_in(client, user)
    request = RequestFactory().get("/")
    request.user, request.session = user, client.session

    with time_machine.travel(timezone.now() + datetime.timedelta(minutes=minutes)):
        assert proved_lately(request) is not asked


def test_nobody_learns_at_the_door_whether_an_address_is_known(client):
    make_person(email="co@hoi.example")
    pages = [
        client.post(
            reverse("account_login"), {"login": f"{name}@hoi.example", "password": "sai-mat-khau-roi"}
        )
        for name in ("co", "khong")
    ]
    said = [re.sub(r'value="[^"]*"', "", page.content.decode()) for page in pages]
    assert said[0] == said[1]
    resets = [
        client.post(reverse("account_reset_password"), {"email": f"{name}@hoi.example"})
        for name in ("co", "khong")
    ]
    assert [r.url for r in resets] == [reverse("account_reset_password_done")] * 2


def test_guessing_at_one_account_is_slowed_and_others_still_come_in(client):
    victim, other = make_person(email="bi-do@hoi.example"), make_person(email="khac@hoi.example")
    for _ in range(6):
        last = sign_in(client, victim, "doan-mo-thoi-ma")
    assert "Đã thử quá nhiều lần" in last.content.decode()
    assert sign_in(client, other).status_code == 302
    client.post(reverse("account_logout"))
    at_home = {"login": victim.email, "password": PASSWORD}
    assert client.post(reverse("account_login"), at_home, REMOTE_ADDR="10.9.9.9").status_code == 302


def test_an_administrator_signs_a_person_out_everywhere(client):
    user, phone = make_person(), Client()
    sign_in(phone, user)
    phone.get("/")
    client.force_login(make_user(is_superuser=True))
    here = reverse("members:person-sign-out", args=[user.pk])

    assert "khỏi mọi thiết bị" in client.post(here, follow=True).text
    assert phone.get("/").status_code == 302
    assert AuditEntry.objects.filter(action="user.signed_out", subject=f"members.user:{user.pk}").exists()
    assert "không đăng nhập ở đâu" in client.post(here, follow=True).text
    sign_in(phone, user)
    assert phone.get("/").status_code == 200


def test_an_address_is_changed_by_who_has_shown_lately_who_they_are(client, settings):
    settings.REAUTHENTICATION_TIMEOUT = 1800
    administrator, person = make_person(is_superuser=True), make_user(full_name="Lê Đổi Thư")
    edit = reverse("members:person-edit", args=[person.pk])
    client.force_login(administrator)  # a session as old as one likes
    facts = {"full_name": "Lê Đổi Tên", "email": person.email, "phone": ""}
    assert client.post(edit, facts).url == person.get_absolute_url()

    asked = client.post(edit, facts | {"email": "moi@hoi.example"})
    assert asked.url.startswith(reverse("account_reauthenticate"))
    assert not User.objects.filter(email="moi@hoi.example").exists()
    client.post(asked.url, {"password": PASSWORD, "next": edit})
    person.refresh_from_db()
    assert (person.full_name, person.email) == ("Lê Đổi Tên", "moi@hoi.example")


def test_guessing_at_one_account_from_everywhere_ends_too(client):
    victim = make_person()
    for n in range(101):
        typed = {"login": victim.email, "password": "doan-mo-thoi-ma"}
        last = client.post(reverse("account_login"), typed, REMOTE_ADDR=f"10.0.{n}.1")
    assert "Đã thử quá nhiều lần" in last.content.decode()


def test_one_sees_where_one_is_signed_in_and_ends_the_others(client):
    user, phone = make_person(), Client(headers={"user-agent": "Điện thoại"})
    sign_in(client, user)
    sign_in(phone, user)
    client.get("/")
    phone.get("/")
    rows = (
        client.get(reverse("usersessions_list"))
        .text.split("<tbody>")[1]
        .split("</tbody>")[0]
        .split("<tr>")[1:]
    )
    assert [">Thiết bị này<" in row for row in rows] == [True, False]
    client.post(reverse("usersessions_list"))
    assert phone.get("/").status_code == 302
    assert client.get("/").status_code == 200


@pytest.mark.parametrize("page", ["mfa_index", "mfa_activate_totp", "mfa_list_webauthn", "mfa_add_webauthn"])
def test_the_pages_speak_vietnamese(client, page):
    sign_in(client, make_person())
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD, "next": "/"})

    text = client.get(reverse(page)).content.decode()
    for word in ("Two-Factor", "Authenticator", "Security Key", "Passwordless", "Add", "Activate"):
        assert f">{word}" not in text


def test_the_password_asked_for_at_the_hand_in_is_no_place_to_guess(client):
    year = make_year(until=Step.REGISTRATION_OPENED)
    signatory = make_user(signs_for=year.bodies[2])
    signatory.set_password(PASSWORD)
    signatory.save()
    draft = make_registration(year, year.bodies[2], state="draft")
    client.force_login(signatory)
    for _ in range(6):
        page = client.post(draft.url("submit"), {"way": "confirm", "password": "doan-mo-thoi"})
    assert "Đã thử quá nhiều lần" in page.content.decode()
    assert draft.versions.count() == 0


def test_pages_of_who_is_signed_in_stay_in_no_cache(client):
    client.force_login(make_user())

    assert client.get("/")["Cache-Control"] == "private, no-store"


def test_who_has_nothing_to_show_here_was_vouched_for_from_outside():
    request = RequestFactory().get("/")
    request.user, request.session = make_user(), {}
    request.user.set_unusable_password()

    assert proved_lately(request)


@pytest.mark.parametrize(
    ("password", "is_good"),
    [
        ("khoithidua2026", False),
        ("KhốiThiĐua2026", False),
        ("quangtri@1", False),
        ("thi đua là yêu nước mỗi ngày", True),
    ],
)
def test_a_password_does_not_lean_on_the_sites_name(password, is_good):
    if is_good:
        validate_password(password)
    else:
        with pytest.raises(ValidationError, match="tên của trang này"):
            validate_password(password)


def test_signing_out_clears_the_browsers_cache(client):
    client.force_login(make_user())

    assert client.post(reverse("account_logout"))["Clear-Site-Data"] == '"cache"'
