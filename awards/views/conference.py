"""The review conference: prepared, roll called, agenda and motions kept, shown on the wall, closed."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.views.generic import FormView, TemplateView, View

from awards import permissions as award_permissions
from awards.actions.conference import write_agenda
from awards.actions.motions import decide_motion
from awards.actions.voting import open_ranking
from awards.forms import (
    AgendaFormSet,
    ClosingForm,
    ConferenceForm,
    CountingForm,
    MotionForm,
    RollForm,
    TellerForm,
    TellerFormSet,
)
from awards.models import Conference, Motion, Teller, lay_agenda, share_reached
from awards.run_sheet import RunStep, next_step, roll_call, run_sheet, step_after
from awards.standings import score_table
from base.access import StaleCheckMixin, attempt
from base.forms import all_valid, row_forms
from base.workflow import Refused
from blocs import permissions
from blocs.models import BlocYear
from blocs.views.years import YearPart
from members.models import delegates_of


def conference_of(year) -> Conference | None:
    conference = Conference.objects.filter(bloc_year=year).select_related("next_pledge__bloc_year").first()
    if conference:
        conference.bloc_year = year
    return conference


class ConferenceRead(YearPart):
    """A page of the conference, which must have been prepared, for whoever may see the year."""

    @cached_property
    def conference(self) -> Conference:
        conference = conference_of(self.parent)
        if conference is None:
            raise Http404("Chưa có hội nghị.")
        return conference

    def get_context_data(self, **kwargs):
        return super().get_context_data(conference=self.conference, **kwargs)


class ConferencePart(ConferenceRead):
    """A page of the conference for whoever runs it."""

    allowed = staticmethod(permissions.can_run)


def quorum_facts(conference: Conference) -> dict:
    """Who is there and whether that is enough: on every page of the conference."""
    present, members = conference.present().count(), conference.members().count()
    enough = share_reached(present, members, conference.bloc_year.quorum)
    return {"present": present, "members": members, "has_quorum": enough}


class ConferenceDetail(YearPart, TemplateView):
    template_name = "awards/conference.html"

    def get_context_data(self, **kwargs):
        conference = conference_of(self.parent)
        return super().get_context_data(conference=conference, **self.facts(conference), **kwargs)

    def facts(self, conference) -> dict:
        if conference is None:
            return {}
        user, year = self.request.user, self.parent
        votes = conference.votes.select_related("award_type", "casting_choice").prefetch_related(
            "tallies__association", "poll"
        )
        can_run = permissions.can_run(user, year)
        open_poll = conference.polls.open().select_related("award_type").first()
        own = open_poll and open_poll.rights.filter(association__in=user.association_ids).exists()
        reads_all = permissions.can_read_all(user, year)
        is_run = can_run and not conference.is_closed
        steps = run_sheet(conference, open_poll) if is_run else []
        missing = conference.missing() if is_run else []
        attendances = year.bloc.in_order_on(
            conference.day, conference.attendances.select_related("association", "proxy_to")
        )
        return {
            "steps": steps,
            "next_step": next_step(steps),
            "missing": missing,
            "closing_form": ClosingForm(conference=conference) if is_run and not missing else None,
            "attendances": attendances,
            "own_attendances": [one for one in attendances if one.association_id in user.association_ids],
            "agenda": conference.agenda.all(),
            "motions": conference.motions.select_related("line__criterion", "line__report__association"),
            "tellers": conference.tellers.select_related("association"),
            "sees_keys": year.is_urn_kept_by_tellers and award_permissions.can_see_keys(user, year),
            "open_poll": open_poll,
            "may_vote": own,
            # Members see the votes once they stand.
            "votes": votes if conference.is_closed or reads_all else [],
            "reads_all": reads_all,
            "asks_for_proposals": can_run and conference.is_closed and not year.proposals.exists(),
            "actions": award_permissions.conference_actions(user, conference),
            **quorum_facts(conference),
        }


class RunSheetPageMixin:
    """A page of the run-sheet, which may lead to the step after it instead of back to the conference."""

    request: Any
    parent: BlocYear

    def following(self) -> RunStep | None:
        conference = conference_of(self.parent)
        return step_after(conference, self.request.path) if conference else roll_call(self.parent)

    def leave(self):
        """To where the button that was pressed leads."""
        following = self.following() if self.request.POST.get("goto") == "next" else None
        return redirect(following.url if following else reverse("awards:conference", args=[self.parent.pk]))

    def get_context_data(self, **kwargs):
        return super().get_context_data(following=self.following(), **kwargs)  # type: ignore[misc]


class ConferenceEdit(RunSheetPageMixin, StaleCheckMixin, YearPart, FormView):
    """Time, place, chair, guests; creates the conference with the usual agenda the first time."""

    allowed = staticmethod(permissions.can_run)
    form_class = ConferenceForm
    template_name = "awards/conference_edit.html"

    def get_form_kwargs(self):
        conference = Conference.objects.filter(bloc_year=self.parent).first()
        initial = {}
        if conference is None:
            chair, position = delegates_of([self.parent.lead_id]).get(self.parent.lead_id, ("", ""))
            secretary = self.request.user.addressed_name
            initial = {
                "chair": chair,
                "chair_position": position,
                "place": self.parent.place,
                "secretary": secretary,
            }
        return super().get_form_kwargs() | {"year": self.parent, "instance": conference, "initial": initial}

    def stored(self):
        return list(Conference.objects.filter(bloc_year=self.parent).values_list(*ConferenceForm.Meta.fields))

    def form_valid(self, form):
        try:
            self.save(form)
        except Refused as refusal:
            form.add_error(None, str(refusal))
            return self.form_invalid(form)
        messages.success(self.request, "Đã lưu thông tin hội nghị.")
        return self.leave()

    @transaction.atomic
    def save(self, form) -> None:
        existing = Conference.objects.filter(bloc_year=self.parent).first()
        if existing is None:
            form.instance.bloc_year = self.parent
            lay_agenda(form.save())
        else:
            existing.write(by=self.request.user, **form.cleaned_data)


class RollCall(RunSheetPageMixin, ConferencePart, TemplateView):
    """Who is there since when, who is represented in writing, all members of that day on one page."""

    template_name = "awards/roll_call.html"
    COLUMNS = [
        "delegate", "position", "absence_reason", "arrived_at", "left_at", "proxy_to", "proxy_document",
    ]  # fmt: skip

    def rows(self, data=None) -> list:
        members = self.conference.members()
        listed = list(members)
        called = {a.association_id: a for a in self.conference.attendances.all()}
        expected = delegates_of(listed)
        everybody = "1" if self.request.GET.get("all") == "present" else None

        def initial(association):
            if a := called.get(association.pk):
                columns = {name: getattr(a, name) for name in self.COLUMNS} | {"proxy_to": a.proxy_to_id}
                return columns | {"is_present": "1" if a.is_present else "0"}
            delegate, position = expected.get(association.pk, ("", ""))
            return {"is_present": everybody, "delegate": delegate, "position": position}

        rows = row_forms(
            RollForm, listed, data, initial=initial, members=members, shared=RollForm.shared(members)
        )
        return list(zip(listed, rows, strict=True))

    def get_context_data(self, **kwargs):
        rows = kwargs.pop("rows", None) or self.rows()
        return super().get_context_data(rows=rows, **quorum_facts(self.conference), **kwargs)

    def post(self, request, pk):
        rows = self.rows(request.POST)
        if not all_valid(*(form for _, form in rows)):
            messages.error(request, "Chưa lưu: có ô chưa đúng, xem dòng chữ đỏ bên dưới.")
            return self.render_to_response(self.get_context_data(rows=rows))
        try:
            roll = {association: form.cleaned_data for association, form in rows}
            self.conference.call_roll(roll, by=request.user)
        except Refused as refusal:
            messages.error(request, str(refusal))
            return self.render_to_response(self.get_context_data(rows=rows))
        messages.success(request, "Đã lưu điểm danh.")
        return self.leave()


class AgendaEdit(RunSheetPageMixin, ConferencePart, TemplateView):
    """Agenda with notes, and the teller team, on one page."""

    template_name = "awards/agenda_edit.html"

    def formsets(self, data=None) -> dict:
        members = self.conference.members()
        kwargs = {"members": members, "shared": TellerForm.shared(members)}
        return {
            "agenda": AgendaFormSet(data, instance=self.conference, prefix="agenda"),
            "tellers": TellerFormSet(
                data,
                instance=self.conference,
                prefix="tellers",
                form_kwargs=kwargs,
                initial=[] if self.conference.tellers.exists() else [{"role": role} for role in Teller.Role],
            ),
            "counting": CountingForm(data, instance=self.conference),
        }

    def get_context_data(self, **kwargs):
        return self.formsets() | super().get_context_data(**kwargs)

    def post(self, request, pk):
        formsets = self.formsets(request.POST)
        if not all_valid(*formsets.values()):
            return self.render_to_response(self.get_context_data(**formsets))
        try:
            write_agenda(
                self.conference,
                formsets["agenda"],
                formsets["tellers"],
                counting=formsets["counting"].cleaned_data,
                by=request.user,
            )
        except Refused as refusal:
            messages.error(request, str(refusal))
            return self.render_to_response(self.get_context_data(**formsets))
        messages.success(request, "Đã lưu chương trình, ghi chép và ban kiểm phiếu.")
        return self.leave()


class MotionCreate(ConferencePart, FormView):
    """A motion decided by a show of hands; for a member's score it is chosen first whose."""

    form_class = MotionForm
    template_name = "awards/motion.html"

    def association(self):
        key = self.request.GET.get("association", "")
        members = self.conference.members()
        return members.filter(pk=int(key)).first() if key.isdecimal() and len(key) < 18 else None

    def get_initial(self):
        """What the run-sheet leads here for."""
        about = self.request.GET.get("about", "")
        return {"about": about} if about in Motion.About.values else {}

    def get_form_kwargs(self):
        facts = {"year": self.parent, "association": self.association()}
        return super().get_form_kwargs() | facts | {"present": self.conference.present().count()}

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            members_list=self.conference.members(),
            association=self.association(),
            **quorum_facts(self.conference),
            **kwargs,
        )

    def form_valid(self, form):
        try:
            motion = decide_motion(self.conference, by=self.request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
            return self.form_invalid(form)
        outcome = "được thông qua" if motion.is_passed else "không được thông qua"
        messages.success(self.request, f"Đã ghi: nội dung {outcome}.")
        return redirect("awards:conference", self.parent.pk)


class Screen(ConferencePart, TemplateView):
    """For the wall: large type, no controls, fresh every few seconds."""

    allowed = staticmethod(permissions.can_read_all)
    template_name = "awards/screen.html"

    def get_context_data(self, **kwargs):
        conference = self.conference
        poll = conference.polls.select_related("award_type", "vote").order_by("-pk").first()
        if poll and poll.cancelled_at:
            poll = None
        is_open = poll is not None and poll.is_open
        rights = list(poll.rights.select_related("association", "held_by")) if poll and is_open else []
        in_urn, used = poll.cast_so_far() if poll and is_open and poll.is_secret_here else (0, 0)
        agenda = list(conference.agenda.all())
        item = next((item for item in agenda if item.done_at is None), None)
        is_shown = not agenda or item is not None and item.is_about_ranking
        table = score_table(self.parent) if is_shown and not self.parent.ranking_is_sealed else None
        return super().get_context_data(
            agenda=agenda,
            item=item,
            poll=poll,
            nominees=poll.standing_nominees() if poll else [],
            rights=rights,
            voted=used,
            handed=sum(right.was_handed for right in rights),
            in_urn=in_urn,
            results=poll.vote.results() if poll and poll.vote else [],
            rows=[row for row in table.rows if row.rank] if table else [],
            **quorum_facts(conference),
            **kwargs,
        )


class RankingOpen(ConferencePart, View):
    """Opens the sealed table in front of the conference."""

    def post(self, request, pk):
        def opened(by):
            open_ranking(self.conference, by=by)

        return attempt(request, opened, done="Đã mở bảng xếp hạng trước hội nghị.", to=self.conference)
