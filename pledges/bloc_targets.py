"""What the bloc aims at together: proposed from what its members registered, to be changed before the signing."""

from decimal import Decimal

from base.vietnamese import number, two_digits
from blocs.models import BlocYear

from .models.registration import Target, TitleRequest
from .models.submission import Submission

ALWAYS = [
    "100 % đơn vị thành viên hoàn thành tốt nhiệm vụ trở lên",
    "100 % đơn vị thành viên đăng ký thi đua, báo cáo, tự chấm điểm đúng hạn",
]


def proposed_targets(year: BlocYear) -> list[str]:
    """Sums of the plans that may be summed, and how many aim at each award; of registrations handed in."""
    handed_in = {"registration__bloc_year": year, "registration__state__in": Submission.HANDED_IN}
    sums: dict[tuple[str, str], Decimal] = {}
    targets = Target.objects.filter(**handed_in, indicator__is_summable=True, plan__isnull=False)
    for target in targets.order_by("content__code", "indicator__position", "pk"):
        key = (target.name, target.unit)
        sums[key] = sums.get(key, Decimal(0)) + (target.plan or 0)
    aims: dict[str, int] = {}
    for request in TitleRequest.objects.filter(**handed_in).select_related("award_type"):
        award = str(request.award_type)
        aims[award] = aims.get(award, 0) + 1
    figures = [f"{name}: {number(plan)} {unit}" for (name, unit), plan in sums.items()]
    awards = [
        f"Phấn đấu đạt {award}: {two_digits(count)} tập thể, cá nhân đăng ký" for award, count in aims.items()
    ]
    return [*ALWAYS, *figures, *awards]
