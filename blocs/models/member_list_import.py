"""What one list brought into a bloc, so that it can be taken back while nothing else hangs on it."""

from django.conf import settings
from django.db import models, transaction
from django.db.models import ProtectedError
from django.utils import timezone

from audit.log import record
from base.workflow import Refused
from members.models import Association, Letter, Officer, User

from .bloc import Bloc, Membership
from .year import BlocYear


class MemberListImport(models.Model):
    """One list that was taken over: the keys of what it created, by what they are."""

    bloc = models.ForeignKey(Bloc, models.PROTECT, related_name="member_lists", verbose_name="khối")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người nhập"
    )
    at = models.DateTimeField("nhập lúc", default=timezone.now)
    associations = models.JSONField(default=list)
    memberships = models.JSONField(default=list)
    officers = models.JSONField(default=list)
    people = models.JSONField(default=list)
    letters = models.JSONField(default=list)
    undone_at = models.DateTimeField("hoàn tác lúc", null=True)

    class Meta:
        verbose_name = "lần nhập danh sách thành viên"
        verbose_name_plural = "các lần nhập danh sách thành viên"
        ordering = ["-pk"]

    def __str__(self):
        return f"{len(self.memberships)} đơn vị, {len(self.officers)} người"

    def undo(self, *, by) -> None:
        """Take back what this list created. Refused once somebody came, or anything else hangs on it."""
        with transaction.atomic():
            waiting = MemberListImport.objects.filter(pk=self.pk, undone_at=None)
            if not waiting.update(undone_at=timezone.now()):
                raise Refused("Lần nhập này đã được hoàn tác.")
            if self._somebody_came():
                raise Refused("Đã có người được mời đăng nhập hoặc nhận lời, không hoàn tác được nữa.")
            names = ", ".join(
                Association.objects.filter(pk__in=self.associations).values_list("short_name", flat=True)
            )
            try:
                self._take_back()
            except ProtectedError as error:
                raise Refused("Đã có dữ liệu khác dựa vào danh sách này, không hoàn tác được nữa.") from error
            record(
                "members.import_undone", self.bloc, what=f"{self.bloc}: hoàn tác nhập {self}: {names}", by=by
            )

    def _somebody_came(self) -> bool:
        came = User.objects.filter(pk__in=self.people, last_login__isnull=False)
        accepted = Officer.objects.filter(pk__in=self.officers, accepted_at__isnull=False)
        return came.exists() or accepted.exists()

    def _take_back(self) -> None:
        memberships = Membership.objects.filter(pk__in=self.memberships)
        first = memberships.order_by("joined_on").first()
        if first and BlocYear.objects.filter(bloc=self.bloc, year__gte=first.joined_on.year).exists():
            raise Refused("Đã mở năm thi đua có các đơn vị này, không hoàn tác được nữa.")
        Letter.objects.filter(pk__in=self.letters, sent_at=None).delete()
        Officer.objects.filter(pk__in=self.officers).delete()
        for membership in memberships:
            membership.delete()
        Association.objects.filter(pk__in=self.associations).delete()
        User.objects.filter(pk__in=self.people, officer=None, province=None, is_superuser=False).delete()
