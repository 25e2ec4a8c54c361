"""The bloc over the years: points, ranks, claims above what was verified, titles held running."""

from django.utils.functional import cached_property
from django.views.generic import TemplateView, View

from awards.over_years import (
    CriterionOverYears,
    MemberOverYears,
    criteria_over_years,
    members_over_years,
    seen_years,
)
from blocs import permissions as bloc_permissions
from blocs.models import BlocYear
from blocs.views.years import YearPart
from documents.list_downloads import list_download
from documents.spreadsheets import Listing


class OverYearsPart(YearPart):
    """Whoever reads the whole year has every member; a member has its own lines of the years that were published."""

    @cached_property
    def reads_all(self) -> bool:
        return bloc_permissions.can_read_all(self.request.user, self.parent)

    @cached_property
    def years(self) -> list[BlocYear]:
        return seen_years(self.request.user, self.parent)

    @property
    def only(self) -> list[int] | None:
        return None if self.reads_all else self.request.user.association_ids

    def members(self) -> list[MemberOverYears]:
        return members_over_years(self.parent, self.years, self.only)

    def criteria(self) -> list[CriterionOverYears]:
        return criteria_over_years(self.years, self.only)


class OverYears(OverYearsPart, TemplateView):
    template_name = "awards/over_years.html"

    def get_context_data(self, **kwargs):
        members, criteria = self.members(), self.criteria()
        changes = [*(member.change for member in members), *(criterion.change for criterion in criteria)]
        return super().get_context_data(
            members=members,
            criteria=criteria,
            has_changes=any(change is not None for change in changes),
            has_streaks=any(member.streaks for member in members),
            years=[one.year for one in self.years],
            reads_all=self.reads_all,
            **kwargs,
        )


class OverYearsSheet(OverYearsPart, View):
    """The same as XLSX: a sheet of members, a sheet of criteria."""

    def get(self, request, pk):
        years = [one.year for one in self.years]
        bloc = self.parent.bloc.short_name
        members = [("Hội", 34)]
        for year in years:
            members += [(f"Điểm {year}", 10), (f"Hạng {year}", 10), (f"Tự chấm cao hơn {year}", 12)]
        members.append(("Khen thưởng nhiều năm liền", 60))
        criteria = [("Mã", 8), ("Tiêu chí", 60)]
        for year in years:
            criteria += [(f"Đạt {year} (%)", 10), (f"Tự chấm cao hơn {year}", 12)]
        return list_download(
            request,
            f"qua-cac-nam-{self.parent.year}",
            Listing("Các hội", f"Các hội qua các năm, {bloc}", members, self.member_rows(years)),
            Listing("Tiêu chí", f"Tiêu chí qua các năm, {bloc}", criteria, self.criterion_rows(years)),
        )

    def member_rows(self, years: list[int]) -> list[list]:
        rows = []
        for member in self.members():
            row: list = [member.association.short_name]
            for year in years:
                result = member.results.get(year)
                row += [result.total if result else "", result.rank if result and result.rank else ""]
                row.append(member.claimed_above.get(year, ""))
            rows.append([*row, "; ".join(map(str, member.streaks))])
        return rows

    def criterion_rows(self, years: list[int]) -> list[list]:
        rows = []
        for criterion in self.criteria():
            row: list = [criterion.code, criterion.text]
            for year in years:
                row += [criterion.percents.get(year, ""), criterion.claimed_above.get(year, "")]
            rows.append(row)
        return rows
