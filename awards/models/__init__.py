from .achievement import AchievementText, ConditionAnswer, draft_texts, write_texts
from .conference import AgendaItem, Attendance, Conference, Teller, lay_agenda
from .dossier import DossierBuild, request_build
from .motion import Motion, decide_motion
from .outcome import Award, CouncilResult, Decision, record_council, record_decision
from .poll import Ballot, Poll, PollNominee, TellerCount, VotingRight, WrittenOpinion
from .proposal import Nomination, Proposal, ProposalMove
from .public_notice import PublicComment, PublicNotice
from .review import ReviewSection, draft_review
from .violation import Violation
from .vote import Result, Vote, VoteTally, count_faults, share_reached

__all__ = [
    "AchievementText",
    "AgendaItem",
    "Attendance",
    "Award",
    "Ballot",
    "ConditionAnswer",
    "Conference",
    "CouncilResult",
    "Decision",
    "DossierBuild",
    "Violation",
    "Motion",
    "Nomination",
    "Poll",
    "PollNominee",
    "Proposal",
    "ProposalMove",
    "PublicComment",
    "PublicNotice",
    "Result",
    "ReviewSection",
    "Teller",
    "TellerCount",
    "Vote",
    "VoteTally",
    "VotingRight",
    "WrittenOpinion",
    "count_faults",
    "decide_motion",
    "draft_review",
    "draft_texts",
    "lay_agenda",
    "record_council",
    "record_decision",
    "request_build",
    "share_reached",
    "write_texts",
]
