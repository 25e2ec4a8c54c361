"""The year in drawings."""

from django.views.generic import TemplateView

from awards.pictures import pictures
from blocs.views.years import YearPart


class Pictures(YearPart, TemplateView):
    template_name = "awards/pictures.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(pictures=pictures(self.request.user, self.parent), **kwargs)
