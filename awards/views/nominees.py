"""A nominee's own papers: its achievement report in parts, and the conditions of the award."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.generic import FormView, TemplateView, View

from awards import permissions
from awards.actions.achievements import draft_texts, write_texts
from awards.actions.conditions import Said, answer_conditions
from awards.eligibility import higher_prize, judge
from awards.forms import AchievementTextsForm, AnswerForm, AnswerRowForm
from awards.models import ConditionAnswer, Conference, Nomination, Proposal
from awards.papers import issued_papers
from base.access import Inside, StaleCheckMixin, attempt
from base.forms import all_valid
from base.workflow import Refused
from blocs import permissions as bloc_permissions
from blocs.models import AwardCondition, achievement_form, prize_money

NOMINATIONS = Nomination.objects.select_related(
    "proposal__bloc_year__bloc", "proposal__bloc_year__lead", "association", "award_type", "vote"
).prefetch_related("association__former_names")


class NominationPart(Inside):
    """A page of one nomination, for the bloc's people and the nominee's own."""

    inside = NOMINATIONS

    @property
    def year(self):
        return self.parent.proposal.bloc_year

    def day(self):
        """The day whose law is followed: of the conference."""
        conference = Conference.objects.filter(bloc_year=self.year).first()
        return conference.day if conference else timezone.localdate()

    def get_context_data(self, **kwargs):
        return super().get_context_data(nomination=self.parent, year=self.year, **kwargs)  # type: ignore[misc]


class AchievementPage(NominationPart, TemplateView):
    """Where the report stands: what is written, what is issued, whether the award's conditions are met."""

    template_name = "awards/achievement.html"

    def get_context_data(self, **kwargs):
        user, one = self.request.user, self.parent
        can_run = permissions.can_run_proposal(user, one.proposal)
        return super().get_context_data(
            conditions=judge(one),
            issued=[d for d in issued_papers(self.year, one) if d.withdrawn_at is None][:1],
            can_write=permissions.can_write_achievement(user, one),
            can_run=can_run,
            can_draft=bloc_permissions.can_read_all(user, self.year) or user.acts_for(one.association_id),
            prize=prize_money(one.award_type, timezone.localdate()),
            higher=higher_prize(one, timezone.localdate()),
            **kwargs,
        )


class AchievementEdit(StaleCheckMixin, NominationPart, FormView):
    allowed = staticmethod(permissions.can_write_achievement)
    form_class = AchievementTextsForm
    template_name = "awards/achievement_edit.html"

    def parts(self) -> list:
        form = achievement_form(self.parent.award_type, self.day())
        return list(form.parts.all()) if form else []

    def stored(self):
        return list(self.parent.texts.order_by("source").values_list("source", "text"))

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"parts": self.parts(), "texts": dict(self.stored())}

    def form_valid(self, form):
        try:
            write_texts(self.parent, form.cleaned_data, by=self.request.user)
        except Refused as refusal:
            form.add_error(None, str(refusal))
            return self.form_invalid(form)
        messages.success(self.request, "Đã lưu.")
        return redirect("awards:achievement-edit", self.parent.pk)


class AchievementDraft(NominationPart, View):
    allowed = staticmethod(permissions.can_write_achievement)

    def post(self, request, pk):
        def draft(by):
            draft_texts(self.parent, by=by)

        done = "Đã điền các phần còn trống từ báo cáo năm."
        attempt(request, draft, done=done, to="home")
        return redirect("awards:achievement-edit", pk)


class ConditionAnswered(NominationPart, View):
    """A person of the secretariat confirms what no record tells."""

    def post(self, request, pk, condition):
        if not permissions.can_run_proposal(request.user, self.parent.proposal):
            raise PermissionDenied
        conditions = AwardCondition.objects.filter(
            award_type=self.parent.award_type_id, judged_by=AwardCondition.Check.PERSON
        )
        award_condition, form = get_object_or_404(conditions, pk=condition), AnswerForm(request.POST)
        if not form.is_valid():
            messages.error(request, "Hãy chọn đạt hoặc không đạt.")
            return redirect("awards:achievement", pk)

        def answer(by):
            answer_conditions(
                self.parent.proposal, [Said(self.parent, award_condition, **form.facts())], by=by
            )

        attempt(request, answer, done="Đã ghi xác nhận.", to="home")
        return redirect("awards:achievement", pk)


class Conditions(Inside, TemplateView):
    """Every condition of every nominee that asks a person, answered on one page."""

    inside = Proposal.objects.select_related("bloc_year__bloc", "bloc_year__lead")
    allowed = staticmethod(permissions.can_run_proposal)
    template_name = "awards/conditions.html"

    def asked(self) -> list[tuple[Nomination, AwardCondition]]:
        nominations = self.parent.nominations.select_related("association", "award_type")
        conditions: dict[int, list[AwardCondition]] = {}
        for condition in AwardCondition.objects.filter(judged_by=AwardCondition.Check.PERSON):
            conditions.setdefault(condition.award_type_id, []).append(condition)
        return [
            (one, award_condition)
            for one in nominations
            for award_condition in conditions.get(one.award_type_id, [])
        ]

    def rows(self, data=None) -> list[tuple[Nomination, AwardCondition, AnswerRowForm]]:
        known = ConditionAnswer.objects.filter(nomination__proposal=self.parent)
        answers = {(answer.nomination_id, answer.condition_id): answer for answer in known}
        rows = []
        for one, condition in self.asked():
            answer = answers.get((one.pk, condition.pk))
            form = AnswerRowForm(
                data, prefix=f"n{one.pk}-{condition.pk}", initial=AnswerRowForm.shown(answer)
            )
            rows.append((one, condition, form))
        return rows

    def get_context_data(self, **kwargs):
        return {"rows": self.rows()} | super().get_context_data(
            proposal=self.parent, year=self.parent.bloc_year, can_run=True, **kwargs
        )

    def post(self, request, pk):
        rows = self.rows(request.POST)
        if not all_valid(*(form for _, _, form in rows)):
            return self.render_to_response(self.get_context_data(rows=rows))
        said = [Said(one, condition, **form.facts()) for one, condition, form in rows]
        try:
            changed = answer_conditions(self.parent, said, by=request.user)
        except Refused as refusal:
            messages.error(request, str(refusal))
            return self.render_to_response(self.get_context_data(rows=rows))
        messages.success(request, f"Đã ghi {changed} xác nhận.")
        return redirect(self.parent)
