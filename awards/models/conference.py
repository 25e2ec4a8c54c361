"""Hội nghị bình xét: who is there, what is voted, round by round, and what follows from the counts."""

from dataclasses import dataclass
from fractions import Fraction

from django.conf import settings
from django.db import models, transaction
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from blocs.models import AwardType, BlocYear, Milestone
from config.workflow import MoveRefused
from documents.vietnamese import percentage
from members.models import Association
from pledges.models import Pledge


def share_reached(part: int, whole: int, share: str) -> bool:
    """Whether part of whole is enough. A half must be exceeded, 2/3 and 80 % only reached; no rounding."""
    if not whole:
        return False
    needed = Fraction(share)
    return (
        Fraction(part, whole) > needed
        if share == BlocYear.Share.MAJORITY
        else Fraction(part, whole) >= needed
    )


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
    tellers = models.TextField(
        "ban kiểm phiếu (mỗi dòng một người)",
        blank=True,
        max_length=2000,
        help_text="Dòng đầu là trưởng ban. Không cử người của hội được đề cử.",
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

    def has_quorum(self) -> bool:
        present = self.attendances.filter(is_present=True, association__in=self.members()).count()
        return share_reached(present, self.members().count(), self.bloc_year.quorum)

    def _open(self):
        """This conference, held for the rest of the transaction; MoveRefused once it is closed."""
        held = Conference.objects.select_for_update().get(pk=self.pk)
        if held.is_closed:
            raise MoveRefused("Hội nghị đã bế mạc, kết quả không sửa được nữa.")
        return held

    def write(self, **fields) -> None:
        with transaction.atomic():
            held = self._open()
            moved = "starts_at" in fields and timezone.localtime(fields["starts_at"]).date() != held.day
            if moved and self.votes.exists():
                raise MoveRefused("Đã ghi kết quả bỏ phiếu, không đổi ngày họp được nữa.")
            Conference.objects.filter(pk=self.pk).update(**fields)
        self.refresh_from_db()

    def call_roll(self, roll: dict[Association, dict]) -> None:
        """{association: {is_present, delegate, position, absence_reason}}, for every member of that day."""
        with transaction.atomic():
            self._open()
            if self.votes.exists():
                raise MoveRefused("Đã ghi kết quả bỏ phiếu theo điểm danh này, không điểm danh lại được.")
            for association, fields in roll.items():
                self.attendances.update_or_create(association=association, defaults=fields)

    def record_vote(
        self,
        *,
        by,
        subject: str,
        award_type: AwardType | None,
        seats: int,
        counts: dict,
        tallies: dict[Association, dict],
    ) -> "Vote":
        """Enter one round as the tellers read it out; a further round of the same vote gets the next number.

        `counts` is {issued, returned, valid}; `tallies` {association: {approve, against}}.
        """
        if faults := count_faults(**counts, tallies=tallies.values()):
            raise MoveRefused(" ".join(faults))
        with transaction.atomic():
            self._open()
            present = self.attendances.filter(is_present=True).count()
            if counts["issued"] > present:
                raise MoveRefused(
                    f"Số phiếu phát ra ({counts['issued']}) nhiều hơn số thành viên có mặt ({present})."
                )
            held = self.votes.filter(subject=subject, award_type=award_type)
            vote = self.votes.create(
                subject=subject,
                award_type=award_type,
                seats=seats,
                round=held.count() + 1,
                members=self.members().count(),
                present=present,
                recorded_by=by,
                **counts,
                threshold=self.bloc_year.threshold,
                base=self.bloc_year.threshold_base,
            )
            VoteTally.objects.bulk_create(
                VoteTally(vote=vote, association=a, **t) for a, t in tallies.items()
            )
        return vote

    def withdraw_vote(self, vote: "Vote") -> None:
        """Take back a wrongly entered round, the last of its kind only, while the conference is open."""
        with transaction.atomic():
            self._open()
            later = self.votes.filter(subject=vote.subject, award_type=vote.award_type, round__gt=vote.round)
            if later.exists():
                raise MoveRefused("Hãy hủy vòng sau trước.")
            vote.tallies.all().delete()
            vote.delete()

    def missing(self) -> list[str]:
        """What must be there before the conference can be closed."""
        missing = []
        if self.ended_at is None:
            missing.append("Chưa ghi giờ kết thúc.")
        if self.attendances.filter(association__in=self.members()).count() < self.members().count():
            missing.append("Chưa điểm danh đủ các thành viên.")
        if not self.has_quorum() and not self.quorum_override:
            missing.append(
                "Chưa đủ thành viên theo quy định; nếu vẫn họp, hãy ghi lý do để đưa vào biên bản."
            )
        if not self.votes.filter(subject=Vote.Subject.AWARD).exists():
            missing.append("Chưa nhập kết quả bỏ phiếu khen thưởng.")
        if not self.tellers.strip():
            missing.append("Chưa ghi ban kiểm phiếu.")
        return missing

    def close(self, *, by) -> None:
        """Freeze the conference and its votes, once."""
        with transaction.atomic():
            self._open()
            if missing := self.missing():
                raise MoveRefused(" ".join(missing))
            Conference.objects.filter(pk=self.pk).update(closed_at=timezone.now(), closed_by=by)
            self.bloc_year.reach(Milestone.Kind.CONFERENCE_CLOSED, by=by)
        self.refresh_from_db()


class Attendance(models.Model):
    """One member at roll call."""

    conference = models.ForeignKey(Conference, models.CASCADE, related_name="attendances")
    association = models.ForeignKey(Association, models.PROTECT, related_name="+")
    is_present = models.BooleanField("có mặt")
    delegate = models.CharField("đại biểu", max_length=120, blank=True)
    position = models.CharField("chức vụ", max_length=120, blank=True)
    absence_reason = models.CharField("lý do vắng", max_length=200, blank=True)

    class Meta:
        ordering = ["association__sort_key"]
        constraints = [models.UniqueConstraint(fields=["conference", "association"], name="attendance_once")]

    def __str__(self):
        return f"{self.association}: {'có mặt' if self.is_present else 'vắng'}"


def count_faults(*, issued: int, returned: int, valid: int, tallies) -> list[str]:
    """What does not add up in a count: issued ≥ returned ≥ valid ≥ for + against each nominee."""
    faults = []
    if returned > issued:
        faults.append(f"Phiếu thu về ({returned}) không thể nhiều hơn phiếu phát ra ({issued}).")
    if valid > returned:
        faults.append(f"Phiếu hợp lệ ({valid}) không thể nhiều hơn phiếu thu về ({returned}).")
    if any(tally["approve"] + tally["against"] > valid for tally in tallies):
        faults.append(f"Đồng ý cộng không đồng ý của một đơn vị không thể quá số phiếu hợp lệ ({valid}).")
    return faults


class Vote(models.Model):
    """One round of one vote, with its rule as it was on the day. Rounds are kept, never overwritten."""

    class Subject(models.TextChoices):
        AWARD = "award", "Khen thưởng"
        LEAD = "lead", "Trưởng khối năm sau"
        DEPUTY = "deputy", "Phó Trưởng khối năm sau"

    conference = models.ForeignKey(Conference, models.PROTECT, related_name="votes")
    subject = models.CharField("nội dung bỏ phiếu", max_length=10, choices=Subject)
    award_type = models.ForeignKey(AwardType, models.PROTECT, null=True, blank=True, verbose_name="danh hiệu")
    seats = models.PositiveSmallIntegerField("số được chọn")
    round = models.PositiveSmallIntegerField("vòng")
    members = models.PositiveSmallIntegerField("tổng số thành viên")
    present = models.PositiveSmallIntegerField("có mặt")
    issued = models.PositiveSmallIntegerField("phiếu phát ra")
    returned = models.PositiveSmallIntegerField("phiếu thu về")
    valid = models.PositiveSmallIntegerField("phiếu hợp lệ")
    threshold = models.CharField(max_length=3, choices=BlocYear.Share)
    base = models.CharField(max_length=10, choices=BlocYear.Base)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["conference", "award_type", "round"],
                condition=Q(subject="award"),
                name="vote_round_once",
            ),
            models.UniqueConstraint(
                fields=["conference", "subject", "round"],
                condition=~Q(subject="award"),
                name="election_round_once",
            ),
            models.CheckConstraint(
                condition=Q(issued__gte=F("returned")) & Q(returned__gte=F("valid")),
                name="vote_counts_add_up",
            ),
            models.CheckConstraint(condition=Q(seats__gt=0), name="vote_chooses_someone"),
            models.CheckConstraint(
                condition=Q(subject="award", award_type__isnull=False)
                | ~Q(subject="award") & Q(award_type=None),
                name="vote_on_award_names_it",
            ),
        ]

    def __str__(self):
        return f"{self.title}, vòng {self.round}"

    @property
    def title(self) -> str:
        return str(self.award_type) if self.award_type else self.get_subject_display()

    @property
    def invalid(self) -> int:
        return self.returned - self.valid

    @property
    def whole(self) -> int:
        """The number that percentages are taken of."""
        return {"members": self.members, "present": self.present, "valid": self.valid}[self.base]

    @property
    def whole_label(self) -> str:
        return {"members": "thành viên", "present": "thành viên có mặt", "valid": "phiếu hợp lệ"}[self.base]

    def results(self) -> list["Result"]:
        """Each nominee with votes and whether chosen, most votes first. Reads `tallies`."""
        tallies = sorted(self.tallies.all(), key=lambda t: (-t.approve, t.association.sort_key))
        passing = [t for t in tallies if share_reached(t.approve, self.whole, self.threshold)]
        # Where the last seat is shared by equals, none of them has it: the conference votes again.
        if len(passing) > self.seats:
            first_out = passing[self.seats].approve
            passing = [t for t in passing[: self.seats] if t.approve > first_out]
        return [Result(t, self, t in passing) for t in tallies]


class VoteTally(models.Model):
    """The votes one nominee received in one round."""

    vote = models.ForeignKey(Vote, models.CASCADE, related_name="tallies")
    association = models.ForeignKey(Association, models.PROTECT, related_name="+")
    approve = models.PositiveSmallIntegerField("đồng ý")
    against = models.PositiveSmallIntegerField("không đồng ý")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["vote", "association"], name="tally_once_a_nominee")]

    def __str__(self):
        return f"{self.association}: {self.approve}"


@dataclass(frozen=True)
class Result:
    """A nominee's outcome in one round."""

    tally: VoteTally
    vote: Vote
    is_chosen: bool

    @property
    def association(self) -> Association:
        return self.tally.association

    @property
    def share(self) -> str:
        """13/16 thành viên (81,3 %): never a percentage without its base."""
        part, whole = self.tally.approve, self.vote.whole
        return f"{part}/{whole} {self.vote.whole_label} ({percentage(part, whole)})"
