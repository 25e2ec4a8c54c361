"""How far the opinions on a proposal have come, what they say of each nominee, and what to mind before filing."""

from dataclasses import dataclass

from base.vietnamese import short_date

from .models import Nomination, Opinion, OpinionRequest, Proposal

COMMON_BODIES = [  # of most provinces; kept as a list that each province edits
    ("Công an {}", "việc chấp hành pháp luật, giữ gìn an ninh, trật tự"),
    ("Thuế {}", "việc chấp hành nghĩa vụ thuế"),
    ("Bảo hiểm xã hội {}", "việc đóng bảo hiểm xã hội, bảo hiểm y tế cho người lao động"),
    ("Thanh tra {}", "việc giải quyết khiếu nại, tố cáo, kết luận thanh tra (nếu có)"),
]


@dataclass(frozen=True)
class AskedBody:
    """One request as pages and papers tell it."""

    request: OpinionRequest
    opinions: dict[int, Opinion]  # {nomination: opinion}
    silence_is_consent: bool

    def said_of(self, nomination: Nomination) -> str:
        """What it says of a nominee, in words; empty while it may still answer."""
        own = self.opinions.get(nomination.pk)
        if own is not None:
            return f"{own.get_verdict_display()}: {own.text}" if own.text else str(own.get_verdict_display())
        if self.request.is_answered:
            return "Không nêu"
        if not self.request.is_over:
            return ""
        return "Không trả lời, coi như đồng ý" if self.silence_is_consent else "Không trả lời"

    @property
    def objections(self) -> list[Opinion]:
        return [one for one in self.opinions.values() if one.verdict == Opinion.Verdict.OBJECT]

    @property
    def is_open(self) -> bool:
        """Whether an answer is still awaited."""
        if self.request.is_answered:
            return False
        return not (self.request.is_over and self.silence_is_consent)


def asked_bodies(proposal: Proposal) -> list[AskedBody]:
    """The requests of a proposal that stand, with what was answered; two queries."""
    requests = proposal.opinion_requests.standing().select_related("recorded_by", "body")
    consents = proposal.bloc_year.silence_is_consent
    return [
        AskedBody(one, {opinion.nomination_id: opinion for opinion in one.opinions.all()}, consents)
        for one in requests.prefetch_related("opinions__nomination__association")
    ]


def opinion_warnings(proposal: Proposal) -> list[str]:
    """What to mind before a dossier is sent: who has not answered, and who objects to whom."""
    sentences = []
    for body in asked_bodies(proposal):
        name = body.request.body_name
        if body.is_open:
            sentences.append(f"{name} chưa trả lời hiệp y (hạn {short_date(body.request.due_on)}).")
        sentences += [
            f"{name} không đồng ý với {one.nomination.association.short_name}: {one.text}."
            for one in body.objections
        ]
    return sentences
