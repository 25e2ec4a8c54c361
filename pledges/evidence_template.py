"""Whether a piece of evidence is of the kind, and of the year, that its criterion asks for."""

from collections.abc import Iterable

from blocs.models import Criterion, EvidenceKind

from .models import Evidence


def misfit(criterion: Criterion, evidence: Evidence, year: int) -> str:
    """What is other than asked for, for people to read; empty where nothing is.

    The issuer is for people to compare: no machine tells two names of one office.
    """
    faults = []
    if criterion.evidence_kinds and evidence.kind not in criterion.evidence_kinds:
        asked_for = " hoặc ".join(EvidenceKind(kind).label for kind in criterion.evidence_kinds)
        is_now = f"là {EvidenceKind(evidence.kind).label}" if evidence.kind else "chưa ghi loại"
        faults.append(f"{is_now}, cần {asked_for}")
    if criterion.evidence_of_year:
        if evidence.document_date is None:
            faults.append(f"chưa ghi ngày, cần văn bản năm {year}")
        elif evidence.document_date.year != year:
            faults.append(f"văn bản năm {evidence.document_date.year}, cần năm {year}")
    return "; ".join(faults)


def misfits(criterion: Criterion, proofs: Iterable[Evidence], year: int) -> str:
    """Why none of a criterion's evidence is what it asks for; empty where one is, or where there is none at all."""
    faults = [misfit(criterion, evidence, year) for evidence in proofs]
    return faults[0] if faults and all(faults) else ""
