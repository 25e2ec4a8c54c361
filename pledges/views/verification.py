"""The verifier's own desk: what one was named for, the rest taken as claimed, and being done."""

from django.contrib import messages
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect
from django.utils.functional import cached_property
from django.views.generic import View
from django.views.generic.detail import SingleObjectMixin

from base.access import Allowed
from base.workflow import Refused
from pledges import permissions
from pledges.actions.verification import freeze
from pledges.computed import proposed_verdicts
from pledges.last_year import points_of_last_year
from pledges.merging import Written, mark_of
from pledges.models import Verdict, Verification, verdict_box
from pledges.parts import Paths, covered, paths_of
from pledges.samples import sample_in, to_look_at

from .desk import Desk, Round, in_words, verdict_on, with_headings_of_lines
from .reports import REPORTS


class Verify(Desk):
    """One verifier's verdicts stand at once; each of two writes on a sheet of their own."""

    allowed = staticmethod(permissions.can_verify)

    @cached_property
    def named(self) -> list[Verification]:
        """Everybody who verifies this sheet or a part of it."""
        year = self.object.bloc_year
        if not self.object.has_verifiers:
            return []
        return list(year.verifications.active().filter(association=self.object.association_id))

    @cached_property
    def owned(self) -> list[Verification]:
        """What this person was named for here: the sheet, or parts of it."""
        return [one for one in self.named if one.verifier_id == self.request.user.pk]

    @property
    def own(self) -> Verification | None:
        """The sheet of one's own, where two verify; of several parts the first that is not finished."""
        if not self.owned or self.object.bloc_year.verifiers == 1 and not self.asks:
            return None
        return next((one for one in self.owned if one.frozen_at is None), self.owned[0])

    @property
    def asks(self) -> bool:
        """Whether what this person finds is a request to whoever decides."""
        return bool(self.owned) and all(one.only_asks for one in self.owned)

    @cached_property
    def paths(self) -> Paths:
        return paths_of(self.object.criteria)

    @cached_property
    def is_whole(self) -> bool:
        """Whether all of the sheet is this person's: named for it, or reviewing what nobody was named for."""
        if not [one for one in self.named if not one.only_asks] and not self.owned:
            return True
        return any(one.part == "" for one in self.owned)

    @cached_property
    def codes(self) -> set[str]:
        """The leaves that are this person's to verify; what nobody was named for is the reviewer's."""
        own = covered([one.part for one in self.owned], self.paths)
        is_own_only = self.asks or self.object.bloc_year.verifiers > 1
        if is_own_only or not permissions.can_review(self.request.user, self.object):
            return own
        deciding = [one.part for one in self.named if not one.only_asks]
        return own | (self.paths.keys() - covered(deciding, self.paths))

    def stored(self, lines):
        if self.own is None:
            return super().stored(lines)
        own = Verdict.objects.filter(verification__in=self.owned)
        return {verdict.line_id: verdict_on(verdict) for verdict in own}

    def rows(self):
        """One's own part; after a return one of two finds anew only what was claimed anew."""
        rows = super().rows()
        if not self.is_whole:
            rows = [(c, line) for c, line in rows if line is None or c.code in self.codes]
        if self.own and not self.own.frozen_at:
            rows = [(c, line) for c, line in rows if line is None or line.verified_points is None]
        return with_headings_of_lines(rows)

    def write(self, verdicts, read):
        lines: dict[int, str] = {}
        if not self.is_whole or self.own:
            lines = dict(self.object.lines.filter(pk__in=verdicts).values_list("pk", "criterion__code"))
        if not self.is_whole and (strange := sorted(set(lines.values()) - self.codes)):
            raise Refused(f"Tiêu chí {', '.join(strange)} không giao cho anh/chị thẩm định.")
        if self.own is None:
            return self.object.verify(by=self.request.user, verdicts=verdicts, read=read)
        for own in self.owned:
            inside = covered([own.part], self.paths)
            mine = {line: verdict for line, verdict in verdicts.items() if lines[line] in inside}
            if mine:
                own.write(mine)
        return Written(saved={verdict_box(line): mark_of(in_words(v)) for line, v in verdicts.items()})

    def next_page(self):
        after = Round(self.request.user, self.object).after
        if after and self.request.POST.get("then") == str(after.pk):
            return after.url("verify")
        return super().next_page()

    def get_context_data(self, **kwargs):  # type: ignore[override]
        year = self.object.bloc_year
        colleagues = [one for one in self.named if one not in self.owned and not one.only_asks]
        return super().get_context_data(
            own=self.own,
            colleagues=colleagues if self.own else [],
            only_asks=self.asks,
            parts=[one.part for one in self.owned if one.part],
            is_part=not self.is_whole,
            reviews=year.verifiers == 1 and permissions.can_review(self.request.user, self.object),
            declinable=next((one for one in self.owned if one.frozen_at is None), None),
            round=Round(self.request.user, self.object),
            last_year=points_of_last_year(self.object),
            may_tell=permissions.can_tell(self.request.user, self.object),
            **kwargs,
        )


class AcceptRest(Verify):
    """Takes what is not verified yet as the member claimed it."""

    http_method_names = ["post"]

    def post(self, request, pk):
        sample = sample_in(self.object.bloc_year)
        if sample and not sample.is_drawn:
            messages.error(request, "Năm này kiểm tra theo mẫu: hãy rút mẫu trước.")
            return redirect("pledges:report-verify", pk)
        lines = [line for line in self.waiting_lines() if self.is_whole or line.criterion.code in self.codes]
        done = self.stored(lines)
        lines = [line for line in lines if line.pk not in done]
        if sample:
            looked_at = to_look_at(self.object, sample, lines)
            lines = [line for line in lines if line not in looked_at]
        rest = proposed_verdicts(self.object, lines)
        for verdict in rest.values():
            verdict["verified_points"] = verdict["verified_points"] or 0
        try:
            self.write(rest, {})
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, f"Đã nhận điểm tự chấm của {len(rest)} tiêu chí còn lại.")
            if left := len(lines) - len(rest):
                messages.warning(request, f"Còn {left} tiêu chí do khối chấm mà chưa ai cho điểm.")
        return redirect("pledges:report-verify", pk)

    def waiting_lines(self) -> list:
        waiting = self.object.lines.filter(verified_points=None).select_related("criterion")
        return list(waiting.prefetch_related("criterion__threshold_steps"))


class Freeze(Allowed, SingleObjectMixin, View):
    """One of two verifiers has finished."""

    queryset = REPORTS
    allowed = staticmethod(permissions.can_verify)

    def post(self, request, pk):
        report = self.get_object()
        own = report.bloc_year.verifications.of(request.user).filter(association=report.association_id)
        unfinished = own.filter(frozen_at=None)
        try:
            with transaction.atomic():
                both = [
                    freeze(report, one, by=request.user) for one in unfinished or [get_object_or_404(own)]
                ]
        except Refused as refusal:
            messages.error(request, str(refusal))
            return redirect("pledges:report-verify", pk)
        note = " Cả hai đã chốt; tiêu chí hai bên chấm giống nhau đã có kết quả." if any(both) else ""
        messages.success(request, f"Đã chốt bảng thẩm định của anh/chị.{note}")
        return redirect(report)
