"""A vote while it is open: who may vote and has, the sealed ballots or the tellers' counts, and its closing."""

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from audit.log import record
from awards import urn
from base.workflow import Refused
from blocs.models import AwardType, BlocYear
from members.models import Association

from .conference import Conference
from .vote import Vote


class PollQuerySet(models.QuerySet):
    def for_user(self, user):
        """Whoever may see the conference; what is in it is another question."""
        return self.filter(conference__in=Conference.objects.for_user(user))

    def open(self):
        return self.filter(closed_at=None, cancelled_at=None)


class Poll(models.Model):
    """One round of one vote from opening to closing. Its rule is that of the year when it was opened."""

    conference = models.ForeignKey(Conference, models.PROTECT, related_name="polls")
    subject = models.CharField("nội dung bỏ phiếu", max_length=10, choices=Vote.Subject)
    award_type = models.ForeignKey(AwardType, models.PROTECT, null=True, blank=True, verbose_name="danh hiệu")
    seats = models.PositiveSmallIntegerField("số được chọn")
    method = models.CharField("hình thức", max_length=10, choices=Vote.Method)
    threshold = models.CharField(max_length=3, choices=BlocYear.Share)
    base = models.CharField(max_length=10, choices=BlocYear.Base)
    opened_at = models.DateTimeField("mở lúc", default=timezone.now)
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    closed_at = models.DateTimeField("đóng lúc", null=True)
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    cancelled_at = models.DateTimeField("hủy lúc", null=True)
    cancelled_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    cancel_reason = models.CharField("lý do hủy", max_length=300, blank=True)
    present = models.PositiveSmallIntegerField("có mặt khi mở", null=True, editable=False)
    proxies = models.PositiveSmallIntegerField("trong đó qua ủy quyền", default=0, editable=False)
    urn = models.TextField(blank=True, editable=False)
    nonce = models.CharField(max_length=40, blank=True, editable=False)
    swept_at = models.DateTimeField("xóa sạch hòm phiếu lúc", null=True, editable=False)
    vote = models.OneToOneField(Vote, models.PROTECT, null=True, related_name="poll")

    objects = PollQuerySet.as_manager()

    class Meta:
        verbose_name = "cuộc bỏ phiếu"
        verbose_name_plural = "các cuộc bỏ phiếu"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["conference"],
                condition=Q(closed_at=None, cancelled_at=None),
                name="poll_one_open_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(closed_at=None, closed_by=None, vote=None)
                | Q(closed_at__isnull=False, closed_by__isnull=False, vote__isnull=False, urn="", nonce="")
                & Q(cancelled_at=None),
                name="poll_closed_with_its_result",
            ),
            models.CheckConstraint(
                condition=Q(cancelled_at=None, cancel_reason="")
                | Q(cancelled_at__isnull=False, urn="", nonce="") & ~Q(cancel_reason=""),
                name="poll_cancelled_for_a_reason",
            ),
            models.CheckConstraint(condition=Q(seats__gt=0), name="poll_chooses_someone"),
        ]

    def __str__(self):
        return str(self.award_type) if self.award_type_id else self.get_subject_display()

    def get_absolute_url(self):
        return reverse("awards:poll", args=[self.pk])

    @property
    def is_open(self) -> bool:
        return self.closed_at is None and self.cancelled_at is None

    @property
    def is_secret_here(self) -> bool:
        return self.method == Vote.Method.BROWSER

    def held_open(self) -> "Poll":
        """This vote, held for the rest of the transaction; Refused once it is closed."""
        held = Poll.objects.select_for_update(of=("self",)).get(pk=self.pk)
        if not held.is_open:
            raise Refused("Cuộc bỏ phiếu này đã đóng.")
        return held

    def standing_nominees(self) -> list["PollNominee"]:
        """Those who can still be voted for, in alphabetical order."""
        found = self.nominees.filter(withdrawn_at=None).select_related("association")
        return list(found.order_by("association__sort_key", "pk"))

    @property
    def ballot_order(self) -> list[int]:
        """The associations voted on, in the order in which a ballot marks them."""
        return sorted(self.nominees.values_list("association", flat=True))

    def lay_urn(self) -> None:
        """Seal the empty urn: it is as long now as it will be when everybody has voted."""
        urn_text = urn.seal({}, self.nonce, slots=self.rights.count(), nominees=self.ballot_order)
        Poll.objects.filter(pk=self.pk).update(urn=urn_text)
        self.urn = urn_text

    def sealed_ballots(self) -> dict[str, list[int]]:
        """{code: associations approved} of an open vote in the browser; for counting, and for nothing else."""
        return urn.unseal(self.urn, self.nonce, self.ballot_order)

    def mismatch(self) -> str:
        """What is wrong between the ballots in the urn and the rights used; empty where they agree."""
        if not self.is_secret_here:
            return ""
        ballots, used = self.sealed_ballots(), self.rights.filter(has_voted=True).count()
        if len(ballots) != used:
            return f"Trong hòm có {len(ballots)} lá phiếu, danh sách ghi {used} đơn vị đã bỏ phiếu."
        if any(len(approved) > self.seats for approved in ballots.values()):
            return f"Có lá phiếu đồng ý quá {self.seats} đơn vị."
        return ""

    def cast(self, association: Association, *, choices: dict[int, bool]) -> str:
        """Put one ballot into the urn; returns the code that is told to its voter and kept nowhere beside them.

        `choices` is {association: approved} for every nominee. Refused for a second ballot, a changed list, more
        names than seats. Who has voted is written down, without a time; what was voted goes into the sealed urn.
        """
        with transaction.atomic():
            held = self.held_open()
            if fault := self._ballot_fault(choices):
                raise Refused(fault)
            if association not in held.conference.members():
                raise Refused(f"{association.short_name} không còn là thành viên của khối.")
            unused = self.rights.filter(association=association, has_voted=False)
            if not unused.update(has_voted=True):
                raise Refused(f"{association.short_name} đã bỏ phiếu, hoặc không có quyền bỏ phiếu này.")
            if not held.conference.present().filter(association=association).exists():
                raise Refused(
                    f"{association.short_name} hoặc đơn vị nhận ủy quyền đã về, không bỏ phiếu được."
                )
            order, slots = held.ballot_order, held.rights.count()
            ballots = urn.unseal(held.urn, held.nonce, order)
            code = urn.new_code(ballots)
            ballots[code] = sorted(pk for pk, approved in choices.items() if approved)
            sealed = urn.seal(ballots, held.nonce, slots=slots, nominees=order)
            Poll.objects.filter(pk=self.pk).update(urn=sealed)
        return code

    def _ballot_fault(self, choices: dict[int, bool]) -> str:
        if not self.is_secret_here:
            return "Cuộc bỏ phiếu này dùng phiếu giấy."
        if set(choices) != {nominee.association_id for nominee in self.standing_nominees()}:
            return "Danh sách vừa thay đổi, có đơn vị rút tên. Phiếu chưa bỏ; hãy xem lại rồi đánh dấu lại."
        if sum(choices.values()) > self.seats:
            return f"Chỉ được đồng ý tối đa {self.seats} đơn vị. Phiếu chưa bỏ; hãy đánh dấu lại."
        return ""

    def withdraw_nominee(self, association: Association, *, by) -> None:
        """A nominee takes its name off while the vote is open; ballots already cast keep what they say."""
        with transaction.atomic():
            self.held_open()
            standing = self.nominees.filter(association=association, withdrawn_at=None)
            if self.nominees.filter(withdrawn_at=None).count() <= 1:
                raise Refused("Chỉ còn một đơn vị được đề cử; hãy hủy cuộc bỏ phiếu.")
            if not standing.update(withdrawn_at=timezone.now()):
                raise Refused("Đơn vị này không có trong danh sách đề cử.")
            record("poll.nominee_withdrawn", self, what=f"{self}: {association.short_name} rút tên", by=by)

    def write_opinion(self, association: Association, *, document: str, choices: dict[int, bool], by) -> None:
        """An absent member's opinion in writing, counted with the ballots and named in the minutes."""
        with transaction.atomic():
            self.held_open()
            if self.rights.filter(association=association).exists():
                raise Refused(f"{association.short_name} có mặt hoặc có ủy quyền, không lấy ý kiến văn bản.")
            if sum(choices.values()) > self.seats:
                raise Refused(f"Chỉ được đồng ý tối đa {self.seats} đơn vị.")
            facts = {"document": document, "approved": sorted(pk for pk, yes in choices.items() if yes)}
            self.opinions.update_or_create(association=association, defaults=facts | {"entered_by": by})
            what = f"{self}: ý kiến bằng văn bản của {association.short_name}, {document}"
            record("poll.opinion", self, what=what, by=by)


class PollNominee(models.Model):
    poll = models.ForeignKey(Poll, models.CASCADE, related_name="nominees")
    association = models.ForeignKey(Association, models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField("rút tên lúc", null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["poll", "association"], name="poll_nominee_once")]

    def __str__(self):
        return self.association.short_name


class VotingRight(models.Model):
    """One member's one ballot: whether it was used, never when or for whom."""

    poll = models.ForeignKey(Poll, models.CASCADE, related_name="rights")
    association = models.ForeignKey(Association, models.PROTECT, related_name="+")
    held_by = models.ForeignKey(
        Association, models.PROTECT, null=True, related_name="+", verbose_name="ủy quyền cho"
    )
    has_voted = models.BooleanField("đã bỏ phiếu", default=False)

    class Meta:
        ordering = ["association__sort_key", "pk"]
        constraints = [models.UniqueConstraint(fields=["poll", "association"], name="voting_right_once")]

    def __str__(self):
        return self.association.short_name

    @property
    def voter_id(self) -> int:
        """The association whose signatory casts this ballot."""
        return self.held_by_id or self.association_id


class TellerCount(models.Model):
    """The count of paper ballots as one person entered it. Two people's must agree before a vote is closed."""

    poll = models.ForeignKey(Poll, models.CASCADE, related_name="counts")
    issued = models.PositiveSmallIntegerField("phiếu phát ra")
    returned = models.PositiveSmallIntegerField("phiếu thu về")
    valid = models.PositiveSmallIntegerField("phiếu hợp lệ")
    tallies = models.JSONField()  # {association: [for, against]}
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người nhập"
    )
    entered_at = models.DateTimeField("nhập lúc", auto_now=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["poll", "entered_by"], name="teller_count_once_a_person")
        ]

    def __str__(self):
        return f"{self.poll}: {self.entered_by}"

    @property
    def said(self) -> tuple:
        """Everything that has to agree between two people."""
        return self.issued, self.returned, self.valid, sorted(self.tallies.items())


class WrittenOpinion(models.Model):
    """What an absent member answered in writing; not secret, since it is signed."""

    poll = models.ForeignKey(Poll, models.CASCADE, related_name="opinions")
    association = models.ForeignKey(Association, models.PROTECT, related_name="+")
    document = models.CharField("số, ngày văn bản", max_length=120)
    approved = models.JSONField()  # associations
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["association__sort_key", "pk"]
        constraints = [models.UniqueConstraint(fields=["poll", "association"], name="opinion_once_a_member")]

    def __str__(self):
        return f"{self.association.short_name}: {self.document}"


class Ballot(models.Model):
    """One ballot as it lay in the urn, published at the closing under its code. Nothing tells whose it was."""

    code = models.CharField("mã phiếu", max_length=9, primary_key=True)
    poll = models.ForeignKey(Poll, models.PROTECT, related_name="ballots")
    approved = models.JSONField()  # associations

    class Meta:
        ordering = ["code"]

    def __str__(self):
        return self.code
