"""The verifier's desk: claim, rule, evidence and verdict of each leaf side by side, saved row by row."""

import json

from django.contrib import messages
from django.db.models import prefetch_related_objects
from django.http import JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.generic import TemplateView, View
from django.views.generic.detail import SingleObjectMixin

from base.access import Allowed
from base.forms import row_forms, saves_itself
from base.vietnamese import number
from base.workflow import Refused
from pledges import permissions
from pledges.actions.verification import freeze
from pledges.computed import proposed_verdicts
from pledges.forms import VerdictForm
from pledges.merging import Written, mark_of
from pledges.models import Report, ScoreLine, Verification, to_settle, verdict_box, verdicts_of
from pledges.models.content import verdict_text
from pledges.samples import sample_in, to_look_at
from pledges.seen_first import seen_first

from .reports import REPORTS, evidence_by_line, score_rows, sheet_totals
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

    def stored(self) -> dict[int, dict]:
        """{line: verdict} as it stands where this page writes."""
        raise NotImplementedError

    def write(self, verdicts: dict[int, dict], read: dict) -> Written:
        raise NotImplementedError

    def rows(self, evidence: dict) -> list[tuple]:
        return score_rows(self.object, evidence)

    @property
    def is_locked(self) -> bool:
        return self.object.bloc_year.is_locked

    def forms(self, lines: list, data=None) -> list:
        found = {} if data else self.stored()

        proposed = {} if data else proposed_verdicts(self.object, lines)

        def initial(line):
            return found.get(line.pk) or proposed.get(line.pk, {})

        step = self.object.bloc_year.score_step
        return row_forms(
            VerdictForm, lines, data, named="line-", line=lambda ln: ln, step=step, initial=initial
        )

    def get_context_data(self, forms=None, read=None, conflicts=None, **kwargs):
        rows = self.rows(evidence_by_line(self.object))
        lines = [line for _, line in rows if line]
        prefetch_related_objects([line.criterion for line in lines], "threshold_steps")
        by_line = {form.line.pk: form for form in forms or self.forms(lines)}
        found, clashes = self.stored(), conflicts or {}
        for line in lines:
            line.found, line.clash = found.get(line.pk), clashes.get(verdict_box(line.pk))
        sample = sample_in(self.object.bloc_year)
        looked_at = to_look_at(self.object, sample, lines) if sample else []
        for line in looked_at:
            line.is_sampled = True
        marks = {verdict_box(line.pk): mark_of(in_words(line.found)) for line in lines}
        return super().get_context_data(
            report=self.object,
            year=self.object.bloc_year,
            sheet=[(criterion, line, line and by_line.get(line.pk)) for criterion, line in rows],
            left=sum(line.found is None for line in lines),
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
            form.add_prefix(name): " ".join(told) for form in forms for name, told in form.errors.items()
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
            told = "Có ô chưa đúng nên dòng đó chưa lưu, xem chữ đỏ bên dưới. Các dòng khác đã lưu."
            messages.warning(self.request, told)
        if written.conflicts:
            told = "Có dòng người khác vừa thẩm định; hãy xem rồi chọn. Các dòng khác đã lưu."
            messages.warning(self.request, told)
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


def points_of_last_year(report: Report) -> dict[str, ScoreLine]:
    """{criterion's code: line} of this member's verified sheet of the year before, where the criterion reads alike."""
    year = report.bloc_year
    lines = ScoreLine.objects.filter(
        report__association=report.association_id,
        report__kind=Report.Kind.ANNUAL,
        report__bloc_year__bloc=year.bloc_id,
        report__bloc_year__year=year.year - 1,
        verified_points__isnull=False,
        criterion__text__in=report.criteria.criteria.values("text"),
    )
    return {line.criterion.code: line for line in lines.select_related("criterion")}


def in_words(found: dict | None) -> str:
    if found is None:
        return ""
    return verdict_text(found["verified_points"], not_applicable=found["verified_na"], reason=found["reason"])


class Verify(Desk):
    """One verifier's verdicts stand at once; each of two writes on a sheet of their own."""

    allowed = staticmethod(permissions.can_verify)

    @property
    def own(self) -> Verification | None:
        """The sheet of one's own, where two verify."""
        if not hasattr(self, "_own"):
            year = self.object.bloc_year
            mine = year.verifications.of(self.request.user).filter(association=self.object.association_id)
            self._own = mine.first() if year.verifiers > 1 else None
        return self._own

    def stored(self):
        if self.own:
            rows = self.own.verdicts.values_list("line", "verified_points", "verified_na", "reason")
        else:
            verified = self.object.lines.filter(verified_points__isnull=False)
            rows = verified.values_list("pk", "verified_points", "verified_na", "reason")
        names = ("verified_points", "verified_na", "reason")
        return {line: dict(zip(names, found, strict=True)) for line, *found in rows}

    def rows(self, evidence):
        """After a return one of two finds anew only what was claimed anew."""
        rows = super().rows(evidence)
        if self.own is None or self.own.frozen_at:
            return rows
        return [(c, line) for c, line in rows if line is None or line.verified_points is None]

    def write(self, verdicts, read):
        if self.own is None:
            return self.object.verify(by=self.request.user, verdicts=verdicts, read=read)
        self.own.write(verdicts)
        return Written(saved={verdict_box(line): mark_of(in_words(v)) for line, v in verdicts.items()})

    def next_page(self):
        after = Round(self.request.user, self.object).after
        if after and self.request.POST.get("then") == str(after.pk):
            return after.url("verify")
        return super().next_page()

    def get_context_data(self, **kwargs):  # type: ignore[override]
        colleague = None
        if self.own:
            others = self.object.bloc_year.verifications.active().exclude(pk=self.own.pk)
            colleague = others.filter(association=self.object.association_id).first()
        return super().get_context_data(
            own=self.own,
            colleague=colleague,
            round=Round(self.request.user, self.object),
            last_year=points_of_last_year(self.object),
            may_tell=permissions.can_tell(self.request.user, self.object),
            **kwargs,
        )


class AcceptRest(Verify):
    """Takes what is not verified yet as the member claimed it."""

    http_method_names = ["post"]

    def post(self, request, pk):
        sample = sample_in(self.object.bloc_year)
        if sample and not sample.is_drawn:
            messages.error(request, "Năm này kiểm tra theo mẫu: hãy rút mẫu trước.")
            return redirect("pledges:report-verify", pk)
        done = self.stored()
        waiting = self.object.lines.filter(verified_points=None).exclude(pk__in=done)
        lines = list(waiting.select_related("criterion").prefetch_related("criterion__threshold_steps"))
        if sample:
            looked_at = to_look_at(self.object, sample, lines)
            lines = [line for line in lines if line not in looked_at]
        rest = proposed_verdicts(self.object, lines)
        for verdict in rest.values():
            verdict["verified_points"] = verdict["verified_points"] or 0
        try:
            self.write(rest, {})
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, f"Đã nhận điểm tự chấm của {len(rest)} tiêu chí còn lại.")
            if left := len(lines) - len(rest):
                messages.warning(request, f"Còn {left} tiêu chí do khối chấm mà chưa ai cho điểm.")
        return redirect("pledges:report-verify", pk)


class Freeze(Allowed, SingleObjectMixin, View):
    """One of two verifiers has finished."""

    queryset = REPORTS
    allowed = staticmethod(permissions.can_verify)

    def post(self, request, pk):
        report = self.get_object()
        own = report.bloc_year.verifications.of(request.user).filter(association=report.association_id)
        try:
            both = freeze(report, get_object_or_404(own), by=request.user)
        except Refused as refusal:
            messages.error(request, str(refusal))
            return redirect("pledges:report-verify", pk)
        told = " Cả hai đã chốt; tiêu chí hai bên chấm giống nhau đã có kết quả." if both else ""
        messages.success(request, f"Đã chốt bảng thẩm định của anh/chị.{told}")
        return redirect(report)


AGREED = "Có tiêu chí hai người thẩm định đã chấm giống nhau, không sửa ở trang này được. Chưa lưu."


class Settle(Desk):
    """Where two verifiers differ, whoever reviews the report decides, with both before their eyes."""

    allowed = staticmethod(permissions.can_settle)
    template_name = "pledges/settle.html"

    def dispatch(self, request, *args, **kwargs):
        self.object = self.get_object()
        self.found = verdicts_of(self.object)
        if not self.found:
            messages.info(request, "Hai người thẩm định chưa cùng chốt bảng này.")
            return redirect(self.object)
        return super().dispatch(request, *args, **kwargs)

    stored = Verify.stored
    own = None

    def write(self, verdicts, read):
        """Refused for a line that both found the same of: nobody overwrites that alone."""
        if verdicts.keys() - to_settle(self.object, self.found):
            raise Refused(AGREED)
        return self.object.verify(by=self.request.user, verdicts=verdicts, read=read)

    def rows(self, evidence):
        """Only the leaves on which the two differ, and those of which nothing was found."""
        open_lines = to_settle(self.object, self.found)
        rows = [(c, line) for c, line in super().rows(evidence) if line and line.pk in open_lines]
        for _, line in rows:
            line.both = self.found.get(line.pk, [])
        return rows

    def get_context_data(self, **kwargs):  # type: ignore[override]
        return super().get_context_data(total=number(len(self.found)), **kwargs)
