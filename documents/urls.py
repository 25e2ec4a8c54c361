from django.urls import path

from . import views

app_name = "documents"

urlpatterns = [
    path("verify/", views.Verify.as_view(), name="verify"),
    path("verify/<str:code>/", views.Verify.as_view(), name="verify-paper"),
]
