from django.urls import path

from .lists import LISTS
from .views import ListCsv, OpenApi, page_of

app_name = "api"


def place(address: str) -> str:
    return address.replace("{id}", "<int:pk>")


urlpatterns = [
    path("openapi.json", OpenApi.as_view(), name="openapi"),
    *(path(place(one.address), page_of(one), name=one.name) for one in LISTS),
    *(
        path(f"{place(one.address)[:-1]}.csv", ListCsv.as_view(listing=one), name=f"{one.name}-csv")
        for one in LISTS
    ),
]
