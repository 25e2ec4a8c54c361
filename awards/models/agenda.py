"""What the conference goes through, and who counts its votes."""

from django.db import models

from members.models import Association

from .conference import Conference


class Teller(models.Model):
    """A member of the teller team; nobody of an association that is voted on."""

    class Role(models.TextChoices):
        HEAD = "head", "Trưởng ban"
        SECRETARY = "secretary", "Thư ký"
        MEMBER = "member", "Ủy viên"

    conference = models.ForeignKey(Conference, models.CASCADE, related_name="tellers")
    association = models.ForeignKey(
        Association, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="hội"
    )
    name = models.CharField("họ và tên", max_length=120)
    position = models.CharField("chức vụ, đơn vị", max_length=160, blank=True)
    role = models.CharField("vai trò trong ban", max_length=10, choices=Role, default=Role.MEMBER)

    class Meta:
        verbose_name = "thành viên ban kiểm phiếu"
        verbose_name_plural = "thành viên ban kiểm phiếu"
        ordering = ["pk"]

    def __str__(self):
        return f"{self.name}, {self.position}" if self.position else self.name


class AgendaItem(models.Model):
    """A point of the agenda, with the notes taken while it was discussed."""

    conference = models.ForeignKey(Conference, models.CASCADE, related_name="agenda")
    position = models.PositiveSmallIntegerField("thứ tự")
    title = models.CharField("nội dung", max_length=200)
    notes = models.TextField("ghi chép", blank=True, max_length=10000)
    done_at = models.DateTimeField("xong lúc", null=True)

    class Meta:
        verbose_name = "mục chương trình"
        verbose_name_plural = "mục chương trình"
        ordering = ["position", "pk"]

    def __str__(self):
        return self.title

    @property
    def is_about_ranking(self) -> bool:
        """Whether the scores are announced here, by the words of its title; before that the wall does not show them."""
        title = self.title.lower()
        return "xếp hạng" in title or "tổng hợp điểm" in title


AGENDA = [
    "Khai mạc, điểm danh, giới thiệu đại biểu",
    "Báo cáo tổng kết phong trào thi đua của khối; tham luận; ý kiến cơ quan thường trực",
    "Công bố bảng tổng hợp điểm, xếp hạng; thảo luận",
    "Giới thiệu đơn vị đề cử, bầu ban kiểm phiếu, bỏ phiếu kín",
    "Công bố kết quả, kết luận đề nghị khen thưởng",
    "Bầu Trưởng khối, Phó Trưởng khối năm sau",
    "Thông qua phương hướng, ký giao ước thi đua năm sau; kiến nghị, đề xuất; bế mạc",
]


def lay_agenda(conference: Conference) -> None:
    """The usual agenda, to be changed, where there is none yet."""
    if not conference.agenda.exists():
        AgendaItem.objects.bulk_create(
            AgendaItem(conference=conference, position=n, title=title) for n, title in enumerate(AGENDA, 1)
        )
