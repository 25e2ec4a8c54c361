"""What an award is, written down: each change in the log of acts."""

from django.db import transaction
from django.db.models import ProtectedError
from django.forms import BaseInlineFormSet

from audit.log import changes_of, record
from base.workflow import Refused
from blocs.award_forms import AwardTypeForm, BaseSalaryForm
from blocs.models import AwardType, BaseSalary
from members.models import User


@transaction.atomic
def write_award_type(form: AwardTypeForm, parts: dict[str, BaseInlineFormSet], *, by: User) -> AwardType:
    """Save a checked award with its tables, {what the table holds: its forms}.

    Refused where a condition is deleted that somebody has answered already.
    """
    changes = [changes_of(form) if form.instance.pk else "danh hiệu mới"]
    award_type = form.save()
    for what, table in parts.items():
        table.instance = award_type
        try:
            table.save()
        except ProtectedError as error:
            raise Refused("Điều kiện đã có người trả lời thì không xóa được, hãy sửa lời của nó.") from error
        if table.has_changed():
            changes.append(what)
    if text := "; ".join(filter(None, changes)):
        record("award_type.written", award_type, what=f"{award_type}: {text}", by=by)
    return award_type


@transaction.atomic
def add_base_salary(form: BaseSalaryForm, *, by: User) -> BaseSalary:
    """A new base salary from a day on; papers of the days before keep theirs."""
    added = form.save()
    record("law.base_salary", added, what=f"Mức lương cơ sở {added} từ {added.since:%d/%m/%Y}", by=by)
    return added
