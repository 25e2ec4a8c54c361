"""An administrator looks at the site as somebody else, to help: announced, logged, for reading only."""

from django.contrib import messages
from django.contrib.auth import get_user_model
from django.contrib.auth.mixins import UserPassesTestMixin
from django.shortcuts import get_object_or_404, redirect, render
from django.views.generic import View

from audit.log import record
from audit.tracing import trace

from .second_factor import RecentLoginRequiredMixin

SEEN_AS = "seen_as"  # the key of whom, in the administrator's session


class ImpersonationMiddleware:
    """Whoever looks as another is that other for the request, and may send nothing but the word to stop."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.posing = None
        key = request.session.get(SEEN_AS)
        if key and request.user.is_superuser and not request.path.startswith(("/accounts/", "/posing/")):
            administrator, other = (
                request.user,
                get_user_model().objects.filter(pk=key, is_active=True).first(),
            )
            if other is None:
                del request.session[SEEN_AS]
            elif request.method not in ("GET", "HEAD", "OPTIONS"):
                return render(request, "impersonation.html", {"other": other}, status=403)
            else:
                request.user, request.posing = other, administrator
                trace().posing = str(administrator)
        return self.get_response(request)


class AdministratorPart(UserPassesTestMixin, View):
    def test_func(self):
        return self.request.user.is_superuser


class ImpersonationStart(AdministratorPart, RecentLoginRequiredMixin, View):
    """Begin to look as this person. Never as another administrator."""

    def post(self, request, pk):
        other = get_object_or_404(get_user_model(), pk=pk, is_active=True, is_superuser=False)
        request.session[SEEN_AS] = other.pk
        record("posing.begun", other, what=f"Xem trang như {other}")
        return redirect("home")


class ImpersonationEnd(AdministratorPart):
    def post(self, request):
        if request.session.pop(SEEN_AS, None):
            record("posing.ended", what="Thôi xem trang như người khác")
            messages.success(request, "Đã trở lại tài khoản của anh/chị.")
        return redirect("home")
