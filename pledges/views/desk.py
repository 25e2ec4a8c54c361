"""A page of verdicts: claim, rule, evidence and verdict of each leaf side by side, saved row by row."""

import json

from django.contrib import messages
from django.http import JsonResponse
from django.shortcuts import redirect
from django.views.generic import TemplateView
from django.views.generic.detail import SingleObjectMixin

from base.access import Allowed
from base.forms import row_forms, saves_itself
from base.workflow import Refused
from pledges import permissions
from pledges.computed import proposed_verdicts
from pledges.contents import ReportContents
from pledges.forms import VerdictForm
from pledges.merging import Written, mark_of
from pledges.models import Report, ScoreLine, Verdict, requests_on, verdict_box
from pledges.models.content import verdict_text
from pledges.samples import sample_in, to_look_at
from pledges.seen_first import seen_first

from .reports import REPORTS, score_rows, sheet_totals
from .saving import marks_in, saved_by_itself


class Desk(Allowed, SingleObjectMixin, TemplateView):
    """A page of verdicts. Which lines it shows, and where its verdicts go, is told by those below."""

    queryset = REPORTS
    template_name = "pledges/verify.html"

    def dispatch(self, request, *args, **kwargs):
        self.object = self.get_object()
        if self.object.is_open:
            messages.info(request, "Báo cáo chưa nộp hoặc đang trả lại, chưa thẩm định được.")
            return redirect(self.object)
        return super().dispatch(request, *args, **kwargs)

    def stored(self, lines: list[ScoreLine]) -> dict[int, dict]:
        """{line: verdict} as it stands where this page writes."""
        return {line.pk: verdict_on(line) for line in lines if line.verified_points is not None}

    def write(self, verdicts: dict[int, dict], read: dict) -> Written:
        raise NotImplementedError

    @property
    def asks(self) -> bool:
        """Whether what is written here is a request to whoever decides."""
        return False

    def rows(self) -> list[tuple]:
        return score_rows(ReportContents(self.object))

    @property
    def is_locked(self) -> bool:
        return self.object.bloc_year.is_locked

    def forms(self, lines: list, data=None, *, verdicts: dict | None = None) -> list:
        """A form a line; without `data` it begins with what is verified, else with what is proposed."""
        stored = verdicts or {}
        proposed = {} if data else proposed_verdicts(self.object, lines)

        def initial(line):
            return stored.get(line.pk) or proposed.get(line.pk, {})

        step = self.object.bloc_year.score_step
        return row_forms(
            VerdictForm, lines, data, named="line-", line=lambda ln: ln, step=step, initial=initial
        )

    def get_context_data(self, forms=None, read=None, conflicts=None, **kwargs):
        rows = self.rows()
        lines = [line for _, line in rows if line]
        verdicts, clashes = self.stored(lines), conflicts or {}
        by_line = {form.line.pk: form for form in forms or self.forms(lines, verdicts=verdicts)}
        for line in lines:
            line.written_verdict, line.clash = verdicts.get(line.pk), clashes.get(verdict_box(line.pk))
        sample = sample_in(self.object.bloc_year)
        looked_at = to_look_at(self.object, sample, lines) if sample else []
        for line in looked_at:
            line.is_sampled = True
        requests = {} if self.asks else requests_on(self.object)
        for line in lines:
            line.asked = requests.get(line.pk, [])
        marks = {verdict_box(line.pk): mark_of(in_words(line.written_verdict)) for line in lines}
        return super().get_context_data(
            report=self.object,
            year=self.object.bloc_year,
            sheet=[(criterion, line, line and by_line.get(line.pk)) for criterion, line in rows],
            left=sum(line.written_verdict is None for line in lines),
            read=json.dumps(marks if read is None else read, separators=(",", ":")),
            criteria_set=self.object.criteria_set,
            is_locked=self.is_locked and forms is None,
            first=seen_first(lines, self.object.bloc_year.year),
            sample=sample,
            **sheet_totals(self.object, rows),
            **kwargs,
        )

    def sent_lines(self, data) -> list:
        """The lines whose boxes were sent: all of the page, or the row that saves itself."""
        boxes = {box.rsplit("-", 1)[0] for box in data if box.startswith("line-")}
        wanted = [int(box[5:]) for box in boxes if box[5:].isdecimal() and len(box) < 23]
        lines = self.object.lines.filter(pk__in=wanted).select_related("criterion")
        return list(lines.order_by("criterion__position", "pk"))

    def post(self, request, pk):
        forms, read = self.forms(self.sent_lines(request.POST), request.POST), marks_in(request.POST)
        good = {form.line.pk: form.cleaned_data for form in forms if form.is_valid()}
        errors = {
            form.add_prefix(name): " ".join(sentences)
            for form in forms
            for name, sentences in form.errors.items()
        }
        try:
            written = self.write(good, read)
        except Refused as refusal:
            return self.refused(str(refusal), forms, read)
        if saves_itself(request):
            return saved_by_itself(written, errors)
        if errors or written.conflicts:
            return self.partly_saved(forms, errors, written, read)
        messages.success(request, f"Đã lưu kết quả thẩm định của {self.object.association.short_name}.")
        return redirect(self.next_page())

    def next_page(self) -> str:
        """Where one goes once all is saved."""
        return self.request.path

    def refused(self, why: str, forms: list, read: dict):
        if saves_itself(self.request):
            return JsonResponse({"refused": why}, status=409)
        messages.error(self.request, why)
        return self.render_to_response(self.get_context_data(forms=forms, read=read))

    def partly_saved(self, forms, errors, written: Written, read: dict):
        """Wrong boxes and clashes shown, the other rows saved; the next save still notices both."""
        if errors:
            warning = "Có ô chưa đúng nên dòng đó chưa lưu, xem chữ đỏ bên dưới. Các dòng khác đã lưu."
            messages.warning(self.request, warning)
        if written.conflicts:
            warning = "Có dòng người khác vừa thẩm định; hãy xem rồi chọn. Các dòng khác đã lưu."
            messages.warning(self.request, warning)
        marks = read | written.saved | {box: c.mark for box, c in written.conflicts.items()}
        return self.render_to_response(
            self.get_context_data(forms=forms, read=marks, conflicts=written.conflicts)
        )


class Round:
    """The members of a year whose sheets one person verifies, and where in the row of them a sheet stands."""

    def __init__(self, user, report):
        sheets = (
            Report.objects.for_user(user)
            .submitted()
            .filter(bloc_year=report.bloc_year_id, kind=Report.Kind.ANNUAL)
        )
        self.sheets = []
        for sheet in sheets.select_related("association").order_by("association__sort_key", "pk"):
            sheet.bloc_year = report.bloc_year
            if permissions.can_verify(user, sheet):
                self.sheets.append(sheet)
        keys = [sheet.pk for sheet in self.sheets]
        self.index = keys.index(report.pk) if report.pk in keys else None

    @property
    def number(self) -> int:
        return 0 if self.index is None else self.index + 1

    @property
    def of(self) -> int:
        return len(self.sheets)

    @property
    def before(self) -> Report | None:
        return self.sheets[self.index - 1] if self.index else None

    @property
    def after(self) -> Report | None:
        is_last = self.index is None or self.number == self.of
        return None if is_last else self.sheets[self.number]


def verdict_on(row: ScoreLine | Verdict) -> dict:
    """What stands on a line that was verified, or what one of two says."""
    names = ("verified_points", "verified_na", "reason")
    return {name: getattr(row, name) for name in names}


def in_words(verdict: dict | None) -> str:
    if verdict is None:
        return ""
    return verdict_text(
        verdict["verified_points"], not_applicable=verdict["verified_na"], reason=verdict["reason"]
    )


def with_headings_of_lines(rows: list[tuple]) -> list[tuple]:
    """The rows without headings that have no line below them."""
    kept: list[tuple] = []
    deepest = -1  # depth of the heading that a line below still needs
    for criterion, line in reversed(rows):
        if line is not None:
            kept.append((criterion, line))
            deepest = max(deepest, criterion.depth)
        elif criterion.depth < deepest:
            kept.append((criterion, line))
            deepest = criterion.depth
    return kept[::-1]
