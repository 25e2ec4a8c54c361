"""The sheet of a breach: whom it touches, and the draft of the notice. For administrators."""

from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from django.views.generic import FormView

from operations.security_level.views import OfAdministrators
from pledges.views.versions import word_answer

from .breach import named_without_account, people_to_tell, readable, touched
from .forms import BreachForm
from .papers import breach_paper

SHOWN = 200  # people on the page; the notice has their number


class BreachSheet(OfAdministrators, FormView):
    """Filled in, it shows whom the breach touches; its second button gives the notice as a Word draft."""

    form_class = BreachForm
    template_name = "operations/breach.html"

    def form_valid(self, form: Any) -> HttpResponse:
        breach = form.breach()
        if "paper" in self.request.POST:
            return word_answer(breach_paper(breach, timezone.localdate()), "thong-bao-vi-pham.docx")
        people = people_to_tell(breach)
        facts = {
            "breach": breach,
            "acts": breach.acts().count(),
            "addresses": breach.addresses(),
            "touched": touched(breach),
            "readable": readable(breach.account) if breach.account else [],
            "people": people[:SHOWN],
            "more": max(0, len(people) - SHOWN),
            "named": named_without_account(breach)[:SHOWN],
        }
        return self.render_to_response(self.get_context_data(form=form, **facts))
