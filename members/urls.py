from django.urls import path

from . import views

app_name = "members"

urlpatterns = [
    path("associations/", views.AssociationList.as_view(), name="associations"),
    path("associations/<int:pk>/", views.AssociationDetail.as_view(), name="association"),
    path("associations/<int:pk>/invite/", views.OfficerInvite.as_view(), name="officer-invite"),
    path("invitations/<int:officer>/accept/", views.InvitationAccept.as_view(), name="invitation-accept"),
    path("invitations/<int:officer>/decline/", views.InvitationDecline.as_view(), name="invitation-decline"),
    path("notices/", views.NoticeList.as_view(), name="notices"),
    path("notices/read/", views.NoticesRead.as_view(), name="notices-read"),
    path("notices/first-steps/", views.Welcomed.as_view(), name="welcomed"),
    path("notices/mail/", views.MailPreference.as_view(), name="mail"),
    path("notices/<int:pk>/", views.NoticeOpen.as_view(), name="notice"),
    path("associations/<int:pk>/officers/<int:officer>/end/", views.OfficerEnd.as_view(), name="officer-end"),
]
