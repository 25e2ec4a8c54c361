"""People who sign in, for whoever administers the site or a province; and one's own telephone."""

import logging

from allauth.core.exceptions import ReauthenticationRequired
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Prefetch
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.generic import DetailView, ListView, UpdateView, View
from django.views.generic.detail import SingleObjectMixin

from audit.log import acts_about, changes_of, record
from base.access import Allowed, Inside, Visible, attempt
from members import permissions
from members.forms import PasswordForgottenForm
from members.models import Officer, User
from members.notifications import queue_invitation, queue_welcome
from members.person_forms import ContactForm, OfficerForm, PersonForm, ReplyForm
from members.sign_in.addresses import change_address
from members.sign_in.second_factor import proved_lately

logger = logging.getLogger(__name__)


class PersonList(Visible, ListView):
    """Everybody one administers, by name; those who have not come, or whose account is shut, by a link."""

    queryset = User.objects.select_related("province").order_by("search_key", "pk")
    template_name = "members/person_list.html"
    paginate_by = 30
    FILTERS = {"not-come": "Chưa đăng nhập lần nào", "closed": "Đã khóa"}

    def dispatch(self, request, *args, **kwargs):
        if not permissions.can_list_people(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_queryset(self):
        offices = Officer.objects.named_on(timezone.localdate()).select_related("association")
        people = super().get_queryset().search(self.request.GET.get("q", ""))
        only = self.request.GET.get("only", "")
        if only == "not-come":
            people = people.filter(last_login=None, is_active=True)
        elif only == "closed":
            people = people.filter(is_active=False)
        return people.prefetch_related(Prefetch("officer_set", offices, to_attr="offices_today"))

    def get_context_data(self, **kwargs):
        only = self.request.GET.get("only", "")
        return super().get_context_data(
            q=self.request.GET.get("q", ""),
            only=only if only in self.FILTERS else "",
            filters=self.FILTERS,
            **kwargs,
        )


class PersonPart(Allowed):
    """One person, for whoever administers them."""

    queryset = User.objects.all()
    allowed = staticmethod(permissions.can_manage_person)


class PersonDetail(PersonPart, DetailView):
    """Who this is, which offices they hold and held, and what can be done about the account."""

    template_name = "members/person_detail.html"
    context_object_name = "person"

    def get_context_data(self, **kwargs):
        offices = self.object.officer_set.select_related("association").order_by("-until", "-since", "pk")
        return super().get_context_data(
            offices=sorted(offices, key=lambda office: office.until is not None),
            acts=acts_about(self.object),
            is_invited=self.object.last_login is None,
            requests=self._requests(kwargs.pop("reply", None)),
            **kwargs,
        )

    def _requests(self, reply):
        """(request, form to answer it): the form that was sent with a mistake in place of an empty one."""
        sent = reply.prefix if reply else None
        requests = self.object.correction_requests.select_related("answered_by")
        return [
            (correction, reply if sent == f"reply-{correction.pk}" else _reply_form(correction))
            for correction in requests
        ]


def _reply_form(correction, data=None):
    return ReplyForm(data, prefix=f"reply-{correction.pk}")


class CorrectionReply(PersonDetail):
    """Answers what a person wants put right; a mistake comes back on the person's page."""

    http_method_names = ["post"]

    def post(self, request, pk, correction):
        self.object = self.get_object()
        wanted = get_object_or_404(self.object.correction_requests, pk=correction)
        form = _reply_form(wanted, request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(reply=form))

        def answer(*, by):
            wanted.reply(form.cleaned_data["answer"], by=by)

        return attempt(request, answer, done="Đã gửi trả lời.", to=self.object)


class PersonEdit(PersonPart, UpdateView):
    form_class = PersonForm
    template_name = "members/person_edit.html"
    context_object_name = "person"

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"by": self.request.user}

    def form_valid(self, form):
        person, changes = form.instance, changes_of(form)
        # The address is what brings a person in: whoever changes it has shown lately who they are.
        is_asked = settings.REAUTHENTICATION_TIMEOUT and not proved_lately(self.request)
        if "email" in form.changed_data and is_asked:
            raise ReauthenticationRequired
        with transaction.atomic():
            person.save(update_fields=["full_name", "phone"])
            if "email" in form.changed_data:
                change_address(person, form.cleaned_data["email"])
            if changes:
                record("user.written", person, what=f"{person}: {changes}")
        messages.success(self.request, f"Đã lưu: {person}.")
        return redirect(person)


class PersonClose(PersonPart, SingleObjectMixin, View):
    def post(self, request, pk):
        person = self.get_object()
        return attempt(request, person.close, done=f"Đã khóa tài khoản của {person}.", to=person)


class PersonSignOut(PersonPart, SingleObjectMixin, View):
    def post(self, request, pk):
        person = self.get_object()
        done = f"Đã đăng xuất {person} khỏi mọi thiết bị."
        return attempt(request, person.end_sessions, done=done, to=person)


class PersonReopen(PersonPart, SingleObjectMixin, View):
    def post(self, request, pk):
        person = self.get_object()
        return attempt(request, person.reopen, done=f"Đã mở lại tài khoản của {person}.", to=person)


class PersonLetter(PersonPart, SingleObjectMixin, View):
    """Sends what brings a person in: the invitation while they have not come, else a way to a new password."""

    def post(self, request, pk):
        person = self.get_object()
        try:
            sent = person.is_active and self.send(person)
        except OSError:
            logger.exception("The letter to person %s was not sent.", person.pk)
            messages.error(request, "Chưa gửi được thư. Hãy thử lại sau ít phút.")
        else:
            if sent:
                messages.success(request, f"Đã gửi thư tới {person.email}.")
            elif not person.is_active:
                messages.error(request, "Tài khoản đang khóa, hãy mở lại trước khi gửi thư.")
            else:
                messages.error(request, f"{person} chưa có vai trò nào, hãy mời từ trang của hội.")
        return redirect(person)

    def send(self, person: User) -> bool:
        return self.send_password_letter(person) if person.last_login else self.invite_again(person)

    def send_password_letter(self, person: User) -> bool:
        form = PasswordForgottenForm({"email": person.email})
        if not form.is_valid():
            return False
        form.save(self.request)
        record("user.password_letter", person, what=f"Gửi thư đặt lại mật khẩu tới {person}")
        return True

    def invite_again(self, person: User) -> bool:
        """Queue the invitation to what they were named for first; False where they were named for nothing."""
        named = Officer.objects.named_on(timezone.localdate()).filter(user=person)
        office = named.select_related("association", "user").order_by("pk").first()
        with transaction.atomic():
            if office:
                queue_invitation(office, invited_by=self.request.user)
            elif person.province:
                queue_welcome(person, invited_by=self.request.user)
            else:
                return False
            record("officer.invited_again", person, what=f"Gửi lại thư mời tới {person}")
        return True


class OfficerEdit(Inside, UpdateView):
    """Corrects the position on papers, and the days of an office."""

    inside = User.objects.all()
    allowed = staticmethod(permissions.can_manage_person)
    form_class = OfficerForm
    pk_url_kwarg = "tenure"
    template_name = "members/officer_edit.html"
    context_object_name = "office"

    def get_queryset(self):
        return self.parent.officer_set.select_related("association")

    def get_context_data(self, **kwargs):
        return super().get_context_data(person=self.parent, **kwargs)

    def form_valid(self, form):
        office, changes = form.instance, changes_of(form)
        with transaction.atomic():
            office.save(update_fields=["position", "since", "until"])
            if changes:
                record("officer.written", office, what=f"{office.association}, {office}: {changes}")
        messages.success(self.request, f"Đã lưu vai trò ở {office.association.short_name}.")
        return redirect(self.parent)


class ContactEdit(Visible, UpdateView):
    """One's own telephone and form of address."""

    queryset = User.objects.all()
    form_class = ContactForm
    template_name = "members/contact_edit.html"

    def get_object(self, queryset=None):
        return self.request.user

    def form_valid(self, form):
        with transaction.atomic():
            form.instance.save(update_fields=form.Meta.fields)
            if changes := changes_of(form):
                record("user.written", form.instance, what=f"{form.instance}: {changes}")
        messages.success(self.request, "Đã lưu.")
        return redirect("mfa_index")
