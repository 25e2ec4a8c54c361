"""What a password may not lean on or be (NIST SP 800-63B, 3.1.1.2: words of the context, passwords that leaked)."""

import hashlib
from pathlib import Path

from allauth.mfa.adapter import get_adapter
from django.conf import settings
from django.core.exceptions import ValidationError

from base.vietnamese import search_key

from .second_factor import must_have_one

WORDS = ("khoithidua", "thidua", "khenthuong", "quangtri")
REST = 6  # letters beside such a word that make a password of their own


class NotOfThisSite:
    """Refuses a password that is little more than a word of the site."""

    def validate(self, password, *args):
        plain = search_key(password).replace(" ", "")
        for word in WORDS:
            if word in plain and len(plain.replace(word, "")) < REST:
                raise ValidationError("Mật khẩu dựa vào tên của trang này, dễ đoán.", code="of_this_site")

    def get_help_text(self):
        return "Mật khẩu không dựa vào tên của trang này."


class LongWithoutSecondFactor:
    """Where nothing but a password protects an account, it is long and of four kinds of characters (level 2)."""

    LENGTH = 14
    KINDS = (str.isupper, str.islower, str.isdigit, lambda letter: not letter.isalnum())

    def validate(self, password, user=None):
        if user is None or must_have_one(user) or get_adapter().is_mfa_enabled(user):
            return
        if len(password) < self.LENGTH or not all(any(map(kind, password)) for kind in self.KINDS):
            raise ValidationError(self.get_help_text(), code="short_without_second_factor")

    def get_help_text(self):
        return (
            "Không bật xác thực hai bước thì mật khẩu dài từ 14 ký tự, có chữ hoa, chữ thường, số và ký hiệu."
        )


class NotLeaked:
    """Refuses a password of the list in settings.LEAKED_PASSWORDS, where the site has one.

    A line for each, sorted: its SHA-1 in capitals, a colon, how often it leaked; as Have I Been Pwned gives its list
    of many gigabytes out. Nothing of the password leaves the machine.
    """

    def validate(self, password, *args):
        if settings.LEAKED_PASSWORDS and _is_listed(password, Path(settings.LEAKED_PASSWORDS)):
            raise ValidationError(
                "Mật khẩu này đã lộ ở nơi khác, kẻ xấu thử nó trước tiên.", code="leaked_elsewhere"
            )

    def get_help_text(self):
        return "Mật khẩu chưa từng bị lộ ở nơi khác."


def _is_listed(password: str, sorted_hashes: Path) -> bool:
    wanted = hashlib.sha1(password.encode(), usedforsecurity=False).hexdigest().upper().encode()
    with sorted_hashes.open("rb") as file:
        low, high = 0, sorted_hashes.stat().st_size
        while low < high:  # the first line that begins at or after low is never greater than the one wanted
            middle = (low + high) // 2
            file.seek(max(middle - 1, 0))
            if middle:
                file.readline()
            begin, line = file.tell(), file.readline()
            if line and line[:40] < wanted:
                low = begin + len(line)
            else:
                high = middle
        file.seek(low)
        return file.readline()[:40] == wanted
