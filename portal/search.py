"""One box finds associations, years, reports, papers and people; only what whoever asks may see, accents or not."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.apps import apps
from django.db.models import CharField, Q, Value
from django.db.models.functions import Cast, Concat
from django.urls import reverse

from awards.permissions import can_see_paper
from base.trigrams import holding
from base.vietnamese import search_key
from blocs.models import Bloc, BlocYear, LegalInstrument
from documents.models import IssuedDocument
from members.models import Association, Officer, User
from pledges.models import Report, Version

from . import guide
from .year_tabs import TABS

SHOWN = 8  # of each kind
LOOKED_AT = 60  # papers that match, before it is asked who may see them
CODE = re.compile(r"[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}")
NUMBER = re.compile(r"\s*(?:so|số)?\s*(\d{1,5})\s*", re.I)
YEAR = re.compile(r"\b(?:19|20)\d\d\b")


@dataclass(frozen=True)
class Hit:
    text: str
    url: str
    note: str = ""


@dataclass(frozen=True)
class Asked:
    """What was typed: a year apart from the words, both as they are looked for."""

    words: str
    year: int | None

    @classmethod
    def of(cls, text: str) -> "Asked":
        text = text[:200]
        year = YEAR.search(text)
        return cls(search_key(YEAR.sub(" ", text)).strip(), int(year[0]) if year else None)


def find(user, text: str) -> list[tuple[str, list[Hit]]]:
    """(heading, what was found under it), where something was; the same few queries for any text."""
    query = Asked.of(text)
    if not (query.words or query.year):
        return []
    kinds = [
        ("Trang của năm", _pages(user, query)),
        ("Các hội", _associations(user, query)),
        ("Khối và năm thi đua", _years(user, query)),
        ("Báo cáo", _reports(user, query)),
        ("Bản đã nộp", _receipts(user, text)),
        ("Văn bản", _papers(user, text, query)),
        ("Người của các hội", _people(user, query)),
        ("Văn bản pháp luật", _law(user, text)),
        ("Trợ giúp", _help(query)),
    ]
    shortened = [(heading, list(islice(hits, SHOWN))) for heading, hits in kinds]
    return [(heading, hits) for heading, hits in shortened if hits]


def _associations(user, query: Asked) -> Iterator[Hit]:
    visible = Association.objects.for_user(user)
    associations = visible.search(query.words).in_order()[:SHOWN] if query.words else []
    for association in associations:
        yield Hit(association.official_name, association.get_absolute_url(), association.abbreviation)


def _years(user, query: Asked) -> Iterator[Hit]:
    """Years of that number; of blocs of that name the latest."""
    years = (
        BlocYear.objects.for_user(user).filter(holding(query.words, Bloc, "bloc__")).select_related("bloc")
    )
    wanted = years.filter(year=query.year) if query.year else years
    for year in wanted.order_by("-year", "bloc__name")[:SHOWN]:
        yield Hit(f"Năm thi đua {year.year}", year.get_absolute_url(), year.bloc.short_name)


def _pages(user, query: Asked) -> Iterator[Hit]:
    """Rooms of the latest years, or of the year that was said, by the words on their tabs."""
    tabs = [tab for tab in TABS if query.words and query.words in search_key(tab.label)]
    if not tabs:
        return
    years = BlocYear.objects.for_user(user).select_related("bloc").order_by("-year", "bloc__name")
    years = years.filter(year=query.year) if query.year else years
    for year in years[:3]:
        for tab in tabs:
            yield Hit(f"{tab.label} {year.year}", reverse(tab.url_name, args=[year.pk]), year.bloc.short_name)


def _reports(user, query: Asked) -> Iterator[Hit]:
    """Of the associations of that name, or of that kind; where only a year is said, one's own."""
    reports = Report.objects.for_user(user)
    if query.words:
        kinds = [kind for kind, label in Report.Kind.choices if query.words in search_key(label)]
        named = Association.objects.for_user(user).search(query.words)
        reports = reports.filter(Q(association__in=named) | Q(kind__in=kinds))
    else:
        reports = reports.filter(association__in=user.association_ids)
    if query.year:
        reports = reports.filter(bloc_year__year=query.year)
    for report in reports.select_related("association", "bloc_year").order_by(
        "-bloc_year__year", "kind", "pk"
    )[:SHOWN]:
        text = f"{report.get_kind_display()} {report.bloc_year.year}, {report.association.short_name}"
        yield Hit(text, report.get_absolute_url(), report.get_state_display())


def _receipts(user, text: str) -> Iterator[Hit]:
    """What was handed in, by the code on its receipt."""
    versions = Version.objects.for_user(user).of_code(text)
    for version in versions.select_related(
        "report__association", "report__bloc_year", "registration__association", "registration__bloc_year"
    ):
        yield Hit(f"Biên nhận {version.code}", version.get_absolute_url(), str(version))


def _papers(user, text: str, query: Asked) -> Iterator[Hit]:
    """By number, as in 12 or 12/TTr-BĐD; by words of kind, name and signer; or by the code printed on it."""
    code = text.strip().upper()
    if CODE.fullmatch(code):  # whoever holds a code may ask whether it is genuine
        yield Hit(f"Kiểm tra văn bản có mã {code}", reverse("documents:verify-paper", args=[code]))
    papers = IssuedDocument.objects.without_bytes().filter(_asked_of_papers(text, query))
    if not user.is_superuser:
        papers = papers.filter(_is_about(user))
    for paper, year in _with_years(papers.order_by("-issued_on", "-pk")[:LOOKED_AT]):
        if can_see_paper(user, year, paper.kind, paper.about):
            url = reverse("awards:paper-about", args=[year.pk, paper.pk])
            yield Hit(paper.named, url, paper.title)


def _asked_of_papers(text: str, query: Asked) -> Q:
    """A paper of a year is often issued in January of the next."""
    of_year = Q(issued_on__year__in=[query.year, query.year + 1]) if query.year else Q()
    if number := NUMBER.fullmatch(text):
        return Q(number=int(number[1])) | (of_year if query.year else Q(pk=None))
    return of_year & holding(query.words, IssuedDocument)


# What papers are about, and the way from there to the year.
ABOUT = {
    "blocs.blocyear": "",
    "pledges.pledge": "bloc_year",
    "awards.conference": "bloc_year",
    "awards.proposal": "bloc_year",
    "awards.nomination": "proposal__bloc_year",
    "blocs.handover": "bloc_year",
}


def _is_about(user) -> Q:
    """Papers about something in this person's years."""
    years = BlocYear.objects.for_user(user).values("pk")
    papers = Q()
    for label, path in ABOUT.items():
        things = apps.get_model(label).objects.filter(**{f"{path or 'pk'}__in": years})
        key = Concat(Value(f"{label}:"), Cast("pk", CharField()))
        papers |= Q(subject__in=things.annotate(subject_key=key).values("subject_key"))
    return papers


def _with_years(papers: Iterable[IssuedDocument]) -> Iterator[tuple[IssuedDocument, BlocYear]]:
    """Each paper with the year it belongs to, `about` being set; a query a kind of thing they are about."""
    keys: dict[str, list[str]] = {}
    things: dict[str, Any] = {}
    papers = list(papers)
    for paper in papers:
        label, _, key = paper.subject.partition(":")
        keys.setdefault(label, []).append(key)
    for label in keys.keys() & ABOUT.keys():
        subjects = apps.get_model(label).objects.filter(pk__in=keys[label])
        subjects = subjects.select_related(ABOUT[label]) if ABOUT[label] else subjects
        things |= {f"{label}:{thing.pk}": thing for thing in subjects}
    for paper in papers:
        if paper.subject in things:
            paper.about = things[paper.subject]
            yield paper, _year_of(paper.about)


def _year_of(thing) -> BlocYear:
    if isinstance(thing, BlocYear):
        return thing
    return thing.bloc_year if hasattr(thing, "bloc_year") else thing.proposal.bloc_year


def _people(user, query: Asked) -> Iterator[Hit]:
    """Those whose association shows its people to whoever asks (members/permissions.py)."""
    if not query.words:
        return
    officers = Officer.objects.filter(holding(query.words, User, "user__"), until=None)
    officers = officers.exclude(accepted_at=None)  # whether an address has an account is nobody's to find out
    if not user.is_superuser:
        officers = officers.filter(
            Q(association__in=user.association_ids) | Q(association__province__in=user.read_province_ids)
        )
    for officer in officers.select_related("user", "association").order_by("user__search_key", "pk")[:SHOWN]:
        note = f"{officer.position}, {officer.association.short_name}"
        yield Hit(officer.user.full_name, officer.association.get_absolute_url(), note)


def _law(user, text: str) -> Iterator[Hit]:
    words = search_key(text[:200]).strip()
    for instrument in LegalInstrument.objects.for_user(user) if len(words) > 2 else []:
        if words in search_key(f"{instrument} {instrument.number} {instrument.title}"):
            yield Hit(str(instrument), reverse("blocs:law"), instrument.title)


def _help(query: Asked) -> Iterator[Hit]:
    for name in guide.ORDER if len(query.words) > 2 else []:
        text = search_key(guide.text_of(name))
        if all(word in text for word in query.words.split()):
            yield Hit(guide.title_of(name), reverse("help-page", args=[name]))
