"""Blocs, their years, and what the secretariat sets for a year."""

from collections import Counter

from django.contrib import messages
from django.db import transaction
from django.db.models import Count, F, Prefetch
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.generic import DetailView, FormView, ListView, TemplateView, UpdateView, View

from audit.log import changes_of, record
from base.access import Allowed, Inside, StaleCheckMixin, Visible, attempt
from base.forms import all_valid, row_forms
from base.vietnamese import instant
from base.workflow import Refused
from blocs import permissions
from blocs.actions.extensions import extend
from blocs.actions.next_year import open_with_copies
from blocs.actions.service import appoint
from blocs.models import Bloc, BlocYear, Membership, Milestone, lock_of
from blocs.year_forms import AppointmentForm, ExtensionForm, MilestoneForm, YearOpenForm, YearRulesForm
from members.models import Association, Officer


class YearPart(Inside):
    """A page of one year, for whoever may see the year."""

    inside = BlocYear.objects.with_steps()

    def get_context_data(self, **kwargs):
        can_run = permissions.can_run(self.request.user, self.parent)
        return super().get_context_data(year=self.parent, can_run=can_run, **kwargs)  # type: ignore[misc]


class BlocList(Visible, ListView):
    """The blocs this person has part in; the only one opens by itself for who sets nothing up."""

    queryset = Bloc.objects.order_by("name", "pk")
    paginate_by = 30

    def get(self, request, *args, **kwargs):
        blocs = self.get_queryset()[:2]
        sets_up = request.user.is_superuser or request.user.administers_province
        if len(blocs) == 1 and not sets_up:
            return redirect(blocs[0])
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        years = BlocYear.objects.filter(bloc__in=[bloc.pk for bloc in context["object_list"]])
        latest = {year.bloc_id: year for year in years.with_parties().order_by("year")}
        members = (
            Membership.objects.filter(bloc__in=latest, left_on=None).values("bloc").annotate(n=Count("pk"))
        )
        counts = {row["bloc"]: row["n"] for row in members}
        rows = [(bloc, latest.get(bloc.pk), counts.get(bloc.pk, 0)) for bloc in context["object_list"]]
        return context | {"rows": rows}


class BlocDetail(Visible, DetailView):
    queryset = Bloc.objects.all()

    def get_context_data(self, **kwargs):
        order = [F("position").asc(nulls_last=True)] if self.object.keeps_order else []
        memberships = self.object.memberships.select_related("association").order_by(
            "left_on", *order, "association__sort_key"
        )
        current = [m for m in memberships if m.left_on is None]
        joined = Counter(m.joined_on for m in current).most_common(1)
        years = self.object.years.with_steps().order_by("-year")
        return super().get_context_data(
            years=[(year, self.next_step(year)) for year in years],
            current=current,
            founded_on=joined[0][0] if joined and joined[0][1] > 1 else None,
            former=[m for m in memberships if m.left_on],
            can_open_year=permissions.can_open_year(self.request.user, self.object),
            can_set_up=permissions.can_set_up(self.request.user, self.object),
            **kwargs,
        )

    @staticmethod
    def next_step(year: BlocYear) -> Milestone | None:
        """The first step of the year that is not taken."""
        return next((milestone for milestone in year.timeline.values() if milestone.done_at is None), None)


class YearOpen(Inside, FormView):
    inside = Bloc.objects.all()
    allowed = staticmethod(permissions.can_open_year)
    form_class = YearOpenForm
    template_name = "blocs/year_open.html"

    @property
    def last(self) -> BlocYear | None:
        return self.parent.years.order_by("-year").first()

    def get_form_kwargs(self):
        initial = {"year": self.last.year + 1, **self.next_parties(self.last)} if self.last else {}
        return super().get_form_kwargs() | {"bloc": self.parent, "initial": initial}

    @staticmethod
    def next_parties(last: BlocYear) -> dict:
        """Whom the last conference elected; where it elected nobody, the deputy moves up."""
        conference = getattr(last, "conference", None)
        elected = {part: conference and conference.elected(part) for part in ("lead", "deputy")}
        return {"lead": elected["lead"] or last.deputy, "deputy": elected["deputy"]}

    def get_context_data(self, **kwargs):
        return super().get_context_data(bloc=self.parent, last=self.last, **kwargs)

    def form_valid(self, form):
        data, last = form.cleaned_data, self.last
        opened = open_with_copies(
            self.parent,
            year=data["year"],
            lead=data["lead"],
            deputy=data["deputy"],
            copies=data["copies"],
            rules=YearRulesForm.Meta.kept,
            by=self.request.user,
        )
        messages.success(
            self.request, f"Đã mở năm thi đua {opened.year}. Tiếp theo: đặt thời hạn và phân công thư ký."
        )
        return redirect(opened if last else f"{reverse('blocs:setup')}?bloc={self.parent.pk}")


class YearRules(StaleCheckMixin, Allowed, UpdateView):
    queryset = BlocYear.objects.with_parties()
    allowed = staticmethod(permissions.can_run)
    form_class = YearRulesForm
    template_name = "blocs/year_rules.html"
    context_object_name = "year"

    def stored(self):
        return list(BlocYear.objects.filter(pk=self.kwargs["pk"]).values_list(*YearRulesForm.Meta.kept))

    def post(self, request, *args, **kwargs):
        self.object = self.get_object()
        return super().post(request, *args, **kwargs)

    def form_valid(self, form):
        with transaction.atomic():
            if lock_of(self.object.pk).done_at:
                form.add_error(
                    None, "Điểm đã khóa: quy định của năm không đổi được nữa, hãy sửa cho năm sau."
                )
                return self.form_invalid(form)
            # Only these columns: the page may be older than what was published or handed over since.
            form.instance.save(update_fields=form.Meta.kept)
            record("year.rules", self.object, what=f"{self.object}: sửa quy định. {changes_of(form)}")
        messages.success(self.request, "Đã lưu quy định của năm.")
        return redirect(self.object)


class Milestones(YearPart, TemplateView):
    """All deadlines of the year on one page."""

    allowed = staticmethod(permissions.can_run)
    template_name = "blocs/milestones.html"

    def forms(self, data=None) -> list:
        """A form for each day that may be set."""
        settable = [milestone for milestone in self.parent.timeline.values() if milestone.is_settable]
        return row_forms(MilestoneForm, settable, data, instance=lambda milestone: milestone)

    def get_context_data(self, **kwargs):
        done = [milestone for milestone in self.parent.timeline.values() if not milestone.is_settable]
        return {"forms": self.forms(), "done": done} | super().get_context_data(**kwargs)

    def post(self, request, pk):
        forms = self.forms(request.POST)
        if not all_valid(*forms) or not self.in_order(forms):
            return self.render_to_response(self.get_context_data(forms=forms))
        with transaction.atomic():
            lock_of(pk)
            for form in forms:
                settable = Milestone.objects.settable().filter(pk=form.instance.pk)
                if settable.update(due_at=form.cleaned_data["due_at"]) and form.has_changed():
                    what = f"{self.parent}, {form.instance.get_kind_display()}: {changes_of(form)}"
                    record("year.deadline", self.parent, what=what)
        messages.success(request, "Đã lưu các thời hạn.")
        return redirect(self.parent)

    def in_order(self, forms: list) -> bool:
        """Whether no step falls before one that it needs; the later box says what is wrong with it.

        Of what was not touched nothing is asked: a step that was late leaves others in its past.
        """
        dates = {kind: m.done_at or m.due_at for kind, m in self.parent.timeline.items()}
        ahead = [form for form in forms if form.instance.done_at is None]
        dates |= {form.instance.kind: form.cleaned_data["due_at"] for form in ahead}
        touched, right = {form.instance.kind for form in forms if form.has_changed()}, True
        for form in forms:
            kind = form.instance.kind
            for needed in Milestone.PREREQUISITES.get(kind, []):
                is_wrong = dates[needed] and dates[kind] and dates[kind] <= dates[needed]
                if is_wrong and touched & {kind, needed}:
                    label = Milestone.Kind(needed).label
                    form.add_error("due_at", f"Phải sau mốc “{label}” ({instant(dates[needed])}).")
                    right = False
        return right


class Extensions(YearPart, FormView):
    """Later deadlines for single associations: who granted what, until when, why."""

    allowed = staticmethod(permissions.can_run)
    form_class = ExtensionForm
    template_name = "blocs/extensions.html"

    def get_initial(self):
        return {name: self.request.GET.get(name) for name in ("association", "kind")}

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"year": self.parent}

    def get_context_data(self, **kwargs):
        extensions = self.parent.extensions.select_related("association", "granted_by").order_by("-pk")
        return super().get_context_data(extensions=extensions, **kwargs)

    def form_valid(self, form):
        try:
            granted = extend(self.parent, by=self.request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error("until", str(refusal))
            return self.form_invalid(form)
        messages.success(self.request, f"Đã gia hạn: {granted}.")
        return redirect("blocs:extensions", self.parent.pk)


class MilestoneDone(YearPart, View):
    """Records by hand one of the steps that no other act records."""

    allowed = staticmethod(permissions.can_run)

    def post(self, request, pk, kind):
        if kind not in Milestone.BY_HAND:
            messages.error(request, "Bước này được ghi nhận cùng với việc tương ứng.")
            return redirect(self.parent)
        label = Milestone.Kind(kind).label

        def reach(by):
            self.parent.reach(kind, by=by)

        return attempt(request, reach, done=f"Đã ghi nhận: {label}.", to=self.parent)


class RankingPublish(YearPart, View):
    allowed = staticmethod(permissions.can_run)

    def post(self, request, pk):
        return attempt(
            request,
            self.parent.publish_ranking,
            done="Đã công bố bảng điểm cho các thành viên.",
            to=self.parent,
        )


class Appointments(YearPart, FormView):
    """Who serves the bloc this year; named by the lead and the deputy, each their own."""

    form_class = AppointmentForm
    template_name = "blocs/appointments.html"

    def get_form_kwargs(self):
        roles = permissions.appointable_roles(self.request.user, self.parent)
        return super().get_form_kwargs() | {"year": self.parent, "roles": roles}

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            appointments=self.parent.appointments.select_related("user").order_by("role", "pk"),
            can_appoint=permissions.can_appoint(self.request.user, self.parent),
            roles=permissions.appointable_roles(self.request.user, self.parent),
            contacts=self.contacts(),
            **kwargs,
        )

    def contacts(self) -> list[Association]:
        """The members with who acts for each of them today, for whoever reads the whole year."""
        if not permissions.can_read_all(self.request.user, self.parent):
            return []
        acting = Officer.objects.on(timezone.localdate()).select_related("user").order_by("-role", "pk")
        members = self.parent.members()
        return list(members.prefetch_related(Prefetch("officers", acting, to_attr="acting")))

    def form_valid(self, form):
        data = form.cleaned_data
        appointment = appoint(self.parent, data["user"], data["role"], by=self.request.user)
        messages.success(
            self.request, f"Đã phân công {appointment.user}: {appointment.get_role_display().lower()}."
        )
        return redirect("blocs:appointments", self.parent.pk)


class AppointmentCreate(Appointments):
    allowed = staticmethod(permissions.can_appoint)
    http_method_names = ["post"]


class AppointmentEnd(YearPart, View):
    allowed = staticmethod(permissions.can_appoint)

    def post(self, request, pk, appointment):
        roles = permissions.appointable_roles(request.user, self.parent)
        current = self.parent.appointments.filter(pk=appointment, role__in=roles).first()
        if current is None:
            messages.error(request, "Chỉ đơn vị đã phân công mới thôi phân công được.")
        else:
            with transaction.atomic():
                record("appointment.ended", self.parent, what=f"{self.parent}: thôi phân công {current}")
                current.delete()
            messages.success(request, f"Đã thôi phân công {current.user}.")
        return redirect("blocs:appointments", self.parent.pk)
