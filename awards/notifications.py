"""Who is told what of a proposal's way: the nominees, the secretariat, the province."""

from django.db import models
from django.urls import reverse
from django.utils import timezone

from awards.models import Conference, Poll
from base.vietnamese import instant, uncapitalised
from blocs.models import BlocYear
from blocs.notifications import people_of_members
from documents.models import IssuedDocument
from members.models import User, officers_of, people_of
from members.notifications import notify, settle
from pledges.models import Pledge


def tell_issued(issued: IssuedDocument, *, year: BlocYear, subject: models.Model) -> None:
    """The people of every member learn of the bloc's plan, or that they are called to a conference or a signing."""
    called = ""
    if isinstance(subject, Conference):
        called = f"{instant(subject.starts_at)}, tại {subject.place}"
    elif isinstance(subject, Pledge):
        called = f"{instant(subject.signed_at)}, tại {subject.place}"
    begins = "MỜI HỌP" if called else "ĐÃ BAN HÀNH"
    notify(
        people_of_members(year),
        key=f"issued:{issued.pk}",
        subject=f"{begins}: {uncapitalised(issued.title)}"[:200],
        body=f"{issued.reference}. {called}".strip(". ") + ".",
        url=reverse("awards:paper-about", args=[year.pk, issued.pk]),
        urgent=bool(called),
        topic=year.topic,
    )


def tell_counters(poll: Poll, people: list[User], *, by: User) -> None:
    """Who may enter a count of the paper ballots learns that two are needed, each on their own."""
    year = poll.conference.bloc_year
    notify(
        [person for person in people if person != by],
        key=f"count:{poll.pk}",
        subject=f"MỜI KIỂM PHIẾU: {poll}, năm {year.year}",
        body="Phiếu giấy cần hai người, mỗi người tự đếm rồi ghi số của mình ở mục “Kết quả tôi đếm”.",
        url=poll.get_absolute_url(),
        urgent=True,
        topic=year.topic,
    )


def tell_key_holders(poll: Poll, *, by: User, step: str, body: str) -> None:
    """Who holds a key of a vote that nobody casts in any more learns that it is to be opened, and what comes now."""
    year = poll.conference.bloc_year
    keys = poll.conference.teller_keys.select_related("holder")
    notify(
        [key.holder for key in keys if key.holder != by],
        key=f"open-urn:{poll.pk}:{step}",
        subject=f"MỜI MỞ PHIẾU: {poll}, năm {year.year}",
        body=f"{body} Mở trên máy đã tạo khóa.",
        url=reverse("awards:ballots-open", args=[poll.pk]),
        urgent=True,
        topic=year.topic,
    )


def tell_nominees(proposal) -> None:
    """Each nominee learns that it is proposed, and that its achievement report is awaited."""
    for one in proposal.nominations.select_related("association", "award_type"):
        name = one.association.short_name
        notify(
            people_of(one.association_id),
            key=f"nominated:{one.pk}",
            subject=f"CẦN VIẾT: báo cáo thành tích đề nghị {one.award_type} của {name}"[:200],
            body=f"Hội nghị bình xét đã chọn {name} để đề nghị {one.award_type} năm {proposal.bloc_year.year}."
            " Báo cáo thành tích viết được cho đến khi hồ sơ gửi tỉnh.",
            url=one.get_absolute_url(),
            urgent=True,
            topic=proposal.bloc_year.topic,
        )


def tell_province(proposal) -> None:
    """The province learns that a dossier was sent, or sent again; the nominees have nothing to write any more."""
    keys = [f"nominated:{pk}" for pk in proposal.nominations.values_list("pk", flat=True)]
    settle(proposal.bloc_year.topic, *keys)
    turn = proposal.history.filter(to_state=proposal.State.FILED).count()
    again = " bổ sung" if turn > 1 else ""
    notify(
        officers_of(proposal.bloc_year.bloc.province_id),
        key=f"filed:{proposal.pk}:{turn}",
        subject=f"ĐÃ GỬI{again}: hồ sơ {uncapitalised(str(proposal))}",
        url=proposal.get_absolute_url(),
        topic=proposal.bloc_year.topic,
    )


def tell_asked(proposal, comment: str) -> None:
    """The secretariat learns what the province wants added."""
    notify(
        proposal.bloc_year.secretaries(),
        key=f"asked:{proposal.pk}:{timezone.now().isoformat()}",
        subject=f"CẦN BỔ SUNG: hồ sơ {uncapitalised(str(proposal))}",
        body=comment,
        url=proposal.get_absolute_url(),
        urgent=True,
        topic=proposal.bloc_year.topic,
    )


def tell_award_entered(award, *, by) -> None:
    """The association's people learn that a line of its ledger was entered by hand."""
    notify(
        [person for person in people_of(award.association_id) if person != by],
        key=f"award:{award.pk}",
        subject=f"ĐÃ GHI vào sổ khen thưởng của {award.association.short_name}: {award}"[:200],
        body=f"{by.full_name} ghi: {award.decision}.",
        url=award.get_absolute_url(),
    )


def tell_results(proposal) -> None:
    """Each nominee and the secretariat learn what became of a decided proposal."""
    notify(
        proposal.bloc_year.secretaries(),
        key=f"decided:{proposal.pk}",
        subject=f"ĐÃ CÓ KẾT QUẢ: {uncapitalised(str(proposal))}",
        url=proposal.get_absolute_url(),
        topic=proposal.bloc_year.topic,
    )
    for one in proposal.nominations.select_related("association", "award_type", "council", "award__decision"):
        award = getattr(one, "award", None)
        outcome = f"được tặng theo {award.decision}" if award else "không được tặng"
        notify(
            people_of(one.association_id),
            key=f"outcome:{one.pk}",
            subject=f"ĐÃ CÓ KẾT QUẢ: {one.award_type} năm {proposal.bloc_year.year}",
            body=f"{one.association}: {outcome}.",
            url=one.get_absolute_url(),
            topic=proposal.bloc_year.topic,
        )
