"""A breach of personal data, and whom it touches: from the log of acts, and from what an account may read."""

import datetime
from dataclasses import dataclass

from django.apps import apps
from django.db.models import Q, QuerySet

from audit.models import AuditEntry
from documents.capacities import without_degree
from members.models import Association, Officer, User
from operations.personal_data import COMMENT, DELEGATE, FREE_TEXT, SIGNER, UPLOAD, holdings_of
from operations.security_level.site import PEOPLE_IN
from pledges.models import Evidence, Registration, Report

NAMED_IN = (SIGNER, DELEGATE, COMMENT)  # where a person is written by name, without an account
TO_TELL = datetime.timedelta(hours=72)  # after it was found


@dataclass(frozen=True)
class Breach:
    """What is known of it: the account that was misused, where it is known, and from when until when."""

    since: datetime.datetime
    until: datetime.datetime
    found_at: datetime.datetime
    account: User | None = None
    what: str = ""
    consequences: str = ""
    measures: str = ""

    @property
    def tell_by(self) -> datetime.datetime:
        """Until when the authority is to be told."""
        return self.found_at + TO_TELL

    def acts(self) -> QuerySet[AuditEntry]:
        """What the log says was done in that time, by that account where there is one."""
        entries = AuditEntry.objects.filter(at__gte=self.since, at__lte=self.until).order_by("pk")
        return entries.filter(actor_id=self.account.pk) if self.account else entries

    def addresses(self) -> list[str]:
        """From where."""
        seen = self.acts().order_by().values_list("address", flat=True).distinct()
        return sorted(address for address in seen if address)


@dataclass(frozen=True)
class Touched:
    """Rows of one kind that acts of that time were about, with the classes of personal data that they hold."""

    kind: str
    classes: tuple[str, ...]
    rows: int


def touched(breach: Breach) -> list[Touched]:
    """Of each kind of row, how many were written to in that time."""
    subjects = set(breach.acts().exclude(subject="").order_by().values_list("subject", flat=True))
    rows: dict[str, int] = {}
    for subject in subjects:
        label = subject.partition(":")[0]
        rows[label] = rows.get(label, 0) + 1
    return [Touched(_kind(label), _classes(label), count) for label, count in sorted(rows.items())]


def _kind(label: str) -> str:
    try:
        return str(apps.get_model(label)._meta.verbose_name)
    except (LookupError, ValueError):  # of a version that called it otherwise
        return label


def _classes(label: str) -> tuple[str, ...]:
    return tuple(sorted({holding.name for holding in holdings_of(label).values()}))


def readable(account: User) -> list[tuple[str, int, str]]:
    """(what, how many, class of personal data) of all that this account may read now: reading is not in the log."""
    return [
        ("Tài khoản, liên hệ", User.objects.for_user(account).count(), "Tài khoản, liên hệ"),
        ("Hội, người của hội", Association.objects.for_user(account).count(), "Chức vụ, vai trò"),
        ("Đăng ký", Registration.objects.for_user(account).count(), FREE_TEXT.name),
        ("Báo cáo", Report.objects.for_user(account).count(), FREE_TEXT.name),
        ("Minh chứng", Evidence.objects.for_user(account).count(), UPLOAD.name),
    ]


def people_to_tell(breach: Breach) -> list[User]:
    """Whose own rows were written to; and, of an account that was misused, its owner and the people it was shown."""
    keys = (
        breach.acts().filter(subject__startswith="members.user:").order_by().values_list("subject", flat=True)
    )
    wanted = Q(pk__in={int(key.partition(":")[2]) for key in set(keys)})
    if breach.account:
        seen = Association.objects.for_user(breach.account)
        wanted |= Q(pk__in=User.objects.for_user(breach.account).values("pk"))
        wanted |= Q(pk__in=Officer.objects.filter(association__in=seen).values("user"))
    return list(User.objects.filter(wanted).order_by("search_key", "pk"))


def named_without_account(breach: Breach) -> list[str]:
    """Who is written by name in the rows that were written to: signers, delegates, tellers, who commented."""
    keys: dict[str, set[int]] = {}
    for subject in breach.acts().exclude(subject="").order_by().values_list("subject", flat=True).distinct():
        label, _, key = subject.partition(":")
        if key.isdecimal():
            keys.setdefault(label, set()).add(int(key))
    names: set[str] = set()
    for column in (column for holding in NAMED_IN for column in PEOPLE_IN[holding]):
        room, model, field = column.split(".")
        rows = apps.get_model(room, model)._base_manager.filter(
            pk__in=keys.get(f"{room}.{model}".lower(), ())
        )
        said = rows.values_list(field, flat=True)
        names |= {without_degree(name) for name in said if isinstance(name, str) and name}
    accounts = set(User.objects.filter(full_name__in=names).values_list("full_name", flat=True))
    return sorted(names - accounts)
