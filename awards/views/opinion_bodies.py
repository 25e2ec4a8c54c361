"""The bodies a province asks about nominees."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.views.generic import FormView, TemplateView, View

from audit.log import changes_of, record
from awards import permissions
from awards.actions.opinions import add_common_bodies
from awards.forms.opinions import OpinionBodyForm
from awards.models import OpinionBody
from base.access import Inside
from members.models import Province


class BodiesPart(Inside):
    """Pages of one province's list."""

    inside = Province.objects.all()
    allowed = staticmethod(permissions.can_keep_lists_of_province)

    def get_context_data(self, **kwargs):
        return super().get_context_data(**{"province": self.parent} | kwargs)  # type: ignore[misc]

    def back(self):
        return redirect("awards:opinion-bodies", self.parent.pk)


class OpinionBodies(BodiesPart, TemplateView):
    template_name = "awards/opinion_bodies.html"

    def get_context_data(self, **kwargs):
        bodies = self.parent.opinion_bodies.prefetch_related("award_types").order_by("-is_used", "name")
        return super().get_context_data(bodies=bodies, **kwargs)


class OpinionBodiesCommon(BodiesPart, View):
    """The usual ones, where there is none yet."""

    def post(self, request, pk):
        if add_common_bodies(self.parent, by=request.user):
            messages.success(request, "Đã thêm các cơ quan thường được hỏi; hãy sửa cho đúng tên ở tỉnh.")
        else:
            messages.info(request, "Danh sách đã có.")
        return self.back()


class OpinionBodyWrite(BodiesPart, FormView):
    form_class = OpinionBodyForm
    template_name = "awards/opinion_body_edit.html"

    def get_form_kwargs(self):
        instance = OpinionBody(province=self.parent)
        if "body" in self.kwargs:
            instance = get_object_or_404(self.parent.opinion_bodies, pk=self.kwargs["body"])
        return super().get_form_kwargs() | {"province": self.parent, "instance": instance}

    def form_valid(self, form):
        body = form.save()
        record(
            "opinion.body",
            self.parent,
            what=f"{self.parent}: cơ quan hiệp y {body}. {changes_of(form)}"[:400],
        )
        messages.success(self.request, f"Đã lưu: {body}.")
        return self.back()
