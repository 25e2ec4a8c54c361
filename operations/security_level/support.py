"""Until when the makers of what the site runs on look after a version of it, as they have announced."""

import datetime

# (name, first parts of the version): the last day, as the makers have announced. To be looked at before each release.
ENDS: dict[tuple[str, str], datetime.date] = {
    ("Python", "3.11"): datetime.date(2027, 10, 31),
    ("Python", "3.12"): datetime.date(2028, 10, 31),
    ("Python", "3.13"): datetime.date(2029, 10, 31),
    ("Django", "5.2"): datetime.date(2028, 4, 30),
    ("PostgreSQL", "14"): datetime.date(2026, 11, 12),
    ("PostgreSQL", "15"): datetime.date(2027, 11, 11),
    ("PostgreSQL", "16"): datetime.date(2028, 11, 9),
    ("PostgreSQL", "17"): datetime.date(2029, 11, 8),
    ("PostgreSQL", "18"): datetime.date(2030, 11, 14),
    ("Debian GNU/Linux", "12"): datetime.date(2028, 6, 30),  # with its long-term support
    ("Debian GNU/Linux", "13"): datetime.date(2030, 6, 30),
}


def end_of_support(name: str, version: str) -> datetime.date | None:
    """The last day of support of a version; None where none is announced or known here."""
    pieces = version.split(".")
    for length in range(len(pieces), 0, -1):
        if end := ENDS.get((name, ".".join(pieces[:length]))):
            return end
    return None
