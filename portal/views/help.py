"""Trợ giúp: the guide, page by page."""

from django.http import Http404
from django.views.generic import TemplateView

from portal import guide


class Help(TemplateView):
    template_name = "help/help.html"

    def get_context_data(self, **kwargs):
        pages = [(name, guide.title_of(name), guide.SUMMARIES[name]) for name in guide.ORDER]
        return super().get_context_data(pages=pages, **kwargs)


class HelpPage(Help):
    template_name = "help/page.html"

    def get_context_data(self, **kwargs):
        name = self.kwargs["name"]
        if name not in guide.ORDER:
            raise Http404("Không có trang này.")
        about = {"name": name, "heading": guide.title_of(name), "body": guide.page(name)}
        return super().get_context_data(**kwargs | about)
