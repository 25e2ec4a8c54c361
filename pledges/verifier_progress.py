"""How far each verifier of a year has come."""

import datetime
from dataclasses import dataclass, field

from django.db.models import Count, Max

from blocs.models import BlocYear, CriteriaSet
from members.models import User

from .models import Report, ScoreLine, Verdict, Verification
from .parts import Paths, covered, paths_of


@dataclass
class AssignedPart:
    """One thing somebody was named for: of whose sheet, which part, and how many of its criteria are found."""

    verification: Verification
    done: int = 0
    of: int = 0  # 0 while nothing is handed in

    @property
    def is_finished(self) -> bool:
        return bool(self.of) and self.done >= self.of


@dataclass
class VerifierProgress:
    """One person: all that they were named for."""

    verifier: User
    parts: list[AssignedPart] = field(default_factory=list)
    last: datetime.datetime | None = None

    @property
    def done(self) -> int:
        return sum(part.done for part in self.parts)

    @property
    def of(self) -> int:
        return sum(part.of for part in self.parts)

    @property
    def sheets(self) -> int:
        return len({part.verification.association_id for part in self.parts})


def assigned_parts(year: BlocYear) -> list[AssignedPart]:
    """Everything that somebody was named for and did not decline; the same few queries for any number of members."""
    named = list(year.verifications.active().select_related("verifier", "association"))
    if not named:
        return []
    lines, paths = _lines_of(year)
    checked: dict[int, int] = {}
    if year.verifiers > 1 or year.cross_check_asks:
        counts = Verdict.objects.filter(verification__in=named).values("verification").annotate(n=Count("pk"))
        checked = {row["verification"]: row["n"] for row in counts}
    parts = []
    for one in named:
        own = lines.get(one.association_id)
        if own is None:
            parts.append(AssignedPart(one))
            continue
        version, verified = own
        inside = covered([one.part], paths[version])
        is_apart = year.verifiers > 1 or one.only_asks
        done = checked.get(one.pk, 0) if is_apart else len(verified & inside)
        parts.append(AssignedPart(one, min(done, len(inside)), len(inside)))
    return parts


def _lines_of(year: BlocYear) -> tuple[dict[int, tuple[int, set[str]]], dict[int, Paths]]:
    """({association: (version of its criteria, verified codes)}, {version: its leaves}) of handed-in sheets."""
    reports = Report.objects.submitted().filter(bloc_year=year, kind=Report.Kind.ANNUAL)
    lines: dict[int, tuple[int, set[str]]] = {
        association: (version, set())
        for association, version in reports.values_list("association", "criteria_set")
    }
    verified = ScoreLine.objects.filter(report__in=reports, verified_points__isnull=False)
    for association, code in verified.values_list("report__association", "criterion__code"):
        lines[association][1].add(code)
    versions = CriteriaSet.objects.in_bulk({version for version, _ in lines.values()})
    return lines, {pk: paths_of(criteria_set) for pk, criteria_set in versions.items()}


def progress_of(year: BlocYear, parts: list[AssignedPart]) -> list[VerifierProgress]:
    """The verifiers by name, each with all they were named for and when they last found something."""
    by_verifier: dict[int, VerifierProgress] = {}
    for part in parts:
        person = part.verification.verifier
        by_verifier.setdefault(person.pk, VerifierProgress(person)).parts.append(part)
    own = {"report__bloc_year": year, "verified_by__in": by_verifier}
    last = ScoreLine.objects.filter(**own).values("verified_by").annotate(at=Max("verified_at"))
    for row in last:
        by_verifier[row["verified_by"]].last = row["at"]
    return sorted(by_verifier.values(), key=lambda one: (one.verifier.search_key, one.verifier.pk))
