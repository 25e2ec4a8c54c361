"""One page for what waits for the same act in many members."""

from django.contrib import messages
from django.shortcuts import redirect
from django.views.generic import TemplateView

from blocs import permissions as bloc_permissions
from blocs.views.years import YearPart
from pledges.actions.several import do_several, waiting_for


class Several(YearPart, TemplateView):
    """Shows what waits, all of it ticked; does what is left ticked when it is sent."""

    allowed = staticmethod(bloc_permissions.can_read_all)
    template_name = "pledges/several.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(waiting=waiting_for(self.request.user, self.parent), **kwargs)

    def post(self, request, pk):
        act, ticked = request.POST.get("act"), set(request.POST.getlist("submission"))
        for waiting in waiting_for(request.user, self.parent):
            chosen = [s for s in waiting.submissions if str(s.pk) in ticked]
            if waiting.act.name == act and chosen:
                done, refused = do_several(waiting.act, chosen, by=request.user)
                if done:
                    messages.success(request, waiting.act.done.format(done))
                for sentence in refused:
                    messages.warning(request, sentence)
                return redirect("pledges:several", pk)
        messages.error(request, "Chưa làm gì: hãy chọn ít nhất một đơn vị.")
        return redirect("pledges:several", pk)
