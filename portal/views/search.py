"""The page behind the one search box; its list alone for the palette."""

from django.views.generic import TemplateView

from portal.search import SHOWN, find


class Search(TemplateView):
    def get_template_names(self):
        return ["search/_found.html" if self.request.headers.get("X-Part") else "search/search.html"]

    def get_context_data(self, **kwargs):
        q = self.request.GET.get("q", "").strip()[:200]
        return super().get_context_data(q=q, groups=find(self.request.user, q), shown=SHOWN, **kwargs)
