"""Criteria that members do not score: the secretariat gives points to all on one page, by hand or from a list."""

import re

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.views.generic import TemplateView

from base.forms import all_valid, row_forms
from base.vietnamese import number, search_key
from base.workflow import Refused
from blocs.member_values import read_member_values
from blocs.models import Criterion
from blocs.views.years import YearPart
from documents.table_forms import TableForm
from documents.workbooks import SheetRefused
from pledges import permissions
from pledges.actions.given_scores import Given, give_scores
from pledges.forms.given_scores import GivenScoreForm, SourceForm
from pledges.given_scores import given_criteria, lacking_points
from pledges.last_year import points_of_members

# What the columns of a body's list say.
COLUMNS = {
    "points": re.compile(r"diem|ket qua|danh gia|dat"),
    "note": re.compile(r"ghi chu|ly do|noi dung"),
}


class GivenScores(YearPart, TemplateView):
    """The criteria in force that others than the member score, and for how many members they have points."""

    allowed = staticmethod(permissions.can_see_given)
    template_name = "pledges/given_scores.html"

    def get_context_data(self, **kwargs):
        members = list(self.parent.members().values_list("pk", flat=True))
        rows = [(c, len(members) - lacking) for c, lacking in lacking_points(self.parent, members)]
        return super().get_context_data(rows=rows, members=len(members), **kwargs)


class GivenScoresEdit(YearPart, TemplateView):
    """All members for one criterion; a list of the office or of another body fills the boxes in."""

    allowed = staticmethod(permissions.can_see_given)
    template_name = "pledges/given_scores_edit.html"

    @cached_property
    def criterion(self) -> Criterion:
        wanted = next((c for c in given_criteria(self.parent) if c.pk == self.kwargs["given"]), None)
        if wanted is None:
            raise Http404
        return wanted

    @cached_property
    def held(self) -> dict:
        return {
            score.association_id: score for score in self.parent.given_scores.filter(code=self.criterion.code)
        }

    @cached_property
    def members(self) -> list:
        return list(self.parent.members())

    @cached_property
    def may_write(self) -> set[int]:
        """The members for whom this person may give points."""
        user, year = self.request.user, self.parent
        return {one.pk for one in self.members if permissions.can_give(user, year, one.pk)}

    def rows(self, data=None, read: dict | None = None) -> list[tuple]:
        """(member, its form or None where somebody else gives it, what it has)."""
        mine = [member for member in self.members if member.pk in self.may_write]

        def initial(member):
            if read and member.pk in read:
                return {"points": points_said(read[member.pk].get("points", ""), self.criterion),
                        "note": read[member.pk].get("note", "")[:190]}  # fmt: skip
            score = self.held.get(member.pk)
            return {"points": score.points, "note": score.note} if score else {}

        forms = row_forms(
            GivenScoreForm, mine, data, initial=initial, criterion=self.criterion, step=self.parent.score_step
        )
        by_member = {member.pk: form for member, form in zip(mine, forms, strict=True)}
        return [(member, by_member.get(member.pk), self.held.get(member.pk)) for member in self.members]

    def get_context_data(self, **kwargs):
        source = next((score.source for score in self.held.values()), "")
        kwargs.setdefault("rows", self.rows())
        kwargs.setdefault("source_form", SourceForm(initial={"source": source}))
        kwargs.setdefault("table_form", TableForm())
        locked = self.parent.is_locked
        kwargs["last_year"] = points_of_members(self.parent, self.criterion)
        kwargs |= {"criterion": self.criterion, "locked": locked, "may_write": self.may_write and not locked}
        return super().get_context_data(**kwargs)

    def post(self, request, *args, **kwargs):
        if not self.may_write:
            raise PermissionDenied
        if "read" in request.POST:
            return self.read()
        rows, source_form = self.rows(request.POST), SourceForm(request.POST)
        forms = [form for _, form, _ in rows if form]
        if not all_valid(source_form, *forms):
            messages.error(request, "Chưa lưu: có ô chưa đúng, xem dòng chữ đỏ bên dưới.")
            return self.render_to_response(self.get_context_data(rows=rows, source_form=source_form))
        given = [Given(member, **form.cleaned_data) for member, form, _ in rows if form]
        source = source_form.cleaned_data["source"]
        try:
            changed = give_scores(self.parent, self.criterion, given, source=source, by=request.user)
        except Refused as refusal:
            messages.error(request, str(refusal))
            return self.render_to_response(self.get_context_data(rows=rows, source_form=source_form))
        messages.success(request, f"Đã lưu điểm tiêu chí {self.criterion.code} cho {len(changed)} hội.")
        return redirect("pledges:given-scores", self.parent.pk)

    def read(self):
        """Fills the page from a list; nothing is saved yet."""
        form = TableForm(self.request.POST, self.request.FILES)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(table_form=form))
        try:
            from_file = read_member_values(form.sheets(), self.members, COLUMNS)
        except SheetRefused as refusal:
            form.add_error("file", str(refusal))
            return self.render_to_response(self.get_context_data(table_form=form))
        messages.info(
            self.request,
            f"Đã đọc {len(from_file.values)} đơn vị từ danh sách; ghi căn cứ, xem lại rồi bấm Lưu.",
        )
        rows = self.rows(read=from_file.values)
        return self.render_to_response(self.get_context_data(rows=rows, faults=from_file.faults))


YES = re.compile(r"^x$|^co$|^dat$|^hoan thanh|✓")
NO = re.compile(r"^khong|^chua|^-$")


def points_said(text: str, criterion: Criterion) -> str:
    """What a cell gives, as it would be typed: a number, or all and nothing for a yes-or-no criterion."""
    plain = search_key(text).strip()
    if criterion.kind == Criterion.Kind.YES_NO and NO.search(plain):
        return "0"
    if criterion.kind == Criterion.Kind.YES_NO and YES.search(plain):
        return number(criterion.max_points)
    return re.sub(r"\s*(điểm|đ)\s*$", "", text, flags=re.I)
