"""The page by which a body outside answers: no account, only the nominees, until its day."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect
from django.utils.decorators import method_decorator
from django.views.generic import TemplateView

from awards.forms.opinions import LinkAnswerForm
from awards.models import OpinionRequest
from base.allauth_internal import consume
from base.forms import all_valid
from base.workflow import Refused

from .opinions import keep_answer, opinion_rows


@method_decorator(login_not_required, name="dispatch")
class OpinionAnswer(TemplateView):
    """What one link opens. Whoever has it answers for the body, once."""

    template_name = "awards/opinion_answer.html"

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.asked = OpinionRequest.objects.by_token(kwargs["token"])

    def get(self, request, *args, **kwargs):
        context = self.get_context_data()
        return self.render_to_response(context, status=200 if self.asked else 404)

    def get_context_data(self, **kwargs):
        request = self.asked
        if request is None:
            return {"asked": None}
        context = {
            "asked": request,
            "bloc": request.proposal.bloc_year.bloc,
            "year": request.proposal.bloc_year.year,
        }
        if request.is_answered or request.is_over:
            return context
        kwargs.setdefault("form", LinkAnswerForm())
        kwargs.setdefault("rows", opinion_rows(request))
        return context | kwargs

    def post(self, request, *args, **kwargs):
        if self.asked is None or self.asked.is_answered or self.asked.is_over:
            return self.get(request)
        form, rows = LinkAnswerForm(request.POST, request.FILES), opinion_rows(self.asked, request.POST)
        if not all_valid(form, *(row for _, row in rows)):
            return self.render_to_response(self.get_context_data(form=form, rows=rows))
        if not consume(request, app="awards", action="opinion", config={"opinion": settings.COMMENT_RATE}):
            form.add_error(None, "Mạng này đã gửi quá nhiều lần; xin thử lại sau ít phút.")
            return self.render_to_response(self.get_context_data(form=form, rows=rows))
        try:
            keep_answer(self.asked, form, rows, way=OpinionRequest.Way.LINK, by=None)
        except Refused as refusal:
            form.add_error(None, str(refusal))
            return self.render_to_response(self.get_context_data(form=form, rows=rows))
        messages.success(request, "Đã nhận ý kiến. Xin cảm ơn quý cơ quan.")
        return redirect(request.path)
