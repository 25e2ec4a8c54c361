"""Keys of the tellers, and the urn that two of them open on their own devices."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.views.generic import DetailView, TemplateView, View

from awards import permissions
from awards.actions.sealed_vote import (
    ballots_to_open,
    keep_key,
    number_of,
    open_ballots,
    remove_key,
    take_layer_off,
)
from awards.forms import OpenedForm, StrippedForm, TellerKeyForm
from awards.models import KEY_HOLDERS
from base.access import Visible
from base.workflow import Refused

from .conference import ConferencePart
from .polls import POLLS


class TellerKeys(ConferencePart, TemplateView):
    """Who holds a key; a teller makes theirs here, on the device that will open the urn."""

    allowed = staticmethod(permissions.can_see_keys)
    template_name = "awards/teller_keys.html"

    def get_context_data(self, **kwargs):
        keys = list(self.conference.teller_keys.select_related("holder"))
        user = self.request.user
        return super().get_context_data(
            keys=keys,
            own=next((key for key in keys if key.holder_id == user.pk), None),
            wanted=KEY_HOLDERS,
            may_hold=permissions.can_hold_key(user, self.parent),
            is_voting=self.conference.polls.open().exists(),
            **kwargs,
        )

    def post(self, request, *args, **kwargs):
        if not permissions.can_hold_key(request.user, self.parent):
            raise PermissionDenied
        form = TellerKeyForm(request.POST)
        try:
            if not form.is_valid():
                raise Refused("Máy này chưa tạo được khóa; hãy dùng trình duyệt mới hơn.")
            keep_key(self.conference, by=request.user, public_key=form.cleaned_data["public_key"])
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, "Đã tạo khóa. Dùng đúng máy và trình duyệt này khi mở phiếu.")
        return redirect("awards:teller-keys", self.parent.pk)


class TellerKeyRemove(ConferencePart, View):
    def post(self, request, pk, teller_key):
        one = get_object_or_404(self.conference.teller_keys, pk=teller_key)
        try:
            remove_key(one, by=request.user)
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, f"Đã bỏ khóa của {one.holder}.")
        return redirect("awards:teller-keys", pk)


class BallotsOpen(Visible, DetailView):
    """For a teller with a key: the ballots to take a layer off or to open, and what their device made of them."""

    queryset = POLLS
    template_name = "awards/ballots_open.html"

    def dispatch(self, request, *args, **kwargs):
        self.object = self.get_object()
        holds_key = self.object.conference.teller_keys.filter(holder_id=request.user.pk).exists()
        if not (holds_key and self.object.is_kept_by_tellers):
            raise PermissionDenied
        if not permissions.can_open_urn(request.user, self.object):
            messages.info(request, "Cuộc bỏ phiếu này đang nhận phiếu, hoặc đã mở phiếu xong.")
            return redirect(self.object)
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        poll, user = self.object, self.request.user
        number = number_of(poll, user)
        first = poll.first_number
        opens = first not in {0, number} and "again" not in self.request.GET
        work = {
            "number": number,
            "first": first,
            "conference": poll.conference_id,
            "key": poll.conference.teller_keys.get(holder=user).public_key,
            "ballots": ballots_to_open(poll, number) if opens else [one.text for one in poll.sealed.all()],
        }
        return super().get_context_data(
            poll=poll, year=poll.conference.bloc_year, opens=opens, first=first, work=work,
            waits=first == number, **kwargs,
        )  # fmt: skip

    def post(self, request, pk):
        poll = self.object
        try:
            if "lists" in request.POST:
                take_layer_off(poll, by=request.user, **self.checked(StrippedForm))
                messages.success(
                    request, "Đã mở lớp thứ nhất và xáo phiếu. Mời người giữ khóa thứ hai mở tiếp."
                )
            else:
                vote = open_ballots(poll, by=request.user, **self.checked(OpenedForm))
                messages.success(
                    request,
                    f"Đã mở và kiểm phiếu: {vote}. Hội nghị xong, hãy mở lại trang Khóa của ban kiểm phiếu.",
                )
        except Refused as refusal:
            messages.error(request, str(refusal))
            return redirect("awards:ballots-open", pk)
        return redirect("awards:poll", pk)

    def checked(self, form_class) -> dict:
        form = form_class(self.request.POST)
        if not form.is_valid():
            raise Refused("Máy này gửi lên không đúng; hãy tải lại trang rồi mở lại.")
        return form.cleaned_data
