"""What the secretariat's deeds for one association are told to its people."""

from django.utils import timezone

from base.vietnamese import instant, uncapitalised
from members.models import Officer, User, notify

from .models import Extension


def tell_extension(granted: Extension) -> None:
    """The association learns of its own later deadline, and why."""
    today = Officer.objects.on(timezone.localdate()).filter(association=granted.association_id)
    step, name = uncapitalised(granted.get_kind_display()), granted.association.short_name
    notify(
        User.objects.filter(pk__in=today.values("user"), is_active=True).order_by("pk"),
        key=f"extension:{granted.pk}",
        subject=f"ĐƯỢC GIA HẠN đến {instant(granted.until)}: {step}, {name}",
        body=f"Lý do: {granted.reason}",
        url=granted.bloc_year.get_absolute_url(),
        topic=f"year-{granted.bloc_year_id}",
    )
