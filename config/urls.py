from allauth.account.decorators import secure_admin_login
from django.conf import settings
from django.contrib import admin
from django.urls import include, path
from django.views.generic import RedirectView

from . import oidc, posing, views, views_help, views_search, views_system

# By the same door as everybody, with its second factor.
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]

handler500 = "config.views.failed"

urlpatterns = [
    path("", views.Home.as_view(), name="home"),
    path("years/<int:pk>/", views.YearPage.as_view(), name="year"),
    path("healthz", views_system.Healthz.as_view(), name="healthz"),
    path("readyz", views_system.Readyz.as_view(), name="readyz"),
    path("system/", views_system.SystemPage.as_view(), name="system"),
    path("posing/end/", posing.PoseEnd.as_view(), name="pose-end"),
    path("posing/<int:pk>/", posing.PoseAs.as_view(), name="pose-as"),
    path("search/", views_search.Search.as_view(), name="search"),
    path("help/", views_help.Help.as_view(), name="help"),
    path("help/<slug:name>/", views_help.HelpPage.as_view(), name="help-page"),
    path("resume/", views.resume, name="resume"),
    path("", include("documents.urls")),
    path("", include("members.urls")),
    path("", include("blocs.urls")),
    path("", include("pledges.urls")),
    path("", include("awards.urls")),
    path("accounts/email/", RedirectView.as_view(pattern_name="home"), name="account_email"),
    path("accounts/2fa/", include("allauth.mfa.urls")),
    path("accounts/sessions/", include("allauth.usersessions.urls")),
    path("accounts/oidc/<str:provider_id>/login/", oidc.login, name="openid_connect_login"),
    path("accounts/oidc/<str:provider_id>/login/callback/", oidc.callback, name="openid_connect_callback"),
    path("accounts/3rdparty/", include("allauth.socialaccount.urls")),
    path("accounts/", include("allauth.account.urls")),
    path("admin/", admin.site.urls),
]
if settings.DEBUG:
    from .views_components import components

    urlpatterns.append(path("components/", components))
