"""The handover of a year: its page, its list, its recording by one side and the other."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect
from django.utils import timezone
from django.views.generic import TemplateView, View

from audit.log import changes_of, record
from awards.forms import HandoverForm, ItemFormSet
from awards.handing_over import inventory, obstacles, successor
from base.access import attempt
from base.forms import all_valid
from base.workflow import Refused
from blocs import permissions
from blocs.models import BlocYear, Handover, Milestone
from blocs.views.years import YearPart
from members.models import delegates_of
from members.sign_in.second_factor import RecentLoginRequiredMixin

DONE = Milestone.Kind.HANDED_OVER


class HandoverPart(YearPart):
    """A page of the year's handover; `needs_one` is 404 before there is a plan."""

    allowed = staticmethod(permissions.can_see_handover)
    inside = BlocYear.objects.with_parties().select_related("handover__receiver")
    needs_one = True

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.handover: Any = getattr(self.parent, "handover", None)

    def dispatch(self, request, *args, **kwargs):
        if self.needs_one and self.handover is None and self.allowed(request.user, self.parent):
            raise Http404("Chưa lập biên bản bàn giao.")
        return super().dispatch(request, *args, **kwargs)


class HandoverPage(HandoverPart, TemplateView):
    template_name = "awards/handover.html"
    needs_one = False

    def get_context_data(self, **kwargs):
        planned, user = self.handover, self.request.user
        is_done = self.parent.is_done(DONE)
        can_run = permissions.can_run(user, self.parent)
        items = list(planned.items.all()) if planned else []
        given = [item for item in items if item.is_given and not item.note]
        return super().get_context_data(
            handover=planned,
            given=given,
            items=[item for item in items if item not in given],
            is_done=is_done,
            done_at=self.parent.timeline[DONE].done_at,
            missing=planned.missing() + obstacles(planned) if planned and can_run and not is_done else [],
            can_receive=is_done
            and planned
            and not planned.received_at
            and permissions.can_receive(user, planned),
            unmet=self.parent.unmet(DONE),
            **kwargs,
        )


class HandoverEdit(HandoverPart, TemplateView):
    """Facts and list on one page; the first time the list comes from what the year holds."""

    allowed = staticmethod(permissions.can_run)
    template_name = "awards/handover_edit.html"
    needs_one = False

    def forms(self, data=None) -> dict:
        planned = self.handover or Handover(bloc_year=self.parent)
        listed = [] if self.handover or data else inventory(self.parent)
        names = ("text", "quantity", "form")
        drafted = [{name: getattr(item, name) for name in names} for item in listed]
        items = ItemFormSet(data, instance=planned, prefix="items", initial=drafted)
        items.extra = len(drafted) + 2
        return {
            "form": HandoverForm(data, instance=planned, year=self.parent, initial=self.first_guess()),
            "items": items,
        }

    def first_guess(self) -> dict:
        if self.handover:
            return {}
        today = timezone.localdate()
        name, position = delegates_of([self.parent.lead_id]).get(self.parent.lead_id, ("", ""))
        guess = {"giver_name": name, "giver_position": position, "writes_end": today, "writes_begin": today}
        following = successor(self.parent)
        officer = (
            following
            and following.officers.filter(role="signatory", until=None).select_related("user").first()
        )
        if officer:
            guess |= {"receiver_name": officer.user.addressed_name, "receiver_position": officer.position}
        return guess | {"receiver": following}

    def get_context_data(self, **kwargs):
        return self.forms() | super().get_context_data(**kwargs)

    def post(self, request, pk):
        forms = self.forms(request.POST)
        if not all_valid(*forms.values()):
            return self.render_to_response(self.get_context_data(**forms))
        try:
            self.save(**forms)
        except Refused as refusal:
            messages.error(request, str(refusal))
            return self.render_to_response(self.get_context_data(**forms))
        messages.success(request, "Đã lưu nội dung bàn giao.")
        return redirect("awards:handover", pk)

    @transaction.atomic
    def save(self, form, items) -> None:
        form.instance.held_open()
        if not form.instance.pk and Handover.objects.filter(bloc_year=self.parent).exists():
            raise Refused("Người khác vừa lập nội dung bàn giao. Hãy mở lại trang để xem.")
        items.instance = form.save()
        items.save()
        record(
            "handover.planned", self.parent, what=f"{self.parent}: sửa nội dung bàn giao. {changes_of(form)}"
        )


class HandoverRecord(HandoverPart, RecentLoginRequiredMixin, View):
    allowed = staticmethod(permissions.can_run)

    def post(self, request, pk):
        return attempt(request, self.record, done="Đã ghi nhận bàn giao.", to=self.handover)

    @transaction.atomic
    def record(self, by) -> None:
        """Held first, so that the list which is compared with the minutes is the one that is recorded."""
        self.handover.held_open()
        self.handover.refresh_from_db()
        self.handover.hand_over(by=by, missing=obstacles(self.handover))


class HandoverReceive(HandoverPart, RecentLoginRequiredMixin, View):
    """The chair of the receiving association says so, under their own name."""

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        if self.handover and not permissions.can_receive(request.user, self.handover):
            raise PermissionDenied

    def post(self, request, pk):
        return attempt(request, self.handover.receive, done="Đã xác nhận nhận bàn giao.", to=self.handover)
