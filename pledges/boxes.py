"""A registration box by box, so that what two people changed can be told apart and joined."""

import hashlib
from dataclasses import dataclass

from base.vietnamese import shown


@dataclass(frozen=True)
class Box:
    """One figure of the head, one target or one title: how it is called, how it reads, what is stored."""

    label: str
    text: str
    value: object = None


def key_of(kind: str, *parts) -> str:
    """The name of a row's box: the same target or title has the same one, whatever line it stands in."""
    return f"{kind}-{hashlib.sha256(repr(parts).encode()).hexdigest()[:12]}"


def boxes_of(model, *, fields: dict, targets: list, titles: list) -> dict[str, Box]:
    """{name: box} of what the head, the targets and the titles say; targets and titles as dicts of their fields."""
    boxes = {
        name: Box(model._meta.get_field(name).verbose_name, shown(value), value)
        for name, value in fields.items()
    }
    for target in targets:
        label = f"Chỉ tiêu “{target['name']}” ({target['unit']})"
        plan = target.get("plan_words") or shown(target["plan"])
        key = key_of("target", target["name"], target["unit"])
        boxes[key] = Box(label, f"{target['content'].code}. Kế hoạch {plan}", target)
    for title in titles:
        key = key_of("title", title["award_type"].pk, title["beneficiary"])
        boxes[key] = Box(f"Danh hiệu của {title['beneficiary']}", str(title["award_type"]), title)
    return boxes


def boxes_stored(registration) -> dict[str, Box]:
    """What the registration says now. Reads its rows, prefetched by `with_rows`."""
    targets = [{name: getattr(target, name) for name in TARGET} for target in registration.targets.all()]
    titles = [
        {"award_type": title.award_type, "beneficiary": title.beneficiary}
        for title in registration.title_requests.all()
    ]
    fields = {name: getattr(registration, name) for name in registration.TYPED}
    return boxes_of(type(registration), fields=fields, targets=targets, titles=titles)


TARGET = ["content", "indicator", "name", "unit", "kind", "direction", "plan", "plan_words"]


def is_row(key: str) -> bool:
    """A target or a title, which can be left out; a box of the head is always there."""
    return key.startswith(("target-", "title-"))
