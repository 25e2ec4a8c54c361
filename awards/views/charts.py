"""The year in drawings, on a page and as a paper."""

from django.utils import timezone
from django.views.generic import TemplateView, View

from awards.charts import pictures
from awards.papers.charts import pictures_paper
from blocs.views.years import YearPart
from documents.pdf_workers import PendingPdfMixin
from pledges.views.versions import pdf_answer


class Pictures(YearPart, TemplateView):
    template_name = "awards/charts.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(pictures=pictures(self.request.user, self.parent), **kwargs)


class PicturesPaper(PendingPdfMixin, YearPart, View):
    def get(self, request, pk):
        drawings = pictures(request.user, self.parent)
        paper = pictures_paper(self.parent, drawings, timezone.localdate())
        return pdf_answer(paper, f"bieu-do-{self.parent.year}.pdf")
