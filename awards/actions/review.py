"""The prose of the year-end review, drafted."""

from django.db import transaction

from awards.models.review import ReviewSection, gathered
from base.workflow import Refused
from blocs.models import BlocYear, OutlineSection
from members.models import User
from pledges.models import Report, ReportSection


@transaction.atomic
def draft_review(year: BlocYear, *, by: User) -> int:
    """Fill the empty sections of the review from the accepted annual reports; how many were filled.

    What somebody already wrote is left alone.
    """
    accepted = Report.objects.filter(bloc_year=year, kind=Report.Kind.ANNUAL, state=Report.State.ACCEPTED)
    if not accepted.exists():
        raise Refused("Chưa có báo cáo năm nào được tiếp nhận.")
    written = ReportSection.objects.filter(report__in=accepted).exclude(text="")
    written = written.select_related("report__association").prefetch_related(
        "report__association__former_names"
    )
    written = written.order_by("report__association__sort_key")
    filled = 0
    for outline in year.outline.exclude(used_in=OutlineSection.For.INTERIM):
        section, _ = ReviewSection.objects.get_or_create(bloc_year=year, outline=outline)
        if section.text.strip():
            continue
        passages = [
            (s.report.association.name_on(year.last_day), s.text)
            for s in written
            if s.outline_id == outline.pk
        ]
        ReviewSection.objects.filter(pk=section.pk).update(text=gathered(passages), written_by=by)
        filled += bool(passages)
    return filled
