"""One's inbox, and how one wants letters."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils import timezone
from django.views.generic import ListView, View
from django.views.generic.detail import SingleObjectMixin

from base.access import Visible
from members.forms import MailForm
from members.models import Notice, User


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
