"""Walks one demo year through the product's own verbs: criteria, registrations, pledge, reports, verification."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from blocs.models import Appointment, AwardType, BlocYear, CriteriaSet, Criterion, Milestone, OutlineSection
from members.models import Association, User
from pledges.actions.evidence import add_evidence
from pledges.actions.explanations import agree, explain, look_again, tell
from pledges.box_names import box_name
from pledges.models import Pledge, Registration, Report

from . import criteria, stories, words
from .clock import at, moment
from .evidence import show_files

GROWTH = Decimal("1.04")  # from one first half-year to the next


@dataclass
class Cast:
    """Who takes part: associations and people by code, and the flag they aim at."""

    associations: dict[str, Association]
    people: dict[str, User]
    flag: AwardType

    def head(self, code: str) -> User:
        return self.people[f"lanhdao.{code}"]

    def staff(self, code: str) -> User:
        return self.people[f"soan.{code}"]


def load_outline(year: BlocYear) -> None:
    contents = {
        code: year.contents.create(code=code, title=title, commitments=commitments)
        for code, title, commitments in criteria.CONTENTS
    }
    for position, (_, content, name, unit, is_summable) in enumerate(criteria.INDICATORS, 1):
        year.indicators.create(
            content=contents[content], name=name, unit=unit, is_summable=is_summable, position=position
        )
    for position, (title, used_in, hint) in enumerate(criteria.OUTLINE, 1):
        OutlineSection.objects.create(
            bloc_year=year, title=title, used_in=used_in, hint=hint, position=position
        )


def load_criteria(year: BlocYear) -> CriteriaSet:
    criteria_set = CriteriaSet.objects.create(bloc_year=year, version=1, scale=100, bonus_cap=5)
    made: dict[str, Criterion] = {}
    for position, row in enumerate(criteria.CRITERIA, 1):
        parent, code, text, kind, points, needs_evidence, document = row
        made[code] = Criterion.objects.create(
            criteria_set=criteria_set,
            parent=made.get(parent),
            code=code,
            text=text,
            kind=kind,
            max_points=points,
            needs_evidence=needs_evidence,
            document=document,
            position=position,
        )
        if kind == Criterion.Kind.THRESHOLD:
            for at_least, step_points in criteria.STEPS:
                made[code].threshold_steps.create(at_least=at_least, points=step_points)
    for fact, outcome in criteria.GATES:
        criteria_set.gates.create(fact=fact, outcome=outcome)
    for label, at_least in criteria.BANDS:
        criteria_set.bands.create(label=label, at_least=at_least)
    return criteria_set


def set_deadlines(year: BlocYear, deadlines: Mapping[Any, str]) -> None:
    for kind, text in deadlines.items():
        Milestone.objects.filter(bloc_year=year, kind=kind).update(due_at=moment(text))
    year.__dict__.pop("timeline", None)


def appoint(year: BlocYear, cast: Cast) -> None:
    roles = {Appointment.Role.SECRETARY: year.lead, Appointment.Role.VERIFIER: year.deputy}
    for role, body in roles.items():
        Appointment.objects.create(bloc_year=year, role=role, user=cast.staff(body.code))


def register(
    year: BlocYear, cast: Cast, code: str, when: str, *, factor: Decimal = Decimal(1)
) -> Registration:
    """The member's targets, submitted by its head at that hour and accepted the day after."""
    indicators = {
        key: i for (key, *_), i in zip(criteria.INDICATORS, year.indicators.order_by("position"), strict=True)
    }
    association = cast.associations[code]
    targets = []
    for key, (plan, *_) in stories.FIGURES[code].items():
        indicator = indicators[key]
        targets.append(
            {
                "content": indicator.content,
                "indicator": indicator,
                "name": indicator.name,
                "unit": indicator.unit,
                "plan": (plan * factor).quantize(Decimal(1)),
            }
        )
    with at(when):
        registration = Registration.objects.create(bloc_year=year, association=association)
        staff, members, branches, women = stories.SIZES[code]
        fields: dict[str, Any] = {
            "staff_count": staff,
            "member_count": members,
            "branch_count": branches,
            "women_percent": Decimal(women),
            "tasks": "\n".join(stories.TASKS[key].format(year=year.year) for key in stories.FIGURES[code]),
        }
        registration.write(
            by=cast.staff(code),
            fields=fields,
            targets=targets,
            titles=[
                {"award_type": award, "beneficiary": association.official_name}
                for award in AwardType.objects.filter(code__in=words.TITLES.get(code, words.ALWAYS)).order_by(
                    "position"
                )
            ],
        )
        registration.submit(by=cast.head(code))
    registration.accept(by=reviewer(year, cast, code))
    return registration


def reviewer(year: BlocYear, cast: Cast, code: str) -> User:
    """Nobody verifies their own body: the lead's sheets go to the deputy's verifier."""
    return cast.staff(year.deputy.code if code == year.lead.code else year.lead.code)


def sign_pledge(year: BlocYear, cast: Cast, when: str, *, late: dict[str, str], by: User) -> Pledge:
    """Every member signs at the conference, some later; what is not signed yet stays open."""
    pledge = Pledge.draft(year)
    pledge.write(
        by=by,
        movements=words.MOVEMENTS.format(year=year.year),
        signed_at=moment(when),
        place="Hội trường Ban đại diện Hội Người cao tuổi tỉnh, thành phố Đông Hà",
        witness="Phó Trưởng ban, Trần Văn Bình",
    )
    for code, association in cast.associations.items():
        head = cast.head(code)
        position = head.offices[0].position
        signed_at = moment(late.get(code, when))
        pledge.sign(
            association=association, signer=head.full_name, position=position, signed_at=signed_at, by=by
        )
    with at(when):
        pledge.conclude(by=by)
    return pledge


def write_report(
    year: BlocYear, cast: Cast, code: str, kind: str, when: str, *, share: Decimal = Decimal(1)
) -> Report:
    """A report with all its text and figures, not submitted yet."""
    with at(when):
        report = Report.start(year=year, association=cast.associations[code], kind=kind)
        staff = cast.staff(code)
        report.write(by=staff, typed=_texts(report, code, share))
        column = 2 if kind == Report.Kind.ANNUAL else 1
        figures: dict[str, Decimal | int] = {}
        for result, numbers in zip(
            report.results.all().order_by("target__position"), stories.FIGURES[code].values(), strict=True
        ):
            figures[box_name("result", result.pk, "actual")] = (numbers[column] * share).quantize(Decimal(1))
            before = (
                numbers[3]
                if kind == Report.Kind.ANNUAL
                else (numbers[1] * share / GROWTH).quantize(Decimal(1))
            )
            figures[box_name("result", result.pk, "previous")] = before
        report.write(by=staff, typed=figures)
    return report


def _texts(report: Report, code: str, share: Decimal) -> dict[str, str]:
    report_texts = words.whole_year if report.kind == Report.Kind.ANNUAL else words.half_year
    texts = [*report_texts(code, share), *words.CLOSING[code]]
    sections = report.sections.order_by("outline__position")
    return dict(zip([box_name("section", section.pk, "text") for section in sections], texts, strict=True))


def score(report: Report, cast: Cast, code: str, when: str) -> None:
    """Self-scores and evidence as the stories tell."""
    losses = stories.LOSSES[code]
    scores: dict[str, Decimal | str] = {}
    with at(when):
        for line in report.lines.select_related("criterion"):
            criterion = line.criterion
            if criterion.is_computed or criterion.kind == Criterion.Kind.DEDUCTION:
                continue
            if criterion.kind == Criterion.Kind.BONUS:
                points = Decimal(stories.BONUS.get(code, {}).get(criterion.code, 0))
            else:
                points = criterion.max_points - Decimal(str(losses.get(criterion.code, (0,))[0]))
            scores[box_name("line", line.pk, "self_points")] = points
            if points and (result := words.result_of(code, criterion.code)):
                scores[box_name("line", line.pk, "result")] = result
            if criterion.needs_evidence and points:
                _add_document(report, line, cast.staff(code))
        show_files(report, code, by=cast.staff(code))
        report.write(by=cast.staff(code), typed=scores)


def _add_document(report: Report, line, by: User) -> None:
    order = list(stories.FIGURES).index(report.association.code)
    number = f"{11 + order * 3 + line.criterion.position}/BC-{report.association.abbreviation}"
    title = f"Báo cáo kết quả: {line.criterion.text[:120]}"
    add_evidence(
        report,
        by=by,
        lines={line: ""},
        document_number=number,
        document_title=title,
        document_date=moment(f"2023-11-{4 + order:02}").date(),
    )


def verify(report: Report, cast: Cast, code: str, when: str) -> None:
    """Verdicts of whoever may verify this sheet, with their reasons."""
    losses, deducted = stories.LOSSES[code], stories.DEDUCTED.get(code)
    verdicts = {}
    for line in report.lines.select_related("criterion"):
        points, reason = line.self_points, ""
        if line.criterion.code in losses:
            _, lost, reason = losses[line.criterion.code]
            points = line.criterion.max_points - Decimal(str(lost))
        if deducted and line.criterion.code == deducted[0]:
            points, reason = Decimal(deducted[1]), deducted[2]
        verdicts[line.pk] = {
            "verified_points": points,
            "reason": reason if points != line.self_points else "",
        }
    with at(when):
        report.verify(by=reviewer(report.bloc_year, cast, code), verdicts=verdicts)


def hear(report: Report, cast: Cast, code: str, when: str) -> None:
    """The member is told what was found, two explain a point, and each agrees in the end."""
    head, by = cast.head(code), reviewer(report.bloc_year, cast, code)
    with at(when):
        tell(report, by=by)
        if code in stories.EXPLAINED:
            criterion, text, reply, lost = stories.EXPLAINED[code]
            line = report.lines.select_related("criterion").get(criterion__code=criterion)
            explain(report, by=head, texts={line.pk: text})
            points = line.criterion.max_points - Decimal(str(lost))
            verdict = {"verified_points": points, "reason": reply if points != line.self_points else ""}
            line.refresh_from_db()
            look_again(report, line.explanation, by=by, reply=reply, verdict=verdict)
        agree(report, by=head)
