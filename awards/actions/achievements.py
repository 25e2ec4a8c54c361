"""The texts of a nominee's report on its achievements."""

from django.db import transaction

from awards.models.achievement import AchievementText
from awards.models.proposal import Nomination, Proposal
from base.workflow import Refused
from blocs.models import FormPart, OutlineSection
from members.models import User
from pledges.models import Report, ReportSection


def write_texts(nomination: Nomination, texts: dict[str, str], *, by: User) -> None:
    """Store the parts that were written; Refused once the dossier was sent."""
    with transaction.atomic():
        locked = Proposal.objects.select_for_update().get(pk=nomination.proposal_id)
        if not locked.is_open:
            raise Refused("Hồ sơ đã gửi, báo cáo thành tích không sửa được nữa.")
        for source, text in texts.items():
            nomination.texts.update_or_create(source=source, defaults={"text": text, "written_by": by})


def draft_texts(nomination: Nomination, *, by: User) -> None:
    """Fill the parts that are empty: from this nominee's report for another award, else from its annual report."""
    written = {t.source: t.text for t in nomination.texts.all() if t.text.strip()}
    others = AchievementText.objects.filter(
        nomination__proposal__bloc_year=nomination.proposal.bloc_year_id,
        nomination__association=nomination.association_id,
    ).exclude(text="")
    known = {t.source: t.text for t in others}
    known.setdefault(FormPart.Source.RESULTS, _from_report(nomination))
    drafted = {source: text for source, text in known.items() if source not in written and text}
    write_texts(nomination, drafted, by=by)


def _from_report(nomination: Nomination) -> str:
    """What its accepted annual report says of results, heading by heading; limits and requests belong there."""
    sections = ReportSection.objects.filter(
        report__bloc_year=nomination.proposal.bloc_year_id,
        report__association=nomination.association_id,
        report__kind=Report.Kind.ANNUAL,
        report__state=Report.State.ACCEPTED,
        outline__part=OutlineSection.Part.RESULTS,
    ).exclude(text="")
    return "\n".join(f"{s.outline.title}: {s.text}" for s in sections.select_related("outline"))
