"""Targets looked at before the pledge is signed: what each member plans beside its year before, and what was said."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from blocs.models import BlocYear
from members.models import Association
from pledges.box_names import row_name
from pledges.last_year import NOTHING_KNOWN, LastYear, figures_of_members
from pledges.models import CorrectionItem, Registration, Target, TargetRemark


@dataclass(frozen=True)
class VettedTarget:
    """One registered target with the year before, the secretariat's word on it and the member's last answer."""

    target: Target
    before: LastYear
    answer: str = ""

    @property
    def remark(self) -> TargetRemark | None:
        return getattr(self.target, "remark", None)

    @property
    def is_vetted(self) -> bool:
        """Whether the plan as it stands was accepted."""
        return self.target.is_accepted

    @property
    def is_lower(self) -> bool:
        """Whether less is planned than was done the year before, where both are figures."""
        planned, done = self.target.plan, self.before.value
        if planned is None or done is None:
            return False
        return planned > done if self.target.is_better_low else planned < done

    @property
    def growth(self) -> Decimal | None:
        """The plan against last year's result, in % of that result; None where there is none to compare with."""
        if self.target.plan is None or not self.before.value:
            return None
        return (self.target.plan - self.before.value) * 100 / self.before.value

    @property
    def growth_shown(self) -> Decimal | None:
        """The growth to a tenth of a per cent."""
        return None if self.growth is None else self.growth.quantize(Decimal("0.1"))


@dataclass
class MemberTargets:
    """A member's registered targets."""

    association: Association
    registration: Registration
    targets: list[VettedTarget] = field(default_factory=list)

    @property
    def unvetted(self) -> int:
        return sum(not one.is_vetted for one in self.targets)

    @property
    def to_raise(self) -> int:
        """How many are asked to be raised and stand as they were."""
        remarks = [one.remark for one in self.targets if one.remark and not one.is_vetted]
        return sum(not remark.is_of_another_plan for remark in remarks)


def targets_of(registrations: Iterable[Registration], year: BlocYear) -> list[MemberTargets]:
    """The targets of these registrations of one year, in their order; the same number of queries for any of them."""
    registrations = list(registrations)
    figures = figures_of_members(year, [one.association_id for one in registrations])
    answers = _answers(registrations)
    targets: dict[int, list[Target]] = {}
    stored = Target.objects.filter(registration__in=registrations).select_related("content", "remark__by")
    for target in stored:
        targets.setdefault(target.registration_id, []).append(target)
    return [
        MemberTargets(
            one.association,
            one,
            [
                VettedTarget(
                    target,
                    figures.get(one.association_id, {}).get((target.name, target.unit), NOTHING_KNOWN),
                    answers.get((one.pk, row_name("target", target.pk)), ""),
                )
                for target in targets.get(one.pk, [])
            ],
        )
        for one in registrations
    ]


def by_member(members: list[MemberTargets]) -> list[tuple]:
    """(heading, member, [(label, target)]): what each member registered."""
    return [
        (
            member.association.short_name,
            member,
            [(_named(one.target), one) for one in member.targets],
        )
        for member in members
    ]


def by_target(members: list[MemberTargets]) -> list[tuple]:
    """(heading, None, [(label, target)]): who registered the same target, in the order of the contents."""
    groups: dict[tuple[str, str], list[tuple[str, VettedTarget]]] = {}
    for member in members:
        for one in member.targets:
            rows = groups.setdefault((one.target.content.code, _named(one.target)), [])
            rows.append((member.association.short_name, one))
    return [
        (heading, None, rows) for (_, heading), rows in sorted(groups.items(), key=lambda group: group[0])
    ]


def _named(target: Target) -> str:
    return f"{target.content.code}. {target.name} ({target.unit})"


def _answers(registrations: list[Registration]) -> dict[tuple[int, str], str]:
    """{(registration, row): what the member answered last to what a return asked of that row}."""
    items = CorrectionItem.objects.filter(correction__registration__in=registrations).exclude(answer="")
    answered = items.order_by("pk").values_list("correction__registration", "row", "answer")
    return {(registration, row): answer for registration, row, answer in answered}


def handed_in(year: BlocYear) -> list[Registration]:
    """Registrations that lie with the secretariat, in the order of the members."""
    stored = list(Registration.objects.submitted().filter(bloc_year=year).select_related("association"))
    for one in stored:
        one.bloc_year = year  # one object with its milestones for all of them
    place = {pk: n for n, pk in enumerate(year.members().values_list("pk", flat=True))}
    return sorted(stored, key=lambda one: place.get(one.association_id, len(place)))
