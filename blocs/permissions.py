"""Who may do what in a bloc and its years."""

from django.db.models import Q
from django.utils import timezone

from members.models import Province

from .models import (
    Appointment,
    BlocYear,
    Handover,
    LegalInstrument,
    Membership,
    Milestone,
    served_years,
    services_of,
)


def read_in_full(user, path: str = "bloc_year") -> Q:
    """Rows of the years this person may read in full: of their province; of each bloc up to the last year they serve.

    `path` leads from the row to its year. The administrator reads all.
    """
    if user.is_superuser:
        return ~Q(pk__in=[])
    return Q(**{f"{path}__bloc__province__in": user.read_province_ids}) | served_years(user, f"{path}__")


def is_secretary(user, year: BlocYear) -> bool:
    secretary = Appointment.Role.SECRETARY
    return any(service.bloc_year_id == year.pk and service.role == secretary for service in services_of(user))


def is_secretary_somewhere(user) -> bool:
    """Secretary of any year this person still serves."""
    return any(service.role == Appointment.Role.SECRETARY for service in services_of(user))


def is_verifier(user, year: BlocYear) -> bool:
    verifier = Appointment.Role.VERIFIER
    return any(service.bloc_year_id == year.pk and service.role == verifier for service in services_of(user))


def can_run(user, year: BlocYear) -> bool:
    """The secretariat of the year, from the handover of the year before until its own."""
    today, secretary = timezone.localdate(), Appointment.Role.SECRETARY
    writes = any(
        service.bloc_year_id == year.pk
        and service.role == secretary
        and (service.writes_from is None or service.writes_from <= today)
        for service in services_of(user)
    )
    return writes and not year.is_handed_over


def can_see_handover(user, year: BlocYear) -> bool:
    """Both sides and the province."""
    planned = getattr(year, "handover", None)
    sides = [year.lead_id, *([planned.receiver_id] if planned else [])]
    return can_read_all(user, year) or any(user.acts_for(side) for side in sides)


def can_receive(user, handover: Handover) -> bool:
    return user.signs_for(handover.receiver_id)


def can_read_all(user, year: BlocYear) -> bool:
    """Whoever serves a year of the bloc reads it and the years before; its province and administrators read all."""
    serves = any(
        service.bloc_id == year.bloc_id and service.year >= year.year for service in services_of(user)
    )
    return serves or user.is_superuser or year.bloc.province_id in user.read_province_ids


def can_open_year(user, bloc) -> bool:
    """The secretariat of the bloc's newest year opens the next, or the new lead once that year was handed over.

    The first year is opened by whoever set up the bloc.
    """
    newest = bloc.years.order_by("-year").select_related("handover").first()
    if newest is None or user.administers(bloc.province_id):
        return user.administers(bloc.province_id)
    planned = getattr(newest, "handover", None)
    is_new_lead = planned is not None and user.signs_for(planned.receiver_id)
    return is_secretary(user, newest) or (is_new_lead and newest.is_done(Milestone.Kind.HANDED_OVER))


def can_set_up_province(user, province) -> bool:
    return user.administers(province.pk)


def can_set_up(user, bloc) -> bool:
    """Its name, its members and their people: the administrator of the site or of the province."""
    return user.administers(bloc.province_id)


def can_set_up_year(user, year: BlocYear) -> bool:
    return user.administers(year.bloc.province_id) and not year.is_handed_over


def can_appoint(user, year: BlocYear) -> bool:
    """The lead names the secretariat, the deputy names the verifier of the lead's own sheet."""
    if year.is_handed_over:
        return False
    if user.administers(year.bloc.province_id):
        return True
    return user.signs_for(year.lead_id) or user.signs_for(year.deputy_id)


def appointable_roles(user, year: BlocYear) -> list[str]:
    roles = {Appointment.Role.SECRETARY: year.lead_id, Appointment.Role.VERIFIER: year.deputy_id}
    administers = user.administers(year.bloc.province_id)
    return [role for role, body in roles.items() if administers or user.signs_for(body)]


def can_edit_criteria(user, criteria_set) -> bool:
    return can_run(user, criteria_set.bloc_year) and not criteria_set.is_published


def can_amend_criteria(user, criteria_set) -> bool:
    return can_run(user, criteria_set.bloc_year) and criteria_set.is_published


def can_keep_law(user, instrument: LegalInstrument | None = None) -> bool:
    """What their province decided, its officers; administrators all. See can_keep_national_law for the rest."""
    if user.is_superuser or not user.is_province:
        return user.is_superuser
    if instrument is None or instrument.province_id in user.read_province_ids:
        return True
    return instrument.province_id is None and can_keep_national_law(user)


def can_keep_national_law(user) -> bool:
    """Administrators; a province's officers where the site serves no other province."""
    if user.is_superuser:
        return True
    return user.is_province and not Province.objects.exclude(pk__in=user.read_province_ids).exists()


def can_keep_ledger(user, association) -> bool:
    """An association's ledger of awards: the secretariat of a bloc it belongs to, the province, administrators."""
    if user.is_superuser or association.province_id in user.read_province_ids:
        return True
    blocs = [service.bloc_id for service in services_of(user) if service.role == Appointment.Role.SECRETARY]
    memberships = Membership.objects.filter(bloc__in=blocs, association=association)
    return memberships.on(timezone.localdate()).exists()
