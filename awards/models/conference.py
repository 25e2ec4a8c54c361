"""Hội nghị bình xét: when and where, who is there, what is on the agenda, and its closing."""

import datetime
from collections.abc import Collection, Iterable

from django.conf import settings
from django.db import models, transaction
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from audit.log import record
from base.workflow import Refused
from blocs.models import BlocYear, Milestone
from members.models import Association
from pledges.models import Pledge

from .vote import Vote, VoteTally, count_faults, share_reached


class ConferenceQuerySet(models.QuerySet):
    def for_user(self, user):
        return self.filter(bloc_year__in=BlocYear.objects.for_user(user))


class Conference(models.Model):
    """The review conference of one bloc-year. Closing it freezes attendance and votes."""

    bloc_year = models.OneToOneField(
        BlocYear, models.PROTECT, related_name="conference", verbose_name="năm thi đua"
    )
    starts_at = models.DateTimeField("bắt đầu lúc")
    ended_at = models.DateTimeField("kết thúc lúc", null=True, blank=True)
    place = models.CharField("địa điểm", max_length=200)
    chair = models.CharField("chủ trì (họ tên)", max_length=120)
    chair_position = models.CharField("chức vụ chủ trì", max_length=160)
    secretary = models.CharField("thư ký (họ tên)", max_length=120)
    guests = models.TextField("đại biểu mời (mỗi dòng một người)", blank=True, max_length=5000)
    invitation_notes = models.TextField(
        "lời dặn trong giấy mời (mỗi dòng một ý)", blank=True, max_length=2000
    )
    proceedings = models.TextField("diễn biến, ý kiến phát biểu", blank=True, max_length=40000)
    conclusion = models.TextField("kết luận", blank=True, max_length=20000)
    next_pledge = models.ForeignKey(
        Pledge,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="ký giao ước năm sau tại hội nghị này",
    )
    counting_from = models.TimeField("kiểm phiếu từ lúc", null=True, blank=True)
    counting_until = models.TimeField("biên bản kiểm phiếu thông qua lúc", null=True, blank=True)
    quorum_override = models.CharField("lý do vẫn họp khi chưa đủ thành viên", max_length=300, blank=True)
    closed_at = models.DateTimeField("bế mạc, chốt kết quả lúc", null=True, editable=False)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+"
    )

    objects = ConferenceQuerySet.as_manager()

    class Meta:
        verbose_name = "hội nghị bình xét"
        verbose_name_plural = "hội nghị bình xét"
        constraints = [
            models.CheckConstraint(
                condition=Q(closed_at=None, closed_by=None)
                | Q(closed_at__isnull=False, closed_by__isnull=False, ended_at__isnull=False),
                name="conference_closed_by_someone_sometime",
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None) | Q(ended_at__gt=F("starts_at")),
                name="conference_ends_after_it_begins",
                violation_error_message="Giờ kết thúc phải sau giờ bắt đầu.",
            ),
            models.CheckConstraint(
                condition=Q(counting_from=None)
                | Q(counting_until=None)
                | Q(counting_until__gte=F("counting_from")),
                name="conference_counting_ends_after_it_begins",
                violation_error_message="Giờ thông qua biên bản kiểm phiếu không trước giờ bắt đầu kiểm phiếu.",
            ),
        ]

    def __str__(self):
        return f"Hội nghị bình xét năm {self.bloc_year.year}"

    def get_absolute_url(self):
        return reverse("awards:conference", args=[self.bloc_year_id])

    @property
    def is_closed(self) -> bool:
        return self.closed_at is not None

    @property
    def day(self):
        return timezone.localtime(self.starts_at).date()

    def members(self):
        """The membership on the day of the conference."""
        return self.bloc_year.bloc.members_on(self.day)

    def present(self):
        """Attendances that count now: who is there, and who has given a proxy in writing to somebody who is."""
        there = self.attendances.filter(is_present=True, left_at=None)
        counted = Q(is_present=True, left_at=None) | Q(proxy_to__in=there.values("association"))
        return self.attendances.filter(counted, association__in=self.members())

    def opened_with(self):
        """Attendances that counted at the opening: whoever came, and proxies given to them, whoever left later."""
        came = self.attendances.filter(is_present=True)
        counted = Q(is_present=True) | Q(proxy_to__in=came.values("association"))
        return self.attendances.filter(counted, association__in=self.members())

    def excluded_from(self, nominees: Iterable[int]) -> set[int]:
        """The members that do not count in a vote on these, where the year excludes declared conflicts of interest."""
        if not self.bloc_year.conflicts_excluded:
            return set()
        concerned = self.conflicts.filter(Q(about=None) | Q(about__in=list(nominees)))
        return set(concerned.values_list("association", flat=True))

    def has_quorum(self, excluded: Collection[int] = ()) -> bool:
        """Whether enough are there now, as a vote asks when it is opened; who is excluded counts on neither side."""
        there = self.present().exclude(association__in=excluded).count()
        return self._is_enough(there, self.members().exclude(pk__in=excluded).count())

    def opened_with_quorum(self) -> bool:
        return self._is_enough(self.opened_with().count(), self.members().count())

    def _is_enough(self, present: int, members: int) -> bool:
        return share_reached(present, members, self.bloc_year.quorum)

    def held_open(self):
        """This conference, held for the rest of the transaction; Refused once it is closed."""
        locked = Conference.objects.select_for_update().get(pk=self.pk)
        if locked.is_closed:
            raise Refused("Hội nghị đã bế mạc, kết quả không sửa được nữa.")
        return locked

    def write(self, *, by, **fields) -> None:
        """Change time, place, people and prose. Refused once it is closed, or for another day after a vote."""
        with transaction.atomic():
            locked = self.held_open()
            moved = "starts_at" in fields and timezone.localtime(fields["starts_at"]).date() != locked.day
            if moved and self.votes.exists():
                raise Refused("Đã ghi kết quả bỏ phiếu, không đổi ngày họp được nữa.")
            Conference.objects.filter(pk=self.pk).update(**fields)
            record("conference.written", self, what=f"{self}: sửa thông tin hội nghị", by=by)
        self.refresh_from_db()

    def call_roll(self, roll: dict[Association, dict], *, by) -> None:
        """{association: its columns of Attendance}, for members of that day.

        While a vote is open nobody comes and no proxy is given: only who leaves is written down.
        """
        with transaction.atomic():
            self.held_open()
            if self.polls.filter(closed_at=None, cancelled_at=None).exists():
                self._refuse_more_than_leaving(roll)
            before = {a.association_id: a for a in self.attendances.all()}
            presence = {pk: attendance.is_present for pk, attendance in before.items()}
            presence |= {association.pk: fields["is_present"] for association, fields in roll.items()}
            there = {pk for pk, is_present in presence.items() if is_present}
            for association, fields in roll.items():
                holder = fields.get("proxy_to")
                if holder and holder.pk not in there:
                    raise Refused(f"{association.short_name}: đơn vị được ủy quyền phải có mặt.")
                known = before.get(association.pk)
                if known and all(getattr(known, name) == value for name, value in fields.items()):
                    continue
                self.attendances.update_or_create(association=association, defaults=fields)
                record("conference.roll", self, what=_roll_line(association, fields), by=by)

    def _refuse_more_than_leaving(self, roll: dict[Association, dict]) -> None:
        kept = ("is_present", "proxy_to_id")
        before = {a.association_id: tuple(getattr(a, name) for name in kept) for a in self.attendances.all()}
        for association, fields in roll.items():
            holder = fields.get("proxy_to")
            if before.get(association.pk) != (fields["is_present"], holder and holder.pk):
                raise Refused("Đang mở bỏ phiếu: chỉ ghi được giờ về; đóng bỏ phiếu rồi mới điểm danh lại.")

    def write_vote(
        self, *, by, subject: str, award_type, seats: int, counts: dict, tallies: dict, **more
    ) -> Vote:
        """Write down one round; a further round of the same vote gets the next number.

        Whether the nominees may be nominated, the verbs have asked before (`record_vote`, `open_poll`).

        `counts` is {issued, returned, valid}; `tallies` {association: {approve, against…}} with what came in writing
        counted in; `more` are other columns of the Vote.
        """
        written = more.get("written", 0)
        on_ballots = [
            t
            | {
                "approve": t["approve"] - t.get("written_approve", 0),
                "against": max(t["against"] - written, 0),
            }
            for t in tallies.values()
        ]
        if faults := count_faults(**counts, tallies=on_ballots):
            raise Refused(" ".join(faults))
        with transaction.atomic():
            self.held_open()
            excluded = self.excluded_from(association.pk for association in tallies)
            there = self.present().exclude(association__in=excluded)
            present = more.pop("present", None)
            present = there.count() if present is None else present
            proxies = more.pop("proxies", there.filter(is_present=False).count())
            if counts["issued"] > present:
                raise Refused(
                    f"Số phiếu phát ra ({counts['issued']}) nhiều hơn số thành viên có mặt ({present})."
                )
            earlier = self.votes.filter(subject=subject, award_type=award_type)
            rule = {"threshold": self.bloc_year.threshold, "base": self.bloc_year.threshold_base}
            vote = self.votes.create(
                subject=subject,
                award_type=award_type,
                seats=seats,
                round=earlier.count() + 1,
                members=self.members().exclude(pk__in=excluded).count(),
                excluded=self.members().filter(pk__in=excluded).count(),
                present=present,
                proxies=proxies,
                recorded_by=by,
                **counts,
                **rule | more,
            )
            VoteTally.objects.bulk_create(
                VoteTally(vote=vote, association=a, **t) for a, t in tallies.items()
            )
            what = f"{vote}: {vote.get_method_display().lower()}, hợp lệ {vote.valid}/{vote.issued}"
            record("vote.recorded", vote, what=what, by=by)
        return vote

    def withdraw_vote(self, vote: Vote, *, by) -> None:
        """Take back a choice by score, while the conference is open; what came out of a vote is kept."""
        with transaction.atomic():
            self.held_open()
            if hasattr(vote, "poll"):
                raise Refused("Kết quả của cuộc bỏ phiếu đã đóng được giữ lại; cần thì bỏ phiếu vòng sau.")
            names = ", ".join(t.association.short_name for t in vote.tallies.select_related("association"))
            record("vote.withdrawn", self, what=f"Bỏ kết quả {vote}: {names}", by=by)
            vote.tallies.all().delete()
            vote.delete()

    def decide_last_seat(self, vote: Vote, association: Association, *, by) -> None:
        """The chair's deciding vote between equals at the last seat, where the year says so."""
        with transaction.atomic():
            self.held_open()
            if not self.bloc_year.chair_casting_vote:
                raise Refused("Quy định của năm không để chủ tọa quyết định; hãy bỏ phiếu lại.")
            if association not in vote.tied_for_the_last_seat():
                raise Refused("Chỉ quyết định giữa các đơn vị bằng phiếu ở suất cuối.")
            self.votes.filter(pk=vote.pk).update(casting_choice=association)
            record("vote.last_seat", vote, what=f"{vote}: chủ tọa chọn {association.short_name}", by=by)

    def elected(self, subject: str) -> Association | None:
        """Whom the last round of an election chose: "lead" or "deputy" of next year."""
        rounds = self.votes.filter(subject=subject).prefetch_related("tallies__association").order_by("round")
        chosen = [result.association for vote in rounds for result in vote.results() if result.is_chosen]
        return chosen[-1] if chosen else None

    def missing(self) -> list[str]:
        """What must be there before the conference can be closed."""
        missing = []
        if self.attendances.filter(association__in=self.members()).count() < self.members().count():
            missing.append("Chưa điểm danh đủ các thành viên.")
        missing += self._without_quorum()
        if not self.votes.filter(subject=Vote.Subject.AWARD).exists():
            missing.append("Chưa có kết quả bình xét khen thưởng.")
        if self.polls.filter(closed_at=None, cancelled_at=None).exists():
            missing.append("Còn một cuộc bỏ phiếu đang mở.")
        if self.votes.filter(method__in=Vote.SECRET).exists() and not self.tellers.exists():
            missing.append("Chưa ghi ban kiểm phiếu.")
        if self.bloc_year.ranking_is_sealed:
            missing.append("Chưa mở bảng xếp hạng đang niêm phong.")
        return missing

    def _without_quorum(self) -> list[str]:
        """The opening and the votes for which too few were there, unless a reason was given; not who is there now."""
        if self.quorum_override:
            return []
        gaps = []
        if not self.opened_with_quorum():
            gaps.append("Chưa đủ thành viên theo quy định; nếu vẫn họp, hãy ghi lý do để đưa vào biên bản.")
        short = [vote for vote in self.votes.all() if not self._is_enough(vote.present, vote.members)]
        gaps += [
            f"{vote}: chỉ có {vote.present}/{vote.members} thành viên, chưa đủ theo quy định."
            for vote in short
        ]
        return gaps

    def close(self, *, by, ended_at: datetime.datetime | None = None) -> None:
        """Freeze the conference and its votes, once; it ended then, or when it is written to have ended.

        Refused while something is missing, or nothing says when it ended.
        """
        with transaction.atomic():
            locked = self.held_open()
            if missing := self.missing():
                raise Refused(" ".join(missing))
            ended_at = ended_at or locked.ended_at
            if ended_at is None:
                raise Refused("Chưa ghi giờ kết thúc.")
            closed = {"closed_at": timezone.now(), "closed_by": by, "ended_at": ended_at}
            Conference.objects.filter(pk=self.pk).update(**closed)
            self.bloc_year.reach(Milestone.Kind.CONFERENCE_CLOSED, by=by)
        self.refresh_from_db()


def _roll_line(association: Association, fields: dict) -> str:
    """What was called for one member, as the log of acts says it."""
    facts = [association.short_name, "có mặt" if fields["is_present"] else "vắng"]
    if arrived := fields.get("arrived_at"):
        facts.append(f"đến {arrived:%H:%M}")
    if left := fields.get("left_at"):
        facts.append(f"về {left:%H:%M}")
    if holder := fields.get("proxy_to"):
        facts.append(f"ủy quyền cho {holder.short_name}, {fields.get('proxy_document', '')}")
    return "Điểm danh: " + ", ".join(facts)


class Attendance(models.Model):
    """One member at roll call."""

    conference = models.ForeignKey(Conference, models.CASCADE, related_name="attendances")
    association = models.ForeignKey(Association, models.PROTECT, related_name="+")
    is_present = models.BooleanField("có mặt")
    delegate = models.CharField("đại biểu", max_length=120, blank=True)
    position = models.CharField("chức vụ", max_length=120, blank=True)
    absence_reason = models.CharField("lý do vắng", max_length=200, blank=True)
    arrived_at = models.TimeField("đến lúc", null=True, blank=True)
    left_at = models.TimeField("về lúc", null=True, blank=True)
    proxy_to = models.ForeignKey(
        Association, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="ủy quyền cho"
    )
    proxy_document = models.CharField("giấy ủy quyền số", max_length=120, blank=True)

    class Meta:
        verbose_name = "đơn vị dự hội nghị"
        verbose_name_plural = "đơn vị dự hội nghị"
        ordering = ["association__sort_key"]
        constraints = [
            models.UniqueConstraint(fields=["conference", "association"], name="attendance_once"),
            models.CheckConstraint(
                condition=Q(proxy_to=None, proxy_document="")
                | Q(is_present=False, proxy_to__isnull=False) & ~Q(proxy_document=""),
                name="attendance_proxy_in_writing",
            ),
            models.CheckConstraint(
                condition=Q(proxy_to=None) | ~Q(proxy_to=F("association")), name="attendance_proxy_to_another"
            ),
        ]

    def __str__(self):
        return f"{self.association}: {'có mặt' if self.is_present else 'vắng'}"

    @property
    def times(self) -> str:
        """đến 08:15, về 10:20; what was written down of the two."""
        arrived = f"đến {self.arrived_at:%H:%M}" if self.arrived_at else ""
        left = f"về {self.left_at:%H:%M}" if self.left_at else ""
        return ", ".join(filter(None, [arrived, left]))
