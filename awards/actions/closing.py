"""A proposal ends, and the results of its year with the last one."""

import datetime

from django.utils import timezone

from awards.models import Proposal
from awards.notifications import tell_results
from base.vietnamese import short_date
from base.workflow import Refused
from blocs.models import Milestone
from members.models import User


def conclude(proposal: Proposal, *, by: User) -> None:
    """Close the proposal once every nomination has its end; with the last one the year's results are recorded.

    The caller holds the year's lock, so that of two proposals the last one sees the other closed.
    """
    nominations = proposal.nominations.select_related("council", "award")
    if not all(n.has_ended for n in nominations):
        return
    proposal.refresh_from_db(fields=["state"])
    proposal.decide(by=by)
    year, done = proposal.bloc_year, Milestone.Kind.RESULTS_RECORDED
    year.read_anew()
    open_ones = year.proposals.exclude(state=Proposal.State.DECIDED)
    if not open_ones.exists() and not year.is_done(done):
        year.reach(done, by=by)
    tell_results(proposal)


def require_after_filing(proposal: Proposal, day: datetime.date, what: str) -> None:
    filed = timezone.localtime(proposal.filed_at).date()
    if day < filed:
        raise Refused(f"{what} không thể trước ngày gửi hồ sơ ({short_date(filed)}).")


def require_received(proposal: Proposal) -> None:
    state = Proposal.objects.select_for_update().get(pk=proposal.pk).state
    if state != Proposal.State.RECEIVED:
        raise Refused("Chỉ ghi được kết quả khi tỉnh đã tiếp nhận hồ sơ và chưa kết thúc.")
