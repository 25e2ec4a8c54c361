"""The law as data: instruments with their validity, and what each award stands on."""

import datetime

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from base.vietnamese import long_date, uncapitalised
from members.models import Province

ENDS_SOON = datetime.timedelta(days=90)
CHECK_EVERY = datetime.timedelta(days=183)


# With which a title goes on after its issuer: … của Ủy ban nhân dân tỉnh ban hành Quy chế ….
VERBS = ("Ban hành", "Quy định", "Hướng dẫn", "Sửa đổi", "Bãi bỏ", "Về ", "Phê duyệt")


class LegalInstrumentQuerySet(models.QuerySet):
    def for_user(self, user):
        """National law is everybody's, what a province decided is that province's."""
        if user.is_superuser:
            return self
        return self.filter(Q(province=None) | Q(province__in=user.known_province_ids))

    def in_force_on(self, day: datetime.date):
        return self.filter(Q(in_force_to=None) | Q(in_force_to__gte=day), in_force_from__lte=day)

    def of_province(self, province: Province):
        """National law, and what this province decided itself."""
        return self.filter(Q(province=None) | Q(province=province))

    def ending_unreplaced(self, today: datetime.date):
        """Those that papers cite, end within the warning time, and have no successor yet."""
        soon = today + ENDS_SOON
        return self.filter(cited_in_papers=True, replaced_by=None, in_force_to__range=(today, soon))

    def unchecked(self, today: datetime.date):
        """Those in force that nobody has compared with their source for half a year."""
        before = today - CHECK_EVERY
        return self.in_force_on(today).filter(Q(checked_on=None) | Q(checked_on__lt=before))


class LegalInstrument(models.Model):
    """A law, decree, circular or decision that papers cite as their basis."""

    kind = models.CharField("loại văn bản", max_length=40, help_text="Luật, Nghị định, Thông tư, Quyết định…")
    number = models.CharField("số, ký hiệu", max_length=60)
    title = models.CharField("trích yếu", max_length=500)
    issuer = models.CharField("cơ quan ban hành", max_length=150)
    issued_on = models.DateField("ngày ban hành")
    in_force_from = models.DateField("có hiệu lực từ")
    in_force_to = models.DateField("hết hiệu lực sau ngày", null=True, blank=True)
    replaced_by = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="replaces", verbose_name="được thay bằng"
    )
    cited_in_papers = models.BooleanField(
        "luôn ghi trong căn cứ",
        default=False,
        help_text="In trong phần căn cứ của tờ trình, báo cáo, biên bản.",
    )
    position = models.PositiveSmallIntegerField("thứ tự trong căn cứ", default=100)
    amends = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="amended_by",
        verbose_name="sửa đổi, bổ sung cho",
        help_text="Văn bản sửa đổi được ghi trong căn cứ ngay sau văn bản được sửa đổi.",
    )
    province = models.ForeignKey(
        Province,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="instruments",
        verbose_name="chỉ dùng cho tỉnh",
        help_text="Với quyết định riêng của một tỉnh. Bỏ trống: cả nước.",
    )
    source = models.CharField("nguồn đối chiếu", max_length=300, blank=True)
    checked_on = models.DateField("kiểm tra lần cuối ngày", null=True, blank=True)
    checked_by = models.CharField("người kiểm tra", max_length=160, blank=True)
    note = models.CharField("ghi chú", max_length=500, blank=True)

    objects = LegalInstrumentQuerySet.as_manager()

    class Meta:
        verbose_name = "văn bản pháp luật"
        verbose_name_plural = "văn bản pháp luật"
        ordering = ["position", "issued_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(in_force_to=None) | Q(in_force_to__gte=F("in_force_from")),
                name="instrument_ends_after_it_begins",
            ),
            models.UniqueConstraint(
                fields=["number"], condition=Q(province=None), name="instrument_number_once_in_the_country"
            ),
            models.UniqueConstraint(fields=["number", "province"], name="instrument_number_once_a_province"),
        ]

    def __str__(self):
        return f"{self.kind} {self.number}"

    def get_absolute_url(self):
        return f"{reverse('blocs:law')}#instrument-{self.pk}"

    @property
    def is_act(self) -> bool:
        return self.kind in {"Luật", "Pháp lệnh"}

    @property
    def names(self) -> tuple[str, ...]:
        """The ways in which a paper names it."""
        year = f"{self.kind} {self.title} năm {self.issued_on.year}"
        return (self.number, self.citation, *([year] if self.is_act else []))

    @property
    def citation(self) -> str:
        """As a căn cứ names it; an act without number or issuer (Decree 30/2020, Annex I, II.6a)."""
        if self.is_act:
            return f"{self.kind} {self.title} {long_date(self.issued_on)}"
        title = uncapitalised(self.title) if self.title.startswith(VERBS) else self.title
        return f"{self.kind} số {self.number} {long_date(self.issued_on)} của {self.issuer} {title}"


class AwardTypeQuerySet(models.QuerySet):
    def for_user(self, _user):
        """Awards are the same for the whole country: everybody reads them."""
        return self


class AwardType(models.Model):
    """A title or a form of commendation, with who decides it."""

    class Kind(models.TextChoices):
        TITLE = "title", "Danh hiệu thi đua"
        FORM = "form", "Hình thức khen thưởng"

    class Level(models.TextChoices):
        STATE = "state", "Cấp Nhà nước"
        PROVINCE = "province", "Cấp tỉnh"
        BODY = "body", "Cấp cơ sở"

    code = models.SlugField("mã", max_length=40, unique=True)
    name = models.CharField("tên", max_length=200)
    earlier_name = models.CharField(
        "tên trước đó", max_length=200, blank=True, help_text="Như luật cũ gọi, nếu khác tên bây giờ."
    )
    renamed_on = models.DateField("gọi tên bây giờ từ ngày", null=True, blank=True)
    kind = models.CharField("loại", max_length=10, choices=Kind)
    level = models.CharField("cấp", max_length=10, choices=Level)
    authority = models.CharField("thẩm quyền quyết định", max_length=150)
    proposed_by_bloc = models.BooleanField("khối bình xét, đề nghị", default=True)
    is_within_quota = models.BooleanField(
        "tính vào số cờ khối được đề nghị", default=False, help_text="Số cờ đặt ở quy định của năm thi đua."
    )
    conflicts_with = models.ManyToManyField(
        "self",
        blank=True,
        verbose_name="cảnh báo khi đề nghị cùng năm với",
        help_text="Nguyên tắc: một thành tích không khen nhiều hình thức (Luật năm 2022, Điều 5).",
    )
    leading_percent = models.PositiveSmallIntegerField(
        "cả tỉnh đề nghị không quá (% số đơn vị dẫn đầu các khối, cụm)",
        null=True,
        blank=True,
        help_text="Bỏ trống: không giới hạn theo số đơn vị dẫn đầu.",
    )
    council_percent = models.PositiveSmallIntegerField(
        "Hội đồng thông qua khi có từ (% tổng số thành viên đồng ý)",
        null=True,
        blank=True,
        help_text="Bỏ trống: không kiểm tra số phiếu.",
    )
    position = models.PositiveSmallIntegerField("thứ tự", default=10)

    objects = AwardTypeQuerySet.as_manager()

    class Meta:
        verbose_name = "danh hiệu, hình thức khen thưởng"
        verbose_name_plural = "danh hiệu, hình thức khen thưởng"
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(earlier_name="", renamed_on=None)
                | (~Q(earlier_name="") & Q(renamed_on__isnull=False)),
                name="award_earlier_name_has_its_day",
                violation_error_message="Ghi cả tên trước đó và ngày đổi tên, hoặc bỏ trống cả hai.",
            ),
            models.CheckConstraint(
                condition=Q(leading_percent=None) | Q(leading_percent__range=(1, 100)),
                name="award_leading_percent",
                violation_error_message="Tỷ lệ đơn vị dẫn đầu từ 1 đến 100 %.",
            ),
            models.CheckConstraint(
                condition=Q(council_percent=None) | Q(council_percent__range=(1, 100)),
                name="award_council_percent",
                violation_error_message="Tỷ lệ thành viên Hội đồng từ 1 đến 100 %.",
            ),
        ]

    def __str__(self):
        return self.name

    def name_on(self, day: datetime.date, province: Province) -> str:
        """What papers of that day call it in that province: a city is not called a tỉnh."""
        is_earlier = self.earlier_name and self.renamed_on and day < self.renamed_on
        name = self.earlier_name if is_earlier else self.name
        if province.on(day).name.startswith("thành phố "):
            return name.replace("Ủy ban nhân dân tỉnh", "Ủy ban nhân dân thành phố")
        return name

    def basis_on(self, day: datetime.date, province: Province) -> "AwardBasis | None":
        """The article this award stands on that day in that province. Reads `bases`: a list prefetches them once."""
        of_here = [basis for basis in self.bases.all() if basis.instrument.province_id in (None, province.pk)]
        begun = [basis for basis in of_here if basis.instrument.in_force_from <= day]
        in_force = [b for b in begun if b.instrument.in_force_to is None or day <= b.instrument.in_force_to]
        return in_force[0] if in_force else None


class AwardBasis(models.Model):
    """The exact place in an instrument: điểm, khoản, điều."""

    award_type = models.ForeignKey(AwardType, models.CASCADE, related_name="bases", verbose_name="danh hiệu")
    instrument = models.ForeignKey(LegalInstrument, models.PROTECT, verbose_name="văn bản")
    article = models.CharField("điểm, khoản, điều", max_length=120)

    class Meta:
        verbose_name = "căn cứ của danh hiệu"
        verbose_name_plural = "căn cứ của danh hiệu"
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["award_type", "instrument"], name="award_basis_once")]

    def __str__(self):
        if not self.instrument.is_act:
            return f"{self.article} {self.instrument}"
        return f"{self.article} {self.instrument.kind} {self.instrument.title} năm {self.instrument.issued_on.year}"
