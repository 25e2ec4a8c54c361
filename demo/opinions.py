"""What bodies outside said of the demo's nominees."""

from datetime import date

from awards.actions.opinions import add_common_bodies, answer, ask_opinions
from awards.models import OpinionBody, Proposal
from members.models import User

from .clock import at

ANSWERED = [  # the day, beginning of the body's name, number, date
    ("2024-01-11 10:00", "Công an", "112/CAT-PA03", date(2024, 1, 11)),
    ("2024-01-11 15:00", "Cục Thuế", "58/CTQTR-TTKT", date(2024, 1, 11)),
]


def ask_about(proposals: list[Proposal], by: User) -> None:
    """Two bodies are asked about the provincial awards, and agree on paper."""
    province = proposals[0].bloc_year.bloc.province
    with at("2024-01-10 10:00"):
        add_common_bodies(province, by=by)
        taxes = OpinionBody.objects.filter(province=province, name__startswith="Thuế")
        taxes.update(name="Cục Thuế tỉnh Quảng Trị")  # as it was called then
        for proposal in proposals:
            bodies = [
                OpinionBody.objects.get(province=province, name__startswith=name) for _, name, *_ in ANSWERED
            ]
            ask_opinions(proposal, bodies, due_on=date(2024, 1, 12), by=by)
    for when, name, number, dated in ANSWERED:
        with at(when):
            for proposal in proposals:
                request = proposal.opinion_requests.get(body_name__startswith=name)
                said = {one: {"verdict": "agree", "text": ""} for one in request.nominations()}
                answer(request, said, way="paper", by=by, document_number=number, document_date=dated)
