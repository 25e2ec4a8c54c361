"""The criteria of a year: read, drafted, published, amended; and the outline members write by."""

from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.views.generic import DetailView, FormView, ListView, UpdateView, View
from django.views.generic.detail import SingleObjectMixin

from audit.log import record
from base.access import Allowed, Inside, Visible, attempt
from base.forms import all_valid
from base.vietnamese import uncapitalised
from base.workflow import Refused
from blocs import permissions
from blocs.forms import (
    BandFormSet,
    ContentFormSet,
    CriteriaSetForm,
    CriterionForm,
    GateFormSet,
    IndicatorForm,
    IndicatorFormSet,
    OutlineFormSet,
    ThresholdFormSet,
)
from blocs.models import CriteriaSet, Criterion, lock_of, next_code, next_position

from .years import YearPart

SETS = CriteriaSet.objects.select_related(
    "bloc_year__bloc", "bloc_year__lead", "published_by"
).prefetch_related("bloc_year__milestones")


def hold_draft(criteria_set: CriteriaSet) -> None:
    """Keeps a set from being published while it is written; 404 where it just was."""
    get_object_or_404(CriteriaSet.objects.select_for_update().drafts(), pk=criteria_set.pk)


class CriteriaList(YearPart, ListView):
    """All versions of the year."""

    template_name = "blocs/criteria_list.html"
    context_object_name = "criteria_sets"

    def get(self, request, *args, **kwargs):
        """The only version opens by itself for who cannot write another."""
        versions = self.get_queryset()[:2]
        if (
            len(versions) == 1
            and versions[0].published_at
            and not permissions.can_run(request.user, self.parent)
        ):
            return redirect(versions[0])
        return super().get(request, *args, **kwargs)

    def get_queryset(self):
        return self.parent.criteria_sets.order_by("-version")


class CriteriaCreate(YearPart, View):
    """A first draft: empty, with the scale of 100."""

    allowed = staticmethod(permissions.can_run)

    def post(self, request, pk):
        existing = self.parent.criteria_sets.order_by("-version").first()
        if existing:
            messages.error(request, "Năm này đã có bộ tiêu chí.")
            return redirect(existing)
        try:
            with transaction.atomic():
                return redirect(CriteriaSet.objects.create(bloc_year=self.parent, version=1))
        except IntegrityError:  # a second click in the same instant
            return redirect("blocs:criteria-list", pk)


class CriteriaDetail(Visible, DetailView):
    queryset = SETS
    template_name = "blocs/criteria.html"
    context_object_name = "criteria_set"

    def get_context_data(self, **kwargs):
        can_edit = permissions.can_edit_criteria(self.request.user, self.object)
        sections = [c for c in self.object.tree if c.depth == 0 and not c.is_extra]
        return super().get_context_data(
            year=self.object.bloc_year,
            sections=sections,
            total=sum((c.max_points for c in sections), Decimal(0)),
            can_edit=can_edit,
            can_amend=permissions.can_amend_criteria(self.request.user, self.object),
            missing=self.object.missing() if can_edit else [],
            scored_on=self.object.reports.select_related("association").order_by("association__sort_key"),
            can_run=permissions.can_run(self.request.user, self.object.bloc_year),
            **kwargs,
        )


class CriteriaEdit(Allowed, UpdateView):
    """Scale and caps, gates and bands of a draft."""

    queryset = SETS
    allowed = staticmethod(permissions.can_edit_criteria)
    form_class = CriteriaSetForm
    template_name = "blocs/criteria_edit.html"
    context_object_name = "criteria_set"

    def formsets(self):
        data = self.request.POST if self.request.method == "POST" else None
        return {
            "bands": BandFormSet(data, instance=self.object, prefix="bands"),
            "gates": GateFormSet(data, instance=self.object, prefix="gates"),
        }

    def get_context_data(self, **kwargs):
        return super().get_context_data(year=self.object.bloc_year, **self.formsets() | kwargs)

    def form_valid(self, form):
        formsets = self.formsets()
        if not all_valid(*formsets.values()):
            return self.render_to_response(self.get_context_data(form=form, **formsets))
        with transaction.atomic():
            hold_draft(self.object)
            for formset in formsets.values():
                formset.save()
            form.instance.save(update_fields=form.Meta.fields)
        messages.success(self.request, "Đã lưu.")
        return redirect(self.object)


class CriteriaPublish(Allowed, SingleObjectMixin, View):
    queryset = SETS
    allowed = staticmethod(permissions.can_edit_criteria)

    def post(self, request, pk):
        criteria_set = self.get_object()
        return attempt(request, criteria_set.publish, done="Đã công bố bộ tiêu chí.", to=criteria_set)


class CriteriaAmend(Allowed, SingleObjectMixin, View):
    queryset = SETS
    allowed = staticmethod(permissions.can_amend_criteria)

    def post(self, request, pk):
        criteria_set = self.get_object()
        try:
            draft = criteria_set.amend()
        except Refused as refusal:
            messages.error(request, str(refusal))
            return redirect(criteria_set)
        messages.success(request, f"Đã lập dự thảo bản {draft.version}.")
        return redirect(draft)


class CriterionWrite(Inside, FormView):
    """One line of a draft set, with its threshold table."""

    inside = SETS
    allowed = staticmethod(permissions.can_edit_criteria)
    form_class = CriterionForm
    template_name = "blocs/criterion_edit.html"

    def criterion(self) -> Criterion:
        if "criterion" in self.kwargs:
            return get_object_or_404(self.parent.criteria, pk=self.kwargs["criterion"])
        key = self.request.GET.get("parent", "")
        parent = (
            self.parent.criteria.filter(pk=int(key)).first() if key.isdecimal() and len(key) < 18 else None
        )
        code = next_code(self.parent, parent)
        position = next_position(self.parent, parent)
        return Criterion(criteria_set=self.parent, parent=parent, code=code, position=position)

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"criteria_set": self.parent, "instance": self.criterion()}

    def steps(self, criterion):
        data = self.request.POST if self.request.method == "POST" else None
        return ThresholdFormSet(data, instance=criterion, prefix="steps")

    def get_context_data(self, **kwargs):
        context = super().get_context_data(criteria_set=self.parent, year=self.parent.bloc_year, **kwargs)
        return {"steps": self.steps(context["form"].instance)} | context

    def form_valid(self, form):
        steps = self.steps(form.instance)
        if not steps.is_valid():
            return self.render_to_response(self.get_context_data(form=form, steps=steps))
        with transaction.atomic():
            hold_draft(self.parent)
            form.save()
            steps.save()
        messages.success(self.request, f"Đã lưu tiêu chí {form.instance.code}.")
        return redirect(self.parent)


class CriterionMove(Inside, View):
    """One line up or down among its neighbours."""

    inside = SETS
    allowed = staticmethod(permissions.can_edit_criteria)

    def post(self, request, pk, criterion, step):
        moved = get_object_or_404(self.parent.criteria, pk=criterion)
        with transaction.atomic():
            hold_draft(self.parent)
            moved.move({"up": -1, "down": 1}.get(step, 0))
        return redirect(f"{self.parent.get_absolute_url()}#c{moved.pk}")


class CriterionDelete(Inside, View):
    inside = SETS
    allowed = staticmethod(permissions.can_edit_criteria)

    def post(self, request, pk, criterion):
        removed = get_object_or_404(self.parent.criteria, pk=criterion)
        with transaction.atomic():
            hold_draft(self.parent)
            removed.delete()
        messages.success(request, f"Đã xóa tiêu chí {removed.code} khỏi dự thảo.")
        return redirect(self.parent)


class OutlineEdit(YearPart, FormView):
    """Contents, indicators or sections of the year, as one table each."""

    allowed = staticmethod(permissions.can_run)
    template_name = "blocs/outline_edit.html"
    PARTS: dict[str, tuple[Any, str]] = {  # formset, title
        "contents": (ContentFormSet, "Nội dung thi đua và cam kết chung"),
        "indicators": (IndicatorFormSet, "Chỉ tiêu của năm"),
        "sections": (OutlineFormSet, "Đề cương báo cáo"),
    }

    def dispatch(self, request, *args, **kwargs):
        if kwargs["part"] not in self.PARTS:
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def get_form(self, form_class=None):
        part, kwargs = self.kwargs["part"], {}
        if part == "indicators":
            kwargs["form_kwargs"] = {"year": self.parent, "shared": IndicatorForm.shared(self.parent)}
        data = self.request.POST if self.request.method == "POST" else None
        return self.PARTS[part][0](data, instance=self.parent, **kwargs)

    def get_context_data(self, **kwargs):
        part = self.kwargs["part"]
        parts = {name: title for name, (_, title) in self.PARTS.items()}
        contents = self.parent.contents.all() if part == "indicators" else []
        return super().get_context_data(
            part=part, title=parts[part], parts=parts, contents=contents, **kwargs
        )

    def form_valid(self, form):
        try:
            with transaction.atomic():
                lock_of(self.parent.pk)
                form.save()
                title = self.PARTS[self.kwargs["part"]][1]
                record("year.outline", self.parent, what=f"{self.parent}: sửa {uncapitalised(title)}")
        except ProtectedError:
            messages.error(
                self.request, "Có mục đã được các hội dùng trong đăng ký hoặc báo cáo nên không xóa được."
            )
            return self.form_invalid(form)
        messages.success(self.request, "Đã lưu.")
        return redirect(self.request.path)


class OutlineView(YearPart, DetailView):
    """What the year asks its members to write, for everybody to read."""

    template_name = "blocs/outline.html"

    def get_object(self, queryset=None):
        return self.parent

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            contents=self.parent.contents.prefetch_related("indicators"),
            outline=self.parent.outline.all(),
            **kwargs,
        )
