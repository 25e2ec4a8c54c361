"""A person's word on a condition of an award."""

from awards.models import ConditionAnswer, Nomination
from blocs.models import AwardCondition
from members.models import User


def answer_condition(
    nomination: Nomination, condition: AwardCondition, *, is_held: bool, note: str, by: User
) -> None:
    """A person's word on a condition that no record answers."""
    said = {"is_held": is_held, "note": note, "by": by}
    ConditionAnswer.objects.update_or_create(nomination=nomination, condition=condition, defaults=said)
