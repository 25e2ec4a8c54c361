"""A vote from its opening to its result: who may be nominated, who may vote, counts that agree, one atomic closing."""

import secrets
from collections import Counter
from collections.abc import Collection
from typing import Any

from django.db import transaction
from django.utils import timezone

from audit.log import record
from awards import urn
from awards.actions.paper_vote import counted_on_paper
from awards.models import KEY_HOLDERS, Ballot, Conference, Poll, PollNominee, Vote, VotingRight
from awards.notifications import tell_counters
from awards.permissions import counters_of, teller_bodies
from awards.purge import purge_urns
from awards.receipts import fingerprint
from awards.standings import score_table
from awards.vote_record import NOT_SEALED, Opened, lists_of, record_of
from base.workflow import Refused
from blocs.models import AwardType, BlocYear, Milestone
from members.models import Association, User

Selection = BlocYear.Selection


def nominable(year: BlocYear) -> list:
    """Rows of the ranking that may be nominated for an award, best first: eligible, and among the first where asked."""
    rows = [row for row in score_table(year).rows if row.is_eligible]
    if year.selection == Selection.SCORE_THEN_VOTE:
        rows = [row for row in rows if row.rank and row.rank <= year.ballot_first]
    return rows


def require_ranking(year: BlocYear) -> None:
    """Refused while there is no ranking that awards could be decided by."""
    if not year.is_locked:
        raise Refused("Khóa điểm trước, rồi mới bình xét khen thưởng.")
    if year.ranking_is_sealed:
        raise Refused("Mở bảng xếp hạng đang niêm phong trước, rồi mới bình xét.")


def refuse_nominees(year: BlocYear, subject: str, nominees: Collection[Association]) -> None:
    """Refused where one of them may not be nominated for an award, with the reason."""
    if subject != Vote.Subject.AWARD:
        return
    require_ranking(year)
    table, able = score_table(year), {row.association.pk for row in nominable(year)}
    for association in nominees:
        row = table.row_of(association.pk)
        if row is None or not row.is_eligible:
            why = "; ".join(row.reasons) if row else "không có trong bảng xếp hạng"
            raise Refused(f"{association.short_name} không đủ điều kiện xét khen thưởng: {why}.")
        if association.pk not in able:
            rule = f"chỉ {year.ballot_first} đơn vị điểm cao nhất được đưa ra bỏ phiếu"
            raise Refused(f"{association.short_name} xếp hạng {row.rank}; {rule}.")


def record_vote(
    conference: Conference,
    *,
    by: User,
    subject: str,
    award_type: AwardType | None,
    seats: int,
    counts: dict,
    tallies: dict,
    **more: Any,
) -> Vote:
    """Write down a round that was counted, for nominees who may be nominated."""
    refuse_nominees(conference.bloc_year, subject, tallies)
    return conference.write_vote(
        by=by, subject=subject, award_type=award_type, seats=seats, counts=counts, tallies=tallies, **more
    )


def _refuse_method(conference: Conference, subject: str, award_type: AwardType | None, method: str) -> None:
    year, selection = conference.bloc_year, conference.bloc_year.selection
    if method == Vote.Method.SCORE or (subject == Vote.Subject.AWARD and selection == Selection.SCORE):
        raise Refused("Năm này chọn theo điểm xếp hạng, không bỏ phiếu khen thưởng.")
    agrees = method == Vote.Method.CONSENSUS
    if subject == Vote.Subject.AWARD and agrees != (selection == Selection.CONSENSUS):
        raise Refused(f"Quy định của năm: {year.get_selection_display().lower()}.")
    rounds = conference.votes.filter(subject=subject, award_type=award_type).count()
    if rounds >= year.max_rounds:
        raise Refused(f"Đã bỏ phiếu {rounds} vòng, đủ số vòng quy định của năm.")


def _refuse_tellers(conference: Conference, nominees: Collection[Association], method: str) -> None:
    """Nobody of a nominee counts, and a secret vote has a teller team."""
    if method not in Vote.SECRET:
        return
    tellers = conference.tellers.select_related("association")
    if not tellers:
        raise Refused("Hãy ghi ban kiểm phiếu trước.")
    for teller in tellers:
        if teller.association in nominees:
            raise Refused(f"{teller.name} là người của đơn vị được đề cử, không ở trong ban kiểm phiếu.")


def _refuse_keys(conference: Conference, nominees: Collection[Association]) -> None:
    """Three tellers hold keys, nobody of a nominee among them."""
    keys = list(conference.teller_keys.select_related("holder"))
    if len(keys) != KEY_HOLDERS:
        raise Refused(f"Cần {KEY_HOLDERS} người kiểm phiếu tạo khóa trên máy riêng; mới có {len(keys)}.")
    for key in keys:
        if any(key.holder.acts_for(body.pk) for body in nominees):
            raise Refused(f"{key.holder} là người của đơn vị được đề cử, không giữ khóa.")
        if not key.holder.is_active or not teller_bodies(key.holder, conference):
            raise Refused(
                f"{key.holder} không còn là người của ban kiểm phiếu; bỏ khóa ấy, mời người khác tạo."
            )


def _ballot_list(year: BlocYear, seats: int, method: str) -> str:
    """What is published of the ballots. Whole ballots for several seats could be recognised by their pattern."""
    if method != Vote.Method.BROWSER or year.ballot_list == BlocYear.BallotList.TOTALS:
        return Poll.BallotList.TOTALS
    return Poll.BallotList.WHOLE if seats == 1 else Poll.BallotList.NOMINEE


def open_poll(
    conference: Conference,
    *,
    by: User,
    subject: str,
    award_type: AwardType | None,
    seats: int,
    method: str,
    nominees: Collection[Association],
) -> Poll:
    """Open one round of a vote for everybody who is there or is represented in writing.

    Refused without a quorum or reason for none, for a method the year does not know, for a nominee or a teller who
    may not be one, and while another vote is open.
    """
    year = conference.bloc_year
    _refuse_method(conference, subject, award_type, method)
    refuse_nominees(year, subject, nominees)
    _refuse_tellers(conference, nominees, method)
    with transaction.atomic():
        conference.held_open()
        if method == Vote.Method.BROWSER and year.is_urn_kept_by_tellers:
            _refuse_keys(conference, nominees)
        if conference.polls.open().exists():
            raise Refused("Đang có một cuộc bỏ phiếu mở; hãy đóng trước.")
        excluded = conference.excluded_from(a.pk for a in nominees)
        if not conference.has_quorum(excluded) and not conference.quorum_override:
            raise Refused("Chưa đủ thành viên theo quy định, chưa bỏ phiếu được.")
        poll = conference.polls.create(
            subject=subject,
            award_type=award_type,
            seats=seats,
            method=method,
            threshold=year.threshold,
            base=year.threshold_base,
            opened_by=by,
            ballot_list=_ballot_list(year, seats, method),
            keeper=year.urn_keeper if method == Vote.Method.BROWSER else Poll.Keeper.SERVER,
            nonce=urn.new_nonce() if method in Vote.SECRET else "",
        )
        PollNominee.objects.bulk_create(PollNominee(poll=poll, association=a) for a in nominees)
        there = list(conference.present().exclude(association__in=excluded))
        poll.present, poll.proxies = len(there), sum(not a.is_present for a in there)
        poll.save(update_fields=["present", "proxies"])
        barred = set() if year.nominee_may_vote else {a.pk for a in nominees}
        VotingRight.objects.bulk_create(
            VotingRight(
                poll=poll,
                association_id=a.association_id,
                held_by_id=a.proxy_to_id,
                was_handed=method
                == Vote.Method.PAPER,  # until the secretariat says otherwise; two counts bear it out
            )
            for a in there
            if a.association_id not in barred
        )
        if poll.is_secret_here and not poll.is_kept_by_tellers:
            poll.lay_urn()
        elif method in Vote.SECRET:
            poll.write_opening()
        what = f"Mở bỏ phiếu {poll}: {poll.get_method_display().lower()}, chọn {seats}, có mặt {poll.present}"
        record("poll.opened", poll, what=f"{what}{_mark('mã mở phiếu', poll.opening_fingerprint)}", by=by)
        if method == Vote.Method.PAPER:
            tell_counters(poll, counters_of(poll), by=by)
    return poll


def _browser(poll: Poll, ballots: dict[str, list[int]]) -> tuple[dict, dict[int, list[int]]]:
    approved = Counter(pk for names in ballots.values() for pk in names)
    returned = poll.rights.filter(has_voted=True).count()
    counts = {"issued": poll.rights.count(), "returned": returned, "valid": len(ballots)}
    nominees = poll.nominees.values_list("association", flat=True)
    return counts, {pk: [approved[pk], len(ballots) - approved[pk]] for pk in nominees}


def _hands(poll: Poll, approve: dict[int, int]) -> tuple[dict, dict[int, list[int]]]:
    present = poll.rights.count()
    if any(not 0 <= count <= present for count in approve.values()):
        raise Refused(f"Số tán thành phải từ 0 đến {present}.")
    nominees = poll.nominees.values_list("association", flat=True)
    hands = {pk: [approve.get(pk, 0), present - approve.get(pk, 0)] for pk in nominees}
    return {"issued": present, "returned": present, "valid": present}, hands


def close_poll(
    poll: Poll, *, by: User, approve: dict[int, int] | None = None, accept_missing: bool = False
) -> Vote:
    """Close the vote and write down its result, all at once or not at all.

    Paper needs two agreeing counts, a vote in the browser opens its urn, a show of hands brings `approve`
    {association: hands}. Refused for the second of two who close at once, while ballots are missing in the browser
    and that was not accepted, and where the urn does not hold one ballot for each right that was used.
    """
    try:
        vote = _close(poll, by, approve, accept_missing=accept_missing)
    except UrnMismatch as refusal:
        record(
            "poll.mismatch", poll, what=f"{poll}: {refusal}", by=by
        )  # kept, though nothing else of this is
        raise
    poll.refresh_from_db()
    return vote


class UrnMismatch(Refused):
    """The urn does not hold one ballot for each right that was used."""


@transaction.atomic
def _close(poll: Poll, by: User, approve: dict[int, int] | None, *, accept_missing: bool) -> Vote:
    conference = Conference.objects.select_related("bloc_year").get(pk=poll.conference_id)
    conference.held_open()
    locked = poll.held_open()
    if mismatch := locked.mismatch():
        raise UrnMismatch(f"Không đóng được: {mismatch} Hãy hủy cuộc bỏ phiếu và báo quản trị hệ thống.")
    if locked.is_kept_by_tellers:
        raise Refused("Ban kiểm phiếu mở phiếu của cuộc bỏ phiếu này.")
    refuse_missing(locked, accept_missing=accept_missing)
    if locked.method == Vote.Method.PAPER:
        return _write_down(locked, conference, by, *counted_on_paper(locked), {})
    if not locked.is_secret_here:
        return _write_down(locked, conference, by, *_hands(locked, approve or {}), {})
    return write_result(locked, conference, by=by, ballots=locked.sealed_ballots())


def write_result(
    locked: Poll,
    conference: Conference,
    *,
    by: User,
    ballots: dict[str, list[int]],
    opened: Opened = NOT_SEALED,
) -> Vote:
    """Count the ballots of a vote in the browser, {code: associations approved}, and close it; both rows are held."""
    return _write_down(locked, conference, by, *_browser(locked, ballots), ballots, opened=opened)


def _write_down(
    locked: Poll,
    conference: Conference,
    by: User,
    counts: dict,
    pairs: dict,
    ballots: dict[str, list[int]],
    *,
    opened: Opened = NOT_SEALED,
) -> Vote:
    vote = conference.write_vote(
        by=by,
        subject=locked.subject,
        award_type=locked.award_type,
        seats=locked.seats,
        counts=counts,
        tallies=_with_opinions(locked, pairs),
        method=locked.method,
        written=locked.opinions.count(),
        threshold=locked.threshold,
        base=locked.base,
        present=locked.present,
        proxies=locked.proxies,
    )
    Ballot.objects.bulk_create(
        Ballot(code=code, poll=locked, nominee_id=nominee, approved=approved)
        for code, nominee, approved in lists_of(locked, ballots)
    )
    locked.closed_at = timezone.now()
    signed = record_of(locked, vote, nonce=locked.nonce, opened=opened) if locked.opening else ""
    _end(locked, closed_at=locked.closed_at, closed_by=by, vote=vote, record=signed)
    mark = _mark("mã hồ sơ", fingerprint(signed.encode()) if signed else "")
    record("poll.closed", locked, what=f"Đóng bỏ phiếu {locked}: {vote}{mark}", by=by)
    return vote


def _mark(name: str, fingerprint: str) -> str:
    """The log, which is sealed by day, says by which marks opening and record are known."""
    return f", {name} {fingerprint}" if fingerprint else ""


def refuse_missing(poll: Poll, *, accept_missing: bool) -> None:
    """Whoever closes a vote in the browser before everybody has voted says so."""
    if not poll.is_secret_here or accept_missing:
        return
    waiting = list(poll.rights.filter(has_voted=False).select_related("association"))
    if waiting:
        names = ", ".join(right.association.short_name for right in waiting)
        raise Refused(
            f"Còn {len(waiting)} lá phiếu chưa bỏ: {names}. Nếu vẫn đóng, hãy đánh dấu xác nhận rồi đóng lại."
        )


def _end(poll: Poll, **facts: Any) -> None:
    """The vote is over: the urn is thrown away, and nothing of the order of voting stays in how rows lie."""
    rights = list(poll.rights.all())
    secrets.SystemRandom().shuffle(rights)
    for right in rights:
        VotingRight.objects.filter(pk=right.pk).update(has_voted=right.has_voted)
    poll.sealed.all().delete()
    Poll.objects.filter(pk=poll.pk).update(urn="", nonce="", stripped="", **facts)
    transaction.on_commit(purge_urns, robust=True)


def cancel_poll(poll: Poll, *, by: User, reason: str) -> None:
    """Give the vote up; what was in the urn is thrown away unread. Refused if it is over."""
    with transaction.atomic():
        poll.held_open()
        _end(poll, cancelled_at=timezone.now(), cancelled_by=by, cancel_reason=reason)
        record("poll.cancelled", poll, what=f"Hủy bỏ phiếu {poll}: {reason}", by=by)
    poll.refresh_from_db()


def _with_opinions(poll: Poll, pairs: dict[int, list[int]]) -> dict[Association, dict]:
    """{association: columns of its tally}, opinions in writing counted in."""
    opinions = list(poll.opinions.all())
    tallies = {}
    for nominee in poll.nominees.select_related("association"):
        written = sum(nominee.association_id in opinion.approved for opinion in opinions)
        approve, against = pairs[nominee.association_id]
        tallies[nominee.association] = {
            "approve": approve + written,
            "against": against + len(opinions) - written,
            "written_approve": written,
            "withdrawn": nominee.withdrawn_at is not None,
        }
    return tallies


def choose_by_score(conference: Conference, *, by: User, award_type: AwardType, seats: int) -> Vote:
    """The first by score have the award, where the year chooses by score alone. Equals at the end have to be parted."""
    year = conference.bloc_year
    if year.selection != Selection.SCORE:
        raise Refused(f"Quy định của năm: {year.get_selection_display().lower()}.")
    if conference.votes.filter(subject=Vote.Subject.AWARD, award_type=award_type).exists():
        raise Refused("Danh hiệu này đã có kết quả.")
    require_ranking(year)
    rows = [row for row in nominable(year) if row.rank <= seats]
    if len(rows) > seats:
        raise Refused("Có đơn vị đồng hạng ở suất cuối; hãy sửa tiêu chí phụ hoặc số được chọn.")
    nothing = {"issued": 0, "returned": 0, "valid": 0}
    tallies = {row.association: {"approve": 0, "against": 0} for row in rows}
    return record_vote(
        conference,
        by=by,
        subject=Vote.Subject.AWARD,
        award_type=award_type,
        seats=seats,
        counts=nothing,
        tallies=tallies,
        method=Vote.Method.SCORE,
    )


def open_ranking(conference: Conference, *, by: User) -> None:
    """Open the sealed table in front of the conference: with the roll called and a quorum."""
    year = conference.bloc_year
    if not year.is_done(Milestone.Kind.SCORES_LOCKED):
        raise Refused("Điểm chưa khóa, chưa mở bảng xếp hạng được.")
    if not conference.has_quorum() and not conference.quorum_override:
        raise Refused("Điểm danh đủ thành viên rồi mới mở bảng xếp hạng.")
    sealed = BlocYear.objects.filter(pk=year.pk, is_sealed=True, ranking_opened_at=None)
    with transaction.atomic():
        if not sealed.update(ranking_opened_at=timezone.now()):
            raise Refused("Bảng xếp hạng không niêm phong, hoặc đã mở.")
        record("ranking.opened", year, what=f"{conference}: mở bảng xếp hạng niêm phong", by=by)
    year.refresh_from_db()
