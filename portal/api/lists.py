"""The lists of the API: whose rows a person gets is asked of the same rules as the pages ask."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from rest_framework.serializers import Serializer

from awards import papers
from awards.models import Award, Decision, Nomination
from awards.permissions import can_see_paper, can_see_ranking
from awards.standings import score_table
from blocs.models import Bloc, BlocYear, Milestone
from blocs.permissions import can_read_all
from documents.models import IssuedDocument, subject_key
from members.models import User
from pledges.completeness import completeness

from . import schemas


@dataclass(frozen=True)
class Listing:
    """One list: its name in the address, its fields, its rows for a person, and a row as these fields."""

    name: str
    title: str
    fields: type[Serializer]
    rows: Callable[..., Sequence[Any]]
    row: Callable[[Any], dict[str, Any]]
    is_of_year: bool = False

    @property
    def columns(self) -> list[str]:
        return list(self.fields().get_fields())

    @property
    def address(self) -> str:
        return f"years/{{id}}/{self.name}/" if self.is_of_year else f"{self.name}/"


def _blocs(person: User) -> Any:
    return Bloc.objects.for_user(person).select_related("province").order_by("pk")


def _bloc(bloc: Bloc) -> dict[str, Any]:
    return {
        "id": bloc.pk,
        "name": bloc.name,
        "short_name": bloc.short_name,
        "province": str(bloc.province or ""),
    }


def _years(person: User) -> Any:
    return BlocYear.objects.for_user(person).with_parties().order_by("pk")


def _year(year: BlocYear) -> dict[str, Any]:
    return {
        "id": year.pk,
        "bloc_id": year.bloc_id,
        "bloc": year.bloc.name,
        "year": year.year,
        "lead": str(year.lead or ""),
        "deputy": str(year.deputy or ""),
        "is_locked": year.is_locked,
        "is_ranking_published": year.ranking_published_at is not None,
        "is_filed": year.is_done(Milestone.Kind.PROPOSAL_FILED),
    }


def _completeness(person: User, year: BlocYear) -> list[tuple[Any, str]]:
    """All members for who reads all, else one's own."""
    reads_all = can_read_all(person, year)
    rows = [row for row in completeness(year) if reads_all or person.acts_for(row.association.pk)]
    return [(row, paper) for row in rows for paper in row.cells]


def _cell(place: tuple[Any, str]) -> dict[str, Any]:
    row, paper = place
    cell = row.cells[paper]
    return {
        "association_id": row.association.pk,
        "association": row.association.official_name,
        "paper": paper,
        "state": cell.state,
        "handed_in_at": cell.at,
        "is_late": cell.is_late,
    }


def _ranking(person: User, year: BlocYear) -> list[Any]:
    if not can_see_ranking(person, year):
        raise PermissionDenied("Xếp hạng chưa công bố với anh/chị.")
    return score_table(year).rows


def _rank(row: Any) -> dict[str, Any]:
    return {
        "association_id": row.association.pk,
        "association": row.association.official_name,
        "self_points": row.self_totals.total,
        "verified_points": row.verified.total,
        "final_points": row.final.total,
        "rank": row.rank,
        "classification": row.classification,
        "outcome": row.outcome_label,
    }


def _nominees(person: User, year: BlocYear) -> Any:
    own = Nomination.objects.for_user(person).filter(proposal__bloc_year=year)
    return own.select_related("association", "award_type", "proposal").order_by("pk")


def _nominee(one: Nomination) -> dict[str, Any]:
    return {
        "id": one.pk,
        "association_id": one.association_id,
        "association": one.association.official_name,
        "award": one.award_type.name,
        "award_code": one.award_type.code,
        "authority": one.proposal.authority,
        "points": one.total,
        "rank": one.rank,
        "approve": one.approve,
        "whole": one.whole,
        "state": one.proposal.state,
    }


def _decisions(person: User) -> Any:
    awards = Award.objects.for_user(person)
    return Decision.objects.filter(awards__in=awards).distinct().order_by("pk")


def _decision(one: Decision) -> dict[str, Any]:
    return {"id": one.pk, "number": one.number, "dated": one.dated, "authority": one.authority}


def _ledger(person: User) -> Any:
    return Award.objects.for_user(person).with_facts().order_by("pk")


def _award(one: Award) -> dict[str, Any]:
    return {
        "id": one.pk,
        "association_id": one.association_id,
        "association": one.carried_name,
        "award": one.award_type.name,
        "award_code": one.award_type.code,
        "year": one.year,
        "decision": one.decision.number,
        "dated": one.decision.dated,
    }


def _papers(person: User, year: BlocYear) -> list[IssuedDocument]:
    """The issued papers of the year that this person may open, oldest first."""
    abouts = {subject_key(about): about for about in papers.subjects(year)}
    issued = IssuedDocument.objects.filter(subject__in=abouts).without_bytes().select_related("replaced_by")
    if not can_read_all(person, year):
        issued = issued.exclude(kind__in=papers.OF_MEMBERS)
    return [
        paper
        for paper in issued.order_by("pk")
        if can_see_paper(person, year, paper.kind, abouts[paper.subject])
    ]


def _paper(one: IssuedDocument) -> dict[str, Any]:
    return {
        "id": one.pk,
        "kind": one.kind,
        "type": one.type_name,
        "reference": one.reference,
        "issued_on": one.issued_on,
        "title": one.title,
        "signer": one.signer,
        "code": one.code,
        "sha256": one.sha256,
        "size": one.size,
        "is_standing": one.stands,
    }


LISTS = (
    Listing("blocs", "Các khối", schemas.BlocFields, _blocs, _bloc),
    Listing("years", "Các năm thi đua", schemas.YearFields, _years, _year),
    Listing("decisions", "Quyết định khen thưởng", schemas.DecisionFields, _decisions, _decision),
    Listing("ledger", "Sổ khen thưởng", schemas.LedgerFields, _ledger, _award),
    Listing(
        "completeness", "Tình hình nộp", schemas.CompletenessFields, _completeness, _cell, is_of_year=True
    ),
    Listing("ranking", "Xếp hạng", schemas.RankingFields, _ranking, _rank, is_of_year=True),
    Listing("nominees", "Tập thể được đề nghị", schemas.NomineeFields, _nominees, _nominee, is_of_year=True),
    Listing("papers", "Văn bản đã ban hành", schemas.PaperFields, _papers, _paper, is_of_year=True),
)
