from .achievement import AchievementText, ConditionAnswer, draft_texts, write_texts
from .conference import AgendaItem, Attendance, Conference, Teller, lay_agenda
from .finding import Finding
from .motion import Motion, decide_motion
from .outcome import Award, CouncilResult, Decision, record_council, record_decision
from .poll import Ballot, Poll, PollNominee, TellerCount, VotingRight, WrittenOpinion
from .proposal import Nomination, Proposal, ProposalMove
from .review import ReviewSection, draft_review
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
    "Finding",
    "Motion",
    "Nomination",
    "Poll",
    "PollNominee",
    "Proposal",
    "ProposalMove",
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
    "share_reached",
    "write_texts",
]
