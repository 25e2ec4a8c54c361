"""What a password may not lean on (NIST SP 800-63B, 3.1.1.2: words of the context)."""

from django.core.exceptions import ValidationError

from documents.vietnamese import search_key

WORDS = ("khoithidua", "thidua", "khenthuong", "quangtri")
REST = 6  # letters beside such a word that make a password of their own


class NotOfThisSite:
    """Refuses a password that is little more than a word of the site."""

    def validate(self, password, user=None):
        plain = search_key(password).replace(" ", "")
        for word in WORDS:
            if word in plain and len(plain.replace(word, "")) < REST:
                raise ValidationError("Mật khẩu dựa vào tên của trang này, dễ đoán.", code="of_this_site")

    def get_help_text(self):
        return "Mật khẩu không dựa vào tên của trang này."
