"""The matrix: who has handed in what, and what waits before the scores can be locked."""

import datetime

from django.utils.http import urlencode
from django.views.generic import TemplateView

from blocs import permissions as bloc_permissions
from blocs.models import Milestone
from blocs.views.years import YearPart
from documents.list_downloads import list_download
from documents.spreadsheets import Listing
from pledges.completeness import (
    HEADINGS,
    IN_WORDS,
    PAPERS,
    SORTS,
    WAITING,
    Row,
    as_table,
    awaited_paper,
    columns_of,
    completeness,
    papers_of,
    progress,
    waiting_counts,
)
from pledges.locking import before_lock
from pledges.models import Report
from pledges.reminders import NAMES

CHOSEN = "completeness"  # filter and order, in the session


def may_lock(year) -> bool:
    """Whether locking is the next thing: members have closed, nobody has locked."""
    return year.is_done(Milestone.Kind.SELF_SCORING_CLOSED) and not year.is_done(Milestone.Kind.SCORES_LOCKED)


class Completeness(YearPart, TemplateView):
    """Association × paper: what came, when, late or not. Members see their own line."""

    template_name = "pledges/completeness.html"

    def rows(self) -> list:
        user = self.request.user
        rows = completeness(self.parent)
        self.reads_all = bloc_permissions.can_read_all(user, self.parent)
        self.mine = [row.association for row in rows if user.acts_for(row.association.pk)]
        return [row for row in rows if self.reads_all or row.association in self.mine]

    @property
    def annual_is_open(self) -> bool:
        return self.parent.is_done(Milestone.Kind.SELF_SCORING_OPENED)

    def chosen_view(self) -> tuple[str, str, str]:
        """Paper, what waits, order: of the address, else as chosen last time; remembered while signed in."""
        names = ("missing", "waits", "sort")
        if self.request.GET.keys() & set(names):
            self.request.session[CHOSEN] = [self.request.GET.get(name, "") for name in names]
        kept = self.request.session.get(CHOSEN, [])
        missing, waits, sort = kept if len(kept) == len(names) else ("", "", "")
        return missing, waits if waits in WAITING else "", sort if sort in SORTS else "name"

    def chosen(self) -> list:
        """The rows as asked for."""
        self.missing, self.waits, self.sort = self.chosen_view()
        self.all_rows = rows = self.rows()
        if self.missing:
            rows = [row for row in rows if row.lacks(self.missing)]
        if self.waits:
            is_waiting = WAITING[self.waits][1]
            rows = [row for row in rows if is_waiting(row)]
        return sorted(rows, key=SORTS[self.sort][1])

    def get_context_data(self, **kwargs):
        rows = self.chosen()
        can_run = bloc_permissions.can_run(self.request.user, self.parent)
        gates = before_lock(self.parent) if can_run and may_lock(self.parent) else []
        return super().get_context_data(
            rows=rows,
            goes_on=any(row.verified_at and row.verified_at.year != self.parent.year for row in rows),
            reads_all=self.reads_all,
            missing=self.missing,
            waits=self.waits,
            waits_for=WAITING[self.waits][0] if self.waits else "",
            waiting=waiting_counts(self.all_rows) if self.reads_all else [],
            absent=self.absent(),
            gates=gates,
            all_met=all(gate.is_met for gate in gates),
            sort=self.sort,
            sorts=[(key, label) for key, (label, _) in SORTS.items()],
            query=urlencode({"missing": self.missing, "waits": self.waits, "sort": self.sort}),
            totals=self.totals(rows) if self.reads_all and not self.missing and not self.waits else [],
            mine=self.mine,
            own=[
                (row.association, self.writable(row)) for row in self.all_rows if row.association in self.mine
            ],
            papers=[(paper, HEADINGS[paper]) for paper in papers_of(self.parent)],
            annual_is_open=self.annual_is_open,
            **kwargs,
        )

    def absent(self) -> tuple[str, str, int] | None:
        """(paper, its name, how many members lack it) of what is to be handed in now; None where nobody does."""
        paper = awaited_paper(self.parent)
        lacking = sum(row.lacks(paper) for row in self.all_rows)
        is_open = self.parent.is_done(Milestone.Kind.REGISTRATION_OPENED) and not self.parent.is_locked
        return (paper, NAMES[paper], lacking) if self.reads_all and is_open and lacking else None

    def totals(self, rows: list[Row]) -> list[tuple[str, int]]:
        """How many members have each column done."""
        headings = [HEADINGS[paper] for paper in papers_of(self.parent)]
        counts = [count for _, count in progress(rows)]
        return list(zip([*headings, "Thẩm định"], counts, strict=True)) if rows else []

    def writable(self, row: Row) -> list[tuple[str, str, Report | None, datetime.datetime | None]]:
        """(kind, name, the report there is, its deadline) of what this member may write or has written."""
        kinds = ["interim"] if self.parent.reports_interim else []
        if self.annual_is_open:
            kinds.append("annual")
        return [
            (
                kind,
                IN_WORDS[kind],
                row.cells[kind].submission,
                self.parent.due(PAPERS[kind], row.association.pk),
            )
            for kind in kinds
        ]


class CompletenessSheet(Completeness):
    """The same rows, filtered and sorted alike, as XLSX."""

    def get(self, request, *args, **kwargs):
        title = f"Tình hình nộp năm {self.parent.year}, {self.parent.bloc.short_name}"
        listing = Listing("Danh sách", title, columns_of(self.parent), as_table(self.chosen()))
        return list_download(request, f"tinh-hinh-nop-{self.parent.year}", listing)
