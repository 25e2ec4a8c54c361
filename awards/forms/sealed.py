"""What devices send of a vote whose ballots are sealed to the tellers; each is checked for its shape."""

import json
import re

from django import forms

BALLOT = re.compile(r"[A-Za-z0-9_-]{84,2000}")  # of one nominee at least
NOMINEE = re.compile(r"n([1-9][0-9]{0,17})")


class TellerKeyForm(forms.Form):
    public_key = forms.CharField(min_length=43, max_length=43)


class SealedBallotForm(forms.Form):
    """A ballot as the voter's device sealed it, and which nominees its page showed; what was ticked is not sent."""

    sealed = forms.CharField(max_length=20_000)
    offered = forms.CharField(max_length=10_000)

    def clean_offered(self) -> set[int]:
        matches = [NOMINEE.fullmatch(name) for name in self.cleaned_data["offered"].split()]
        return {int(match[1]) for match in matches if match}


class FromDevice(forms.Field):
    """JSON that a teller's device sends; nothing is no JSON, an empty list is."""

    def __init__(self):
        super().__init__(required=False, widget=forms.HiddenInput)

    def to_python(self, value):
        try:
            return json.loads(value) if value else None
        except (ValueError, RecursionError):
            raise forms.ValidationError("not JSON") from None


class StrippedForm(forms.Form):
    """{"2": [ballots], "3": [ballots]} with the outer layer off, shuffled."""

    lists = FromDevice()
    unreadable = forms.IntegerField(min_value=0)

    def clean_lists(self) -> dict[str, list[str]]:
        lists = self.cleaned_data["lists"]
        are_lists = isinstance(lists, dict) and all(isinstance(rows, list) for rows in lists.values())
        rows = [row for rows in lists.values() for row in rows] if are_lists else [None]
        if not all(isinstance(row, str) and BALLOT.fullmatch(row) for row in rows):
            raise forms.ValidationError("not lists of ballots")
        return lists


class OpenedForm(forms.Form):
    """[[code, marks], …] as the second teller opened them."""

    ballots = FromDevice()
    unreadable = forms.IntegerField(min_value=0)

    def clean_ballots(self) -> list[list[str]]:
        ballots = self.cleaned_data["ballots"]
        for one in ballots if isinstance(ballots, list) else [None]:
            if not (isinstance(one, list) and len(one) == 2 and all(isinstance(word, str) for word in one)):
                raise forms.ValidationError("not ballots")
        return ballots
