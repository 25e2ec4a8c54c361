"""Registrations: the member's own, and the bloc's summary."""

import json

from django.contrib import messages
from django.db.models import Prefetch
from django.http import JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.generic import DetailView, FormView, TemplateView, View
from django.views.generic.detail import SingleObjectMixin

from base.access import Allowed, Visible, attempt
from base.forms import all_valid, saves_itself, stamp_of
from base.workflow import Refused
from blocs import permissions as bloc_permissions
from blocs.models import Milestone
from blocs.views.years import YearPart
from pledges import permissions
from pledges.boxes import boxes_stored
from pledges.forms import RegistrationForm, TargetForm, TargetFormSet, TitleForm, TitleFormSet
from pledges.last_year import size_in_words, size_of_last_year
from pledges.merging import Written, mark_of
from pledges.models import Registration, TitleRequest, with_versions
from pledges.notifications import waits_for_signature

from .places import gap_links, rounds_of
from .saving import marks_in, saved_by_itself

REGISTRATIONS = Registration.objects.with_parties().prefetch_related("bloc_year__milestones")


class RegistrationSummary(YearPart, TemplateView):
    """Member × target × title, for the secretariat and the province; members see their own line."""

    template_name = "pledges/registration_summary.html"

    def get_context_data(self, **kwargs):
        user = self.request.user
        visible = (
            Registration.objects.for_user(user)
            .filter(bloc_year=self.parent)
            .prefetch_related(
                "targets",
                Prefetch("title_requests", queryset=TitleRequest.objects.select_related("award_type")),
            )
        )
        by_member = {registration.association_id: registration for registration in visible}
        sent_back = Registration.objects.filter(bloc_year=self.parent, state=Registration.State.RETURNED)
        returned = set(sent_back.values_list("association", flat=True))
        reads_all = bloc_permissions.can_read_all(user, self.parent)
        rows = [
            (association, by_member.get(association.pk))
            for association in self.parent.members()
            if reads_all or user.acts_for(association.pk)
        ]
        mine = [a for a, _ in rows if user.acts_for(a.pk)]
        own = [(association, registration) for association, registration in rows if association in mine]
        return super().get_context_data(
            rows=rows, own=own, mine=mine, returned=returned, reads_all=reads_all, **kwargs
        )


class RegistrationStart(YearPart, View):
    """Begins this association's registration, or goes to the one there is."""

    def post(self, request, pk, association):
        if not request.user.acts_for(association):
            return redirect("pledges:registrations", pk)
        body = get_object_or_404(self.parent.members(), pk=association)
        own = Registration.objects.filter(bloc_year=self.parent, association=body)
        if self.parent.is_done(Milestone.Kind.SCORES_LOCKED) and not own.exists():
            messages.error(request, "Điểm của năm này đã khóa, không đăng ký được nữa.")
            return redirect("pledges:registrations", pk)
        registration, _ = Registration.objects.get_or_create(
            bloc_year=self.parent, association=body, defaults=size_of_last_year(self.parent, body.pk)
        )
        return redirect(
            "pledges:registration-edit" if registration.is_open else "pledges:registration", registration.pk
        )


def registration_context(registration: Registration) -> dict:
    """Everything a registration says, for the pages that show it whole."""
    return {
        "registration": registration,
        "year": registration.bloc_year,
        "targets": registration.targets.select_related("content", "remark"),
        "titles": registration.title_requests.select_related("award_type"),
    }


class RegistrationDetail(Visible, DetailView):
    queryset = with_versions(REGISTRATIONS.select_related("submitted_by"))

    def get_context_data(self, **kwargs):
        registration, user = self.object, self.request.user
        history = list(registration.history.select_related("by"))
        offered = permissions.actions(user, registration)
        return super().get_context_data(
            actions=offered,
            gaps=gap_links(registration, registration.missing()) if "edit" in offered else [],
            waits_for=waits_for_signature(registration) if "edit" in offered else [],
            due_at=registration.current_due,
            rounds=rounds_of(registration, history),
            history=history,
            **registration_context(registration),
            **kwargs,
        )


class RegistrationEdit(Allowed, SingleObjectMixin, FormView):
    """The whole registration as one form; what two people change at once is joined box by box."""

    queryset = REGISTRATIONS.with_rows()
    allowed = staticmethod(permissions.can_write)
    form_class = RegistrationForm
    template_name = "pledges/registration_edit.html"

    def dispatch(self, request, *args, **kwargs):
        self.object = self.get_object()
        if request.method == "GET" and not self.object.is_open:
            messages.info(request, "Bản đăng ký đã nộp, không sửa được nữa.")
            return redirect(self.object)
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self):
        before = size_of_last_year(self.object.bloc_year, self.object.association_id)
        return super().get_form_kwargs() | {"instance": self.object, "before": size_in_words(before)}

    def formsets(self):
        year = self.object.bloc_year
        target_rows = {"year": year, "shared": TargetForm.shared(year, self.object.association_id)}
        title_rows = {"shared": TitleForm.shared(), "own_name": self.object.association.official_name}
        # Rows sent are read as they stand: beside what is stored, an equal row would count as untouched and be dropped.
        sent = self.request.method == "POST"
        first = {"data": self.request.POST} if sent else {"initial": self.stored_targets()}
        second = {"data": self.request.POST} if sent else {"initial": self.stored_titles()}
        return {
            "targets": TargetFormSet(prefix="targets", form_kwargs=target_rows, **first),
            "titles": TitleFormSet(prefix="titles", form_kwargs=title_rows, **second),
        }

    def stored_targets(self) -> list[dict]:
        """A row for each indicator of the bloc, promised or not, then those of the member's own."""
        targets = list(self.object.targets.all())
        promised = {target.indicator_id: target.plan_typed for target in targets}
        indicators = self.object.bloc_year.indicators.order_by("content__code", "position", "pk")
        listed = [
            {"indicator": pk, "plan": promised.get(pk, "")} for pk in indicators.values_list("pk", flat=True)
        ]
        own = [
            {"content": t.content_id, "plan": t.plan_typed, "kind": t.kind, "name": t.name, "unit": t.unit}
            for t in targets
            if t.indicator_id is None
        ]
        return listed + own

    def stored_titles(self) -> list[dict]:
        return [
            {"award_type": t.award_type_id, "beneficiary": t.beneficiary}
            for t in self.object.title_requests.all()
        ]

    def get_context_data(self, **kwargs):
        """`read` are marks of what the page shows: of what is stored, unless something typed is not saved yet."""
        formsets = {} if "targets" in kwargs else self.formsets()
        if self.request.method == "POST":
            self.object = self.get_object()  # the form put what was typed into the one at hand
        stored = {key: mark_of(box.text) for key, box in boxes_stored(self.object).items()}
        read = kwargs.pop("read", None)
        return super().get_context_data(
            registration=self.object,
            year=self.object.bloc_year,
            due_at=self.object.current_due,
            carried=self.object.written_at is None and self.object.member_count is not None,
            read=json.dumps(stored if read is None else read, separators=(",", ":")),
            stamp=stamp_of(stored),
            **formsets | kwargs,
        )

    def form_valid(self, form):
        formsets, read = self.formsets(), marks_in(self.request.POST)
        if not all_valid(*formsets.values()):
            return self.wrong(form, formsets, read)
        try:
            written = self.object.write(
                by=self.request.user,
                fields=form.cleaned_data,
                targets=[t for f in formsets["targets"] if (t := f.target())],
                titles=[f.cleaned_data for f in formsets["titles"] if f.cleaned_data.get("award_type")],
                read=read,
                take=taken_from_stored(self.request.POST),
            )
        except Refused as refusal:
            return self.refused(form, formsets, read, refusal)
        if saves_itself(self.request):
            return self.saved_by_itself(written, read)
        if written.conflicts:
            messages.warning(self.request, CLASH)
            known = written.saved | {key: c.mark for key, c in written.conflicts.items()}
            context = self.get_context_data(form=form, read=known, conflicts=written.conflicts, **formsets)
            return self.render_to_response(context)
        messages.success(self.request, "Đã lưu bản đăng ký (chưa nộp).")
        return redirect(self.object)

    def saved_by_itself(self, written: Written, read: dict) -> JsonResponse:
        """Marks of what the page now shows; a box in conflict keeps its old one until somebody chooses."""
        unsettled = {key: read[key] for key in written.conflicts if key in read}
        stored = {key: mark_of(box.text) for key, box in boxes_stored(self.get_object()).items()}
        more = {"read": written.saved | unsettled, "stamp": stamp_of(stored)}
        return saved_by_itself(written, {}, **more)

    def refused(self, form, formsets, read, refusal):
        """Show why, keep what was typed."""
        if saves_itself(self.request):
            return JsonResponse({"refused": str(refusal)}, status=409)
        form.add_error(None, str(refusal))
        return self.render_to_response(self.get_context_data(form=form, read=read, **formsets))

    def form_invalid(self, form):
        formsets = self.formsets()
        all_valid(*formsets.values())
        return self.wrong(form, formsets, marks_in(self.request.POST))

    def wrong(self, form, formsets, read):
        """Nothing is saved while a box is wrong: a line that cannot be read would count as left out."""
        if saves_itself(self.request):
            return wrong_boxes(form, *formsets.values())
        return self.render_to_response(self.get_context_data(form=form, read=read, **formsets))


CLASH = "Có chỗ người khác vừa sửa. Hai bản để cạnh nhau bên dưới; hãy chọn rồi bấm Lưu. Các chỗ khác đã lưu."


def taken_from_stored(data) -> set[str]:
    """The boxes for which the page chose what is stored."""
    chosen = {name.removeprefix("take-") for name in data if name.startswith("take-")}
    return {box for box in chosen if data.get(f"take-{box}") == "stored"}


def wrong_boxes(form, *formsets) -> JsonResponse:
    """For the page's script: {box: what is wrong with it}, and under "" what is wrong with the whole."""
    errors, whole = {}, []
    for one in [form, *(row for formset in formsets for row in formset)]:
        for name, sentences in one.errors.items():
            if name in one.fields:
                errors[one.add_prefix(name)] = " ".join(sentences)
            else:
                whole += sentences
    whole += [sentence for formset in formsets for sentence in formset.non_form_errors()]
    return JsonResponse({"errors": errors | ({"": " ".join(whole)} if whole else {})})


class RegistrationAccept(Allowed, SingleObjectMixin, View):
    queryset = REGISTRATIONS
    allowed = staticmethod(permissions.can_review)

    def post(self, request, pk):
        registration = self.get_object()

        return attempt(request, registration.accept, done="Đã tiếp nhận bản đăng ký.", to=registration)
