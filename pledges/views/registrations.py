"""Registrations: the member's own, and the bloc's summary."""

from django.contrib import messages
from django.db.models import Prefetch
from django.http import JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.generic import DetailView, FormView, TemplateView, View
from django.views.generic.detail import SingleObjectMixin

from blocs import permissions as bloc_permissions
from blocs.models import Milestone
from blocs.views.years import YearPart
from config.forms import all_valid, saves_itself
from config.workflow import MoveRefused
from members.access import Allowed, Visible, attempt
from pledges import permissions
from pledges.forms import RegistrationForm, ReturnForm, TargetForm, TargetFormSet, TitleForm, TitleFormSet
from pledges.models import Outdated, Registration, TitleRequest

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
        returned = Registration.objects.filter(bloc_year=self.parent, state=Registration.State.RETURNED)
        returned = set(returned.values_list("association", flat=True))
        reads_all = bloc_permissions.can_read_all(user, self.parent)
        rows = [
            (association, by_member.get(association.pk))
            for association in self.parent.members()
            if reads_all or user.acts_for(association.pk)
        ]
        mine = [a for a, _ in rows if user.acts_for(a.pk)]
        return super().get_context_data(
            rows=rows, mine=mine, returned=returned, reads_all=reads_all, **kwargs
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
        registration, _ = Registration.objects.get_or_create(bloc_year=self.parent, association=body)
        return redirect(
            "pledges:registration-edit" if registration.is_open else "pledges:registration", registration.pk
        )


class RegistrationDetail(Visible, DetailView):
    queryset = REGISTRATIONS

    def get_context_data(self, **kwargs):
        registration, user = self.object, self.request.user
        offered = permissions.actions(user, registration)
        return super().get_context_data(
            year=registration.bloc_year,
            actions=offered,
            missing=registration.missing() if "submit" in offered or "edit" in offered else [],
            targets=registration.targets.select_related("content"),
            titles=registration.title_requests.select_related("award_type"),
            history=registration.history.select_related("by"),
            **kwargs,
        )


class RegistrationEdit(Allowed, SingleObjectMixin, FormView):
    queryset = REGISTRATIONS
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
        return super().get_form_kwargs() | {
            "instance": self.object,
            "initial": {"revision": self.object.revision},
        }

    def formsets(self):
        year = self.object.bloc_year
        data = self.request.POST if self.request.method == "POST" else None
        targets = [
            {"indicator": t.indicator_id, "content": t.content_id, "plan": t.plan_typed, "kind": t.kind}
            | ({} if t.indicator_id else {"name": t.name, "unit": t.unit})
            for t in self.object.targets.all()
        ]
        titles = list(self.object.title_requests.values("award_type", "beneficiary"))
        target_rows = {"year": year, "shared": TargetForm.shared(year)}
        title_rows = {"shared": TitleForm.shared()}
        return {
            "targets": TargetFormSet(data, initial=targets, prefix="targets", form_kwargs=target_rows),
            "titles": TitleFormSet(data, initial=titles, prefix="titles", form_kwargs=title_rows),
        }

    def get_context_data(self, **kwargs):
        formsets = {} if "targets" in kwargs else self.formsets()
        return super().get_context_data(
            registration=self.object, year=self.object.bloc_year, **formsets | kwargs
        )

    def form_valid(self, form):
        formsets = self.formsets()
        if not all_valid(*formsets.values()):
            if saves_itself(self.request):
                return wrong_boxes(form, *formsets.values())
            return self.render_to_response(self.get_context_data(form=form, **formsets))
        fields = dict(form.cleaned_data)
        try:
            self.object.write(
                by=self.request.user,
                read=fields.pop("revision"),
                fields=fields,
                targets=[t for f in formsets["targets"] if (t := f.target())],
                titles=[f.cleaned_data for f in formsets["titles"] if f.cleaned_data.get("award_type")],
            )
        except MoveRefused as refusal:
            return self.refused(form, formsets, refusal)
        if saves_itself(self.request):
            at = timezone.localtime().strftime("%H:%M")
            return JsonResponse({"revision": self.object.revision, "at": at})
        messages.success(self.request, "Đã lưu bản đăng ký (chưa nộp).")
        return redirect(self.object)

    def refused(self, form, formsets, refusal):
        """Show why, keep what was typed; after a conflict the next save is made knowingly."""
        if saves_itself(self.request):
            return JsonResponse({"refused": str(refusal)}, status=409)
        form.add_error(None, str(refusal))
        if isinstance(refusal, Outdated):
            form.data = form.data.copy()
            form.data["revision"] = self.object.revision
        return self.render_to_response(self.get_context_data(form=form, **formsets))

    def form_invalid(self, form):
        if saves_itself(self.request):
            return wrong_boxes(form)
        return self.render_to_response(self.get_context_data(form=form, **self.formsets()))


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


class RegistrationSubmit(Allowed, SingleObjectMixin, View):
    queryset = REGISTRATIONS
    allowed = staticmethod(permissions.can_submit)

    def post(self, request, pk):
        registration = self.get_object()
        return attempt(request, registration.submit, done="Đã nộp bản đăng ký thi đua.", to=registration)


class RegistrationAccept(Allowed, SingleObjectMixin, View):
    queryset = REGISTRATIONS
    allowed = staticmethod(permissions.can_review)

    def post(self, request, pk):
        registration = self.get_object()
        return attempt(request, registration.accept, done="Đã tiếp nhận bản đăng ký.", to=registration)


class RegistrationReturn(Allowed, SingleObjectMixin, FormView):
    """Sends a registration back with what should be corrected."""

    queryset = REGISTRATIONS
    allowed = staticmethod(permissions.can_review)
    form_class = ReturnForm
    template_name = "pledges/submission_return.html"
    done = "Đã trả lại bản đăng ký để sửa."
    back_to = "pledges:registrations"

    def dispatch(self, request, *args, **kwargs):
        self.object = self.get_object()
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        return super().get_context_data(submission=self.object, year=self.object.bloc_year, **kwargs)

    def form_valid(self, form):
        # The member's own again: the secretariat goes back to the list.
        to = reverse(self.back_to, args=[self.object.bloc_year_id])
        return attempt(self.request, self.object.send_back, done=self.done, to=to, **form.cleaned_data)
