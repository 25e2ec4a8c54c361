"""What waits for the same act in many members is done at once, each on its own; what is refused is told."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from base.workflow import Refused
from blocs.models import BlocYear
from members.models import User
from pledges.models import Registration, Report, Submission
from pledges.permissions import actions

from .explanations import tell


@dataclass(frozen=True)
class Act:
    """One kind of act: the button that each of them has alone, and how the page calls it."""

    name: str
    action: str  # as in pledges.permissions.actions
    verb: str
    what: str
    done: str

    @property
    def title(self) -> str:
        return f"{self.verb} {self.what}"


ACTS = {
    act.name: act
    for act in (
        Act("registrations", "accept", "Tiếp nhận", "bản đăng ký", "Đã tiếp nhận {} bản đăng ký."),
        Act("interim", "accept", "Tiếp nhận", "báo cáo sơ kết 6 tháng", "Đã tiếp nhận {} báo cáo sơ kết."),
        Act("annual", "accept", "Tiếp nhận", "báo cáo năm, bảng tự chấm", "Đã tiếp nhận {} báo cáo năm."),
        Act("results", "tell", "Gửi", "kết quả thẩm định cho hội", "Đã gửi kết quả thẩm định cho {} hội."),
    )
}


@dataclass
class Waiting:
    """What this person may do now to several members' papers."""

    act: Act
    submissions: list[Submission] = field(default_factory=list)


def waiting_for(user: User, year: BlocYear) -> list[Waiting]:
    """Each act with the submissions that wait for it, in the order of members; acts without any are left out."""
    of_each_act = [Waiting(act, _of(act, user, year)) for act in ACTS.values()]
    return [waiting for waiting in of_each_act if waiting.submissions]


def _of(act: Act, user: User, year: BlocYear) -> list[Submission]:
    waiting: Any
    if act.name == "registrations":
        waiting = Registration.objects.for_user(user).filter(state=Submission.State.SUBMITTED)
    elif act.name == "results":
        waiting = Report.objects.for_user(user).filter(state=Submission.State.ACCEPTED, told_at=None)
        waiting = waiting.exclude(lines__verified_points=None).filter(kind=Report.Kind.ANNUAL)
    else:
        waiting = Report.objects.for_user(user).filter(state=Submission.State.SUBMITTED, kind=act.name)
    rows = waiting.filter(bloc_year=year).with_parties().prefetch_related("bloc_year__milestones")
    offered = [submission for submission in rows if act.action in actions(user, submission)]
    return year.bloc.in_order_on(year.last_day, sorted(offered, key=lambda row: row.association.sort_key))


def do_several(act: Act, submissions: Iterable[Submission], *, by: User) -> tuple[int, list[str]]:
    """Do it to each of them; how many were done, and a sentence for each that was refused."""
    done, refused = 0, []
    for submission in submissions:
        try:
            if isinstance(submission, Report) and act.action == "tell":
                tell(submission, by=by)
            else:
                submission.accept(by=by)
        except Refused as refusal:
            refused.append(f"{submission.association.short_name}: {refusal}")
        else:
            done += 1
    return done, refused
