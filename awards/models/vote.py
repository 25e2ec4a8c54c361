"""What was counted: each round of each vote with its rule as it was on the day, and who was chosen."""

from dataclasses import dataclass
from fractions import Fraction

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from base.vietnamese import percentage
from blocs.models import AwardType, BlocYear
from members.models import Association


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


def fewest(whole: int, share: str) -> int:
    """How many of `whole` are enough at least, as share_reached has it; one more than all where nothing is."""
    return next((part for part in range(1, whole + 1) if share_reached(part, whole, share)), whole + 1)


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

    class Method(models.TextChoices):
        PAPER = "paper", "Phiếu kín bằng giấy"
        BROWSER = "browser", "Phiếu kín trên máy"
        CONSENSUS = "consensus", "Biểu quyết, thống nhất"
        SCORE = "score", "Theo điểm xếp hạng"

    SECRET = (Method.PAPER, Method.BROWSER)

    conference = models.ForeignKey("awards.Conference", models.PROTECT, related_name="votes")
    method = models.CharField("hình thức", max_length=10, choices=Method, default=Method.PAPER)
    subject = models.CharField("nội dung bỏ phiếu", max_length=10, choices=Subject)
    award_type = models.ForeignKey(AwardType, models.PROTECT, null=True, blank=True, verbose_name="danh hiệu")
    seats = models.PositiveSmallIntegerField("số được chọn")
    round = models.PositiveSmallIntegerField("vòng")
    members = models.PositiveSmallIntegerField("tổng số thành viên")
    present = models.PositiveSmallIntegerField("có mặt")
    proxies = models.PositiveSmallIntegerField("trong đó qua ủy quyền", default=0)
    excluded = models.PositiveSmallIntegerField("không tính vì có quan hệ lợi ích", default=0)
    issued = models.PositiveSmallIntegerField("phiếu phát ra")
    returned = models.PositiveSmallIntegerField("phiếu thu về")
    valid = models.PositiveSmallIntegerField("phiếu hợp lệ")
    written = models.PositiveSmallIntegerField("ý kiến bằng văn bản", default=0)
    casting_choice = models.ForeignKey(
        Association,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="chủ tọa quyết định chọn",
    )
    threshold = models.CharField(max_length=3, choices=BlocYear.Share)
    base = models.CharField(max_length=10, choices=BlocYear.Base)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = "kết quả biểu quyết"
        verbose_name_plural = "kết quả biểu quyết"
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
        """The number that percentages are taken of; opinions in writing count as present and as ballots."""
        wholes = {
            "members": self.members,
            "present": self.present + self.written,
            "valid": self.valid + self.written,
        }
        return wholes[self.base]

    @property
    def whole_label(self) -> str:
        label = {"members": "thành viên", "present": "thành viên có mặt", "valid": "phiếu hợp lệ"}[self.base]
        return f"{label} và gửi ý kiến" if self.written and self.base != "members" else label

    @property
    def shares(self) -> tuple[Fraction, ...]:
        """The shares that a percentage of this vote must not seem to reach."""
        return Fraction(self.threshold), Fraction(1)

    def results(self) -> list["Result"]:
        """Each nominee with votes and whether chosen, most votes first. Reads `tallies`."""
        tallies = sorted(self.tallies.all(), key=lambda t: (-t.approve, t.association.sort_key))
        if self.method == self.Method.SCORE:
            return [Result(t, self, is_chosen=True) for t in tallies]
        clear, tied = self._passing(tallies)
        return [Result(t, self, is_chosen=t in clear or self._is_cast_for(t, clear, tied)) for t in tallies]

    def _passing(self, tallies: list["VoteTally"]) -> tuple[list, list]:
        """Who passed and has a seat beyond doubt, and who share the last seat as equals."""
        passing = [
            t for t in tallies if not t.withdrawn and share_reached(t.approve, self.whole, self.threshold)
        ]
        if len(passing) <= self.seats:
            return passing, []
        first_out = passing[self.seats].approve
        return [t for t in passing if t.approve > first_out], [t for t in passing if t.approve == first_out]

    def _is_cast_for(self, tally: "VoteTally", clear: list, tied: list) -> bool:
        """The chair's deciding vote gives the one seat left to one of the equals."""
        one_left = self.seats - len(clear) == 1
        return one_left and tally in tied and tally.association_id == self.casting_choice_id

    def tied_for_the_last_seat(self) -> list[Association]:
        """Those between whom the chair may decide where the year says so, while it is undecided."""
        if self.casting_choice_id or self.method == self.Method.SCORE:
            return []
        ordered = sorted(self.tallies.all(), key=lambda t: -t.approve)
        clear, tied = self._passing(ordered)
        return [t.association for t in tied] if self.seats - len(clear) == 1 else []


def agreed(vote: Vote, part: int, whole: int) -> str:
    """How many agreed of whom, with the share as papers write it; it does not seem to reach what it does not."""
    share = percentage(part, whole, thresholds=vote.shares)
    return f"đồng ý {part}/{whole} {vote.whole_label}, đạt {share}"


def agreed_shortly(vote: Vote, part: int, whole: int) -> str:
    """The same in a cell of a table: 14/16 (87,5 %)."""
    return f"{part}/{whole} ({percentage(part, whole, thresholds=vote.shares)})"


class VoteTally(models.Model):
    """The votes one nominee received in one round."""

    vote = models.ForeignKey(Vote, models.CASCADE, related_name="tallies")
    association = models.ForeignKey(Association, models.PROTECT, related_name="+")
    approve = models.PositiveSmallIntegerField("đồng ý")
    against = models.PositiveSmallIntegerField("không đồng ý")
    written_approve = models.PositiveSmallIntegerField("trong đó đồng ý bằng văn bản", default=0)
    withdrawn = models.BooleanField("đã rút tên khi đang bỏ phiếu", default=False)

    class Meta:
        verbose_name = "số phiếu của một tập thể"
        verbose_name_plural = "số phiếu của một tập thể"
        constraints = [
            models.UniqueConstraint(fields=["vote", "association"], name="tally_once_a_nominee"),
            models.CheckConstraint(
                condition=Q(written_approve__lte=F("approve")), name="tally_written_is_part_of_it"
            ),
        ]

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
    def short_share(self) -> str:
        """13/16 (81,3 %), for a cell below whose heading the base is named."""
        if self.vote.method == Vote.Method.SCORE:
            return "theo điểm"
        return agreed_shortly(self.vote, self.tally.approve, self.vote.whole)

    @property
    def share(self) -> str:
        """đồng ý 13/16 thành viên, đạt 81,3 %: never a percentage without its base."""
        if self.vote.method == Vote.Method.SCORE:
            return "theo điểm xếp hạng"
        return agreed(self.vote, self.tally.approve, self.vote.whole)
