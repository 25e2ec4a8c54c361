from .achievement import AchievementText, ConditionAnswer
from .agenda import AgendaItem, Teller, lay_agenda
from .award import Award
from .ballot import Ballot, TellerCount, WrittenOpinion
from .conference import Attendance, Conference
from .conflict import ConflictOfInterest
from .council import CouncilQuota, CouncilResult, EmulationCouncil
from .decision import Decision
from .dossier import DossierBuild
from .motion import Motion
from .opinion import Opinion, OpinionBody, OpinionRequest
from .passed_over import PassedOver
from .payment import PrizePayment
from .poll import Poll, PollNominee, VotingRight
from .proposal import Nomination, Proposal, ProposalMove
from .public_notice import PublicComment, PublicNotice
from .receiver_code import ReceiverCode
from .review import ReviewSection
from .sealed import KEY_HOLDERS, SealedBallot, TellerKey
from .violation import Violation
from .vote import Result, Vote, VoteTally, agreed, agreed_shortly, count_faults, share_reached
from .webhook import Webhook, WebhookDelivery

__all__ = [
    "AchievementText",
    "AgendaItem",
    "Attendance",
    "Award",
    "Ballot",
    "ConditionAnswer",
    "Conference",
    "ConflictOfInterest",
    "CouncilQuota",
    "CouncilResult",
    "Decision",
    "DossierBuild",
    "EmulationCouncil",
    "Violation",
    "Motion",
    "Nomination",
    "Opinion",
    "OpinionBody",
    "OpinionRequest",
    "PassedOver",
    "Poll",
    "PollNominee",
    "PrizePayment",
    "ReceiverCode",
    "Proposal",
    "ProposalMove",
    "PublicComment",
    "PublicNotice",
    "Result",
    "KEY_HOLDERS",
    "ReviewSection",
    "SealedBallot",
    "TellerKey",
    "Teller",
    "TellerCount",
    "Vote",
    "VoteTally",
    "VotingRight",
    "WrittenOpinion",
    "agreed",
    "agreed_shortly",
    "count_faults",
    "lay_agenda",
    "share_reached",
    "Webhook",
    "WebhookDelivery",
]
