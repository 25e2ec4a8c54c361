"""A vote while it is open: who is voted on, who may vote and has, and the sealed ballots."""

import json

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from audit.log import record
from awards import receipts, urn, vote_record
from awards.ballot_codes import line_code, new_code, secret_of
from awards.receipts import Receipt
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
    """One round of one vote from opening to closing. Its rule is that of the year when it was opened.

    `opening` and `record` are what everybody may keep: JSON as it was stated at the opening and signed at the closing.
    """

    class Keeper(models.TextChoices):
        SERVER = "server", "máy chủ"
        TELLERS = "tellers", "ban kiểm phiếu"

    class BallotList(models.TextChoices):
        WHOLE = "whole", "từng lá phiếu theo mã"
        NOMINEE = "nominee", "từng đơn vị được đề cử, mỗi danh sách một mã riêng"
        TOTALS = "totals", "chỉ tổng số phiếu"

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
    ballot_list = models.CharField(
        "danh sách công bố", max_length=7, choices=BallotList, default=BallotList.WHOLE, editable=False
    )
    keeper = models.CharField(
        "giữ khóa hòm phiếu", max_length=7, choices=Keeper, default=Keeper.SERVER, editable=False
    )
    sealed_at = models.DateTimeField("khóa hòm lúc", null=True, editable=False)
    stripped = models.TextField(
        blank=True, editable=False
    )  # by the first teller: {"first", "lists", "unreadable"}
    opening = models.TextField("điều công bố khi mở", blank=True, editable=False)
    record = models.TextField("hồ sơ bỏ phiếu", blank=True, editable=False)
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
                & Q(cancelled_at=None, stripped=""),
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

    @property
    def is_kept_by_tellers(self) -> bool:
        """Whether ballots are sealed to the tellers' keys, so that the server cannot read them."""
        return self.keeper == self.Keeper.TELLERS

    @property
    def takes_ballots(self) -> bool:
        return self.is_open and self.sealed_at is None

    @property
    def first_number(self) -> int:
        """Which teller took the outer layer off, 1 to 3 in the order of the opening; 0 while nobody has."""
        return json.loads(self.stripped or "{}").get("first", 0)

    @property
    def first_opener(self) -> str:
        """The name of the teller who took the outer layer off; empty while nobody has."""
        return json.loads(self.opening)["keepers"][self.first_number - 1]["name"] if self.first_number else ""

    def held_open(self, *, has_voted: Association | None = None) -> "Poll":
        """This vote, held for the rest of the transaction; Refused once it is closed.

        Who sends a ballot again that was counted, `has_voted`, is told that it was.
        """
        locked = Poll.objects.select_for_update(of=("self",)).get(pk=self.pk)
        if not locked.is_open:
            reason = "Cuộc bỏ phiếu này đã đóng."
            if has_voted and locked.rights.filter(association=has_voted, has_voted=True).exists():
                reason += f" Lá phiếu của {has_voted.short_name} đã được tính, nhưng không cấp lại biên nhận được nữa."
            raise Refused(reason)
        return locked

    def standing_nominees(self) -> list["PollNominee"]:
        """Those who can still be voted for, in alphabetical order."""
        standing = self.nominees.filter(withdrawn_at=None).select_related("association")
        return list(standing.order_by("association__sort_key", "pk"))

    @property
    def ballot_order(self) -> list[int]:
        """The associations voted on, in the order in which a ballot marks them."""
        return sorted(self.nominees.values_list("association", flat=True))

    def lay_urn(self) -> None:
        """Seal the empty urn: it is as long now as it will be when everybody has voted."""
        urn_text = urn.seal({}, self.nonce, slots=self.rights.count(), nominees=self.ballot_order)
        Poll.objects.filter(pk=self.pk).update(urn=urn_text)
        self.urn = urn_text
        self.write_opening()

    def write_opening(self) -> None:
        """Number nominees and voters, and state who is voted on, by whom, and under which key the vote is signed."""
        for rows in (self.nominees, self.rights):
            for number, row in enumerate(rows.order_by("association__sort_key", "pk"), 1):
                rows.filter(pk=row.pk).update(number=number)
        self.opening = receipts.canonical(vote_record.opening_of(self)).decode()
        Poll.objects.filter(pk=self.pk).update(opening=self.opening)

    @property
    def opening_fingerprint(self) -> str:
        """What is read out and printed when the vote is opened; it holds for nominees, voters and key."""
        return receipts.fingerprint(self.opening.encode()) if self.opening else ""

    @property
    def key(self) -> str:
        """The public half of the key of this vote, as it was stated."""
        return json.loads(self.opening)["key"] if self.opening else ""

    @property
    def record_name(self) -> str:
        """The file name of the record."""
        return f"ho-so-bo-phieu-{self.pk}.json"

    @property
    def record_fingerprint(self) -> str:
        """What the minutes say of the signed record."""
        return receipts.fingerprint(self.record.encode()) if self.record else ""

    def sealed_ballots(self) -> dict[str, list[int]]:
        """{code: associations approved} of an open vote in the browser; for counting, and for nothing else."""
        return urn.unseal(self.urn, self.nonce, self.ballot_order)

    def cast_so_far(self) -> tuple[int, int]:
        """How many ballots are in the urn of a vote in the browser, and how many rights were used, at one instant."""
        used = models.Count("rights", filter=Q(rights__has_voted=True), distinct=True)
        on_board = models.Count("sealed", distinct=True)
        now = Poll.objects.filter(pk=self.pk).annotate(used=used, on_board=on_board)
        urn_text, rights_used, sealed = now.values_list("urn", "used", "on_board").get()
        if self.is_kept_by_tellers:
            return sealed, rights_used
        return len(urn.unseal(urn_text, self.nonce, self.ballot_order)), rights_used

    def mismatch(self) -> str:
        """What is wrong between the ballots in the urn and the rights used; empty where they agree."""
        if not self.is_secret_here:
            return ""
        in_urn, used = self.cast_so_far()
        if in_urn != used:
            return f"Trong hòm có {in_urn} lá phiếu, danh sách ghi {used} đơn vị đã bỏ phiếu."
        if self.is_kept_by_tellers:
            return ""
        if any(len(approved) > self.seats for approved in self.sealed_ballots().values()):
            return f"Có lá phiếu đồng ý quá {self.seats} đơn vị."
        return ""

    def cast(
        self,
        association: Association,
        *,
        choices: dict[int, bool],
        voters_word: str = "",
        sent_once: str = "",
    ) -> Receipt:
        """Put one ballot into the urn; returns the receipt for its voter, which is kept nowhere beside them.

        `choices` is {association: approved} for every nominee; `voters_word` is the voter's half of the code. The
        same page that sends its ballot again, known by `sent_once`, is given the receipt of the ballot it cast.
        Refused for a second ballot, a changed list, more names than seats. Who has voted is written down, without a
        time; what was voted goes into the sealed urn.
        """
        with transaction.atomic():
            locked = self.held_open(has_voted=association)
            if again := locked.receipt_again(association, sent_once):
                return again
            if fault := self._ballot_fault(choices):
                raise Refused(fault)
            locked.use_right(association)
            if not locked.opening:  # opened by an earlier version
                locked.write_opening()
            order, slots = locked.ballot_order, locked.rights.count()
            ballots = urn.unseal(locked.urn, locked.nonce, order)
            code = new_code(voters_word, ballots)
            ballots[code] = sorted(pk for pk, approved in choices.items() if approved)
            tickets = urn.tickets_in(locked.urn, locked.nonce, order) if locked.urn else {}
            if sent_once:
                tickets[code] = urn.ticket_of(sent_once)
            sealed = urn.seal(ballots, locked.nonce, slots=slots, nominees=order, tickets=tickets)
            Poll.objects.filter(pk=self.pk).update(urn=sealed)
        return locked.receipt_for(code, set(ballots[code]), cast=len(ballots))

    def receipt_again(self, association: Association, sent_once: str) -> Receipt | None:
        """The receipt of the ballot that this page has cast before; None where it has cast none."""
        if not sent_once or not self.urn or not self.rights.filter(association=association, has_voted=True):
            return None
        ballots = self.sealed_ballots()
        tickets = urn.tickets_in(self.urn, self.nonce, self.ballot_order)
        codes = [code for code, ticket in tickets.items() if ticket == urn.ticket_of(sent_once)]
        if not codes:
            return None
        return self.receipt_for(codes[0], set(ballots[codes[0]]), cast=len(ballots), is_repeated=True)

    def receipt_for(self, code: str, approved: set[int], *, cast: int, is_repeated: bool = False) -> Receipt:
        """The signed receipt of a ballot in an urn of `cast` ballots; `approved` are associations."""
        numbers = dict(self.nominees.values_list("association", "number"))
        marks = receipts.marks_of({numbers[pk] for pk in approved}, len(numbers))
        digest = receipts.ballot_digest(code, marks)
        message = receipts.receipt_message(self.opening, code, cast, digest, is_repeated=is_repeated)
        line_codes: tuple[str, ...] = ()
        if self.ballot_list == self.BallotList.NOMINEE:
            secret = secret_of(code, receipts.public_key(self.nonce))
            line_codes = tuple(line_code(secret, number) for number in sorted(numbers.values()))
        return Receipt(code, cast, digest, receipts.sign(self.nonce, message), line_codes, is_repeated)

    def use_right(self, association: Association) -> None:
        """Write down that this member has voted. Refused for a second time, and for who is not there."""
        if association not in self.conference.members():
            raise Refused(f"{association.short_name} không còn là thành viên của khối.")
        unused = self.rights.filter(association=association, has_voted=False)
        if not unused.update(has_voted=True):
            raise Refused(f"{association.short_name} đã bỏ phiếu, hoặc không có quyền bỏ phiếu này.")
        if not self.conference.present().filter(association=association).exists():
            raise Refused(f"{association.short_name} hoặc đơn vị nhận ủy quyền đã về, không bỏ phiếu được.")

    def _ballot_fault(self, choices: dict[int, bool]) -> str:
        if not self.is_secret_here:
            return "Cuộc bỏ phiếu này dùng phiếu giấy."
        if self.is_kept_by_tellers:
            return "Lá phiếu của cuộc bỏ phiếu này phải được niêm phong trên máy của người bỏ."
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
    number = models.PositiveSmallIntegerField("số thứ tự trên phiếu", default=0, editable=False)
    withdrawn_at = models.DateTimeField("rút tên lúc", null=True)

    class Meta:
        verbose_name = "tập thể được bỏ phiếu"
        verbose_name_plural = "tập thể được bỏ phiếu"
        constraints = [models.UniqueConstraint(fields=["poll", "association"], name="poll_nominee_once")]

    def __str__(self):
        return self.association.short_name


class VotingRight(models.Model):
    """One member's one ballot: whether it was handed out on paper, whether used here, never when or for whom."""

    poll = models.ForeignKey(Poll, models.CASCADE, related_name="rights")
    association = models.ForeignKey(Association, models.PROTECT, related_name="+")
    held_by = models.ForeignKey(
        Association, models.PROTECT, null=True, related_name="+", verbose_name="ủy quyền cho"
    )
    number = models.PositiveSmallIntegerField("số thứ tự khi mở", default=0, editable=False)
    was_handed = models.BooleanField("đã nhận phiếu giấy", default=False)
    has_voted = models.BooleanField("đã bỏ phiếu", default=False)

    class Meta:
        verbose_name = "quyền bỏ phiếu"
        verbose_name_plural = "quyền bỏ phiếu"
        ordering = ["association__sort_key", "pk"]
        constraints = [models.UniqueConstraint(fields=["poll", "association"], name="voting_right_once")]

    def __str__(self):
        return self.association.short_name

    @property
    def voter_id(self) -> int:
        """The association whose signatory casts this ballot."""
        return self.held_by_id or self.association_id
