"""Vietnamese as a reader expects it: numbers, dates, alphabetical order, search without accents."""

import datetime
import re
import unicodedata
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.utils import timezone

ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
TONES = "\u0300\u0309\u0303\u0301\u0323"  # huyền, hỏi, ngã, sắc, nặng: the order of dictionaries
POINT_LETTERS = "abcdđeghiklmnopqrstuvxy"  # of điểm a), b) … in official papers


def _letter_and_tone(character: str) -> tuple[str, int]:
    parts = unicodedata.normalize("NFD", character)
    tone = next((TONES.index(part) + 1 for part in parts if part in TONES), 0)
    return unicodedata.normalize("NFC", "".join(part for part in parts if part not in TONES)), tone


def sort_key(text: str) -> str:
    """A string of digits that sorts as the Vietnamese alphabet does, tones last, on any database."""
    letters, tones = [], []
    for character in unicodedata.normalize("NFC", text.casefold()):
        letter, tone = _letter_and_tone(character)
        if letter in ALPHABET:
            letters.append(f"{ALPHABET.index(letter) + 30:02}")
        else:
            letters.append(f"{10 + int(letter):02}" if letter.isdecimal() and letter.isascii() else "01")
        tones.append(str(tone))
    return f"{''.join(letters)}00{''.join(tones)}"


def search_key(text: str) -> str:
    """Lower case, no accents, đ as d: what a person types without a Vietnamese keyboard."""
    plain = unicodedata.normalize("NFD", text.replace("\x00", "").casefold().replace("đ", "d"))
    return "".join(character for character in plain if not unicodedata.combining(character))


def number(value: Any, *, grouped: bool = True) -> str:
    """1980 as 1.980 and 98.50 as 98,5; nothing for None."""
    if value is None or value == "":
        return ""
    text = f"{Decimal(value):{',' if grouped else ''}f}"
    whole, _, decimals = text.partition(".")
    decimals = decimals.rstrip("0")
    whole = whole.replace(",", ".")
    return f"{whole},{decimals}" if decimals else whole


def read_number(text: str, *, thousands: bool = True) -> Decimal | None:
    """What was typed as a number, or None if it is none.

    A comma is always the decimal sign. A dot groups thousands where it stands before exactly
    three digits (1.980), else it is a decimal sign too (98.5); with thousands=False always.
    A sign of per cent at the end is left out: 85 % is 85.
    """
    text = re.sub(r"[\s\u00a0]", "", text).removesuffix("%")
    if thousands and re.fullmatch(r"[+-]?\d{1,3}(\.\d{3})+(,\d+)?", text):
        text = text.replace(".", "")
    text = text.replace(",", ".")
    return Decimal(text) if re.fullmatch(r"[+-]?\d{1,18}(\.\d{1,6})?", text) else None


REACHED = (Fraction(1),)  # the share at which a target is reached


def percent_value(share: Any, places: int = 1, thresholds: Any = REACHED) -> Decimal:
    """A share as a number of per cent, halves up; one below a threshold is never rounded onto it.

    471.9 of 472 is 99.9 and not 100.0, since the target is not reached.
    """
    exact, step = Fraction(share) * 100, Fraction(1, 10**places)
    units = int(exact / step + Fraction(1, 2)) if exact >= 0 else -int(-exact / step + Fraction(1, 2))
    if any(exact < Fraction(t) * 100 <= units * step for t in thresholds):
        units = exact // step
    return Decimal(units).scaleb(-places)


def percentage(part: Any, whole: Any, places: int = 1, thresholds: Any = REACHED) -> str:
    """part of whole as 81,3 %; nothing where there is no whole. What is below a threshold stays below it."""
    if not whole:
        return ""
    if part == whole:
        return "100\u00a0%"
    text = f"{percent_value(Fraction(part) / Fraction(whole), places, thresholds):,.{places}f}"
    return text.translate({ord(","): ".", ord("."): ","}) + "\u00a0%"


def two_digits(value: int) -> str:
    """Numbers from 1 to 9 get a leading zero in official papers (Decree 30/2020, Annex I); none is 0, never 00."""
    return f"{value:02}" if value else "0"


def short_date(day: datetime.date | None) -> str:
    return day.strftime("%d/%m/%Y") if day else ""


def long_date(day: datetime.date) -> str:
    """ngày 09 tháng 01 năm 2024: day below ten and months 1, 2 with a zero (Decree 30/2020, Annex I, II.4)."""
    month = f"{day.month:02}" if day.month < 3 else str(day.month)
    return f"ngày {day.day:02} tháng {month} năm {day.year}"


def instant(moment: datetime.datetime | None) -> str:
    """17:00 ngày 15/11/2026, in Vietnam."""
    return timezone.localtime(moment).strftime("%H:%M ngày %d/%m/%Y") if moment else ""


def exact_instant(moment: datetime.datetime | None) -> str:
    """17:00:30 ngày 15/11/2026, in Vietnam: what a receipt says, since seconds decide on lateness."""
    return timezone.localtime(moment).strftime("%H:%M:%S ngày %d/%m/%Y") if moment else ""


def long_instant(moment: datetime.datetime) -> str:
    """08 giờ 00 phút, ngày 09 tháng 01 năm 2024, in Vietnam."""
    local = timezone.localtime(moment)
    return f"{hour(local.time())}, {long_date(local.date())}"


def hour(time: datetime.time) -> str:
    """08 giờ 00 phút."""
    return f"{time.hour:02} giờ {time.minute:02} phút"


def ago(moment: datetime.datetime, now: datetime.datetime) -> str:
    """“3 giờ trước”; from a week on the day itself. What lies ahead is told by its day and hour."""
    seconds = (now - moment).total_seconds()
    if not 0 <= seconds < 7 * 86400:
        return instant(moment)
    for size, unit in ((86400, "ngày"), (3600, "giờ"), (60, "phút")):
        if seconds >= size:
            return f"{int(seconds // size)} {unit} trước"
    return "vừa xong"


def uncapitalised(text: str) -> str:
    """The text as it stands inside a sentence: its first letter small, the rest (NĐ-CP, III) untouched."""
    return text[:1].lower() + text[1:]


def roman(value: int) -> str:
    signs = {100: "C", 90: "XC", 50: "L", 40: "XL", 10: "X", 9: "IX", 5: "V", 4: "IV", 1: "I"}
    result = ""
    for worth, sign in signs.items():
        count, value = divmod(value, worth)
        result += sign * count
    return result


def capitalised(text: str) -> str:
    """With a capital at the beginning, the rest as it is."""
    return f"{text[:1].upper()}{text[1:]}"


def sentence(text: str) -> str:
    """Begins with a capital and ends with a mark, as a sentence does that was typed as part of another."""
    text = text.strip()
    return f"{text[:1].upper()}{text[1:]}{'' if text[-1:] in '.!?;:…' else '.'}" if text else ""


def shown(value: Any) -> str:
    """A stored value as a person reads it; nothing for None."""
    if isinstance(value, bool):
        return "Có" if value else "Không"
    return value if isinstance(value, str) else number(value)
