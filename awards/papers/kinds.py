"""The kinds of papers of a year: what each is about, which step it waits for, how it is made."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from awards.models import Conference, Nomination, OpinionRequest, Proposal
from blocs.models import BlocYear, Handover, Milestone
from documents.papers import Paper
from pledges.models import Pledge
from pledges.papers import pledge_paper

from .conference import minutes_paper
from .counting import ballot_minutes_paper
from .handover import handover_paper
from .invitations import conference_invitation, signing_invitation
from .nominees import achievement_paper, nominee_list_paper, summary_paper
from .opinions import opinion_letter, opinions_paper
from .plan import plan_paper
from .proposal import proposal_paper
from .registrations import registrations_paper
from .review import rank_paper, reasons_paper, review_paper


def always(_subject: Any) -> bool:
    return True


def has_opinions(proposal: Proposal) -> bool:
    return proposal.opinion_requests.standing().exists()


@dataclass(frozen=True)
class Kind:
    """One kind of paper: its title on pages, what it is about, and the step it waits for."""

    code: str
    title: str
    make: Callable[[Any, datetime.date], Paper]
    about: type
    waits_for: str = ""  # empty for what goes out before any step
    is_numbered: bool = True
    signed_by_lead: bool = True
    is_signed: bool = True  # an annex of a signed paper is not
    is_members: bool = False  # of the nominee itself: its letterhead, its register, its signature
    is_invitation: bool = False  # to what it is about: dated no later than that day, told to every member
    is_told: bool = False  # every member is told when it is issued
    has_tables: bool = True
    is_there: Callable[[Any], bool] = always  # whether what it is about has such a paper


Step = Milestone.Kind

KINDS = {
    kind.code: kind
    for kind in [
        Kind("ke-hoach", "Kế hoạch thi đua của khối", make=plan_paper, about=BlocYear, is_told=True),
        Kind(
            "bang-tong-hop-dang-ky",
            "Bảng tổng hợp đăng ký thi đua",
            make=registrations_paper,
            about=BlocYear,
            waits_for=Step.REGISTRATION_CLOSED,
            is_numbered=False,
        ),
        Kind(
            "giay-moi-ky-giao-uoc",
            "Giấy mời ký giao ước thi đua",
            make=signing_invitation,
            about=Pledge,
            is_invitation=True,
            is_told=True,
            has_tables=False,
        ),
        Kind(
            "giao-uoc",
            "Bản giao ước thi đua",
            make=pledge_paper,
            about=Pledge,
            waits_for=Step.PLEDGE_SIGNED,
            is_numbered=False,
            signed_by_lead=False,
        ),
        Kind(
            "giay-moi-hoi-nghi",
            "Giấy mời dự hội nghị bình xét",
            make=conference_invitation,
            about=Conference,
            is_invitation=True,
            is_told=True,
            has_tables=False,
        ),
        Kind(
            "bao-cao-tong-ket",
            "Báo cáo tổng kết năm của khối",
            make=review_paper,
            about=BlocYear,
            waits_for=Step.CONFERENCE_CLOSED,
        ),
        Kind(
            "bang-tong-hop-diem",
            "Bảng tổng hợp điểm, xếp hạng",
            make=rank_paper,
            about=BlocYear,
            waits_for=Step.SCORES_LOCKED,
            is_numbered=False,
        ),
        Kind(
            "giai-trinh-xep-hang",
            "Bảng giải trình xếp hạng",
            make=reasons_paper,
            about=BlocYear,
            waits_for=Step.SCORES_LOCKED,
            is_numbered=False,
            signed_by_lead=False,
            is_signed=False,
        ),
        Kind(
            "bien-ban-hop",
            "Biên bản họp bình xét",
            make=minutes_paper,
            about=Conference,
            waits_for=Step.CONFERENCE_CLOSED,
            signed_by_lead=False,
        ),
        Kind(
            "bien-ban-kiem-phieu",
            "Biên bản kiểm phiếu",
            make=ballot_minutes_paper,
            about=Conference,
            waits_for=Step.CONFERENCE_CLOSED,
            signed_by_lead=False,
        ),
        Kind(
            "bao-cao-thanh-tich",
            "Báo cáo thành tích",
            make=achievement_paper,
            about=Nomination,
            waits_for=Step.CONFERENCE_CLOSED,
            signed_by_lead=False,
            is_members=True,
        ),
        Kind(
            "cong-van-hiep-y",
            "Công văn lấy ý kiến hiệp y",
            make=opinion_letter,
            about=OpinionRequest,
            waits_for=Step.CONFERENCE_CLOSED,
        ),
        Kind(
            "to-trinh",
            "Tờ trình đề nghị khen thưởng",
            make=proposal_paper,
            about=Proposal,
            waits_for=Step.CONFERENCE_CLOSED,
        ),
        Kind(
            "tong-hop-hiep-y",
            "Bảng tổng hợp ý kiến hiệp y",
            make=opinions_paper,
            about=Proposal,
            waits_for=Step.CONFERENCE_CLOSED,
            is_numbered=False,
            is_there=has_opinions,
        ),
        Kind(
            "danh-sach-de-nghi",
            "Danh sách tập thể đề nghị khen thưởng",
            make=nominee_list_paper,
            about=Proposal,
            waits_for=Step.CONFERENCE_CLOSED,
            is_numbered=False,
        ),
        Kind(
            "tom-tat-thanh-tich",
            "Tóm tắt thành tích",
            make=summary_paper,
            about=Proposal,
            waits_for=Step.CONFERENCE_CLOSED,
            is_numbered=False,
            has_tables=False,
        ),
        Kind(
            "bien-ban-ban-giao",
            "Biên bản bàn giao",
            make=handover_paper,
            about=Handover,
            waits_for=Step.PROPOSAL_FILED,
            signed_by_lead=False,
        ),
    ]
}
OF_MEMBERS = [kind.code for kind in KINDS.values() if kind.is_members]
DOSSIER = (
    "bao-cao-tong-ket",
    "bang-tong-hop-diem",
    "bien-ban-hop",
    "bien-ban-kiem-phieu",
    "bao-cao-thanh-tich",
    "danh-sach-de-nghi",
    "tom-tat-thanh-tich",
    "tong-hop-hiep-y",
    "to-trinh",
)
