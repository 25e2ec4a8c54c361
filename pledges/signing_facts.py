"""What whoever signs looks at first: the sums of a registration or a report, each with the page where it stands."""

from dataclasses import dataclass

from django.utils import timezone

from base.vietnamese import instant, number
from pledges.contents import ReportContents
from pledges.models import Registration, Report
from pledges.scoring import add_up


@dataclass(frozen=True)
class Fact:
    name: str
    value: str
    url: str = ""  # where it is looked at; empty where it is nowhere but here
    is_bad: bool = False


def signing_facts(submission: Registration | Report, contents: ReportContents | None = None) -> list[Fact]:
    """Of a report at most four queries; none where the page has read its contents already."""
    if isinstance(submission, Registration):
        facts = _of_registration(submission)
    else:
        facts = _of_report(contents or ReportContents(submission))
    return facts + _lateness(submission)


def _of_registration(registration: Registration) -> list[Fact]:
    url = registration.url("edit")
    titles = [str(request.award_type) for request in registration.title_requests.select_related("award_type")]
    return [
        Fact("Chỉ tiêu", str(registration.targets.count()), url),
        Fact("Danh hiệu đăng ký", "; ".join(titles) or "không", url),
    ]


def _of_report(contents: ReportContents) -> list[Fact]:
    report = contents.report
    compared = [
        result for result in contents.results if result.actual is not None and result.target.plan is not None
    ]
    met = sum(result.target.is_met_by(result.actual) for result in compared)
    proofs = len({evidence.pk for several in contents.evidence.values() for evidence in several})
    facts = []
    if compared and report.is_annual:  # of a half-year no plan can be met yet
        facts.append(Fact("Chỉ tiêu đạt", f"{met}/{len(compared)}", report.url("figures")))
    facts.append(Fact("Minh chứng", str(proofs), report.url("evidence")))
    sections = contents.sections
    if sections:
        written = sum(bool(section.text.strip()) for section in sections)
        facts.append(Fact("Phần lời", f"{written}/{len(sections)} mục", report.url("text")))
    if not report.is_annual:
        return facts
    lines = contents.lines
    claimed = {line.criterion_id: line.self_points for line in lines}
    totals = add_up(report.criteria, claimed, {line.criterion_id for line in lines if line.not_applicable})
    whole = number(report.criteria.scale)
    return [Fact("Tự chấm", f"{number(totals.total)}/{whole}", report.url("scores")), *facts]


def _lateness(submission: Registration | Report) -> list[Fact]:
    due_at = submission.current_due
    if due_at is None:
        return []
    late = timezone.now() - due_at
    if late.total_seconds() <= 0:
        return [Fact("Hạn nộp", instant(due_at))]
    days = late.days + 1
    return [Fact("Nộp muộn", f"{days} ngày", is_bad=True)]
