"""A passkey in a real browser, from an authenticator that Chromium simulates: added, then enough to sign in."""

import pytest

from tests.factories import make_user

pytestmark = [pytest.mark.journey, pytest.mark.screens, pytest.mark.django_db(transaction=True)]
LIKE_A_PHONE = {
    "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
    "isUserVerified": True, "automaticPresenceSimulation": True,
}  # fmt: skip


def test_a_passkey_is_added_and_signs_in_without_a_password(person):
    chair = person(make_user(full_name="Lê Thị Hoa"))
    device = chair.context.new_cdp_session(chair.page)
    device.send("WebAuthn.enable")
    device.send("WebAuthn.addVirtualAuthenticator", {"options": LIKE_A_PHONE})

    chair.open("/accounts/2fa/webauthn/add/")
    chair.page.get_by_label("Mật khẩu").fill(
        "mat-khau-rat-dai"
    )  # who they are is asked again before a key is added
    chair.press("Tiếp tục")
    chair.page.get_by_label("Tên gọi của khóa").fill("Điện thoại của tôi")
    chair.page.get_by_label("Dùng khóa này thay cho mật khẩu").check()
    chair.press("Thêm khóa")
    chair.page.wait_for_url("**/accounts/2fa/recovery-codes/**")
    chair.press("Đăng xuất")
    chair.press("Đăng nhập bằng khóa truy cập (passkey)")
    chair.sees("Việc của tôi")

    assert chair.page.get_by_role("link", name="Lê Thị Hoa").count() == 1
    chair.open("/accounts/2fa/webauthn/")
    chair.sees("Điện thoại của tôi")
    assert chair.page.get_by_text("Chưa dùng").count() == 0
