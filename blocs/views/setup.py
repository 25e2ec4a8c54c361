"""The path from an empty site to an open year, on pages of its own."""

from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.views.generic import FormView, TemplateView, View

from audit.log import changes_of, record
from base.access import Inside, Visible
from base.workflow import Refused
from blocs import permissions
from blocs.actions.service import name_service
from blocs.models import Bloc, BlocYear, Milestone
from blocs.setup_forms import (
    BlocForm,
    FirstAdministratorForm,
    ProvinceForm,
    ProvinceOfficerForm,
    ServiceForm,
)
from blocs.setup_path import administered, not_come, setup_steps
from members import first_administrator
from members.models import Province, kin_of
from members.notifications import queue_invitation, queue_welcome
from members.province_people import name_officer
from members.reference import NAMES


def setup_of(bloc: int) -> str:
    """The path of that bloc."""
    return f"{reverse('blocs:setup')}?bloc={bloc}"


def setup_of_province(province: int) -> str:
    """The path of that province, at its last bloc or at its first one to come."""
    return f"{reverse('blocs:setup')}?province={province}"


BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@method_decorator(login_not_required, name="dispatch")
class FirstAdministrator(FormView):
    """Makes the first administrator of an empty site; there is no such page once anybody is there."""

    form_class = FirstAdministratorForm
    template_name = "blocs/first_administrator.html"

    def dispatch(self, request, key, *args, **kwargs):
        if not first_administrator.is_wanted():
            return redirect("home")
        if not first_administrator.is_right_key(key):
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def form_valid(self, form):
        data = form.cleaned_data
        try:
            validate_password(data["password"])
            user = first_administrator.make_first_administrator(**data)
        except ValidationError as error:
            form.add_error("password", error)
            return self.form_invalid(form)
        except Refused as refusal:
            messages.error(self.request, str(refusal))
            return redirect("home")
        login(self.request, user, backend=BACKEND)
        messages.success(self.request, "Đã tạo tài khoản quản trị. Tiếp theo: khai báo tỉnh và khối.")
        return redirect("blocs:setup")


class Setup(TemplateView):
    """The steps, what each is for and which is next; then who was invited and has not come."""

    template_name = "blocs/setup.html"

    def get_context_data(self, **kwargs):
        provinces = administered(self.request.user)
        if not provinces and not self.request.user.is_superuser:
            raise PermissionDenied
        kin = kin_of([province.pk for province in provinces])
        blocs = list(Bloc.objects.filter(province__in=kin).select_related("province").order_by("pk"))
        bloc = self.chosen(blocs)
        province = bloc.province if bloc else self.chosen_province(provinces)
        steps = setup_steps(province, bloc)
        year = bloc.years.order_by("-year").first() if bloc else None
        return super().get_context_data(
            steps=steps,
            next_step=next((step for step in steps if not step.is_done and step.url), None),
            province=province,
            provinces=provinces,
            bloc=bloc,
            blocs=blocs,
            year=year,
            registration_is_open=year is not None and year.is_done(Milestone.Kind.REGISTRATION_OPENED),
            waiting=not_come(bloc) if bloc else [],
            officers=list(province.people.order_by("search_key")) if province else [],
            **kwargs,
        )

    def chosen(self, blocs: list[Bloc]) -> Bloc | None:
        """The bloc that was asked for; else the last one of the province that was asked for, or of all."""
        bloc_key = self.request.GET.get("bloc", "")
        province_key = self.request.GET.get("province", "")
        if province_key:
            blocs = [bloc for bloc in blocs if str(bloc.province_id) == province_key]
        return next((bloc for bloc in blocs if str(bloc.pk) == bloc_key), blocs[-1] if blocs else None)

    def chosen_province(self, provinces: list[Province]) -> Province | None:
        """The province that was asked for, while it has no bloc; else the last one."""
        province_key = self.request.GET.get("province", "")
        last = provinces[-1] if provinces else None
        return next((province for province in provinces if str(province.pk) == province_key), last)


class ProvincePage(FormView):
    form_class = ProvinceForm
    template_name = "blocs/province_form.html"
    instance: Province | None = None

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"instance": self.instance}

    def get_context_data(self, **kwargs):
        return super().get_context_data(names=NAMES, province=self.instance, **kwargs)

    def form_valid(self, form):
        what = f"{form.instance}: {changes_of(form)}" if self.instance else f"Thêm {form.instance.name}"
        with transaction.atomic():
            province = form.save()
            record("province.written", province, what=what)
        messages.success(self.request, f"Đã lưu {province}.")
        return redirect(setup_of_province(province.pk))


class ProvinceCreate(Visible, ProvincePage):
    def dispatch(self, request, *args, **kwargs):
        if not request.user.is_superuser:
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


class ProvincePart(Inside):
    inside = Province.objects.all()
    allowed = staticmethod(permissions.can_set_up_province)


class ProvinceEdit(ProvincePart, ProvincePage):
    def dispatch(self, request, *args, **kwargs):
        self.instance = self.parent
        return super().dispatch(request, *args, **kwargs)


class ProvinceOfficers(ProvincePart, FormView):
    """Who works for the standing agency; each is invited by letter."""

    form_class = ProvinceOfficerForm
    template_name = "blocs/province_officers.html"

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"province": self.parent}

    def get_context_data(self, **kwargs):
        officers = self.parent.people.order_by("search_key", "pk")
        return super().get_context_data(province=self.parent, officers=officers, **kwargs)

    def form_valid(self, form):
        with transaction.atomic():
            officer = name_officer(self.parent, by=self.request.user, **form.cleaned_data)
            queue_welcome(officer, invited_by=self.request.user)
        messages.success(self.request, f"Đã ghi {officer}; thư mời được gửi tới {officer.email}.")
        return redirect("blocs:province-officers", self.parent.pk)


class BlocPage(FormView):
    form_class = BlocForm
    template_name = "blocs/bloc_form.html"
    instance: Bloc | None = None
    province: Province

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {
            "province": self.province,
            "instance": self.instance or Bloc(province=self.province),
        }

    def get_context_data(self, **kwargs):
        return super().get_context_data(province=self.province, bloc=self.instance, **kwargs)

    def form_valid(self, form):
        what = f"{form.instance}: {changes_of(form)}" if self.instance else f"Thêm {form.instance.name}"
        with transaction.atomic():
            bloc = form.save()
            record("bloc.written", bloc, what=what)
        messages.success(self.request, f"Đã lưu {bloc.name}.")
        return redirect(setup_of(bloc.pk))


class BlocCreate(ProvincePart, BlocPage):
    def dispatch(self, request, *args, **kwargs):
        self.province = self.parent
        return super().dispatch(request, *args, **kwargs)


class BlocPart(Inside):
    inside = Bloc.objects.select_related("province")
    allowed = staticmethod(permissions.can_set_up)


class BlocEdit(BlocPart, BlocPage):
    def dispatch(self, request, *args, **kwargs):
        self.instance, self.province = self.parent, self.parent.province
        return super().dispatch(request, *args, **kwargs)


class Service(Inside, FormView):
    """Names the secretary and the verifier of a new year on one page."""

    inside = BlocYear.objects.with_parties()
    allowed = staticmethod(permissions.can_set_up_year)
    form_class = ServiceForm
    template_name = "blocs/service.html"

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"year": self.parent}

    def get_initial(self):
        """Who serves already; the last named where there are several."""
        return {one.role: one.user_id for one in self.parent.appointments.order_by("pk")}

    def get_context_data(self, **kwargs):
        return super().get_context_data(year=self.parent, **kwargs)

    def form_valid(self, form):
        name_service(self.parent, by=self.request.user, **form.cleaned_data)
        messages.success(self.request, "Đã phân công; mỗi người được báo.")
        return redirect(setup_of(self.parent.bloc_id))


class InvitationResend(BlocPart, View):
    """Sends the letter of invitation again, to one person or to all who have not come."""

    def post(self, request, pk, office=None):
        waiting = [invited for invited in not_come(self.parent) if office in (None, invited.pk)]
        with transaction.atomic():
            for invited in waiting:
                queue_invitation(invited, invited_by=request.user)
            record(
                "officer.invited_again", self.parent, what=f"{self.parent}: gửi lại {len(waiting)} thư mời"
            )
        messages.success(request, f"Đã gửi lại {len(waiting)} thư mời.")
        return redirect(setup_of(self.parent.pk))
