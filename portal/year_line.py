"""The year as a line of its great steps, for whoever looks at it for a moment."""

from dataclasses import dataclass

from blocs.models import BlocYear, Milestone

Step = Milestone.Kind
NAMED = {
    Step.REGISTRATION_CLOSED: "Đăng ký",
    Step.PLEDGE_SIGNED: "Giao ước",
    Step.INTERIM_REPORTS: "Sơ kết 6 tháng",
    Step.SELF_SCORING_CLOSED: "Báo cáo năm",
    Step.SCORES_LOCKED: "Khóa điểm",
    Step.CONFERENCE_CLOSED: "Hội nghị",
    Step.PROPOSAL_FILED: "Đề nghị khen thưởng",
    Step.HANDED_OVER: "Bàn giao",
}
# Nothing more comes of these once the scores are locked.
BEFORE_LOCK = [*NAMED][: [*NAMED].index(Step.SCORES_LOCKED)]
OPENED_BY = {
    Step.REGISTRATION_CLOSED: Step.REGISTRATION_OPENED,
    Step.SELF_SCORING_CLOSED: Step.SELF_SCORING_OPENED,
}


@dataclass(frozen=True)
class Stop:
    name: str
    milestone: Milestone
    is_next: bool
    is_open: bool = True  # whether one can already do what is due

    @property
    def status(self) -> str:
        """Only the next step is late or due: what comes after it waits for it."""
        if self.milestone.done_at:
            return "done"
        return self.milestone.status if self.is_next and self.is_open else "ahead"

    @property
    def is_overdue(self) -> bool:
        """Said of every open step, though only the next one is marked for it."""
        return self.is_open and self.milestone.status == "late"

    @property
    def is_opened_late(self) -> bool:
        """Whether its day is over and nobody could do it yet: no member is to blame."""
        return not self.is_open and self.milestone.status == "late"


def year_line(year: BlocYear) -> list[Stop]:
    """The stops in the order of the year, the first that is not done being the next.

    After the lock that is one behind it; a half-year that was left open does not hold the year's report back.
    """
    stops = [(name, year.timeline[kind]) for kind, name in NAMED.items() if kind in year.timeline]
    past = BEFORE_LOCK if year.is_done(Step.SCORES_LOCKED) else []
    if year.is_done(Step.SELF_SCORING_OPENED):
        past = [*past, Step.INTERIM_REPORTS]
    waiting = (one for _, one in stops if one.done_at is None and one.kind not in past)
    undone = next(waiting, None)
    return [Stop(name, one, is_next=one is undone, is_open=_is_open(year, one)) for name, one in stops]


def _is_open(year: BlocYear, milestone: Milestone) -> bool:
    opening = OPENED_BY.get(Step(milestone.kind))
    return opening not in year.timeline or year.is_done(opening)


@dataclass(frozen=True)
class Place:
    """Where on its line a year is."""

    stop: Stop | None  # the next one, None once all are done
    number: int
    done: int
    of: int
    following: str

    @property
    def is_over(self) -> bool:
        return self.stop is None


def place_on(line: list[Stop]) -> Place:
    """The first stop that is not done, its number, and what follows it."""
    done = sum(stop.milestone.done_at is not None for stop in line)
    index = next((n for n, stop in enumerate(line) if stop.is_next), None)
    if index is None:
        return Place(None, len(line), done, len(line), "")
    following = line[index + 1].name if index + 1 < len(line) else ""
    return Place(line[index], index + 1, done, len(line), following)
