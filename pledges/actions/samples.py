"""A random sample of evidence: announced, drawn once, objected to, the rest taken as claimed."""

from django.db import transaction
from django.utils import timezone

from audit.log import record
from base.vietnamese import instant
from base.workflow import Refused
from blocs.models import BlocYear, Milestone, lock_of
from members.models import User
from pledges import notifications
from pledges.computed import proposed_verdicts
from pledges.models import EvidenceSample, Report, SampleObjection, ScoreLine
from pledges.samples import drawn_of, sample_in, to_look_at

LOCKED = "Điểm của năm này đã khóa."


def announce_sample(year: BlocYear, *, seed_source: str, by: User) -> EvidenceSample:
    """Tell everybody where the seed will come from, while members may still claim otherwise. Refused a second time."""
    with transaction.atomic():
        if lock_of(year.pk).done_at:
            raise Refused(LOCKED)
        if not year.sample_percent:
            raise Refused("Năm này không kiểm tra theo mẫu; chọn tỷ lệ ở Quy định trước.")
        if EvidenceSample.objects.filter(bloc_year=year).exists():
            raise Refused("Cách rút mẫu đã công bố, không đổi được nữa.")
        if year.is_done(Milestone.Kind.SELF_SCORING_CLOSED):
            raise Refused("Đã hết hạn nộp: cách rút mẫu phải được công bố trước đó.")
        sample = EvidenceSample.objects.create(
            bloc_year=year, seed_source=seed_source, percent=year.sample_percent, announced_by=by
        )
        record("sample.announced", year, what=f"{year}: công bố cách rút mẫu: {seed_source}", by=by)
        notifications.tell_sample_announced(sample)
    return sample


def draw_sample(year: BlocYear, *, seed: str, by: User) -> EvidenceSample:
    """Fix the seed, once for all. Refused before the gate closes, after the lock, and a second time."""
    with transaction.atomic():
        if lock_of(year.pk).done_at:
            raise Refused(LOCKED)
        if not year.is_done(Milestone.Kind.SELF_SCORING_CLOSED):
            raise Refused("Chưa kết thúc nhận báo cáo năm, chưa rút mẫu được.")
        sample = EvidenceSample.objects.select_for_update().filter(bloc_year=year).first()
        if sample is None:
            raise Refused("Chưa công bố cách rút mẫu.")
        if sample.is_drawn:
            raise Refused(
                f"Mẫu đã rút lúc {instant(sample.drawn_at)} bằng số “{sample.seed}”, không rút lại được."
            )
        drawn = {"seed": seed, "drawn_by": by, "drawn_at": timezone.now()}
        EvidenceSample.objects.filter(pk=sample.pk).update(**drawn)
        sample.refresh_from_db()
        record("sample.drawn", year, what=f"{year}: rút mẫu bằng số “{seed}”", by=by)
        notifications.tell_sample_drawn(sample)
    return sample


def object_to(line: ScoreLine, *, reason: str, by: User) -> SampleObjection:
    """Have a claim outside the sample looked at, too; what stood of it as claimed is to be verified.

    Refused before the draw, for what is in the sample, twice, and after the lock.
    """
    report = line.report
    with transaction.atomic():
        if refusal := report.closed():
            raise Refused(refusal)
        sample = sample_in(report.bloc_year)
        if sample is None or not sample.is_drawn:
            raise Refused("Chưa rút mẫu.")
        if line.criterion.code in drawn_of(report, sample):
            raise Refused(f"Tiêu chí {line.criterion.code} đã ở trong mẫu.")
        if SampleObjection.objects.filter(line=line).exists():
            raise Refused(f"Tiêu chí {line.criterion.code} đã có người đề nghị kiểm tra.")
        objection = SampleObjection.objects.create(line=line, reason=reason, by=by)
        report.unverify([line], by=by, why=f"Đề nghị kiểm tra thêm: {reason}")
        what = f"{report}: đề nghị kiểm tra {line.criterion.code}. {reason}"
        record("sample.objected", report, what=what, by=by)
    return objection


def accept_outside_sample(report: Report, *, by: User) -> int:
    """Take as claimed what is neither drawn nor objected to, of one sheet; how many lines. Refused before the draw."""
    sample = sample_in(report.bloc_year)
    if sample is None or not sample.is_drawn:
        raise Refused("Chưa rút mẫu.")
    waiting = report.lines.filter(verified_points=None).select_related("criterion")
    lines = list(waiting.prefetch_related("criterion__threshold_steps"))
    looked_at = {line.pk for line in to_look_at(report, sample, lines)}
    rest = proposed_verdicts(report, [line for line in lines if line.pk not in looked_at])
    for verdict in rest.values():
        verdict["verified_points"] = verdict["verified_points"] or 0
    if rest:
        report.verify(by=by, verdicts=rest)
    return len(rest)
