"""What the bloc aims at together: proposed from what its members registered, to be changed before the signing."""

from collections import Counter
from decimal import Decimal

from base.vietnamese import number, two_digits
from blocs.models import AwardType, BlocYear

from .models.registration import Target, TitleRequest
from .models.submission import Submission

ALWAYS = [
    "100 % đơn vị thành viên hoàn thành tốt nhiệm vụ trở lên",
    "100 % đơn vị thành viên đăng ký thi đua, báo cáo, tự chấm điểm đúng hạn",
]


def proposed_targets(year: BlocYear) -> list[str]:
    """Sums of the plans that may be summed, and how many are to win each award; of registrations handed in."""
    handed_in = {"registration__bloc_year": year, "registration__state__in": Submission.HANDED_IN}
    sums: dict[tuple[str, str], Decimal] = {}
    targets = Target.objects.filter(**handed_in, indicator__is_summable=True, plan__isnull=False)
    for target in targets.order_by("content__code", "indicator__position", "pk"):
        key = (target.name, target.unit)
        sums[key] = sums.get(key, Decimal(0)) + (target.plan or 0)
    requests = TitleRequest.objects.filter(**handed_in).select_related("award_type")
    aims = Counter(request.award_type for request in requests.order_by("award_type__position", "pk"))
    figures = [f"{name}: {number(plan)} {unit}" for (name, unit), plan in sums.items()]
    return [*ALWAYS, *figures, *(_aim(year, award, count) for award, count in aims.items())]


def _aim(year: BlocYear, award: AwardType, registered: int) -> str:
    """How many the bloc means to win of what its members registered for: no more than it may propose."""
    quota = year.quota_of(award)
    count = registered if quota is None else min(registered, quota)
    return f"Phấn đấu có {two_digits(count)} tập thể được tặng {award}"
