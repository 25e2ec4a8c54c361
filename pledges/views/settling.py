"""Where two verifiers differ, somebody decides."""

from django.contrib import messages
from django.shortcuts import redirect

from base.vietnamese import number
from base.workflow import Refused
from pledges import permissions
from pledges.models import to_settle, verdicts_of

from .desk import Desk

AGREED = "Có tiêu chí hai người thẩm định đã chấm giống nhau, không sửa ở trang này được. Chưa lưu."


class Settle(Desk):
    """Where two verifiers differ, whoever reviews the report decides, with both before their eyes."""

    allowed = staticmethod(permissions.can_settle)
    template_name = "pledges/settle.html"

    def dispatch(self, request, *args, **kwargs):
        self.object = self.get_object()
        self.by_line = verdicts_of(self.object)
        if not self.by_line:
            messages.info(request, "Hai người thẩm định chưa cùng chốt bảng này.")
            return redirect(self.object)
        return super().dispatch(request, *args, **kwargs)

    def write(self, verdicts, read):
        """Refused for a line that both say the same of: nobody overwrites that alone."""
        if verdicts.keys() - to_settle(self.object, self.by_line):
            raise Refused(AGREED)
        return self.object.verify(by=self.request.user, verdicts=verdicts, read=read)

    def rows(self):
        """Only the leaves on which the two differ, and those of which one says nothing."""
        open_lines = to_settle(self.object, self.by_line)
        rows = [(c, line) for c, line in super().rows() if line and line.pk in open_lines]
        for _, line in rows:
            line.both = self.by_line.get(line.pk, [])
        return rows

    def get_context_data(self, **kwargs):  # type: ignore[override]
        return super().get_context_data(total=number(len(self.by_line)), **kwargs)
