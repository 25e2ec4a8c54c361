"""Gathers the facts of a year for the ranking: the same number of queries for 16 members and for 150."""

from collections import defaultdict
from dataclasses import dataclass, field

from blocs.models import BlocYear, CriteriaSet, Gate
from members.models import Association
from pledges.models import PledgeSignature, Registration, Report, ScoreLine, Totals, add_up

from . import ranking
from .models import Finding


@dataclass
class Row:
    """One line of the score and rank table: self and verified sums, place, class, and why not."""

    association: Association
    report: Report | None
    self_totals: Totals
    verified: Totals
    is_verified: bool
    classification: str = ""
    place: ranking.Place | None = None

    @property
    def rank(self) -> int | None:
        return self.place.rank

    @property
    def is_eligible(self) -> bool:
        return self.place.standing.outcome == ranking.RANKED

    @property
    def reasons(self) -> tuple[str, ...]:
        return self.place.standing.reasons

    @property
    def outcome_label(self) -> str:
        return OUTCOMES[self.place.standing.outcome]


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
        return all(row.is_verified for row in self.rows if row.report)

    def used_rungs(self) -> list[str]:
        """The rungs that decided between equals, as the paper states them."""
        used = {row.place.decided_by for row in self.rows if row.place.decided_by}
        return [BlocYear.TIE_BREAKS[rung] for rung in self.ladder if rung in used]

    def row_of(self, association_id: int) -> Row | None:
        return next((row for row in self.rows if row.association.pk == association_id), None)


def _facts(year: BlocYear) -> dict[str, dict[int, str]]:
    """For each kind of gate: the associations it concerns, with a word on why."""
    registered = set(
        Registration.objects.filter(bloc_year=year, first_submitted_at__isnull=False).values_list(
            "association", flat=True
        )
    )
    signed = set(PledgeSignature.objects.filter(pledge__bloc_year=year).values_list("association", flat=True))
    findings = {f.association_id: f.reason for f in Finding.objects.filter(bloc_year=year, cleared_on=None)}
    return {"registered": registered, "signed": signed, "findings": findings}


def _outcome(
    gates: list[Gate], facts: dict, association_id: int, has_report: bool
) -> tuple[str, tuple[str, ...]]:
    """The hardest outcome of the gates that hold for this member, and each reason."""
    held = {
        Gate.Fact.NO_REGISTRATION: association_id not in facts["registered"],
        Gate.Fact.NO_PLEDGE: association_id not in facts["signed"],
        Gate.Fact.NO_REPORT: not has_report,
        Gate.Fact.FINDING: association_id in facts["findings"],
    }
    hit = [gate for gate in gates if held[gate.fact]]
    reasons = tuple(
        facts["findings"][association_id] if gate.fact == Gate.Fact.FINDING else gate.get_fact_display()
        for gate in hit
    )
    outcomes = {gate.outcome for gate in hit}
    if Gate.Outcome.NOT_RANKED in outcomes or not has_report:
        return ranking.NOT_RANKED, reasons or (Gate.Fact.NO_REPORT.label,)
    return (ranking.NOT_ELIGIBLE if outcomes else ranking.RANKED), reasons


def score_table(year: BlocYear) -> Table:
    """Every member of the year with sums, rank, class and outcome, best first."""
    criteria_set = (
        year.criteria_sets.published().prefetch_related("bands", "gates").order_by("-version").first()
    )
    if criteria_set is None:
        return Table([], [], None)
    sets = {criteria_set.pk: criteria_set}
    reports = {
        report.association_id: report
        for report in Report.objects.filter(bloc_year=year, kind=Report.Kind.ANNUAL).submitted()
    }
    claimed, verified, complete = defaultdict(dict), defaultdict(dict), defaultdict(lambda: True)
    for line in ScoreLine.objects.filter(report__in=reports.values()).values_list(
        "report", "criterion", "self_points", "verified_points"
    ):
        report_id, criterion, self_points, verified_points = line
        claimed[report_id][criterion] = self_points
        verified[report_id][criterion] = self_points if verified_points is None else verified_points
        complete[report_id] &= verified_points is not None
    facts, gates = _facts(year), list(criteria_set.gates.all())
    women = dict(Registration.objects.filter(bloc_year=year).values_list("association", "women_percent"))

    rows = []
    for association in year.members():
        report = reports.get(association.pk)
        pk = report and report.pk
        used = criteria_set
        if report and report.criteria_set_id not in sets:
            sets[report.criteria_set_id] = CriteriaSet.objects.get(pk=report.criteria_set_id)
        if report:
            used = sets[report.criteria_set_id]
        row = Row(
            association,
            report,
            add_up(used, claimed[pk]),
            add_up(used, verified[pk]),
            bool(report) and complete[pk],
        )
        outcome, reasons = _outcome(gates, facts, association.pk, report is not None)
        row.standing = ranking.Standing(
            member=association.pk,
            total=row.verified.total,
            sections=dict(row.verified.sections),
            bonus=row.verified.bonus,
            deductions=row.verified.deductions,
            women_percent=women.get(association.pk),
            outcome=outcome,
            reasons=reasons,
        )
        rows.append(row)
    return _placed(rows, year, criteria_set)


def _placed(rows: list[Row], year: BlocYear, criteria_set: CriteriaSet) -> Table:
    by_member = {row.association.pk: row for row in rows}
    ordered = []
    for place in ranking.rank([row.standing for row in rows], year.tie_breaks):
        row = by_member[place.standing.member]
        row.place = place
        row.classification = criteria_set.classify(row.verified.total) if place.rank else ""
        ordered.append(row)
    sections = [c.code for c in criteria_set.tree if c.depth == 0 and not c.is_extra]
    return Table(ordered, sections, criteria_set, list(year.tie_breaks))
