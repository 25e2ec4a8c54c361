"""What one person counted of the paper ballots of a vote."""

from typing import Any

from django import forms

from awards.models import Poll
from base.forms import BaseFormMixin, row_forms
from members.models import User


class CountForm(BaseFormMixin, forms.Form):
    """What one person counted."""

    issued = forms.IntegerField(label="Phiếu phát ra", min_value=0, max_value=1000)
    returned = forms.IntegerField(label="Phiếu thu về", min_value=0, max_value=1000)
    valid = forms.IntegerField(label="Phiếu hợp lệ", min_value=0, max_value=1000)

    def clean(self):
        data = super().clean()
        issued, returned, valid = (data.get(name) for name in ("issued", "returned", "valid"))
        if issued is not None and returned is not None and returned > issued:
            self.add_error("returned", f"Thu về không thể nhiều hơn phát ra ({issued}).")
        if returned is not None and valid is not None and valid > returned:
            self.add_error("valid", f"Hợp lệ không thể nhiều hơn thu về ({returned}).")
        return data


class TallyForm(BaseFormMixin, forms.Form):
    """Votes for and against one nominee."""

    approve = forms.IntegerField(label="Đồng ý", min_value=0, max_value=1000)
    against = forms.IntegerField(label="Không đồng ý", min_value=0, max_value=1000)


def own_count_forms(poll: Poll, user: User, data: Any = None) -> tuple[CountForm, list]:
    """The form of `user`’s own count and [(nominee, its form)], with what they entered before and nothing of others."""
    own = poll.counts.filter(entered_by=user).first()
    entered = {"issued": poll.rights.count()}
    if own:
        entered = {name: getattr(own, name) for name in ("issued", "returned", "valid")}
    tallies = own.tallies if own else {}
    bodies = [nominee.association for nominee in poll.nominees.select_related("association")]

    def initial(body):
        return dict(zip(("approve", "against"), tallies.get(str(body.pk), ()), strict=False))

    rows = row_forms(TallyForm, bodies, data, initial=initial)
    return CountForm(data, initial=entered), list(zip(bodies, rows, strict=True))
