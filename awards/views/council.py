"""What the Council said of each nomination."""

from django.utils import timezone
from django.utils.functional import cached_property

from awards.actions.council import record_council
from awards.council import council_members
from awards.forms import (
    CouncilDayForm,
    CouncilForm,
)

from .province import RowsPart


class CouncilRecord(RowsPart):
    template_name = "awards/council.html"
    row_class = CouncilForm

    def waiting(self):
        return [n for n in self.nominations() if not getattr(n, "award", None)]

    def head(self, data=None):
        known = next((n.council.met_on for n in self.nominations() if getattr(n, "council", None)), None)
        form = CouncilDayForm(data, initial={"met_on": known})
        if known is None:
            del form.fields["why"]  # nothing is corrected yet
        return form

    def initial_of(self, nomination):
        council = getattr(nomination, "council", None)
        if council is None:
            return {"whole": self.members}
        said = {name: getattr(council, name) for name in ("approve", "whole", "reason")}
        return said | {"outcome": "kept" if council.is_kept else "cut"}

    @cached_property
    def members(self) -> int | None:
        """Of the Council on the day that was typed, today where none is."""
        form = CouncilDayForm(self.request.POST or None)
        day = form.cleaned_data["met_on"] if form.is_valid() else timezone.localdate()
        return council_members(self.parent.bloc_year, day)

    def rules(self):
        return {"award_type": lambda nomination: nomination.award_type, "members": self.members}

    def record(self, head, rows):
        results = {nomination: row.facts() for nomination, row in rows}
        record_council(self.parent, results, by=self.request.user, **head)
