"""Who verifies whose sheet, or which part of it; where two do, each on their own until both have finished."""

from django.conf import settings
from django.db import models, transaction
from django.db.models import Exists, OuterRef, Prefetch, Q
from django.utils import timezone

from audit.log import record
from base.workflow import Refused
from blocs.models import Appointment, BlocYear
from members.models import Association, Officer, User
from pledges.parts import covers, paths_of

from .content import ScoreLine


class VerificationQuerySet(models.QuerySet):
    def active(self):
        return self.filter(recused_at=None)

    def deciding(self):
        """Those whose verdicts count; the others only ask for a change."""
        return self.active().filter(only_asks=False)

    def of(self, user):
        """This person's own, never of an association they act for by now."""
        return self.active().filter(verifier=user).exclude(association__in=user.association_ids)


class Verification(models.Model):
    """One verifier's work on the score sheet of one member of a year, or on one content or criterion of it."""

    bloc_year = models.ForeignKey(BlocYear, models.PROTECT, related_name="verifications")
    association = models.ForeignKey(Association, models.PROTECT, related_name="verifications")
    verifier = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="verifications",
        verbose_name="người thẩm định",
    )
    part = models.CharField(
        "phần được giao", max_length=20, blank=True, help_text="Mã nội dung hoặc tiêu chí; bỏ trống: cả bảng."
    )
    only_asks = models.BooleanField("chỉ đề nghị", default=False)
    assigned_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    assigned_at = models.DateTimeField("phân công lúc", default=timezone.now)
    frozen_at = models.DateTimeField("chốt lúc", null=True)
    recused_at = models.DateTimeField("từ chối lúc", null=True)
    recusal = models.CharField("lý do từ chối", max_length=300, blank=True)

    objects = VerificationQuerySet.as_manager()

    class Meta:
        verbose_name = "phân công thẩm định"
        verbose_name_plural = "phân công thẩm định"
        ordering = ["assigned_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["bloc_year", "association", "verifier", "part"], name="verification_once_a_part"
            ),
            models.CheckConstraint(
                condition=Q(recused_at=None, recusal="")
                | Q(recused_at__isnull=False, frozen_at=None) & ~Q(recusal=""),
                name="verification_recused_for_a_reason",
            ),
        ]

    def __str__(self):
        return f"{self.verifier}: {self.association.short_name}{f', {self.part}' if self.part else ''}"

    def write(self, verdicts: dict[int, dict]) -> None:
        """{line: {verified_points, verified_na, reason}} on one's own sheet, until it is finished."""
        with transaction.atomic():
            locked = Verification.objects.select_for_update().get(pk=self.pk)
            if locked.frozen_at or locked.recused_at:
                raise Refused("Anh/chị đã chốt hoặc đã từ chối bảng này, không sửa được nữa.")
            self._refuse_what_stands(verdicts)
            for line, verdict in verdicts.items():
                self.verdicts.update_or_create(line_id=line, defaults=verdict)

    def _refuse_what_stands(self, verdicts: dict[int, dict]) -> None:
        """After a return only what was claimed anew is found anew; the rest has its result."""
        own = {verdict.line_id: verdict for verdict in self.verdicts.filter(line__in=verdicts)}
        stands = ScoreLine.objects.filter(pk__in=verdicts, verified_points__isnull=False)
        for line in stands.select_related("criterion"):
            own_verdict = own.get(line.pk)
            if own_verdict is None or not own_verdict.says(verdicts[line.pk]):
                raise Refused(
                    f"Tiêu chí {line.criterion.code} đã có kết quả; chỉ thẩm định lại tiêu chí hội đã sửa."
                )

    def recuse(self, *, by, reason: str) -> None:
        """Decline for a conflict of interest; the reason is kept, and somebody else is to be named."""
        unfinished = Verification.objects.active().filter(pk=self.pk, frozen_at=None)
        with transaction.atomic():
            if not unfinished.update(recused_at=timezone.now(), recusal=reason):
                raise Refused("Bảng này đã chốt, không từ chối được nữa.")
            record("verification.recused", self, what=f"{self}: từ chối thẩm định. {reason}", by=by)
        self.refresh_from_db()


class Verdict(models.Model):
    """What one of two verifiers found on one leaf."""

    verification = models.ForeignKey(Verification, models.CASCADE, related_name="verdicts")
    line = models.ForeignKey(ScoreLine, models.CASCADE, related_name="verdicts")
    verified_points = models.DecimalField(max_digits=6, decimal_places=2)
    verified_na = models.BooleanField(default=False)
    reason = models.CharField(max_length=500, blank=True)

    class Meta:
        verbose_name = "kết luận thẩm định"
        verbose_name_plural = "kết luận thẩm định"
        constraints = [
            models.UniqueConstraint(fields=["verification", "line"], name="verdict_once_a_leaf"),
            models.CheckConstraint(condition=Q(verified_points__gte=0), name="verdict_not_negative"),
        ]

    def __str__(self):
        return f"{self.line}: {self.verified_points}"

    def says(self, verdict: dict) -> bool:
        """Whether this is what was found already."""
        same_points = self.verified_points == verdict["verified_points"]
        return same_points and self.verified_na == verdict.get("verified_na", False)

    @property
    def outcome(self) -> dict:
        return {"verified_points": self.verified_points, "verified_na": self.verified_na}


def with_verifiers(reports, user):
    """Each report with `is_assigned`, whether anybody was named for the whole of it, `has_verifiers`, whether for any
    part, and `is_mine`, whether this person was.
    """
    named = Verification.objects.active().filter(
        bloc_year=OuterRef("bloc_year"), association=OuterRef("association")
    )
    return reports.annotate(
        is_assigned=Exists(named.filter(part="", only_asks=False)),
        has_verifiers=Exists(named),
        is_mine=Exists(named.of(user)),
    )


def _able(year: BlocYear, *, as_of_all: bool) -> Q:
    """Whose names may be given: the secretariat and the deputy's verifier; of all members, their people, too."""
    able = Q(pk__in=Appointment.objects.filter(bloc_year=year).values("user"))
    if as_of_all:
        others = Officer.objects.on(timezone.localdate()).filter(association__in=year.members())
        able |= Q(pk__in=others.values("user"))
    return able


def may_be_named(year: BlocYear, association: Association) -> list[User]:
    """Who may verify this member: the secretariat and the deputy's verifier, others where members check each other.

    Nobody their own association's; the lead's sheet nobody of the lead (domain rule: never its own users).
    """
    able = _able(year, as_of_all=year.cross_check or association.pk == year.lead_id)
    conflicted = Officer.objects.on(timezone.localdate()).filter(association=association).values("user")
    people = User.objects.filter(able, is_active=True).exclude(pk__in=conflicted)
    return list(people.order_by("search_key", "pk"))


def verifiers_to_choose(year: BlocYear) -> list[User]:
    """Everybody who may verify some member of the year, by name, each with the offices held as `acting_for`; the lead's
    sheet is open to people of all members.
    """
    offices = Officer.objects.on(timezone.localdate()).select_related("association")
    people = User.objects.filter(_able(year, as_of_all=True), is_active=True)
    people = people.prefetch_related(Prefetch("officer_set", queryset=offices, to_attr="acting_for"))
    return list(people.order_by("search_key", "pk"))


def verify_anew(lines: list[ScoreLine]) -> None:
    """What two verifiers found on lines that were claimed anew goes, and both have to finish once more."""
    outdated = Verdict.objects.filter(line__in=[line.pk for line in lines])
    sheets = set(outdated.values_list("verification", flat=True))
    if sheets:
        outdated.delete()
        Verification.objects.filter(pk__in=sheets, recused_at=None).update(frozen_at=None)


def is_fully_named(report, named: list[Verification]) -> bool:
    """Whether every leaf of the sheet has as many verifiers as the year asks for."""
    parts = [one.part for one in named]
    if parts.count("") >= report.bloc_year.verifiers:
        return True
    paths = paths_of(report.criteria)
    return all(
        sum(covers(part, path) for part in parts) >= report.bloc_year.verifiers for path in paths.values()
    )


def requests_on(report) -> dict[int, list[Verdict]]:
    """{line: what those who only ask would give}, where the year has such."""
    if not report.bloc_year.cross_check_asks:
        return {}
    by_line: dict[int, list[Verdict]] = {}
    own = {"verification__bloc_year": report.bloc_year_id, "verification__association": report.association_id}
    verdicts = Verdict.objects.filter(
        **own, line__report=report, verification__only_asks=True, verification__recused_at=None
    )
    for verdict in verdicts.select_related("verification__verifier"):
        by_line.setdefault(verdict.line_id, []).append(verdict)
    return by_line


def verdicts_of(report) -> dict[int, list[Verdict]]:
    """{line: verdicts} of a sheet that both have finished; nothing before that."""
    named = list(report.bloc_year.verifications.deciding().filter(association=report.association_id))
    if any(v.frozen_at is None for v in named) or not is_fully_named(report, named):
        return {}
    by_line: dict[int, list[Verdict]] = {}
    for verdict in Verdict.objects.filter(verification__in=named).select_related("verification__verifier"):
        by_line.setdefault(verdict.line_id, []).append(verdict)
    return by_line


def to_settle(report, by_line: dict[int, list[Verdict]]) -> set[int]:
    """The lines that somebody has to decide: where the two differ, and where a verdict is lacking.

    `found` is what `verdicts_of` gives. After a return a member may have changed what both had agreed on.
    """
    verifiers = report.bloc_year.verifiers
    waiting = report.lines.filter(verified_points=None).values_list("pk", flat=True)
    lacking = {line for line in waiting if len(by_line.get(line, [])) < verifiers}
    apart = {
        line for line, verdicts in by_line.items() if any(v.outcome != verdicts[0].outcome for v in verdicts)
    }
    return lacking | apart
