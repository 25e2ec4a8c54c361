from .conference import Attendance, Conference, Result, Vote, VoteTally, count_faults, share_reached
from .finding import Finding
from .proposal import Nomination, Proposal, ProposalMove
from .review import ReviewSection, draft_review

__all__ = [
    "Attendance",
    "Conference",
    "Finding",
    "Nomination",
    "Proposal",
    "ProposalMove",
    "Result",
    "ReviewSection",
    "Vote",
    "VoteTally",
    "count_faults",
    "draft_review",
    "share_reached",
]
