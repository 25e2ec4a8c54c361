"""The rules of one emulation year: the numbers and habits of a bloc, none of which is law or code."""

from collections.abc import Sequence
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from .bloc import reminder_days


class YearRules(models.Model):
    """What the secretariat sets for a year, and the next year begins with."""

    class Header(models.TextChoices):
        LEAD = "A", "Hội làm Trưởng khối đứng tên văn bản"
        BLOC = "B", "Khối thi đua đứng tên văn bản"

    class Share(models.TextChoices):
        MAJORITY = "1/2", "quá 1/2 (trên 50 %)"
        TWO_THIRDS = "2/3", "từ 2/3 trở lên"
        FOUR_FIFTHS = "4/5", "từ 80 % trở lên"

    class Base(models.TextChoices):
        PRESENT = "present", "số thành viên có mặt"
        MEMBERS = "members", "tổng số thành viên của khối"
        VALID = "valid", "số phiếu hợp lệ"

    CONTENT_RUNGS = ("I", "II", "III")  # the first three contents of the criteria, however those are numbered
    TIE_BREAKS = {
        "I": "Điểm nội dung I cao hơn",
        "II": "Điểm nội dung II cao hơn",
        "III": "Điểm nội dung III cao hơn",
        "deductions": "Bị trừ điểm ít hơn",
        "women": "Tập thể có từ 70 % nữ trở lên",  # Decree 152/2025/NĐ-CP, Article 4.6
    }

    @classmethod
    def tie_break_label(cls, rung: str, contents: Sequence[str]) -> str:
        """What a tie-break compares; of a content by its number in the criteria, whose contents these are in order."""
        rungs = dict(zip(cls.CONTENT_RUNGS, contents, strict=False))
        return f"Điểm nội dung {rungs[rung]} cao hơn" if rung in rungs else cls.TIE_BREAKS[rung]

    class Late(models.TextChoices):
        MARK = "mark", "Vẫn nhận, ghi là nộp muộn"
        REFUSE = "refuse", "Không nhận, trừ khi được gia hạn"

    class EvidenceRule(models.TextChoices):
        REQUIRED = "required", "Chưa nộp được: bắt buộc có minh chứng"
        EXPLAINED = "explained", "Nộp được nếu hội giải thích vì sao có điểm"
        REMINDED = "reminded", "Chỉ nhắc, vẫn nộp được"

    class Selection(models.TextChoices):
        VOTE = "vote", "Bỏ phiếu giữa các đơn vị đủ điều kiện"
        SCORE_THEN_VOTE = "score_then_vote", "Lấy các đơn vị điểm cao nhất, rồi bỏ phiếu"
        SCORE = "score", "Chỉ theo điểm xếp hạng"
        CONSENSUS = "consensus", "Hội nghị thống nhất suy tôn"

    class BallotList(models.TextChoices):
        CODES = "codes", "Từng lá phiếu theo mã; bầu nhiều suất thì tách riêng từng đơn vị được đề cử"
        TOTALS = "totals", "Chỉ tổng số phiếu"

    class UrnKeeper(models.TextChoices):
        SERVER = "server", "Máy chủ giữ khóa hòm phiếu"
        TELLERS = "tellers", "Ba người kiểm phiếu giữ khóa trên máy riêng, hai người cùng mở"

    STEPS = [("0.25", "0,25 điểm"), ("0.5", "0,5 điểm"), ("1", "1 điểm")]

    header = models.CharField("đầu văn bản", max_length=1, choices=Header, default=Header.LEAD)
    addressees = models.TextField(
        "nơi nhận tờ trình (mỗi dòng một nơi)",
        blank=True,
        max_length=1000,
    )
    score_step = models.DecimalField("bước điểm", max_digits=3, decimal_places=2, default=Decimal("0.5"))
    evidence_rule = models.CharField(
        "tiêu chí cần minh chứng mà thiếu",
        max_length=10,
        choices=EvidenceRule,
        default=EvidenceRule.REQUIRED,
    )
    late_rule = models.CharField("nộp sau hạn", max_length=10, choices=Late, default=Late.MARK)
    reports_interim = models.BooleanField(
        "có báo cáo sơ kết 6 tháng",
        default=True,
        help_text="Bỏ chọn: năm này không sơ kết 6 tháng, không có mốc và không nhắc.",
    )
    vets_targets = models.BooleanField(
        "xem xét chỉ tiêu trước khi ký giao ước",
        default=False,
        help_text="Chọn: thư ký nhận xét từng chỉ tiêu; hội chỉ ký giao ước khi chỉ tiêu đã được chấp nhận.",
    )
    may_withdraw = models.BooleanField(
        "hội được tự rút lại bản đã nộp để sửa",
        default=False,
        help_text="Trước hạn, khi chưa ai tiếp nhận hay thẩm định. Lần nộp đã rút vẫn được giữ.",
    )
    return_limit = models.PositiveSmallIntegerField(
        "số lần trả lại tối đa của một báo cáo", default=3, validators=[MinValueValidator(1)]
    )
    reminder_days = models.JSONField(
        "ngày nhắc nộp",
        default=reminder_days,
        help_text="Số ngày trước hạn, cách nhau bằng dấu phẩy; số âm là sau hạn. Ví dụ: 7, 2, 0, -1.",
    )
    tie_breaks = models.JSONField("tiêu chí phụ khi bằng điểm", default=list, blank=True)
    quorum = models.CharField(
        "hội nghị hợp lệ khi có mặt", max_length=3, choices=Share, default=Share.TWO_THIRDS
    )
    threshold = models.CharField(
        "được chọn khi đồng ý", max_length=3, choices=Share, default=Share.FOUR_FIFTHS
    )
    threshold_base = models.CharField("tỷ lệ tính trên", max_length=10, choices=Base, default=Base.MEMBERS)
    flag_quota = models.PositiveSmallIntegerField("số Cờ thi đua của UBND tỉnh được đề nghị", default=3)
    flag_quota_by_size = models.JSONField(
        "số Cờ theo số đơn vị thành viên",
        default=list,
        blank=True,
        help_text="Mỗi dòng: từ bao nhiêu đơn vị: bao nhiêu Cờ. Bỏ trống: dùng số ở trên.",
    )
    award_quotas = models.JSONField(
        "số tập thể được đề nghị theo từng danh hiệu, hình thức", default=dict, blank=True, editable=False
    )
    max_consecutive_years = models.PositiveSmallIntegerField(
        "cảnh báo khi một danh hiệu được đề nghị quá số năm liền",
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
    )
    signed_reports_required = models.BooleanField(
        "gửi hồ sơ phải có bản ký của báo cáo thành tích", default=True
    )
    separate_by_authority = models.BooleanField("tách tờ trình theo thẩm quyền quyết định", default=True)
    sample_percent = models.PositiveSmallIntegerField(
        "kiểm tra theo mẫu ngẫu nhiên (% tiêu chí cần minh chứng của mỗi hội)",
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(100)],
        help_text="Bỏ trống: thẩm định mọi tiêu chí.",
    )
    verifiers = models.PositiveSmallIntegerField(
        "số người thẩm định mỗi bảng điểm", default=1, choices=[(1, "Một người"), (2, "Hai người độc lập")]
    )
    cross_check = models.BooleanField("các hội kiểm tra chéo bảng điểm của nhau", default=False)
    cross_check_asks = models.BooleanField(
        "hội kiểm tra chéo chỉ đề nghị, không tự cho điểm",
        default=False,
        help_text="Chọn: người của hội khác ghi điểm đề nghị và lý do; người thẩm định của khối quyết định.",
    )
    explanation_days = models.PositiveSmallIntegerField(
        "số ngày hội được giải trình kết quả thẩm định", default=5, help_text="0: không có bước giải trình."
    )
    excused_is_absent = models.BooleanField(
        "vắng có lý do cũng tính là vắng",
        default=False,
        help_text="Bỏ chọn: buổi vắng có lý do không tính vào tỷ lệ dự hội nghị, hoạt động chung.",
    )
    is_sealed = models.BooleanField("niêm phong bảng xếp hạng đến khi mở tại hội nghị", default=False)
    selection = models.CharField("cách bình xét", max_length=20, choices=Selection, default=Selection.VOTE)
    ballot_first = models.PositiveSmallIntegerField(
        "số đơn vị điểm cao nhất đưa ra bỏ phiếu", default=5, validators=[MinValueValidator(1)]
    )
    max_rounds = models.PositiveSmallIntegerField(
        "số vòng bỏ phiếu tối đa", default=2, validators=[MinValueValidator(1)]
    )
    nominee_may_vote = models.BooleanField("hội được đề cử vẫn bỏ phiếu", default=True)
    urn_keeper = models.CharField(
        "khi bỏ phiếu kín trên máy",
        max_length=7,
        choices=UrnKeeper,
        default=UrnKeeper.SERVER,
        help_text="Ba người giữ khóa: máy chủ không đọc được phiếu; mỗi người cần một điện thoại hoặc máy tính riêng.",
    )
    ballot_list = models.CharField(
        "sau khi bỏ phiếu kín trên máy, công bố",
        max_length=6,
        choices=BallotList,
        default=BallotList.CODES,
        help_text="Chỉ tổng số: không ai nhận ra lá phiếu của ai, cũng không ai tìm được lá phiếu của mình.",
    )
    silence_is_consent = models.BooleanField(
        "cơ quan hiệp y không trả lời đúng hạn thì coi như đồng ý", default=False
    )
    conflicts_excluded = models.BooleanField(
        "đơn vị khai có quan hệ lợi ích không bỏ phiếu và không tính vào số thành viên",
        default=False,
        help_text="Bỏ chọn: khai báo chỉ được ghi vào biên bản.",
    )
    prints_qr = models.BooleanField("in mã QR kiểm tra trên văn bản", default=True)
    chair_casting_vote = models.BooleanField("chủ tọa quyết định khi bằng phiếu ở suất cuối", default=False)

    class Meta:
        abstract = True

    def clean(self):
        known = isinstance(self.tie_breaks, list) and all(rung in self.TIE_BREAKS for rung in self.tie_breaks)
        if not known:
            raise ValidationError({"tie_breaks": f"Là danh sách trong: {', '.join(self.TIE_BREAKS)}."})

    @property
    def is_urn_kept_by_tellers(self) -> bool:
        """Whether ballots cast in the browser are sealed to three tellers' keys (docs/secret-vote.md)."""
        return self.urn_keeper == self.UrnKeeper.TELLERS
