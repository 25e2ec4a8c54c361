from django.urls import path

from .views import associations, notices, people

app_name = "members"

urlpatterns = [
    path("associations/", associations.AssociationList.as_view(), name="associations"),
    path("associations/<int:pk>/", associations.AssociationDetail.as_view(), name="association"),
    path("associations/<int:pk>/edit/", associations.AssociationEdit.as_view(), name="association-edit"),
    path(
        "associations/<int:pk>/rename/", associations.AssociationRename.as_view(), name="association-rename"
    ),
    path("associations/<int:pk>/invite/", associations.OfficerInvite.as_view(), name="officer-invite"),
    path(
        "invitations/<int:officer>/accept/", associations.InvitationAccept.as_view(), name="invitation-accept"
    ),
    path(
        "invitations/<int:officer>/decline/",
        associations.InvitationDecline.as_view(),
        name="invitation-decline",
    ),
    path("people/", people.PersonList.as_view(), name="people"),
    path("people/<int:pk>/", people.PersonDetail.as_view(), name="person"),
    path("people/<int:pk>/edit/", people.PersonEdit.as_view(), name="person-edit"),
    path("people/<int:pk>/close/", people.PersonClose.as_view(), name="person-close"),
    path("people/<int:pk>/sign-out/", people.PersonSignOut.as_view(), name="person-sign-out"),
    path("people/<int:pk>/reopen/", people.PersonReopen.as_view(), name="person-reopen"),
    path("people/<int:pk>/letter/", people.PersonLetter.as_view(), name="person-letter"),
    path(
        "people/<int:pk>/requests/<int:correction>/",
        people.CorrectionReply.as_view(),
        name="correction-reply",
    ),
    path("people/<int:pk>/offices/<int:tenure>/", people.OfficerEdit.as_view(), name="officer-edit"),
    path("contact/", people.ContactEdit.as_view(), name="contact"),
    path("notices/", notices.NoticeList.as_view(), name="notices"),
    path("notices/read/", notices.NoticesRead.as_view(), name="notices-read"),
    path("notices/first-steps/", notices.Welcomed.as_view(), name="welcomed"),
    path("notices/mail/", notices.MailPreference.as_view(), name="mail"),
    path("notices/<int:pk>/", notices.NoticeOpen.as_view(), name="notice"),
    path(
        "associations/<int:pk>/officers/<int:officer>/end/",
        associations.OfficerEnd.as_view(),
        name="officer-end",
    ),
]
