"""Ranking, violations, and the prose of the year-end review."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.generic import FormView, TemplateView, View

from audit.log import record
from awards import permissions
from awards.actions.review import draft_review
from awards.explaining import reasons, waterfall
from awards.forms import ReviewForm, ViolationForm
from awards.models import ReviewSection
from awards.papers.review import score_chart
from awards.provenance import figures, told
from awards.standings import own_table, score_table
from base.access import StaleCheckMixin, attempt
from blocs import permissions as bloc_permissions
from blocs.models import BlocYear, Milestone, OutlineSection
from blocs.views.years import YearPart


class Ranking(YearPart, TemplateView):
    """Self and verified sums, ranks with ties, classes and outcomes; one's own line before publication."""

    template_name = "awards/ranking.html"

    def get_context_data(self, **kwargs):
        user, sees_all = self.request.user, permissions.can_see_ranking(self.request.user, self.parent)
        table = score_table(self.parent) if sees_all else own_table(self.parent, user.association_ids)
        rows = table.rows
        if not sees_all:
            rows = [row for row in rows if row.is_verified and self.parent.is_locked]
        is_empty = sees_all and not self.parent.is_locked and not any(row.report_id for row in rows)
        return super().get_context_data(
            table=table,
            rows=rows,
            sees_all=sees_all,
            own=user.association_ids,
            own_places=[
                row for row in rows if sees_all and row.rank and row.association.pk in user.association_ids
            ],
            is_locked=self.parent.is_locked,
            awaits_reports=is_empty,
            opens_at=self.parent.due(Milestone.Kind.SELF_SCORING_OPENED),
            closes_at=self.parent.due(Milestone.Kind.SELF_SCORING_CLOSED),
            has_exceptions=any(row.is_awaited or sees_all and not row.is_eligible for row in rows),
            ladder=[table.rung_label(rung) for rung in self.parent.tie_breaks],
            **kwargs,
        )


class RankExplained(YearPart, TemplateView):
    """One member's way from its own score to its rank."""

    template_name = "awards/rank_explained.html"

    def get_context_data(self, **kwargs):
        user, year = self.request.user, self.parent
        sees_all = permissions.can_see_ranking(user, year)
        table = score_table(year) if sees_all else own_table(year, user.association_ids)
        row = table.row_of(self.kwargs["association"])
        if row is None or not (sees_all or row.is_verified and year.is_locked):
            raise Http404
        return super().get_context_data(
            row=row,
            steps=waterfall(row, table.sections),
            reasons=reasons(row, table, year.score_step) if sees_all else [],
            sees_all=sees_all,
            **kwargs,
        )


class ViolationList(YearPart, FormView):
    """Violations and open inspections, as told by the competent agencies."""

    allowed = staticmethod(bloc_permissions.can_read_all)
    form_class = ViolationForm
    template_name = "awards/violations.html"

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"year": self.parent}

    def get_context_data(self, **kwargs):
        violations = self.parent.violations.select_related("association", "recorded_by")
        return super().get_context_data(violations=violations, **kwargs)


class ViolationCreate(ViolationList):
    allowed = staticmethod(bloc_permissions.can_run)
    http_method_names = ["post"]

    def form_valid(self, form):
        form.instance.bloc_year, form.instance.recorded_by = self.parent, self.request.user
        try:
            with transaction.atomic():
                violation = form.save()
                record(
                    "finding.recorded", violation, what=f"{self.parent}: ghi {violation}. {violation.reason}"
                )
        except IntegrityError:
            form.add_error("association", "Hội này đang có một vướng mắc được ghi.")
            return self.form_invalid(form)
        messages.success(self.request, "Đã ghi.")
        return redirect("awards:findings", self.parent.pk)


class ViolationClear(YearPart, View):
    allowed = staticmethod(bloc_permissions.can_run)

    def post(self, request, pk, violation):
        recorded = get_object_or_404(self.parent.violations, pk=violation)
        if request.user.acts_for(recorded.association_id):
            raise PermissionDenied
        if recorded.clear(on=timezone.localdate()):
            messages.success(request, f"Đã ghi: {recorded.association.short_name} hết vướng mắc.")
        else:
            messages.info(
                request, f"{recorded.association.short_name} đã được ghi là hết vướng mắc từ trước."
            )
        return redirect("awards:findings", pk)


class ReviewEdit(StaleCheckMixin, YearPart, FormView):
    """The secretariat's text of the year-end review."""

    allowed = staticmethod(bloc_permissions.can_run)
    form_class = ReviewForm
    template_name = "awards/review_edit.html"

    def get_form_kwargs(self):
        texts = dict(self.parent.review_sections.values_list("outline", "text"))
        outlines = self.parent.outline.exclude(used_in=OutlineSection.For.INTERIM)
        sections = [(outline, texts.get(outline.pk, "")) for outline in outlines]
        return super().get_form_kwargs() | {"sections": sections, "activities": self.parent.activities}

    def stored(self):
        texts = self.parent.review_sections.order_by("outline").values_list("outline", "text")
        return [self.parent.activities, *texts]

    @transaction.atomic
    def form_valid(self, form):
        for outline, text in form.texts().items():
            ReviewSection.objects.update_or_create(
                bloc_year=self.parent,
                outline=outline,
                defaults={"text": text, "written_by": self.request.user},
            )
        BlocYear.objects.filter(pk=self.parent.pk).update(activities=form.cleaned_data["activities"])
        record("review.written", self.parent, what=f"{self.parent}: sửa lời báo cáo tổng kết")
        messages.success(self.request, "Đã lưu báo cáo tổng kết.")
        return redirect("awards:papers", self.parent.pk)


class ReviewDraft(YearPart, View):
    allowed = staticmethod(bloc_permissions.can_run)

    def post(self, request, pk):
        def draft(by):
            draft_review(self.parent, by=by)

        done = "Đã soạn sẵn các mục còn trống từ báo cáo của các hội. Hãy đọc lại và sửa."
        attempt(request, draft, done=done, to=self.parent)
        return redirect("awards:review-edit", pk)


class ReviewSources(YearPart, TemplateView):
    """What the bloc's review rests on: each figure opens the reports it was summed from, each heading their words."""

    allowed = staticmethod(bloc_permissions.can_read_all)
    template_name = "awards/review_sources.html"

    def get_context_data(self, **kwargs):
        year = self.parent
        chart = None if year.ranking_is_sealed else score_chart(score_table(year), year)
        return super().get_context_data(figures=figures(year), told=told(year), chart=chart, **kwargs)
