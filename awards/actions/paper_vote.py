"""A vote on paper: who was handed a ballot, and what two people counted."""

from collections.abc import Collection

from django.db import transaction

from audit.log import record
from awards.models import Poll, TellerCount, Vote
from base.workflow import Refused
from members.models import Association, User


def hand_ballots(poll: Poll, *, by: User, to: Collection[Association]) -> None:
    """Write down who was handed a paper ballot, in place of what was written before; never which ballot."""
    with transaction.atomic():
        poll.held_open()
        if poll.method != Vote.Method.PAPER:
            raise Refused("Cuộc bỏ phiếu này không dùng phiếu giấy.")
        if not to:
            raise Refused("Hãy đánh dấu ít nhất một đơn vị đã nhận phiếu.")
        poll.rights.exclude(association__in=to).update(was_handed=False)
        poll.rights.filter(association__in=to).update(was_handed=True)
        handed = poll.rights.filter(was_handed=True).count()
        record("poll.handed", poll, what=f"{poll}: đã phát phiếu cho {handed} đơn vị", by=by)


def enter_count(poll: Poll, *, by: User, counts: dict, tallies: dict[Association, dict]) -> TellerCount:
    """One person's count of the paper ballots; entering it again replaces their own."""
    with transaction.atomic():
        poll.held_open()
        if poll.method != Vote.Method.PAPER:
            raise Refused("Cuộc bỏ phiếu này không dùng phiếu giấy.")
        if any(by.acts_for(body.pk) for body in tallies):
            raise Refused("Người của đơn vị được đề cử không kiểm phiếu.")
        if {a.pk for a in tallies} != {n.association_id for n in poll.nominees.all()}:
            raise Refused("Hãy nhập đủ số phiếu của mọi đơn vị được đề cử.")
        if counts["issued"] > poll.rights.count():
            raise Refused(
                f"Phiếu phát ra không thể nhiều hơn số người được bỏ phiếu ({poll.rights.count()})."
            )
        for body, tally in tallies.items():
            if tally["approve"] + tally["against"] > counts["valid"]:
                raise Refused(
                    f"{body.short_name}: đồng ý và không đồng ý cộng lại nhiều hơn số phiếu hợp lệ."
                )
        if sum(tally["approve"] for tally in tallies.values()) > counts["valid"] * poll.seats:
            raise Refused(
                f"Tổng số đồng ý nhiều hơn {counts['valid']} phiếu hợp lệ nhân với {poll.seats} đơn vị được chọn."
            )
        said = {str(a.pk): [t["approve"], t["against"]] for a, t in tallies.items()}
        entered, _ = poll.counts.update_or_create(entered_by=by, defaults=counts | {"tallies": said})
        # Without its figures: two counts must stay independent of each other.
        record("poll.counted", poll, what=f"{poll}: nhập kết quả kiểm phiếu", by=by)
    return entered


def agreed_count(poll: Poll) -> TellerCount | None:
    """The count on which two people agree, and nobody says otherwise."""
    counts = list(poll.counts.all())
    agree = len(counts) >= 2 and all(c.said == counts[0].said for c in counts)
    return counts[0] if agree else None


def counted_on_paper(poll: Poll) -> tuple[dict, dict[int, list[int]]]:
    """(issued, returned, valid) by name, and {association: [for, against]}, as two people counted them.

    Refused without two counts that agree, without the list of who was handed a ballot, and where that is longer or
    shorter than the ballots issued.
    """
    count = agreed_count(poll)
    if count is None:
        raise Refused("Cần hai người nhập kết quả kiểm phiếu độc lập và khớp nhau.")
    handed = poll.rights.filter(was_handed=True).count()
    if not handed:
        raise Refused("Hãy ghi danh sách đơn vị đã nhận phiếu trước khi đóng bỏ phiếu.")
    if handed != count.issued:
        raise Refused(
            f"Danh sách nhận phiếu có {handed} đơn vị, ban kiểm phiếu ghi phát ra {count.issued} phiếu;"
            " hãy sửa cho khớp."
        )
    counts = {name: getattr(count, name) for name in ("issued", "returned", "valid")}
    return counts, {int(pk): pair for pk, pair in count.tallies.items()}


def differing_counts(poll: Poll) -> list[tuple[str, list[int]]]:
    """[(what was counted, each person's number in the order of `poll.counts`)] where two people's counts differ."""
    counts = list(poll.counts.all())
    if len(counts) < 2:
        return []
    rows = [
        ("Phiếu phát ra", [count.issued for count in counts]),
        ("Phiếu thu về", [count.returned for count in counts]),
        ("Phiếu hợp lệ", [count.valid for count in counts]),
    ]
    for nominee in poll.nominees.select_related("association").order_by("number"):
        name, pairs = nominee.association.short_name, [c.tallies[str(nominee.association_id)] for c in counts]
        rows.append((f"{name}: đồng ý", [agrees for agrees, _ in pairs]))
        rows.append((f"{name}: không đồng ý", [against for _, against in pairs]))
    return [(what, numbers) for what, numbers in rows if len(set(numbers)) > 1]
