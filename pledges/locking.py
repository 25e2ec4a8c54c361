"""What stands between a year and the locking of its scores, gate by gate."""

import datetime
from dataclasses import dataclass, field

from django.db.models import Count, Exists, OuterRef, Q
from django.utils import timezone

from base.vietnamese import instant
from blocs.models import BlocYear, Milestone
from members.models import Association
from pledges.models import Explanation, Report, explanation_until, may_explain


@dataclass(frozen=True)
class Gate:
    """One condition: what it is called, whom it waits for, and the refusal where it is not met.

    `ready` are those of them for which the secretariat can do it now, where it is its to do.
    """

    name: str
    title: str
    waiting: list[Association]
    refusal: str
    ready: list[Association] = field(default_factory=list)

    @property
    def is_met(self) -> bool:
        return not self.waiting

    @property
    def is_deputys(self) -> bool:
        """Whether the lead's own paper passes it by the deputy's verifier."""
        return self.name in {"accepted", "verified", "told", "answered"}

    @property
    def sentence(self) -> str:
        return f"{self.refusal}: {', '.join(one.short_name for one in self.waiting)}."


def before_lock(year: BlocYear, now: datetime.datetime | None = None) -> list[Gate]:
    """The gates in the order in which they are passed. Three queries."""
    now = now or timezone.now()
    reports = list(_reports(year))
    accepted = [report for report in reports if report.state == Report.State.ACCEPTED]
    for report in reports:
        report.bloc_year = year
    of_others = [report for report in reports if report.association_id != year.lead_id]
    gates = [
        Gate(
            "accepted",
            "Tiếp nhận báo cáo năm",
            [r.association for r in reports if r.state in (Report.State.SUBMITTED, Report.State.RETURNED)],
            "Báo cáo năm chưa được tiếp nhận",
            ready=[r.association for r in of_others if r.state == Report.State.SUBMITTED],
        ),
        Gate(
            "extended",
            "Hết thời gian gia hạn nộp báo cáo năm",
            _still_extended(year, reports, now),
            "Còn trong thời gian gia hạn nộp báo cáo năm",
        ),
        Gate(
            "verified",
            "Thẩm định xong điểm",
            [r.association for r in accepted if r.unverified],
            "Chưa thẩm định xong điểm của",
        ),
    ]
    return gates + (_explanation_gates(accepted, now) if year.explanation_days else [])


def _reports(year: BlocYear):
    unanswered = Explanation.objects.filter(line__report=OuterRef("pk"), reply="")
    reports = Report.objects.filter(bloc_year=year, kind=Report.Kind.ANNUAL).select_related("association")
    unverified = Count("lines", filter=Q(lines__verified_points=None))
    return reports.annotate(unverified=unverified, is_unanswered=Exists(unanswered)).order_by(
        "association__sort_key"
    )


def _still_extended(year: BlocYear, reports: list[Report], now: datetime.datetime) -> list[Association]:
    """Members that may still hand their annual report in, and have not."""
    handed_in = {report.association_id for report in reports if report.state in Report.HANDED_IN}
    granted = year.extensions.filter(kind=Milestone.Kind.SELF_SCORING_CLOSED).select_related("association")
    newest = {one.association_id: one for one in granted.order_by("pk")}
    waiting = [one.association for pk, one in newest.items() if pk not in handed_in and one.until > now]
    return sorted(waiting, key=lambda association: association.sort_key)


def _can_be_told(report: Report) -> bool:
    """Whether the secretariat has this to do: what its own association is told comes from the deputy's verifier."""
    is_leads = report.association_id == report.bloc_year.lead_id
    return report.told_at is None and not report.unverified and not is_leads  # type: ignore[attr-defined]


def _explanation_gates(accepted: list, now: datetime.datetime) -> list[Gate]:
    open_windows = [report for report in accepted if may_explain(report, now) and not report.is_unanswered]
    ends = [until for report in open_windows if (until := explanation_until(report))]
    longest = f" (lâu nhất đến {instant(max(ends))})" if ends else ""
    return [
        Gate(
            "told",
            "Gửi kết quả thẩm định cho hội",
            [report.association for report in accepted if report.told_at is None],
            "Chưa gửi kết quả thẩm định cho",
            ready=[r.association for r in accepted if _can_be_told(r)],
        ),
        Gate(
            "answered",
            "Trả lời giải trình của hội",
            [report.association for report in accepted if report.is_unanswered],
            "Còn giải trình chưa trả lời của",
        ),
        Gate(
            "explained",
            f"Hội đồng ý hoặc hết hạn giải trình{longest}",
            [report.association for report in open_windows],
            f"Còn trong hạn giải trình{longest}",
        ),
    ]
