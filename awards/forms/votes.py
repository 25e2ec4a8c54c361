"""Forms of a vote: opening it, the ballot, the tellers' counts, opinions in writing, motions."""

import json
import secrets
from collections.abc import Sequence
from functools import partial
from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.safestring import SafeString

from awards.ballot_codes import SHORTEST_WORD, VOTERS, plain_word, random_letters
from awards.models import Conference, Motion, Poll, Vote
from awards.models.vote import fewest
from awards.standings import Row
from base.forms import BaseFormMixin, NumberField, RowsField
from base.vietnamese import capitalised, number
from blocs.models import AwardType, BlocYear
from members.models import Association
from pledges.models import ScoreLine, TitleRequest


class PollForm(BaseFormMixin, forms.Form):
    """What is voted on, how, and between whom."""

    subject = forms.ChoiceField(label="Bỏ phiếu về", choices=Vote.Subject)
    award_type = forms.ModelChoiceField(
        label="Danh hiệu, hình thức", queryset=AwardType.objects.filter(proposed_by_bloc=True), required=False
    )
    seats = forms.IntegerField(label="Số đơn vị được chọn", min_value=1, max_value=100, initial=1)
    method = forms.ChoiceField(label="Hình thức", widget=forms.RadioSelect)
    nominees: Any = RowsField(label="Đơn vị được đề cử", queryset=None, widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args, conference: Conference, ranked: Sequence[Row] = (), **kwargs):
        """`ranked` are the rows of the ranking, best first, where it may be seen: nominees stand in its order."""
        super().__init__(*args, **kwargs)
        self.fields["nominees"].queryset = conference.members()
        self.fields["nominees"].label_from_instance = lambda association: association.short_name
        if ranked:
            titles = registered_titles(conference.bloc_year)
            self.fields["nominees"].choices = [
                (row.association.pk, nominee_label(row, titles.get(row.association.pk, ""))) for row in ranked
            ]
        quotas = {
            award.pk: conference.bloc_year.quota_of(award) or 1
            for award in self.fields["award_type"].queryset
        }
        self.fields["award_type"].widget.attrs["data-seats"] = json.dumps(quotas)
        methods = [choice for choice in Vote.Method.choices if choice[0] != Vote.Method.SCORE]
        self.fields["method"].choices = methods
        self.year = conference.bloc_year
        agrees = self.year.selection == BlocYear.Selection.CONSENSUS
        self.fields["method"].initial = Vote.Method.CONSENSUS if agrees else Vote.Method.PAPER

    def clean(self):
        data = super().clean()
        if data.get("subject") == Vote.Subject.AWARD and not data.get("award_type"):
            self.add_error("award_type", "Chọn danh hiệu được bỏ phiếu.")
        if data.get("subject") != Vote.Subject.AWARD:
            data["award_type"] = None
        elif refusal := method_refusal(self.year, data.get("method")):
            self.add_error("method", refusal)
        seats, nominees = data.get("seats"), data.get("nominees")
        if seats and nominees and seats > len(nominees):
            self.add_error("seats", f"Không thể nhiều hơn số đơn vị được đề cử ({len(nominees)}).")
        return data


def method_refusal(year: BlocYear, method: str | None) -> str:
    """Why an award is not voted on this way; empty where the rules of the year have it so."""
    agrees = year.selection == BlocYear.Selection.CONSENSUS
    is_right = agrees == (method == Vote.Method.CONSENSUS)
    if is_right or not method or year.selection == BlocYear.Selection.SCORE:
        return ""
    rule = year.get_selection_display().lower()
    wanted = "Biểu quyết, thống nhất" if agrees else "một trong hai cách bỏ phiếu kín"
    return f"Quy định của năm về khen thưởng: {rule}. Hãy chọn {wanted}."


def registered_titles(year: BlocYear) -> dict[int, str]:
    """{association: đăng ký Bằng khen …} of what members registered for and the bloc proposes."""
    requests = TitleRequest.objects.filter(
        registration__bloc_year=year,
        registration__first_submitted_at__isnull=False,
        award_type__proposed_by_bloc=True,
    )
    named: dict[int, list[str]] = {}
    for association, award in requests.values_list("registration__association", "award_type__name"):
        named.setdefault(association, []).append(award)
    return {key: f"đăng ký {', '.join(dict.fromkeys(awards))}" for key, awards in named.items()}


def nominee_label(row: Row, registered: str = "") -> SafeString:
    """1. Hội Luật gia: 98,5 điểm, and below it what they registered for.

    Who may not be nominated for an award is offered for lead and deputy alone.
    """
    name = row.association.short_name
    if row.rank is None:
        said, facts = name, "không xếp hạng, chỉ bầu Trưởng khối, Phó Trưởng khối"
    else:
        barred = "" if row.is_eligible else ", không xét khen thưởng"
        said, facts = f"{row.rank}. {name}", f"{number(row.final.total)} điểm{barred}"
    below = format_html('<span class="registered">{}</span>', capitalised(registered)) if registered else ""
    return format_html("<strong>{}:</strong> {} {}", said, facts, below)


class BallotForm(BaseFormMixin, forms.Form):
    """A ballot in the browser: yes or no to each nominee. What may be ticked at most is said by the vote.

    Both answers are of one length, so that the length of what is sent tells nothing. The voter's half of the code is
    made by their browser, or is a word that they type; where scripts do not run a word is offered to them.
    """

    YES, NO = "1", "0"
    CHOICES = [(YES, "Đồng ý"), (NO, "Không đồng ý")]

    voters_word = forms.CharField(
        label="Mã lá phiếu của anh/chị sẽ bắt đầu bằng",
        required=False,
        max_length=40,
        initial=partial(random_letters, VOTERS),
        widget=forms.TextInput(attrs={"data-word": VOTERS, "autocapitalize": "characters"}),
        help_text=(
            f"Máy của anh/chị vừa đặt. Có thể sửa thành một từ của mình, {SHORTEST_WORD} đến {VOTERS} chữ hoặc số."
        ),
    )

    # By this the ballot is known again when the network kept the answer back and the page sends it once more.
    sent_once = forms.CharField(
        required=False,
        max_length=64,
        initial=partial(secrets.token_urlsafe, 24),
        widget=forms.HiddenInput,
    )

    def __init__(self, *args, nominees: list, **kwargs):
        super().__init__(*args, **kwargs)
        self.nominee_names = []
        for nominee in nominees:
            self.nominee_names.append(f"n{nominee.association_id}")
            self.fields[f"n{nominee.association_id}"] = forms.ChoiceField(
                label=nominee.association.official_name,
                choices=self.CHOICES,
                widget=forms.RadioSelect,
                error_messages={"required": "Hãy đánh dấu đồng ý hoặc không đồng ý."},
            )

    def clean_voters_word(self) -> str:
        word = plain_word(self.cleaned_data["voters_word"])
        if self.cleaned_data["voters_word"] and not SHORTEST_WORD <= len(word) <= VOTERS:
            raise forms.ValidationError(f"Ghi từ {SHORTEST_WORD} đến {VOTERS} chữ hoặc số.")
        return word

    def nominee_fields(self) -> list:
        return [self[name] for name in self.nominee_names]

    def choices(self) -> dict[int, bool]:
        return {int(name[1:]): self.cleaned_data[name] == self.YES for name in self.nominee_names}


class HandedForm(forms.Form):
    """Who was handed a paper ballot, of those who may vote."""

    handed: Any = RowsField(queryset=None, required=False)

    def __init__(self, *args, poll: Poll, **kwargs):
        super().__init__(*args, **kwargs)
        handed: Any = self.fields["handed"]
        handed.queryset = Association.objects.filter(pk__in=poll.rights.values("association"))


class HandsForm(BaseFormMixin, forms.Form):
    approve = forms.IntegerField(label="Số tán thành", min_value=0, max_value=1000)


class OpinionForm(BaseFormMixin, forms.Form):
    """What an absent member answered in writing."""

    association: Any = forms.ModelChoiceField(label="Đơn vị vắng mặt", queryset=None)
    document = forms.CharField(label="Số, ngày văn bản", max_length=120)
    approved = forms.MultipleChoiceField(
        label="Đồng ý với", required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args, poll: Poll, **kwargs):
        super().__init__(*args, **kwargs)
        entitled = poll.rights.values("association")
        absent = poll.conference.members().exclude(pk__in=entitled)
        self.fields["association"].queryset = absent
        self.fields["association"].label_from_instance = lambda association: association.short_name
        self.has_absent = absent.exists()
        names = [(n.association_id, n.association.short_name) for n in poll.standing_nominees()]
        self.fields["approved"].choices = names

    def choices(self) -> dict[int, bool]:
        approved = set(self.cleaned_data["approved"])
        return {pk: str(pk) in approved for pk, _ in self.fields["approved"].choices}


class ReasonForm(BaseFormMixin, forms.Form):
    reason = forms.CharField(label="Lý do", max_length=300)


class ScoreChoiceForm(BaseFormMixin, forms.Form):
    """An award that goes to the first by score."""

    award_type = forms.ModelChoiceField(
        label="Danh hiệu, hình thức", queryset=AwardType.objects.filter(proposed_by_bloc=True)
    )
    seats = forms.IntegerField(label="Số đơn vị được chọn", min_value=1, max_value=100, initial=1)


MAJORITY = BlocYear.Share.MAJORITY


class MotionForm(BaseFormMixin, forms.Form):
    """A motion and its count; with a leaf it corrects a score."""

    about = forms.ChoiceField(label="Về việc", choices=Motion.About, required=False)
    text = forms.CharField(
        label="Nội dung biểu quyết",
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Để trống khi biểu quyết thông qua chương trình, ban kiểm phiếu, bảng điểm hoặc biên bản.",
    )
    line: Any = forms.ModelChoiceField(
        label="Sửa điểm của tiêu chí", queryset=None, required=False, empty_label="Không sửa điểm"
    )
    points = NumberField(
        label="Điểm hội nghị", thousands=False, required=False, max_digits=6, decimal_places=2, min_value=0
    )
    approve = forms.IntegerField(label="Tán thành", min_value=0, max_value=1000)
    against = forms.IntegerField(label="Không tán thành", min_value=0, max_value=1000, initial=0)

    def __init__(self, *args, year: BlocYear, present: int, association=None, **kwargs):
        super().__init__(*args, **kwargs)
        approve = self.fields["approve"]
        approve.help_text = f"Có mặt {present}; thông qua khi từ {fewest(present, MAJORITY)} tán thành."
        lines = ScoreLine.objects.filter(report__bloc_year=year, report__association=association)
        lines = lines.filter(verified_points__isnull=False).select_related("criterion")
        self.fields["line"].queryset = lines.order_by("criterion__position", "pk")
        self.fields["line"].label_from_instance = self.label_of
        if association is None:  # nobody's score is corrected: the order of the day is mostly carried by all
            approve.initial = present
            del self.fields["line"], self.fields["points"]

    @staticmethod
    def label_of(line: ScoreLine) -> str:
        stands = f"đang {number(line.stands[0])}/{number(line.criterion.max_points)}"
        return f"{line.criterion.code} {line.criterion.text[:60]} ({stands})"

    def clean(self):
        data = super().clean()
        data = {"line": None, "points": None} | data
        if data.get("line") and data.get("points") is None and "points" not in self.errors:
            self.add_error("points", "Ghi điểm hội nghị đề nghị.")
        if not data.get("line"):
            data["points"] = None
        elif data.get("about"):
            self.add_error("about", "Sửa điểm thì chọn “Nội dung khác, sửa điểm”.")
        if not data.get("text") and "text" not in self.errors:
            if data.get("about"):
                data["text"] = Motion.About(data["about"]).label
            else:
                self.add_error("text", "Ghi nội dung biểu quyết.")
        return data
