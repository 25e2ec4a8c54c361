"""An award of earlier years is entered into an association's ledger by hand."""

from django.core.files import File
from django.db import IntegrityError, transaction

from audit.log import record
from awards.models import Award, Decision
from awards.notifications import tell_award_entered
from base.workflow import Refused
from blocs.models import AwardType
from members.models import Association, User


def enter_award(
    association: Association,
    *,
    award_type: AwardType,
    year: int,
    decision: dict,
    by: User,
    certificate: File | None = None,
    certificate_type: str = "",
) -> Award:
    """Enter an award and its decision {number, dated, authority}; the association's people are told.

    Refused where the ledger holds this award for that year already.
    """
    scan = {}
    if certificate is not None:
        name = (certificate.name or "")[-200:]
        scan = {"certificate": certificate, "certificate_name": name, "certificate_type": certificate_type}
    try:
        with transaction.atomic():
            given, _ = Decision.objects.get_or_create(**decision, province=association.province)
            award = Award.objects.create(
                association=association,
                award_type=award_type,
                year=year,
                decision=given,
                carried_name=association.name_on(decision["dated"]),
                recorded_by=by,
                **scan,
            )
            what = f"{association.short_name}: {award}, {award.decision}"
            record("award.entered", association, what=what, by=by)
            tell_award_entered(award, by=by)
    except IntegrityError as error:
        raise Refused("Khen thưởng này vừa được ghi vào sổ.") from error
    return award
