"""A dossier is asked for."""

from django.db import IntegrityError, transaction

from awards.models.dossier import DossierBuild
from awards.models.proposal import Proposal
from members.models import User


def request_build(proposal: Proposal, *, with_evidence: bool, by: User) -> DossierBuild:
    """Ask for the archive; the one under way is given back when it was asked for twice."""
    wanted = {"proposal": proposal, "with_evidence": with_evidence}
    try:
        with transaction.atomic():
            return DossierBuild.objects.create(**wanted, requested_by=by)
    except IntegrityError:
        return DossierBuild.objects.unfinished().get(**wanted)
