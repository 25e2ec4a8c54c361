"""Every address with nonsense in it, sent by people of the real case: a page or a sentence, never a 500."""

import pytest
from django.urls import reverse
from django.utils import timezone

from awards import papers, urn
from awards.models import (
    Award,
    Conference,
    Decision,
    DossierBuild,
    Nomination,
    OpinionBody,
    OpinionRequest,
    Poll,
    Proposal,
    PublicNotice,
    Violation,
    Vote,
)
from awards.permissions import FOR_ALL_MEMBERS
from awards.views.dossier import PublicNoticePage
from blocs.models import (
    Appointment,
    AwardCondition,
    Bloc,
    BlocYear,
    CriteriaSet,
    Criterion,
    Event,
    Membership,
)
from documents.models import IssuedDocument, SignedCopy, subject_key
from members.models import Association, Officer, User
from pledges.models import Evidence, PledgeSignature, Registration, Report, Verification, Version
from tests.factories import provincial_proposal

from .test_consistency import own_patterns

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]

NONSENSE = {
    "revision": "x", "form-TOTAL_FORMS": "abc", "targets-TOTAL_FORMS": "999999", "targets-INITIAL_FORMS": "-1",
    "tallies-TOTAL_FORMS": "3", "tallies-INITIAL_FORMS": "0", "tallies-0-association": "9" * 40,
    "milestones-TOTAL_FORMS": "2", "milestones-INITIAL_FORMS": "2", "milestones-0-id": "7e9", "bands-TOTAL_FORMS": "1",
    "bands-INITIAL_FORMS": "0", "bands-0-at_least": "1e99", "subject": "' OR 1=1 --", "seats": "-5", "issued": "1e9",
    "year": "99999999999999999999", "lead": "\x00", "user": "0", "role": "king", "dated": "31/02/2024", "number": "-1",
    "name": "\x00", "comment": "\x00", "due_at": "tomorrow", "starts_at": "9999-99-99T99:99", "parent": "-1",
    "max_points": "NaN", "late_points": "Infinity", "women_percent": "1000000000000000000000000000",
    "staff_count": "99999999999999999999", "originals": "99999999", "document_date": "0000-00-00", "line": "x",
}  # fmt: skip


def arguments() -> dict[str, object]:
    """Keys of the demo by the words of the addresses."""
    year = BlocYear.objects.get(year=2024)
    return {
        "association": Association.objects.get(code="tnxp").pk, "kind": "annual", "part": "indicators",
        "officer": Officer.objects.first().pk, "appointment": Appointment.objects.first().pk,
        "criterion": CriteriaSet.objects.first().criteria.first().pk, "evidence": Evidence.objects.first().pk,
        "violation": 1, "correction": 1, "verification": 1, "name": "bat-dau", "step": "up", "provider_id": "oidc",
        "vote": Vote.objects.first().pk, "nomination": Nomination.objects.first().pk,
        "subject": year.pk, "number": 1, "document": IssuedDocument.objects.first().pk,
        "copy": SignedCopy.objects.first().pk, "code": "\x00AAAA", "build": 1, "side": "scan", "page": 1,
        "rule": "letters", "file": "workbook", "hook": 1, "delivery": 1,
        "signature": PledgeSignature.objects.first().pk, "decision": Decision.objects.first().pk,
        "award": Award.objects.first().pk, "condition": AwardCondition.objects.first().pk,
        "taken": 1, "office": Officer.objects.first().pk, "key": "0123456789ab",
        "conflict": 1, "year": 2023,
        "opinion": OpinionRequest.objects.first().pk,
        "body": OpinionBody.objects.first().pk,
        "token": OpinionRequest.objects.first().token,
        "event": Event.objects.first().pk,
        "given": Criterion.objects.filter(criteria_set__bloc_year=year, scorer="secretariat").first().pk,
        "teller_key": 1, "membership": Membership.objects.first().pk, "tenure": Officer.objects.first().pk,
    }  # fmt: skip


# What hangs on the object of an address: by the word in the address, and how it leads to that object.
HANGS_ON = {
    "officer": (Officer, "association"), "appointment": (Appointment, "bloc_year"),
    "criterion": (Criterion, "criteria_set"), "evidence": (Evidence, "report"), "violation": (Violation, "bloc_year"),
    "verification": (Verification, "bloc_year"), "vote": (Vote, "conference__bloc_year"),
    "nomination": (Nomination, "proposal"), "build": (DossierBuild, "proposal"),
    "signature": (PledgeSignature, "pledge__bloc_year"), "decision": (Decision, "awards__association"),
    "award": (Award, "association"), "membership": (Membership, "bloc"), "event": (Event, "bloc_year"),
    "opinion": (OpinionRequest, "proposal"),
    "body": (OpinionBody, "province"),
    "tenure": (Officer, "user"),
}  # fmt: skip


def targets_of(pattern) -> list[dict[str, object]]:
    """The arguments an address is tried with: on each of its objects, with what hangs on that object."""
    words = pattern.pattern.converters
    keys = keys_of(pattern) if "pk" in words else [None]
    child = next((HANGS_ON[word] for word in words if word in HANGS_ON), None)
    if child and len(keys) == 1:  # the first object of its kind may have nothing hanging on it
        keys = list(child[0].objects.order_by("pk").values_list(child[1], flat=True)[:1]) or keys
    return [fitting(words, key) for key in keys]


def fitting(words, key: int | None) -> dict[str, object]:
    said = arguments() | {"pk": key}
    for word in set(words) & set(HANGS_ON):
        model, way = HANGS_ON[word]
        own = model.objects.filter(**{way: key}).order_by("pk").first()
        said[word] = own.pk if own else said[word]
    if "document" in words:
        own = issued_in(BlocYear.objects.get(pk=key), signed="copy" in words)
        said |= {"document": own.pk, "copy": own.signed_copies.values_list("pk", flat=True).first() or 1}
    if "side" in words and "name" in words:
        said |= {"name": "thuyet-minh-cap-do", "side": "docx"}
    if "subject" in words:
        said |= {"kind": "bang-tong-hop-diem", "subject": key}
    return {word: said[word] for word in words}


def issued_in(year: BlocYear, *, signed: bool) -> IssuedDocument:
    """A paper of that year that not everybody reads, with a signed copy where there is one; else of another year."""
    issued = IssuedDocument.objects.exclude(kind__in=FOR_ALL_MEMBERS).order_by("pk")
    own = issued.filter(subject__in=[subject_key(about) for about in papers.subjects(year)])
    with_copy = own.filter(signed_copies__isnull=False) if signed else own
    return with_copy.first() or own.first() or issued.first()


def keys_of(pattern) -> list[int]:
    """The objects an address is tried on: of 2023, closed, and of 2024, running."""
    view = getattr(pattern.callback, "view_class", None)
    queryset = getattr(view, "inside", None) or getattr(view, "queryset", None)
    model = queryset.model if queryset is not None else BlocYear
    if model is Version:
        owner = pattern.callback.view_initkwargs.get("owner", "report")
        last = Version.objects.filter(**{f"{owner}__isnull": False}).order_by("pk").last()
        return [last.submission.pk]
    if model in (Report, Registration):
        return [model.objects.filter(bloc_year__year=y).order_by("pk").last().pk for y in (2023, 2024)]
    if view is PublicNoticePage:
        return [notice_of_the_demo().pk]
    if model is Poll:
        return [poll_of_the_demo().pk]
    if model in (Bloc, Association, Evidence, Proposal):
        return [model.objects.order_by("pk").first().pk]
    return list(model.objects.order_by("pk").values_list("pk", flat=True)[:2])


def notice_of_the_demo() -> PublicNotice:
    """A list of nominees that is public today."""
    today = timezone.localdate()
    facts = {"opens_on": today, "closes_on": today, "published_by": User.objects.first()}
    return PublicNotice.objects.get_or_create(proposal=provincial_proposal(), defaults=facts)[0]


def poll_of_the_demo() -> Poll:
    """A secret vote that is open, in the running year."""
    year = BlocYear.objects.get(year=2024)
    now = timezone.now()
    facts = {"starts_at": now, "place": "Đông Hà", "chair": "A", "chair_position": "B", "secretary": "C"}
    conference, _ = Conference.objects.get_or_create(bloc_year=year, defaults=facts)
    rule = {
        "threshold": "1/2",
        "base": "present",
        "seats": 1,
        "method": "browser",
        "opened_by": User.objects.first(),
    }
    poll = Poll.objects.open().first() or Poll.objects.create(
        conference=conference, subject="lead", nonce=urn.new_nonce(), **rule
    )
    body = Association.objects.get(code="tnxp")
    poll.nominees.get_or_create(association=body)
    poll.rights.get_or_create(association=body)
    poll.lay_urn()
    return poll


@pytest.mark.parametrize("pattern", list(own_patterns()), ids=lambda pattern: pattern.name)
def test_no_address_answers_500(client, pattern):
    client.raise_request_exception = False
    answers = {}

    for person in ("soan.hlg", "lanhdao.tnxp"):
        client.force_login(User.objects.get(email__startswith=f"{person}@"))
        for target in targets_of(pattern):
            url = reverse(pattern.full_name, kwargs=target)
            for send in (client.get, client.post, lambda url: client.post(url, NONSENSE)):
                response = send(url)
                answers[person, url, len(answers)] = response.status_code
                if hasattr(response, "close") and response.streaming:
                    b"".join(response.streaming_content)

    # A site whose worker does not run says 503 to /readyz, and means it.
    failed = [call for call, status in answers.items() if status >= 500 and call[1] != reverse("readyz")]
    assert failed == []
