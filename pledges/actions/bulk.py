"""What a filled-in workbook says of associations, people and last year's figures is written, all of it or nothing."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.db import transaction

from audit.log import record
from base.workflow import Refused
from blocs.models import BlocYear, Membership, lock_years
from members.models import Association, Officer, User, invite
from members.notifications import queue_invitation
from pledges.bulk import preview
from pledges.forms.bulk import AssociationRow, FigureRow, OfficerRow
from pledges.models import IndicatorResult, PastFigure, Submission

CHANGED = "Chưa lưu: danh sách vừa thay đổi. Hãy tải tệp lên lại để xem."


@transaction.atomic
def save_rows(year: BlocYear, rows: dict[str, list], *, by: User) -> int:
    """Look at the rows once more, write them, write to people new here; how many were written.

    Refused where something is wrong by now, or nothing is left to change: then nothing is saved.
    """
    lock_years(year.bloc_id)  # of two who save at once the second looks at what the first has written
    looked_over = preview(BlocYear.objects.with_parties().get(pk=year.pk), rows)
    if looked_over.faults or not looked_over.changes:
        raise Refused(CHANGED)
    savers: dict[type, Callable[[Any], Any]] = {
        AssociationRow: partial(_save_association, year),
        OfficerRow: partial(_save_officer, year, by=by),
        FigureRow: partial(_save_figure, year, by=by),
    }
    for form in looked_over.forms:
        change = form.change()  # asked first: the saver sets the very values it compares with
        subject = savers[type(form)](form)
        record(f"bulk.{subject._meta.model_name}", subject, what=f"{year}, nhập từ Excel: {change}", by=by)
    return len(looked_over.forms)


def _save_association(year: BlocYear, form: AssociationRow) -> Association:
    data = dict(form.cleaned_data)
    joined_on = data.pop("joined_on")
    association = form.held
    if association is None:
        data["place"] = data["place"] or year.place
        association = Association.objects.create(province=year.bloc.province, **data)
        Membership.objects.create(bloc=year.bloc, association=association, joined_on=joined_on)
    else:
        for name in form.changed_names():
            setattr(association, name, data[name])
        association.save()
    return association


def _save_officer(year: BlocYear, form: OfficerRow, *, by: User) -> Officer:
    data = form.cleaned_data
    user = User.objects.filter(email=data["email"]).first()
    if user is None:
        user = User.objects.create_user(data["email"], full_name=data["full_name"], phone=data["phone"])
    association = year.bloc.association_of(data["code"])
    officer = invite(user, association, role=data["role"], position=data["position"])
    queue_invitation(officer, invited_by=by)
    return officer


def _save_figure(year: BlocYear, form: FigureRow, *, by: User) -> Association:
    data = form.cleaned_data
    association = year.bloc.association_of(data["code"])
    indicator = form.known.indicators[data["indicator"], data["unit"]]
    PastFigure.objects.update_or_create(
        bloc_year=year,
        association=association,
        indicator=indicator,
        defaults={"value": data["value"], "recorded_by": by},
    )
    # A report that is being written gets the figure where its box is still empty.
    begun = IndicatorResult.objects.filter(
        report__bloc_year=year,
        report__association=association,
        report__kind="annual",
        report__state__in=Submission.OPEN,
        target__name=indicator.name,
        target__unit=indicator.unit,
        previous=None,
    )
    begun.update(previous=data["value"])
    return association
