"""Every page is closed unless it says otherwise, and a session that ran out costs nobody their text."""

from django.conf import settings
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from config.forms import saves_itself

HELD = "held_post"
HELD_LIMIT = 1_000_000  # characters; a session is no place for more
OTHER_PERSON = "Trang này mở bằng tài khoản khác với tài khoản đang đăng nhập."
PERSON = "person"  # the cookie that remembers, signed, whose browser this is


class SignInRequired(LoginRequiredMiddleware):
    """Sends whoever is not signed in to sign-in and back; what they were sending is held for them alone."""

    def __call__(self, request):
        response = super().__call__(request)
        if request.user.is_authenticated and not request.COOKIES.get(PERSON, "").startswith(
            f"{request.user.pk}:"
        ):
            response.set_signed_cookie(
                PERSON, request.user.pk, httponly=True, samesite="Lax", secure=settings.HTTPS
            )
        return response

    def process_view(self, request, view_func, view_args, view_kwargs):
        page_of = request.headers.get("X-Person")
        if page_of and request.user.is_authenticated and page_of != str(request.user.pk):
            return JsonResponse({"refused": OTHER_PERSON}, status=409)
        return super().process_view(request, view_func, view_args, view_kwargs)

    def handle_no_permission(self, request, view_func):
        if saves_itself(request):
            return JsonResponse({}, status=401)  # the page keeps its text and offers to sign in
        person = request.get_signed_cookie(PERSON, default=None)
        typed = [(name, values) for name, values in request.POST.lists() if "password" not in name]
        fields = [(name, value) for name, values in typed for value in values]
        is_small = sum(len(value) for _, value in fields) <= HELD_LIMIT
        # What is typed under /accounts/ and in the admin is never held, and no password anywhere.
        is_text = not request.path.startswith(("/accounts/", "/admin/"))
        if request.method != "POST" or not (person and is_small and is_text):
            return super().handle_no_permission(request, view_func)
        held = {
            "path": request.get_full_path(),
            "fields": fields,
            "files": bool(request.FILES),
            "person": person,
        }
        request.session[HELD] = held
        return redirect(f"{reverse('account_login')}?next={reverse('resume')}")


class ReadOnly:
    """In an opened archive nothing is sent but what signing in and asking after a paper need."""

    SENT = ("/accounts/", "/verify/")

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        is_reading = request.method in ("GET", "HEAD", "OPTIONS") or request.path.startswith(self.SENT)
        if settings.READ_ONLY and not is_reading:
            return render(request, "read_only.html", status=403)
        return self.get_response(request)
