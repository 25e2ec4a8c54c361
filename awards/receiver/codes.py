"""Which code the receiving system has for what: the known ones, and what the province wrote over them."""

from collections.abc import Iterable
from dataclasses import dataclass

from audit.log import record
from awards.models import ReceiverCode
from blocs.models import AwardType, BlocYear
from members.models import Association, Province

Kind = ReceiverCode.Kind
COLLECTIVE, ASSOCIATIONS = "collective", "associations"
LABELS = {
    (Kind.OBJECT, COLLECTIVE): "Tập thể",
    (Kind.FIELD, ASSOCIATIONS): "Các tổ chức Hội và Đoàn thể",
}
# As the provincial award system of Quảng Bình had them in 2024 and 2025, from public sources.
KNOWN = {
    (Kind.AWARD, "co-chinh-phu"): "1647933079",
    (Kind.AWARD, "co-ubnd-tinh"): "1668522916",
    (Kind.AWARD, "bang-khen-tinh"): "1650360491",
    (Kind.AWARD, "bang-khen-ttg"): "1671247716",
    (Kind.AWARD, "ttldxs"): "1647933151",
    (Kind.AWARD, "ttldtt"): "1647933198",
    (Kind.OBJECT, COLLECTIVE): "TAPTHE",
    (Kind.FIELD, ASSOCIATIONS): "0020",
}


@dataclass(frozen=True)
class Mapping:
    """One thing of ours and its code over there; `code` is empty where none is known."""

    kind: ReceiverCode.Kind
    key: str
    label: str
    code: str

    @property
    def box(self) -> str:
        """The name of its box in the form; keys of agencies are names, so their order counts."""
        return f"{self.kind}-{self.key}"


def mappings(province: Province) -> list[Mapping]:
    """Everything that needs a code in this province, in the order of the page."""
    written = {(one.kind, one.key): one.code for one in province.receiver_codes.all()}
    return [
        Mapping(kind, key, label, written.get((kind, key), KNOWN.get((kind, key), "")))
        for kind, key, label in _things(province)
    ]


def _things(province: Province) -> Iterable[tuple[ReceiverCode.Kind, str, str]]:
    for award in AwardType.objects.order_by("position", "pk"):
        yield Kind.AWARD, award.code, award.name
    for value, label in AwardType.Kind.choices:
        yield Kind.CATEGORY, value, label
    for (kind, key), label in LABELS.items():
        yield kind, key, label
    for name in agencies(province):
        yield Kind.AGENCY, name, name


def agencies(province: Province) -> list[str]:
    """Who takes and sends documents: the People's Committee, the standing agency, and whoever leads or led a bloc."""
    years = BlocYear.objects.filter(bloc__province=province)
    leads = Association.objects.filter(pk__in=years.values("lead")).order_by("pk")
    return [*receivers(province), *leads.values_list("official_name", flat=True)]


def receivers(province: Province) -> list[str]:
    """The agencies of the province that a proposal is sent to."""
    named = [f"Ủy ban nhân dân {province.name}", province.standing_agency]
    return [name for name in dict.fromkeys(named) if name]


class Codes:
    """The codes of one province, looked up by thing; what had none is remembered with its label."""

    def __init__(self, province: Province) -> None:
        self.known = {(one.kind, one.key): one for one in mappings(province)}
        self.lacking: list[str] = []

    def of(self, kind: ReceiverCode.Kind, key: str, label: str = "") -> str:
        mapping = self.known.get((kind, key))
        if mapping and mapping.code:
            return mapping.code
        named = f"{kind.label}: {label or (mapping.label if mapping else key)}"
        if named not in self.lacking:
            self.lacking.append(named)
        return ""

    def label(self, kind: ReceiverCode.Kind, key: str) -> str:
        return self.known[kind, key].label


def write_codes(province: Province, codes: dict[tuple[str, str], str], *, by) -> int:
    """Keep what the province wrote where it differs from what stood there; how many changed."""
    changed = []
    for one in mappings(province):
        code = codes.get((one.kind, one.key), one.code)
        if code != one.code:
            ReceiverCode.objects.update_or_create(
                province=province, kind=one.kind, key=one.key, defaults={"code": code}
            )
            changed.append(f"{one.label}: {one.code or 'trống'} → {code or 'trống'}")
    if changed:
        what = f"{province}: mã của hệ thống nhận. {'; '.join(changed)}"
        record("receiver_code.written", province, what=what[:400], by=by)
    return len(changed)
