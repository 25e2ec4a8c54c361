"""Associations, and who acts for each of them."""

import logging

from django.contrib import messages
from django.db import transaction
from django.shortcuts import redirect
from django.utils import timezone
from django.views.generic import DetailView, FormView, ListView, UpdateView, View
from django.views.generic.detail import SingleObjectMixin

from audit.log import acts_about, changes_of, record
from base.access import Allowed, Inside, Visible
from members import permissions
from members.association_forms import AssociationForm, RenameForm
from members.forms import InvitationForm
from members.models import Association, Officer
from members.notifications import send_invitation

logger = logging.getLogger(__name__)


class AssociationList(Visible, ListView):
    queryset = Association.objects.all()
    paginate_by = 30

    def get_queryset(self):
        """Who works today; a search finds the others, too."""
        words, associations = self.request.GET.get("q", ""), super().get_queryset()
        if not words and "all" not in self.request.GET:
            associations = associations.exclude(dissolved_on__lte=timezone.localdate())
        return associations.search(words).in_order()

    def get_context_data(self, **kwargs):
        words, shows_all = self.request.GET.get("q", ""), "all" in self.request.GET
        return super().get_context_data(q=words, is_of_today=not (words or shows_all), **kwargs)


class AssociationDetail(Visible, DetailView):
    queryset = Association.objects.prefetch_related(
        "former_names", "origins__predecessor", "successions__successor", "memberships__bloc"
    )

    def get_context_data(self, **kwargs):
        officers = self.object.officers.select_related("user").order_by("until", "role", "pk")
        return super().get_context_data(
            officers=officers,
            can_see_officers=permissions.can_see_officers(self.request.user, self.object),
            can_manage_officers=permissions.can_manage_officers(self.request.user, self.object),
            can_write=permissions.can_write_association(self.request.user, self.object),
            can_list_people=permissions.can_list_people(self.request.user),
            acts=acts_about(self.object)
            if permissions.can_write_association(self.request.user, self.object)
            else [],
            **kwargs,
        )


class AssociationEdit(Allowed, UpdateView):
    """Its names as they are on the seal, its letterhead, where it is."""

    queryset = Association.objects.all()
    allowed = staticmethod(permissions.can_write_association)
    form_class = AssociationForm
    template_name = "members/association_edit.html"

    def form_valid(self, form):
        with transaction.atomic():
            association = form.save()
            if changes := changes_of(form):
                record("association.written", association, what=f"{association}: {changes}")
        messages.success(self.request, f"Đã lưu: {association}.")
        return redirect(association)


class AssociationRename(Allowed, UpdateView):
    """A new name from a day on; papers of the days before keep the old one."""

    queryset = Association.objects.all()
    allowed = staticmethod(permissions.can_write_association)
    form_class = RenameForm
    template_name = "members/association_rename.html"

    def form_valid(self, form):
        association = Association.objects.get(pk=self.object.pk)  # the form has written on its own already
        association.rename(on=form.cleaned_data["on"], **form.new_identity())
        messages.success(self.request, f"Đã ghi tên mới: {association}.")
        return redirect(association)


class OfficerInvite(Inside, FormView):
    inside = Association.objects.all()
    allowed = staticmethod(permissions.can_manage_officers)
    form_class = InvitationForm
    template_name = "members/officer_invite.html"

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"association": self.parent, "by": self.request.user}

    def get_context_data(self, **kwargs):
        return super().get_context_data(association=self.parent, **kwargs)

    def form_valid(self, form):
        officer = form.create_officer()
        try:
            send_invitation(officer, invited_by=self.request.user)
        except OSError:
            logger.exception("The invitation of officer %s was not sent.", officer.pk)
            messages.warning(self.request, "Đã ghi tên nhưng chưa gửi được thư. Hãy thử mời lại sau ít phút.")
        else:
            messages.success(self.request, f"Đã gửi thư mời tới {officer.user.email}.")
        return redirect(self.parent)


class Invitation(Visible, SingleObjectMixin, View):
    """An office one was named for and has not answered."""

    queryset = Officer.objects.select_related("association")
    pk_url_kwarg = "officer"

    def get_queryset(self):
        return super().get_queryset().unanswered()


class InvitationAccept(Invitation):
    def post(self, request, **kwargs):
        office = self.get_object()
        office.accept()
        messages.success(request, f"Đã nhận vai trò ở {office.association.short_name}.")
        return redirect("home")


class InvitationDecline(Invitation):
    def post(self, request, **kwargs):
        office = self.get_object()
        office.end(on=timezone.localdate())
        messages.success(request, f"Đã từ chối vai trò ở {office.association.short_name}.")
        return redirect("home")


class OfficerEnd(Inside, SingleObjectMixin, View):
    inside = Association.objects.all()
    allowed = staticmethod(permissions.can_manage_officers)
    model = Officer
    pk_url_kwarg = "officer"

    def get_queryset(self):
        return self.parent.officers.all()

    def post(self, request, pk, officer):
        officer = self.get_object()
        if officer.user == request.user:
            messages.error(request, "Không thể tự kết thúc vai trò của chính mình.")
        else:
            officer.end(on=timezone.localdate())
            messages.success(request, f"Đã kết thúc vai trò của {officer.user}.")
        return redirect(self.parent)
