"""Targets looked at before the pledge is signed: one member's with the word on each, and the bloc's as a summary."""

from django.contrib import messages
from django.shortcuts import redirect
from django.views.generic import TemplateView, View
from django.views.generic.detail import SingleObjectMixin

from base.access import Allowed
from base.forms import all_valid
from base.workflow import Refused
from blocs import permissions as bloc_permissions
from blocs.views.years import YearPart
from documents.list_downloads import list_download
from documents.spreadsheets import Listing
from pledges import permissions
from pledges.actions.targets import Said, ask_to_raise, remark_on_targets
from pledges.forms.targets import RaiseForm, TargetRemarkForm
from pledges.models import TargetRemark
from pledges.vetting import MemberTargets, VettedTarget, by_member, by_target, handed_in, targets_of

from .registrations import REGISTRATIONS


class TargetRemarks(Allowed, SingleObjectMixin, TemplateView):
    """Every target of one registration beside the year before, with the word on it."""

    queryset = REGISTRATIONS
    allowed = staticmethod(permissions.can_vet)
    template_name = "pledges/target_remarks.html"

    def dispatch(self, request, *args, **kwargs):
        self.object = self.get_object()
        return super().dispatch(request, *args, **kwargs)

    def rows(self, data=None) -> list[tuple[VettedTarget, TargetRemarkForm]]:
        (member,) = targets_of([self.object], self.object.bloc_year)
        return [
            (vetted, TargetRemarkForm(data, prefix=f"target-{vetted.target.pk}", vetted=vetted))
            for vetted in member.targets
        ]

    def get_context_data(self, **kwargs):
        kwargs.setdefault("rows", self.rows())
        kwargs.setdefault("raising", RaiseForm())
        year = self.object.bloc_year
        return super().get_context_data(
            registration=self.object, year=year, following=self.following(), **kwargs
        )

    def following(self) -> MemberTargets | None:
        """The next member whose targets wait, after this one."""
        others = [one for one in handed_in(self.object.bloc_year) if one.pk != self.object.pk]
        mine = [one for one in others if permissions.can_vet(self.request.user, one)]
        return next((member for member in targets_of(mine, self.object.bloc_year) if member.unvetted), None)

    def post(self, request, *args, **kwargs):
        rows, raising = self.rows(request.POST), RaiseForm(request.POST)
        if not all_valid(raising, *(form for _, form in rows)):
            return self.render_to_response(self.get_context_data(rows=rows, raising=raising))
        said = [Said(vetted.target, **form.cleaned_data) for vetted, form in rows]
        try:
            outcome = self.write(said, raising)
        except Refused as refusal:
            raising.add_error(None, str(refusal))
            return self.render_to_response(self.get_context_data(rows=rows, raising=raising))
        messages.success(request, outcome)
        following = self.following()
        if following:
            return redirect(following.registration.url("targets"))
        return redirect("pledges:targets", self.object.bloc_year_id)

    def write(self, said: list[Said], raising: RaiseForm) -> str:
        """What was done, in the reader's words."""
        body, user = self.object.association.short_name, self.request.user
        if "raise" not in self.request.POST:
            remark_on_targets(self.object, said, by=user)
            return f"Đã ghi nhận xét chỉ tiêu của {body}."
        due_at = raising.cleaned_data["due_at"]
        if due_at is None:
            raise Refused("Ghi hạn nộp lại.")
        ask_to_raise(self.object, said, due_at=due_at, by=user)
        return f"Đã trả bản đăng ký của {body} để nâng chỉ tiêu; hội được báo."


class TargetsPart(YearPart):
    """The bloc's registered targets, for whoever reads the whole year."""

    allowed = staticmethod(bloc_permissions.can_read_all)

    def members(self) -> list[MemberTargets]:
        return targets_of(handed_in(self.parent), self.parent)


class Targets(TargetsPart, TemplateView):
    """The summary for the conference at which the pledge is signed."""

    template_name = "pledges/targets.html"

    def get_context_data(self, **kwargs):
        members, user = self.members(), self.request.user
        by = "target" if self.request.GET.get("by") == "target" else "member"
        return super().get_context_data(
            members=members,
            by=by,
            groups=by_target(members) if by == "target" else by_member(members),
            lower=sum(one.is_lower for member in members for one in member.targets),
            reviewable={
                one.registration.pk for one in members if permissions.can_vet(user, one.registration)
            },
            unvetted=sum(member.unvetted for member in members),
            to_raise=sum(member.to_raise for member in members),
            total=sum(len(member.targets) for member in members),
            **kwargs,
        )


class TargetsSheet(TargetsPart, View):
    """The same as XLSX."""

    COLUMNS = [
        ("Hội", 30), ("Nội dung", 10), ("Chỉ tiêu", 40), ("Đơn vị tính", 12), ("Kế hoạch năm trước", 16),
        ("Thực hiện năm trước", 16), ("Kế hoạch năm nay", 16), ("So năm trước (%)", 14), ("Nhận xét", 16),
        ("Lý do", 40), ("Trả lời của hội", 40),
    ]  # fmt: skip

    def get(self, request, pk):
        rows = [self.row(member, one) for member in self.members() for one in member.targets]
        title = f"Chỉ tiêu đăng ký thi đua năm {self.parent.year}, {self.parent.bloc.short_name}"
        listing = Listing("Danh sách", title, self.COLUMNS, rows)
        return list_download(request, f"chi-tieu-dang-ky-{self.parent.year}", listing)

    @staticmethod
    def row(member: MemberTargets, one: VettedTarget) -> list:
        target, remark = one.target, one.remark
        return [
            member.association.short_name,
            target.content.code,
            target.name,
            target.unit,
            one.before.plan,
            one.before.actual,
            target.plan_shown,
            one.growth_shown,
            TargetRemark.Verdict(remark.verdict).label if remark else "",
            remark.why if remark else "",
            one.answer,
        ]
