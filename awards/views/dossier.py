"""The dossier as one file, built in the background; and its nominees made public."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect
from django.utils.decorators import method_decorator
from django.views.generic import FormView, View

from audit.log import changes_of, record
from awards import permissions
from awards.actions.dossier import request_build
from awards.forms import BuildForm, PublicCommentForm, PublicNoticeForm
from awards.models import DossierBuild, PublicNotice
from base.access import Inside, attempt
from base.allauth_internal import consume
from documents.sending import send_file

from .proposals import PROPOSALS


class DossierPart(Inside):
    inside = PROPOSALS
    allowed = staticmethod(permissions.can_pack)


class DossierPage(DossierPart, FormView):
    """What was packed, what is being packed and how far it is; asks for another."""

    form_class = BuildForm
    template_name = "awards/dossier.html"

    def get_context_data(self, **kwargs):
        builds = list(self.parent.builds.select_related("requested_by")[:10])
        return super().get_context_data(
            proposal=self.parent,
            year=self.parent.bloc_year,
            builds=builds,
            is_under_way=any(build.is_under_way for build in builds),
            **kwargs,
        )

    def form_valid(self, form):
        request_build(self.parent, with_evidence=form.cleaned_data["with_evidence"], by=self.request.user)
        return redirect("awards:dossier", self.parent.pk)


class DossierCancel(DossierPart, View):
    def post(self, request, pk, build):
        build_row = get_object_or_404(self.parent.builds, pk=build)
        attempt(request, build_row.cancel, done="Đã dừng đóng gói.", to="home")
        return redirect("awards:dossier", pk)


class DossierDownload(DossierPart, View):
    def get(self, request, pk, build):
        build_row = get_object_or_404(self.parent.builds.filter(state=DossierBuild.State.DONE), pk=build)
        name = f"ho-so-{self.parent.bloc_year.year}-{build_row.pk}.zip"
        return send_file(build_row.file, name=name, content_type="application/zip")


class NoticeEdit(Inside, FormView):
    """Between which days the list is public; and what people wrote."""

    inside = PROPOSALS
    allowed = staticmethod(permissions.can_run_proposal)
    form_class = PublicNoticeForm
    template_name = "awards/public_notice_edit.html"

    def get_form_kwargs(self):
        kept = PublicNotice.objects.filter(proposal=self.parent).first()
        self.notice = kept or PublicNotice(proposal=self.parent)
        return super().get_form_kwargs() | {"instance": self.notice}

    def get_context_data(self, **kwargs):
        context = super().get_context_data(proposal=self.parent, year=self.parent.bloc_year, **kwargs)
        return context | {
            "notice": self.notice,
            "comments": self.notice.comments.all() if self.notice.pk else [],
        }

    def form_valid(self, form):
        form.instance.published_by = self.request.user
        with transaction.atomic():
            notice = form.save()
            record("notice.published", self.parent, what=f"{notice}: {changes_of(form)}")
        messages.success(self.request, "Đã ghi thời gian công khai.")
        return redirect("awards:notice-edit", self.parent.pk)


@method_decorator(login_not_required, name="dispatch")
class PublicNoticePage(FormView):
    """Who is proposed, for anyone, while the notice is open; with a way to write to the secretariat."""

    form_class = PublicCommentForm
    template_name = "awards/public_notice.html"

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        open_notices = PublicNotice.objects.open_today().select_related("proposal__bloc_year__bloc")
        self.notice = get_object_or_404(open_notices, pk=kwargs["pk"])

    def get_context_data(self, **kwargs):
        proposal = self.notice.proposal
        return super().get_context_data(
            notice=self.notice,
            proposal=proposal,
            bloc=proposal.bloc_year.bloc,
            nominations=proposal.nominations.select_related("association", "award_type"),
            **kwargs,
        )

    def form_valid(self, form):
        rates = {"comment": settings.COMMENT_RATE}
        if not consume(self.request, app="awards", action="comment", config=rates):
            form.add_error(None, "Anh/chị vừa gửi nhiều ý kiến. Xin đợi một lúc rồi gửi tiếp.")
            return self.form_invalid(form)
        form.instance.notice = self.notice
        form.save()
        messages.success(self.request, "Đã gửi ý kiến tới thư ký khối. Cảm ơn anh/chị.")
        return redirect(self.notice)
