"""The addresses of the API: a list, whole or of one year, as JSON by pages or as CSV whole; and its description."""

from functools import cache
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.utils.decorators import method_decorator
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from blocs.models import BlocYear

from .lists import LISTS, Listing
from .pages import CsvRenderer, Pages


@method_decorator(login_not_required, name="dispatch")  # who calls is asked by the classes of the API
class ListPage(APIView):
    """One list by pages."""

    listing: Listing = LISTS[0]  # each address names its own
    pagination_class = Pages

    def rows(self, request: Request, pk: int | None) -> Any:
        if not self.listing.is_of_year:
            return self.listing.rows(request.user)
        bloc_year = BlocYear.objects.for_user(request.user).with_parties().filter(pk=pk).first()
        if bloc_year is None:
            raise Http404
        return self.listing.rows(request.user, bloc_year)

    def get(self, request: Request, pk: int | None = None) -> Response:
        pages = self.pagination_class()
        rows = pages.paginate_queryset(self.rows(request, pk), request, view=self)
        return pages.get_paginated_response(self.written(rows))

    def written(self, rows: Any) -> list[dict[str, Any]]:
        return self.listing.fields([self.listing.row(row) for row in rows or []], many=True).data


class ListCsv(ListPage):
    """The same list, whole, as CSV."""

    renderer_classes = [CsvRenderer]
    schema = None  # described with the pages

    def get(self, request: Request, pk: int | None = None) -> Response:
        name = f"{self.listing.name}{f'-{pk}' if pk else ''}.csv"
        response = Response([*self.written(self.rows(request, pk))])
        response["Content-Disposition"] = f'attachment; filename="{name}"'
        return response


def page_of(listing: Listing) -> Any:
    """The view of one list, described in the schema by its own name and fields."""

    @extend_schema(
        operation_id=listing.name,
        summary=listing.title,
        description=f"{listing.title}. Cả danh sách dạng CSV: cùng địa chỉ, thay dấu / cuối bằng .csv.",
        responses=listing.fields(many=True),
        tags=["v1"],
    )
    def get(self: ListPage, request: Request, pk: int | None = None) -> Response:
        return ListPage.get(self, request, pk)

    name = f"{listing.name.capitalize()}Page"
    return type(name, (ListPage,), {"listing": listing, "get": get}).as_view()  # type: ignore[attr-defined]


class BearerScheme(OpenApiAuthenticationExtension):
    """How the description says that a key is sent."""

    target_class = "portal.api.tokens.TokenAuthentication"
    name = "key"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:  # noqa: ARG002
        return {"type": "http", "scheme": "bearer"}


@cache
def description() -> dict[str, Any]:
    return SchemaGenerator(urlconf="portal.api.urls").get_schema(request=None, public=True)


@method_decorator(login_not_required, name="dispatch")
class OpenApi(APIView):
    """The description of the API (OpenAPI 3), for whoever writes a caller."""

    permission_classes: list[Any] = []
    authentication_classes: list[Any] = []
    throttle_classes: list[Any] = []
    schema = None

    def get(self, request: Request) -> Response:
        return Response(description())
