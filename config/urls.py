from allauth.account.decorators import secure_admin_login
from django.conf import settings
from django.contrib import admin
from django.urls import include, path
from django.views.generic import RedirectView

from members.sign_in import impersonation, oidc
from operations import own_data
from operations import views as operations
from operations.privacy import retention_views as retention
from operations.privacy import views as privacy
from operations.security_level import views as security
from portal.views import api_tokens, calendar, pages, search
from portal.views import help as help_pages

# By the same door as everybody, with its second factor.
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]

handler500 = "portal.views.pages.failed"

urlpatterns = [
    path("", pages.Home.as_view(), name="home"),
    path("years/<int:pk>/", pages.YearPage.as_view(), name="year"),
    path("healthz", operations.Healthz.as_view(), name="healthz"),
    path("readyz", operations.Readyz.as_view(), name="readyz"),
    path("system/", operations.SystemPage.as_view(), name="system"),
    path("system/security-level/", security.SecurityLevelPage.as_view(), name="security-level"),
    path("system/accounts/", security.AccountsReview.as_view(), name="accounts-review"),
    path("system/papers/<slug:name>.<slug:side>", security.SecurityPaper.as_view(), name="security-paper"),
    path("system/breach/", privacy.BreachSheet.as_view(), name="breach-sheet"),
    path("system/retention/", retention.RetentionPage.as_view(), name="retention"),
    path("system/retention/<slug:rule>/", retention.RetentionList.as_view(), name="retention-list"),
    path("system/retention/decide/<int:pk>/", retention.RemovalDecision.as_view(), name="removal-decide"),
    path("my-data/", own_data.OwnData.as_view(), name="own-data"),
    path("my-data/file/", own_data.OwnDataFile.as_view(), name="own-data-file"),
    path("my-calendar/", calendar.OwnCalendar.as_view(), name="own-calendar"),
    path("my-calendar/end/", calendar.OwnCalendarEnd.as_view(), name="own-calendar-end"),
    path("calendar/<str:token>.ics", calendar.CalendarFile.as_view(), name="calendar-feed"),
    path("api/v1/", include("portal.api.urls")),
    path("my-keys/", api_tokens.ApiTokens.as_view(), name="api-tokens"),
    path("my-keys/<int:pk>/end/", api_tokens.ApiTokenEnd.as_view(), name="api-token-end"),
    path("posing/end/", impersonation.ImpersonationEnd.as_view(), name="pose-end"),
    path("posing/<int:pk>/", impersonation.ImpersonationStart.as_view(), name="pose-as"),
    path("search/", search.Search.as_view(), name="search"),
    path("help/", help_pages.Help.as_view(), name="help"),
    path("help/<slug:name>/", help_pages.HelpPage.as_view(), name="help-page"),
    path("resume/", pages.resume, name="resume"),
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
    from portal.views.components import components

    urlpatterns.append(path("components/", components))
