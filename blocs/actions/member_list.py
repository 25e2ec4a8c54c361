"""A list of associations and people enters a bloc: all of it or nothing, and each person is invited by letter."""

from collections.abc import Callable

from django.db import transaction

from audit.log import record
from base.vietnamese import search_key, short_date
from base.workflow import Refused
from blocs.member_list import Member, MemberListReader, Person
from blocs.models import Bloc, MemberListImport, Membership, lock_years
from members.models import Association, Officer, Province, User, invite, kin_of
from members.notifications import queue_invitation

CHANGED = "Chưa lưu: danh sách vừa thay đổi. Hãy xem lại trước khi lưu."
NOTHING = "Danh sách này đã có đủ trong khối, không có gì để nhập."


@transaction.atomic
def take_member_list(
    bloc: Bloc, reader_of: Callable[[Bloc], MemberListReader], *, by: User
) -> MemberListImport:
    """Read the list once more and write it; `reader_of(bloc)` gives the reader.

    Refused where something is wrong by now, or nothing is left to add: then nothing is saved.
    """
    Province.objects.select_for_update().get(pk=bloc.province_id)  # a bloc without a year has none to lock
    lock_years(bloc.pk)  # of two who save at once the second reads what the first has written
    looked_over = reader_of(bloc).read()
    if looked_over.faults:
        raise Refused(CHANGED)
    if not looked_over.changes:
        raise Refused(NOTHING)
    taken = MemberListImport(bloc=bloc, by=by)
    for member in looked_over.members:
        association = _association(bloc, member, taken)
        present = Membership.objects.filter(bloc=bloc, association=association, left_on=None)
        present.update(position=member.position)
        for person in member.invited:
            _invite(association, person, taken, by=by)
    taken.save()
    record("members.imported", bloc, what=f"{bloc}: nhập danh sách, {taken}", by=by)
    return taken


def _association(bloc: Bloc, member: Member, taken: MemberListImport) -> Association:
    facts = dict(member.facts)
    joined_on = facts.pop("joined_on")
    association = member.held
    if association is None:
        association = make_association(bloc, facts)
        taken.associations.append(association.pk)
    if not member.is_in_the_bloc:
        joined = Membership.objects.create(bloc=bloc, association=association, joined_on=joined_on)
        taken.memberships.append(joined.pk)
        what = f"{bloc}: nhập {association.official_name} vào khối từ {short_date(joined_on)}"
        record("members.joined", association, what=what, by=taken.by)
    return association


def make_association(bloc: Bloc, facts: dict) -> Association:
    """A body new to the site, of the bloc's province."""
    code = free_code(bloc, facts["abbreviation"] or facts["short_name"])
    place = bloc.place or bloc.province.place
    return Association.objects.create(province=bloc.province, code=code, place=place, **facts)


def free_code(bloc: Bloc, name: str) -> str:
    """hlg of HLG, or hlg-2 where another association of the province has that."""
    wanted = "".join(letter for letter in search_key(name) if letter.isalnum())[:24] or "hoi"
    taken_codes = set(
        Association.objects.filter(
            province__in=kin_of([bloc.province_id]), code__startswith=wanted
        ).values_list("code", flat=True)
    )
    codes = [wanted, *(f"{wanted}-{n}" for n in range(2, len(taken_codes) + 2))]
    return next(code for code in codes if code not in taken_codes)


def _invite(association: Association, person: Person, taken: MemberListImport, *, by: User) -> Officer:
    user = User.objects.filter(email=person.email).first()
    if user is None:
        user = User.objects.create_user(
            person.email,
            full_name=person.full_name,
            form_of_address=person.form_of_address,
            phone=person.phone,
        )
        taken.people.append(user.pk)
    office = invite(user, association, role=person.role, position=person.position)
    taken.officers.append(office.pk)
    taken.letters.append(queue_invitation(office, invited_by=by).pk)
    return office
