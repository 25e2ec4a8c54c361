import logging

from django.contrib import messages
from django.shortcuts import redirect
from django.utils import timezone
from django.views.generic import DetailView, FormView, ListView, View
from django.views.generic.detail import SingleObjectMixin

from base.access import Inside, Visible

from . import permissions
from .forms import InvitationForm, MailForm
from .models import Association, Notice, Officer, User
from .notifications import send_invitation

logger = logging.getLogger(__name__)


class AssociationList(Visible, ListView):
    queryset = Association.objects.all()
    paginate_by = 30

    def get_queryset(self):
        return super().get_queryset().search(self.request.GET.get("q", "")).in_order()

    def get_context_data(self, **kwargs):
        return super().get_context_data(q=self.request.GET.get("q", ""), **kwargs)


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
            **kwargs,
        )


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
        site = self.request.build_absolute_uri("/").rstrip("/")
        try:
            send_invitation(officer, invited_by=self.request.user, site=site)
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


class NoticeList(Visible, ListView):
    """One's inbox, newest first, and how one wants letters."""

    queryset = Notice.objects.all()
    paginate_by = 30

    def get_context_data(self, **kwargs):
        kwargs.setdefault("form", MailForm(instance=self.request.user))
        unread = Notice.objects.for_user(self.request.user).unread().count()
        return super().get_context_data(unread=unread, **kwargs)


class NoticeOpen(Visible, SingleObjectMixin, View):
    """Goes to what a notice is about; sent from the inbox it marks it as read."""

    queryset = Notice.objects.all()

    def get(self, request, pk):
        return redirect(self.get_object().url)

    def post(self, request, pk):
        notice = self.get_object()
        Notice.objects.filter(pk=notice.pk, read_at=None).update(read_at=timezone.now())
        return redirect(notice.url)


class NoticesRead(Visible, SingleObjectMixin, View):
    """Marks all of one's notices as read."""

    queryset = Notice.objects.all()

    def post(self, request):
        self.get_queryset().unread().update(read_at=timezone.now())
        return redirect("members:notices")


class Welcomed(Visible, SingleObjectMixin, View):
    """Puts the first steps away for good."""

    queryset = Notice.objects.all()

    def post(self, request):
        User.objects.filter(pk=request.user.pk).update(welcomed_at=timezone.now())
        return redirect("home")


class MailPreference(Visible, SingleObjectMixin, View):
    """How one wants letters: at once, gathered each morning, or none."""

    queryset = Notice.objects.all()

    def post(self, request):
        form = MailForm(request.POST, instance=request.user)
        if form.is_valid():
            request.user.save(update_fields=["mail"])
            messages.success(request, "Đã ghi cách nhận thư.")
        return redirect("members:notices")
