"""What the blocs of a province sent to it, and what it has to record."""

from awards.models import Proposal
from blocs.models import Milestone

from .step import NextStep, in_order


def dossier_steps(user) -> list[NextStep]:
    """Two queries for any number of dossiers; nothing for who is not of a province."""
    if not user.is_province:
        return []
    waiting = Proposal.objects.for_user(user).filter(
        state__in=[Proposal.State.FILED, Proposal.State.RECEIVED]
    )
    proposals = waiting.select_related("bloc_year__bloc").prefetch_related("bloc_year__milestones")
    return in_order([_dossier(proposal) for proposal in proposals.order_by("filed_at")[:20]])


def _dossier(proposal: Proposal) -> NextStep:
    year = proposal.bloc_year
    what = "Tiếp nhận hồ sơ" if proposal.is_filed else "Ghi kết quả Hội đồng, quyết định"
    return NextStep(
        f"{what}: {year.bloc.short_name}, năm {year.year}",
        proposal.get_absolute_url(),
        "Xem và tiếp nhận" if proposal.is_filed else "Ghi kết quả",
        year.due(Milestone.Kind.RESULTS_RECORDED),
        facts=f"Thẩm quyền quyết định: {proposal.authority}." if proposal.authority else "",
    )
