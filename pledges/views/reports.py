"""Reports: read, started, submitted, returned, accepted; and who has handed in what."""

from copy import copy

from django.contrib import messages
from django.db.models import Q
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.views.generic import DetailView, View
from django.views.generic.detail import SingleObjectMixin

from base.access import Allowed, Own, Visible, attempt
from base.workflow import Refused
from blocs import permissions as bloc_permissions
from blocs.models import Criterion
from blocs.views.years import YearPart
from pledges import permissions
from pledges.charts import plan_chart
from pledges.computed import as_handed_in
from pledges.contents import ReportContents
from pledges.evidence_template import misfit
from pledges.models import Evidence, Report, with_versions
from pledges.notifications import waits_for_signature
from pledges.scoring import add_up
from pledges.writing_steps import steps_of

from .places import gap_links, rounds_of

REPORTS = (
    Report.objects.with_parties().select_related("criteria_set").prefetch_related("bloc_year__milestones")
)


class ReportStart(YearPart, View):
    """Begins this association's report of a kind, or goes to the one there is."""

    def post(self, request, pk, association, kind):
        body = get_object_or_404(self.parent.members(), pk=association)
        if kind not in Report.Kind.values or not request.user.acts_for(body.pk):
            raise Http404
        try:
            report = Report.start(year=self.parent, association=body, kind=kind)
        except Refused as refusal:
            messages.error(request, str(refusal))
            return redirect("pledges:completeness", pk)
        return redirect("pledges:report-text" if report.is_open else "pledges:report", report.pk)


class ReportContinue(Own, SingleObjectMixin, View):
    """Leads whoever writes a report to the first part of it that lacks something, else to where it is handed in."""

    queryset = REPORTS
    allowed = staticmethod(permissions.can_write)

    def get(self, request, *args, **kwargs):
        report = self.get_object()
        if not report.is_open:
            return redirect(report)
        lacking = next(
            (step.page for step in steps_of(report) if step.done < step.of), "pledges:report-submit"
        )
        return redirect(lacking, report.pk)


def marked(evidence: Evidence, criterion: Criterion, year: int) -> Evidence:
    """The evidence with `misfit`: how it is other than this criterion asks for."""
    own = copy(evidence)  # the same file may prove another criterion, which asks for something else
    own.misfit = misfit(criterion, evidence, year)
    return own


def score_rows(contents: ReportContents) -> list[tuple]:
    """Every criterion of the set with the report's line (None for groups) and the evidence of each line."""
    lines = {line.criterion_id: line for line in as_handed_in(contents)}
    rows = [(criterion, lines.get(criterion.pk)) for criterion in contents.tree]
    year = contents.report.bloc_year.year
    for criterion, line in rows:
        if line:
            line.proofs = [marked(e, criterion, year) for e in contents.evidence.get(line.pk, [])]
    return rows


def sheet_totals(report: Report, rows: list[tuple]) -> dict:
    """Sums of the self-scored and of the verified points."""
    lines = [line for _, line in rows if line]
    claimed = {ln.criterion_id: ln.self_points for ln in lines}
    not_claimed = {ln.criterion_id for ln in lines if ln.not_applicable}
    verified = {ln.criterion_id: ln.verified_points for ln in lines}
    return {
        "self_totals": add_up(report.criteria, claimed, not_claimed),
        "verified_totals": add_up(
            report.criteria, verified, {ln.criterion_id for ln in lines if ln.verified_na}
        ),
        "is_verified": all(points is not None for points in verified.values()),
    }


def report_context(contents: ReportContents) -> dict:
    """Everything a report says, for the pages that show it whole."""
    report = contents.report
    context = {
        "report": report,
        "year": report.bloc_year,
        "sections": contents.sections,
        "results": contents.results,
        "chart": plan_chart(contents.results),
        "general_evidence": contents.evidence.get(None, []),
    }
    if report.is_annual:
        rows = score_rows(contents)
        context |= {"rows": rows, **sheet_totals(report, rows)}
    return context


VERDICTS = Q(field__endswith="-verified_points") | Q(
    field__endswith="-verified_na"
)  # changes that tell what the verifiers found


def shows_verified(user, report: Report) -> bool:
    """The member sees verified points once it was told (or, in a year without explanations, once accepted)."""
    if report.bloc_year.explanation_days:
        is_shown = report.told_at is not None
    else:
        is_shown = report.state == Report.State.ACCEPTED
    return is_shown or bloc_permissions.can_read_all(user, report.bloc_year)


class ReportDetail(Visible, DetailView):
    queryset = with_versions(REPORTS.select_related("submitted_by"))

    def get_context_data(self, **kwargs):
        report, user = self.object, self.request.user
        contents = ReportContents(report)
        history = list(report.history.select_related("by"))
        offered = permissions.actions(user, report)
        is_begun = any(line.verified_points is not None or line.verified_na for line in contents.lines)
        return super().get_context_data(
            actions=offered,
            can_verify=permissions.can_verify(user, report) and not report.is_open,
            can_settle=permissions.can_settle(user, report) and not report.is_open,
            can_explain=permissions.can_explain(user, report) and report.told_at is not None,
            shows_verified=report.is_annual and is_begun and shows_verified(user, report),
            awaits_verification=report.is_annual
            and not is_begun
            and bloc_permissions.can_read_all(user, report.bloc_year),
            gaps=gap_links(report, report.missing(contents)) if "edit" in offered else [],
            waits_for=waits_for_signature(report) if "edit" in offered else [],
            due_at=report.current_due,
            is_back=report.state == Report.State.RETURNED,
            history=history,
            rounds=rounds_of(report, history),
            **report_context(contents),
            **kwargs,
        )


class ReportAccept(Allowed, SingleObjectMixin, View):
    queryset = REPORTS
    allowed = staticmethod(permissions.can_review)

    def post(self, request, pk):
        report = self.get_object()

        return attempt(request, report.accept, done="Đã tiếp nhận báo cáo.", to=report)
