"""Kế hoạch of the bloc: what the year is for, what the bloc does together, who sees to what."""

from django.conf import settings
from django.db import models, transaction

from audit.log import record

from .year import BlocYear


class Plan(models.Model):
    """The prose of the bloc's plan of one year; its contents, targets and deadlines are the year's own records."""

    bloc_year = models.OneToOneField(
        BlocYear, models.CASCADE, related_name="plan", verbose_name="năm thi đua"
    )
    bases = models.TextField(
        "căn cứ riêng của năm (mỗi dòng một văn bản)",
        blank=True,
        max_length=5000,
        help_text="Ví dụ: Kế hoạch phát động thi đua của Ủy ban nhân dân tỉnh, có số, ngày. Luật, nghị định, quy chế"
        " của tỉnh được ghi sẵn.",
    )
    purpose = models.TextField("mục đích, yêu cầu (mỗi dòng một ý)", max_length=10000)
    activities = models.TextField(
        "hoạt động chung của khối (mỗi dòng một hoạt động, có thời gian)", blank=True, max_length=10000
    )
    organisation = models.TextField("tổ chức thực hiện (mỗi dòng một ý)", max_length=10000)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = "kế hoạch của khối"
        verbose_name_plural = "kế hoạch của khối"

    def __str__(self):
        return f"Kế hoạch năm {self.bloc_year.year}"

    @classmethod
    def of(cls, year: BlocYear) -> "Plan":
        """The stored plan of the year; while there is none, one proposed from what the year is, not stored."""
        return cls.objects.filter(bloc_year=year).first() or cls.proposed(year)

    @classmethod
    def proposed(cls, year: BlocYear) -> "Plan":
        """A beginning for whoever writes the plan."""
        purpose = [
            f"Đẩy mạnh phong trào thi đua yêu nước trong các đơn vị thành viên, hoàn thành nhiệm vụ năm {year.year};"
            " kịp thời phát hiện, biểu dương, nhân rộng điển hình tiên tiến.",
            "Tổ chức thi đua thiết thực, đúng quy định; chấm điểm, bình xét công khai, công bằng, đúng thành tích.",
        ]
        organisation = [
            "Trưởng khối chủ trì, điều hành hoạt động của khối; theo dõi, đôn đốc các đơn vị thành viên thực hiện kế"
            " hoạch; tổ chức hội nghị, tổng hợp kết quả, trình cấp có thẩm quyền khen thưởng.",
            "Phó Trưởng khối phối hợp với Trưởng khối điều hành hoạt động của khối; thẩm định bảng điểm của"
            " Trưởng khối.",
            "Các đơn vị thành viên đăng ký thi đua, ký giao ước, báo cáo và tự chấm điểm đúng thời hạn; tham gia đầy đủ"
            " hoạt động chung của khối.",
        ]
        return cls(bloc_year=year, purpose="\n".join(purpose), organisation="\n".join(organisation))

    @classmethod
    @transaction.atomic
    def write(cls, year: BlocYear, *, by, **fields) -> "Plan":
        """Keep the prose of the year's plan. What was issued before stays as it is."""
        plan, _ = cls.objects.update_or_create(bloc_year=year, defaults=fields | {"written_by": by})
        record("plan.written", year, what=f"{plan}: sửa lời văn", by=by)
        return plan
