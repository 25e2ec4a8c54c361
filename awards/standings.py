"""Gathers the facts of a year for the ranking: the same number of queries for 16 members and for 150."""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, QuerySet, Subquery

from blocs.models import BlocYear, CriteriaSet, Gate, Milestone
from members.models import Association
from pledges.models import PledgeSignature, Registration, Report, ScoreLine
from pledges.scoring import Totals, add_up

from . import ranking
from .models import Violation


@dataclass
class Row:
    """One line of the score and rank table: claimed, verified and final sums, place, class, and why not."""

    association: Association
    report_id: int | None
    self_totals: Totals
    verified: Totals
    final: Totals
    is_verified: bool
    place: ranking.Place
    classification: str = ""
    is_awaited: bool = False  # its report has not come, and reports are still taken

    @property
    def standing(self) -> ranking.Standing:
        return self.place.standing

    @property
    def rank(self) -> int | None:
        return self.place.rank

    @property
    def is_eligible(self) -> bool:
        return self.place.standing.outcome == ranking.RANKED

    @property
    def reasons(self) -> tuple[str, ...]:
        """Why it is not ranked, or not eligible; nothing is held against who may still hand in."""
        return () if self.is_awaited else self.place.standing.reasons

    @property
    def outcome_label(self) -> str:
        return "Chưa nộp báo cáo năm" if self.is_awaited else OUTCOMES[self.place.standing.outcome]


OUTCOMES = {
    ranking.RANKED: "Xếp hạng, đủ điều kiện",
    ranking.NOT_ELIGIBLE: "Xếp hạng, không xét khen thưởng",
    ranking.NOT_RANKED: "Không xếp hạng",
}


@dataclass
class Table:
    """The year's ranking with what explains it."""

    rows: list[Row]
    sections: list[str]
    criteria_set: CriteriaSet | None
    ladder: list[str] = field(default_factory=list)

    @property
    def is_verified(self) -> bool:
        return all(row.is_verified for row in self.rows if row.report_id)

    def used_rungs(self) -> list[str]:
        """The rungs that decided between equals, as the paper states them."""
        used = {row.place.decided_by for row in self.rows if row.place.decided_by}
        return [self.rung_label(rung) for rung in self.ladder if rung in used]

    def rung_label(self, rung: str) -> str:
        """What it compares, with the number that the content has in these criteria."""
        return BlocYear.tie_break_label(rung, self.sections)

    def row_of(self, association_id: int) -> Row | None:
        return next((row for row in self.rows if row.association.pk == association_id), None)


def _members(year: BlocYear) -> QuerySet[Any]:
    """The members of the year, each with the facts its gates and tie-breaks ask for."""
    own = {"bloc_year": year, "association": OuterRef("pk")}
    registrations = Registration.objects.filter(**own)
    signatures = PledgeSignature.objects.filter(pledge__bloc_year=year, association=OuterRef("pk"))
    return year.members().annotate(
        is_registered=Exists(registrations.filter(first_submitted_at__isnull=False)),
        has_signed=Exists(signatures),
        women_percent=Subquery(registrations.submitted().values("women_percent")[:1]),
        violation=Subquery(Violation.objects.filter(**own, cleared_on=None).values("reason")[:1]),
    )


def _outcome(gates: list[Gate], member: Any, *, has_report: bool) -> tuple[str, tuple[str, ...]]:
    """The hardest outcome of the gates that hold for this member, and each reason."""
    facts = {
        Gate.Fact.NO_REGISTRATION: not member.is_registered,
        Gate.Fact.NO_PLEDGE: not member.has_signed,
        Gate.Fact.NO_REPORT: not has_report,
        Gate.Fact.VIOLATION: member.violation is not None,
    }
    hit = [gate for gate in gates if facts[Gate.Fact(gate.fact)]]
    reasons = tuple(
        member.violation if gate.fact == Gate.Fact.VIOLATION else gate.get_fact_display() for gate in hit
    )
    outcomes = {gate.outcome for gate in hit}
    if Gate.Outcome.NOT_RANKED in outcomes or not has_report:
        return ranking.NOT_RANKED, reasons or (Gate.Fact.NO_REPORT.label,)
    return (ranking.NOT_ELIGIBLE if outcomes else ranking.RANKED), reasons


@dataclass
class ScoreSheet:
    """The points of one submitted annual report."""

    report_id: int
    criteria_set_id: int
    claimed: dict[int, Decimal | None] = field(default_factory=dict)
    verified: dict[int, Decimal | None] = field(default_factory=dict)
    final: dict[int, Decimal | None] = field(default_factory=dict)
    claimed_na: set[int] = field(default_factory=set)
    verified_na: set[int] = field(default_factory=set)
    final_na: set[int] = field(default_factory=set)
    is_verified: bool = True

    def take(
        self,
        criterion: int,
        *,
        claimed: Decimal | None,
        claimed_na: bool,
        verified: Decimal | None,
        verified_na: bool,
        conference: Decimal | None,
    ) -> None:
        """One leaf: as claimed, as verified (as claimed until then), and as the conference left it."""
        if verified is None:
            self.is_verified, verified, verified_na = False, claimed, claimed_na
        final, final_na = (verified, verified_na) if conference is None else (conference, False)
        self.claimed[criterion], self.verified[criterion], self.final[criterion] = claimed, verified, final
        if claimed_na or verified_na or final_na:
            self._leave_out(criterion, claimed=claimed_na, verified=verified_na, final=final_na)

    def _leave_out(self, criterion: int, *, claimed: bool, verified: bool, final: bool) -> None:
        if claimed:
            self.claimed_na.add(criterion)
        if verified:
            self.verified_na.add(criterion)
        if final:
            self.final_na.add(criterion)


def sheets_of(year: BlocYear) -> dict[int, ScoreSheet]:
    """{association: sheet}. A leaf not verified yet counts as claimed."""
    reports = Report.objects.filter(bloc_year=year, kind=Report.Kind.ANNUAL).submitted()
    sheets: dict[int, ScoreSheet] = {}
    lines = ScoreLine.objects.filter(report__in=reports).values_list(
        "report__association", "report", "report__criteria_set", "criterion", *POINTS
    )
    for association, report, criteria_set, criterion, *points in lines:
        sheet = sheets.setdefault(association, ScoreSheet(report, criteria_set))
        sheet.take(criterion, **dict(zip(POINTS.values(), points, strict=True)))
    return sheets


# The columns of a line, and what a score sheet calls them.
POINTS = {
    "self_points": "claimed",
    "not_applicable": "claimed_na",
    "verified_points": "verified",
    "verified_na": "verified_na",
    "conference_points": "conference",
}


class RankingSealed(PermissionDenied):
    """A ranking was asked for that nobody sees before it is opened in front of the conference."""


def refuse_sealed(year: BlocYear) -> None:
    """Stands before everything that computes a ranking; RankingSealed makes a page answer 403."""
    if year.ranking_is_sealed:
        raise RankingSealed("Bảng xếp hạng đang niêm phong, chỉ mở trước hội nghị.")


def score_table(year: BlocYear) -> Table:
    """Every member of the year with sums, rank, class and outcome, best first. RankingSealed until it is opened."""
    refuse_sealed(year)
    criteria_set = _published(year)
    if criteria_set is None:
        return Table([], [], None)
    return _placed(_rows(year, criteria_set, _members(year)), year, criteria_set)


def own_table(year: BlocYear, associations: list[int]) -> Table:
    """The sums and classes of these members alone, in alphabetical order and without a rank."""
    criteria_set = _published(year)
    if criteria_set is None:
        return Table([], [], None)
    rows = _rows(year, criteria_set, _members(year).filter(pk__in=associations))
    for row in rows:
        if row.standing.outcome != ranking.NOT_RANKED:
            row.classification = criteria_set.classify(row.final.total)
    return Table(rows, contents_of(criteria_set), criteria_set, list(year.tie_breaks))


def _published(year: BlocYear) -> CriteriaSet | None:
    published = year.criteria_sets.published().prefetch_related("bands", "gates").order_by("-version")
    return published.first()


def _rows(year: BlocYear, criteria_set: CriteriaSet, members: Iterable[Any]) -> list[Row]:
    sheets = sheets_of(year)
    sets = {criteria_set.pk: criteria_set}
    for older in {sheet.criteria_set_id for sheet in sheets.values()} - set(sets):
        sets[older] = CriteriaSet.objects.get(pk=older)
    rows = [_row(member, sheets.get(member.pk), criteria_set, sets) for member in members]
    takes_reports = not year.is_locked and not year.is_done(Milestone.Kind.SELF_SCORING_CLOSED)
    for row in rows:
        row.is_awaited = takes_reports and row.report_id is None
    return rows


def by_rung(sections: Mapping[str, Decimal], contents: Sequence[str]) -> dict[str, Decimal]:
    """{rung: points} from {content: points} and the contents' numbers in their order, which may be A, B, C."""
    rungs = zip(BlocYear.CONTENT_RUNGS, contents, strict=False)
    return {rung: sections.get(content, Decimal(0)) for rung, content in rungs}


def contents_of(criteria_set: CriteriaSet) -> list[str]:
    """The numbers of the great contents, in their order."""
    return [c.code for c in criteria_set.tree if c.depth == 0 and not c.is_extra]


def _row(
    member: Any, sheet: ScoreSheet | None, criteria_set: CriteriaSet, sets: dict[int, CriteriaSet]
) -> Row:
    """A member's sums by the version it was scored on, and its standing before the ranking."""
    outcome, reasons = _outcome(list(criteria_set.gates.all()), member, has_report=sheet is not None)
    claimed = verified = final = Totals()
    used = sets[sheet.criteria_set_id] if sheet else criteria_set
    if sheet is not None:
        claimed = add_up(used, sheet.claimed, sheet.claimed_na)
        verified = add_up(used, sheet.verified, sheet.verified_na)
        final = add_up(used, sheet.final, sheet.final_na)
    standing = ranking.Standing(
        member=member.pk,
        total=final.total,
        sections=by_rung(final.sections, contents_of(used)),
        bonus=final.bonus,
        deductions=final.deductions,
        women_percent=member.women_percent,
        outcome=outcome,
        reasons=reasons,
    )
    return Row(
        association=member,
        report_id=sheet.report_id if sheet else None,
        self_totals=claimed,
        verified=verified,
        final=final,
        is_verified=sheet is not None and sheet.is_verified,
        place=ranking.Place(standing, None),
    )


def _placed(rows: list[Row], year: BlocYear, criteria_set: CriteriaSet) -> Table:
    by_member: dict[Hashable, Row] = {row.association.pk: row for row in rows}
    ordered = []
    for place in ranking.rank([row.standing for row in rows], year.tie_breaks):
        row = by_member[place.standing.member]
        row.place = place
        row.classification = criteria_set.classify(row.final.total) if place.rank else ""
        ordered.append(row)
    return Table(ordered, contents_of(criteria_set), criteria_set, list(year.tie_breaks))
