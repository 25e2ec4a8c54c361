"""The conference as a run-sheet: what is done, what is next, what comes later."""

from dataclasses import dataclass

from django.urls import reverse

from blocs.models import BlocYear

from .models import KEY_HOLDERS, Conference, Motion, Poll, Vote

AGAIN = "Ghi biểu quyết khác"


@dataclass(frozen=True)
class RunStep:
    """One step: what it is called, whether it is done, where it is done, and what there is to know."""

    name: str
    is_done: bool
    url: str
    label: str  # of the link
    note: str = ""
    is_optional: bool = False
    is_sent: bool = False  # the button does it: it is sent, not followed
    confirm: str = ""
    label_done: str = "Xem, sửa"  # of the link once it is done


def run_sheet(conference: Conference, open_poll: Poll | None) -> list[RunStep]:
    """The steps of a conference that is not closed, in their order."""
    return [
        *_before(conference),
        *_motions(conference),
        *_choosing(conference, open_poll),
        *_ending(conference, open_poll),
    ]


def next_step(steps: list[RunStep]) -> RunStep | None:
    """The first that has to be done and is not."""
    return next((step for step in steps if not step.is_done and not step.is_optional), None)


def step_after(conference: Conference, url: str) -> RunStep | None:
    """Where the page at this address leads once it is saved: the next step that is to be done on a page of its own."""
    if conference.is_closed:
        return None
    open_poll = conference.polls.open().first()
    waiting = [
        step
        for step in run_sheet(conference, open_poll)
        if not (step.is_done or step.is_optional) and step.url.partition("?")[0] != url
    ]
    return waiting[0] if waiting and not waiting[0].is_sent else None


def roll_call(year: BlocYear) -> RunStep:
    """The step with which a conference begins; everybody is marked as present to begin with."""
    return RunStep(
        "Điểm danh", is_done=False, url=f"{_page('roll-call', year)}?all=present", label="Điểm danh"
    )


def _page(name: str, year: BlocYear) -> str:
    return reverse(f"awards:{name}", args=[year.pk])


def _before(conference: Conference) -> list[RunStep]:
    year = conference.bloc_year
    called = conference.attendances.filter(association__in=conference.members()).count()
    of = conference.members().count()
    roll = _page("roll-call", year)
    steps = [
        RunStep(
            "Điểm danh",
            called == of,
            roll if called else f"{roll}?all=present",
            "Điểm danh",
            f"{called}/{of} thành viên",
        ),
    ]
    if called == of and not conference.quorum_override:
        is_enough = conference.opened_with_quorum()
        note = "" if is_enough else "chưa đủ; nếu vẫn họp, ghi lý do để đưa vào biên bản"
        edit = _page("conference-edit", year)
        steps.append(RunStep("Đủ thành viên để họp", is_enough, edit, "Ghi lý do vẫn họp", note))
    if year.is_sealed:
        unseal = RunStep(
            "Mở bảng xếp hạng niêm phong",
            not year.ranking_is_sealed,
            _page("ranking-open", year),
            "Mở bảng xếp hạng",
            is_sent=True,
            confirm="Mở bảng xếp hạng trước hội nghị?",
        )
        steps.append(unseal)
    return steps


def _keys(conference: Conference) -> list[RunStep]:
    """Tellers make their keys, where the year has them keep the urn of a vote in the browser."""
    year = conference.bloc_year
    if not year.is_urn_kept_by_tellers:
        return []
    made = conference.teller_keys.count()
    note = f"{made}/{KEY_HOLDERS} người, để bỏ phiếu kín trên máy"
    keys = _page("teller-keys", year)
    return [RunStep("Khóa của ban kiểm phiếu", made == KEY_HOLDERS, keys, "Xem khóa", note, is_optional=True)]


def _motions(conference: Conference) -> list[RunStep]:
    year = conference.bloc_year
    adopted = {motion.about for motion in conference.motions.all()}
    move = _page("motion-create", year)
    has_tellers = conference.tellers.exists()
    return [
        RunStep(
            "Thông qua chương trình",
            Motion.About.AGENDA in adopted,
            f"{move}?about={Motion.About.AGENDA}",
            "Ghi biểu quyết",
            is_optional=True,
            label_done=AGAIN,
        ),
        RunStep(
            "Ban kiểm phiếu",
            has_tellers,
            _page("agenda-edit", year),
            "Ghi ban kiểm phiếu",
            "khi bỏ phiếu kín",
            is_optional=not _votes_in_secret(conference),
        ),
        *_keys(conference),
        RunStep(
            "Khai báo quan hệ lợi ích",
            conference.conflicts.exists(),
            _page("conflicts", year),
            "Ghi khai báo",
            is_optional=True,
        ),
        RunStep(
            "Thông qua bảng tổng hợp điểm",
            Motion.About.SCORES in adopted,
            f"{move}?about={Motion.About.SCORES}",
            "Ghi biểu quyết",
            is_optional=True,
            label_done=AGAIN,
        ),
    ]


def _votes_in_secret(conference: Conference) -> bool:
    """Whether the year's rule is a secret vote, or one was taken."""
    by_rule = conference.bloc_year.selection in (BlocYear.Selection.VOTE, BlocYear.Selection.SCORE_THEN_VOTE)
    return by_rule or conference.votes.filter(method__in=Vote.SECRET).exists()


def _choosing(conference: Conference, open_poll: Poll | None) -> list[RunStep]:
    year, chosen = conference.bloc_year, conference.votes.values_list("subject", flat=True)
    if open_poll:
        choose, label = open_poll.get_absolute_url(), "Xem cuộc bỏ phiếu"
    elif year.selection == BlocYear.Selection.SCORE:
        choose, label = _page("score-choose", year), "Chọn theo điểm"
    else:
        choose, label = _page("poll-open", year), "Mở bỏ phiếu"
    awards = sum(subject == Vote.Subject.AWARD for subject in chosen)
    vote = open_poll.get_absolute_url() if open_poll else _page("poll-open", year)
    return [
        RunStep(
            "Bình xét khen thưởng",
            awards > 0,
            choose,
            label,
            f"{awards} kết quả" if awards else "",
            label_done="Bỏ phiếu thêm",
        ),
        RunStep(
            "Bầu Trưởng khối, Phó Trưởng khối năm sau",
            {Vote.Subject.LEAD, Vote.Subject.DEPUTY} <= set(chosen),
            vote,
            "Mở bỏ phiếu bầu",
            is_optional=True,
            label_done="Bỏ phiếu thêm",
        ),
    ]


def _ending(conference: Conference, open_poll: Poll | None) -> list[RunStep]:
    steps = [
        RunStep(
            "Kết luận, nhiệm vụ năm sau",
            bool(conference.conclusion),
            _page("prose-edit", conference.bloc_year),
            "Ghi kết luận",
            is_optional=True,
        )
    ]
    if open_poll:
        closing = RunStep(
            "Đóng cuộc bỏ phiếu đang mở",
            is_done=False,
            url=open_poll.get_absolute_url(),
            label="Xem cuộc bỏ phiếu",
        )
        steps.insert(0, closing)
    return steps
