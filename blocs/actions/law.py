"""Changes of the law: each in the log of acts, and told to whoever makes papers by it."""

from django.db import transaction
from django.forms import BaseInlineFormSet
from django.utils import timezone

from audit.log import changes_of, record
from blocs.law_forms import InstrumentForm
from blocs.models import LegalInstrument
from blocs.notifications import tell_instrument_changed
from members.models import User


@transaction.atomic
def write_instrument(form: InstrumentForm, bases: BaseInlineFormSet, *, by: User) -> LegalInstrument:
    """Save a checked instrument and its articles; the secretariats, the province and administrators are told."""
    changes = changes_of(form) if form.instance.pk else "văn bản mới"
    if bases.has_changed():
        changes = "; ".join(filter(None, [changes, "điều khoản làm căn cứ của danh hiệu"]))
    bases.instance = instrument = form.save()
    bases.save()
    if changes:
        entry = record("law.written", instrument, what=f"{instrument}: {changes}", by=by)
        tell_instrument_changed(instrument, changes, key=f"law:{instrument.pk}:{entry.pk}", by=by)
    return instrument


@transaction.atomic
def check_instrument(instrument: LegalInstrument, *, by: User) -> None:
    """Note that somebody compared the instrument with its source today."""
    LegalInstrument.objects.filter(pk=instrument.pk).update(
        checked_on=timezone.localdate(), checked_by=by.full_name
    )
    record("law.checked", instrument, what=f"{instrument}: đã đối chiếu với nguồn", by=by)
