"""The review conference: prepared, roll called, votes entered, closed."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.views.generic import FormView, TemplateView, View

from awards.actions import record_vote
from awards.forms import ConferenceForm, RollForm, TallyForm, TallyFormSet, VoteForm
from awards.models import Conference, share_reached
from awards.standings import score_table
from blocs import permissions
from blocs.documents import default_signer
from blocs.views.years import YearPart
from config.forms import all_valid, row_forms
from config.workflow import MoveRefused
from members.access import Unchanged, attempt
from members.models import signatories_of


class ConferencePart(YearPart):
    """A page of the conference, which must have been prepared."""

    allowed = staticmethod(permissions.can_run)

    @property
    def conference(self) -> Conference:
        if not hasattr(self, "_conference"):
            self._conference = Conference.objects.filter(bloc_year=self.parent).first()
            if self._conference is None:
                raise Http404("Chưa có hội nghị.")
            self._conference.bloc_year = self.parent
        return self._conference

    def get_context_data(self, **kwargs):
        return super().get_context_data(conference=self.conference, **kwargs)


class ConferenceDetail(YearPart, TemplateView):
    template_name = "awards/conference.html"

    def get_context_data(self, **kwargs):
        conference = (
            Conference.objects.filter(bloc_year=self.parent).select_related("next_pledge__bloc_year").first()
        )
        return super().get_context_data(conference=conference, **self.facts(conference), **kwargs)

    def reads_all(self) -> bool:
        return permissions.can_read_all(self.request.user, self.parent)

    def facts(self, conference) -> dict:
        if conference is None:
            return {}
        conference.bloc_year = self.parent
        attendances = list(conference.attendances.select_related("association"))
        present, members = sum(a.is_present for a in attendances), conference.members().count()
        votes = conference.votes.select_related("award_type").prefetch_related("tallies__association")
        can_run = permissions.can_run(self.request.user, self.parent)
        return {
            "attendances": attendances,
            "present": present,
            "members": members,
            "has_quorum": share_reached(present, members, self.parent.quorum),
            # Members see the votes once they stand.
            "votes": votes if conference.is_closed or self.reads_all() else [],
            "missing": conference.missing() if can_run and not conference.is_closed else [],
        }


class ConferenceEdit(Unchanged, YearPart, FormView):
    """Time, place, chair, prose; creates the conference the first time."""

    allowed = staticmethod(permissions.can_run)
    form_class = ConferenceForm
    template_name = "awards/conference_edit.html"

    def get_form_kwargs(self):
        conference = Conference.objects.filter(bloc_year=self.parent).first()
        name, position = default_signer(self.parent)
        initial = (
            {} if conference else {"chair": name, "chair_position": position, "place": self.parent.place}
        )
        return super().get_form_kwargs() | {"year": self.parent, "instance": conference, "initial": initial}

    def stored(self):
        return list(Conference.objects.filter(bloc_year=self.parent).values_list(*ConferenceForm.Meta.fields))

    def form_valid(self, form):
        existing = Conference.objects.filter(bloc_year=self.parent).first()
        if existing is None:
            form.instance.bloc_year = self.parent
            form.save()
        else:
            try:
                existing.write(**form.cleaned_data)
            except MoveRefused as refusal:
                form.add_error(None, str(refusal))
                return self.form_invalid(form)
        messages.success(self.request, "Đã lưu thông tin hội nghị.")
        return redirect("awards:conference", self.parent.pk)


class RollCall(ConferencePart, TemplateView):
    """Who is there, all members of that day on one page."""

    template_name = "awards/roll_call.html"

    def rows(self, data=None) -> list:
        members = list(self.conference.members())
        called = {a.association_id: a for a in self.conference.attendances.all()}
        signatories = signatories_of(members)

        def initial(association):
            if association.pk in called:
                a = called[association.pk]
                return {
                    "is_present": "1" if a.is_present else "0",
                    "delegate": a.delegate,
                    "position": a.position,
                    "absence_reason": a.absence_reason,
                }
            delegate, position = signatories.get(association.pk, ("", ""))
            return {"is_present": "1", "delegate": delegate, "position": position}

        return list(zip(members, row_forms(RollForm, members, data, initial=initial), strict=True))

    def get_context_data(self, **kwargs):
        rows = kwargs.pop("rows", None) or self.rows()
        return super().get_context_data(rows=rows, **kwargs)

    def post(self, request, pk):
        rows = self.rows(request.POST)
        if not all_valid(*(form for _, form in rows)):
            return self.render_to_response(self.get_context_data(rows=rows))
        try:
            self.conference.call_roll({association: form.cleaned_data for association, form in rows})
        except MoveRefused as refusal:
            messages.error(request, str(refusal))
            return self.render_to_response(self.get_context_data(rows=rows))
        messages.success(request, "Đã lưu điểm danh.")
        return redirect("awards:conference", pk)


class VoteRecord(ConferencePart, FormView):
    """One round as counted by the tellers."""

    form_class = VoteForm
    template_name = "awards/vote_record.html"

    def get_initial(self):
        present = self.conference.attendances.filter(is_present=True).count()
        return {"issued": present, "returned": present, "valid": present, "seats": 1}

    def tallies(self):
        data = self.request.POST if self.request.method == "POST" else None
        members = self.conference.members()
        form_kwargs = {"members": members, "shared": TallyForm.shared(members)}
        return TallyFormSet(data, prefix="tallies", form_kwargs=form_kwargs)

    def get_context_data(self, **kwargs):
        eligible = [row for row in score_table(self.parent).rows if row.is_eligible]
        return {"tallies": self.tallies()} | super().get_context_data(eligible=eligible, **kwargs)

    def form_valid(self, form):
        tallies = self.tallies()
        if not tallies.is_valid():
            return self.render_to_response(self.get_context_data(form=form, tallies=tallies))
        data = form.cleaned_data
        try:
            vote = record_vote(
                self.conference,
                by=self.request.user,
                subject=data["subject"],
                award_type=data["award_type"],
                seats=data["seats"],
                counts=form.counts(),
                tallies=tallies.tallies(),
            )
        except MoveRefused as refusal:
            form.add_error(None, str(refusal))
            return self.render_to_response(self.get_context_data(form=form, tallies=tallies))
        messages.success(self.request, f"Đã ghi kết quả: {vote}.")
        return redirect("awards:conference", self.parent.pk)


class VoteWithdraw(ConferencePart, View):
    def post(self, request, pk, vote):
        held = get_object_or_404(self.conference.votes, pk=vote)

        def withdraw(by):
            self.conference.withdraw_vote(held)

        return attempt(request, withdraw, done="Đã bỏ kết quả nhập sai.", to=self.conference)


class ConferenceClose(ConferencePart, View):
    def post(self, request, pk):
        if self.conference.is_closed:
            messages.info(request, "Hội nghị đã được bế mạc trước đó.")
            return redirect(self.conference)
        return attempt(
            request, self.conference.close, done="Đã bế mạc hội nghị, kết quả được chốt.", to=self.conference
        )
