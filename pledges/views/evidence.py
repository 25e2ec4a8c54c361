"""Evidence of a report: added one by one, each saved at once; read only by who may read the report."""

from django.contrib import messages
from django.http import JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.functional import cached_property
from django.views.generic import FormView, View
from django.views.generic.detail import SingleObjectMixin

from base.access import Allowed, Inside, Visible
from base.forms import saves_itself
from base.workflow import Refused
from documents.sending import send_file
from pledges import permissions
from pledges.actions.evidence import add_evidence
from pledges.forms import EvidenceForm, UseForm
from pledges.models import Evidence, ScoreLine
from pledges.writing_steps import lines_to_prove, steps_of

from .reports import REPORTS


class EvidenceEdit(Allowed, SingleObjectMixin, FormView):
    """What proves the report. The script sends dropped files one by one and gets JSON."""

    queryset = REPORTS
    allowed = staticmethod(permissions.can_write)
    form_class = EvidenceForm
    template_name = "pledges/report_evidence.html"

    def dispatch(self, request, *args, **kwargs):
        self.object = self.get_object()
        return super().dispatch(request, *args, **kwargs)

    def get_initial(self):
        wanted = self.for_line.criterion.evidence_kinds if self.for_line else []
        return {"line": self.for_line, "document_kind": wanted[0] if len(wanted) == 1 else ""}

    @cached_property
    def for_line(self) -> ScoreLine | None:
        """The criterion whose page led here; what is added proves it, and one goes back there."""
        line = self.request.GET.get("line", "")
        lines = self.object.lines.select_related("criterion")
        return lines.filter(pk=line).first() if line.isdecimal() and len(line) < 19 else None

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"report": self.object}

    def get_context_data(self, **kwargs):
        evidence = self.object.evidence.kept().select_related("added_by")
        evidence = list(evidence.prefetch_related("uses__line__criterion"))
        return super().get_context_data(
            report=self.object,
            year=self.object.bloc_year,
            evidence=evidence,
            used=sum(item.size for item in evidence),
            steps=steps_of(self.object),
            current=self.request.resolver_match.view_name,
            use_form=UseForm(report=self.object),
            for_line=self.for_line,
            reusable=self.reusable(evidence),
            lacking=self.lacking(),
            due_at=self.object.current_due,
            **kwargs,
        )

    def lacking(self) -> list[ScoreLine]:
        lines = lines_to_prove(self.object).filter(is_proved=False).select_related("criterion")
        return list(lines.order_by("criterion__position", "pk"))

    def reusable(self, evidence: list[Evidence]) -> list[Evidence]:
        """What is there already and does not prove the criterion one came from."""
        if self.for_line is None:
            return []
        return [e for e in evidence if self.for_line.pk not in {use.line_id for use in e.uses.all()}]

    def form_valid(self, form):
        data = dict(form.cleaned_data)
        upload, line, pages = data.pop("file"), data.pop("line"), data.pop("pages")
        lines = {line: pages} if line else {}
        about = {"lines": lines, "upload": upload, "content_type": form.content_type}
        try:
            added = add_evidence(self.object, by=self.request.user, **about, **data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
            return self.form_invalid(form)
        if saves_itself(self.request):
            return JsonResponse({"added": str(added)})
        messages.success(self.request, f"Đã thêm minh chứng: {added}.")
        return redirect(back_to(self.object, self.for_line))

    def form_invalid(self, form):
        if saves_itself(self.request):
            why = " ".join(str(error) for errors in form.errors.values() for error in errors)
            return JsonResponse({"refused": why}, status=409)
        return super().form_invalid(form)


def back_to(report, line: ScoreLine | None) -> str:
    """The criterion one came from on the sheet, else the evidence of the report."""
    return f"{report.url('scores')}#row-{line.criterion_id}" if line else report.url("evidence")


class EvidencePart(Inside, View):
    """Something done to one piece of evidence of an open report."""

    inside = REPORTS
    allowed = staticmethod(permissions.can_write)

    def post(self, request, pk, evidence):
        proof = get_object_or_404(self.parent.evidence.kept(), pk=evidence)
        try:
            self.act(proof)
        except Refused as refusal:
            messages.error(request, str(refusal))
        return redirect(self.after())

    def after(self) -> str:
        return self.parent.url("evidence")

    def act(self, evidence: Evidence) -> None:
        raise NotImplementedError


class EvidenceRemove(EvidencePart):
    def act(self, evidence):
        evidence.remove(by=self.request.user)
        messages.success(self.request, f"Đã bỏ minh chứng: {evidence}.")


class EvidenceUseFor(EvidencePart):
    """One file proves several criteria, each on its own pages."""

    def after(self):
        line = self.request.POST.get("back", "")
        is_key = line.isdecimal() and len(line) < 19
        return back_to(self.parent, self.parent.lines.filter(pk=line).first() if is_key else None)

    def act(self, evidence):
        form = UseForm(self.request.POST, report=self.parent)
        if not form.is_valid():
            raise Refused(" ".join(str(error) for errors in form.errors.values() for error in errors))
        evidence.use_for(form.cleaned_data["line"], pages=form.cleaned_data["pages"], by=self.request.user)
        messages.success(self.request, f"{evidence}: dùng cho {evidence.used_for}.")


class EvidenceDownload(Visible, SingleObjectMixin, View):
    """A file of evidence. With ?xem, PDF and pictures are shown in the page; everything else is saved."""

    queryset = Evidence.objects.kept().exclude(file="")

    def get(self, request, pk):
        evidence = self.get_object()
        inline = "xem" in request.GET and evidence.can_be_shown
        return send_file(
            evidence.file.name, name=evidence.name, content_type=evidence.content_type, inline=inline
        )
