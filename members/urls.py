from django.urls import path

from . import views

app_name = "members"

urlpatterns = [
    path("associations/", views.AssociationList.as_view(), name="associations"),
    path("associations/<int:pk>/", views.AssociationDetail.as_view(), name="association"),
    path("associations/<int:pk>/invite/", views.OfficerInvite.as_view(), name="officer-invite"),
    path("associations/<int:pk>/officers/<int:officer>/end/", views.OfficerEnd.as_view(), name="officer-end"),
]
