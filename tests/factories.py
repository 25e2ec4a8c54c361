"""Makers of test objects: make_x() gives the plainest valid x; name what your test is about.

A state is reached by the moves that lead to it in life, so no test stands on an object
the application could not have produced.
"""

import base64
import datetime
import socket
from decimal import Decimal
from itertools import count

from django.utils import timezone

from awards.models import Proposal
from blocs.models import Appointment, Bloc, CriteriaSet, Membership, Milestone, open_year
from documents.models import IssuedDocument
from members.models import Association, Officer, Province, User
from pledges.models import Pledge, Registration, Report

number = count(1).__next__
LONG_AGO = datetime.date(2015, 1, 1)
Step = Milestone.Kind


# A picture of one grey point.
PICTURE = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg=="
)


def make_province(name: str = "tỉnh Quảng Trị", **fields) -> Province:
    """That of this name, made where there is none."""
    short = name.removeprefix("tỉnh ").removeprefix("thành phố ")
    facts = {
        "short_name": short,
        "place": short,
        "committee": f"ỦY BAN NHÂN DÂN {name.upper()}",
        "council": "Hội đồng Thi đua - Khen thưởng tỉnh",
        "standing_agency": "Ban Thi đua - Khen thưởng tỉnh",
        "addressees": f"Chủ tịch Ủy ban nhân dân {name}\nBan Thi đua - Khen thưởng tỉnh",
    }
    return Province.objects.get_or_create(name=name, defaults=facts | fields)[0]


def make_association(**fields) -> Association:
    n = number()
    province = fields.setdefault("province", make_province())
    names = {"code": f"hoi-{n}", "official_name": f"Hội số {n} {province}", "short_name": f"Hội số {n}"}
    return Association.objects.create(
        **names | {"abbreviation": f"H{n}", "collective": "BAN THƯỜNG VỤ", "place": province.place} | fields
    )


def make_user(*, signs_for=None, edits_for=None, **fields) -> User:
    n = number()
    user = User.objects.create_user(
        **{"email": f"nguoi{n}@hoi.example", "full_name": f"Nguyễn Văn {n}"} | fields
    )
    for association, role in ((signs_for, "signatory"), (edits_for, "editor")):
        if association:
            Officer.objects.create(
                user=user, association=association, role=role, position="Chủ tịch", since=LONG_AGO
            )
    return user


def make_bloc(*members: Association, **fields) -> Bloc:
    province = fields.get("province") or (members[0].province if members else make_province())
    names = {
        "name": f"Khối thi đua các hội {province}",
        "short_name": "Khối các hội",
        "province": province,
        "parent_name": province.committee,
        "standing_agency": province.standing_agency,
        "place": province.place,
        "addressees": province.addressees,
    }
    bloc = Bloc.objects.create(**names | fields)
    for association in members:
        Membership.objects.create(bloc=bloc, association=association, joined_on=LONG_AGO)
    return bloc


def make_year(
    *,
    members: int = 4,
    year: int = 2023,
    until: str | None = None,
    province: Province | None = None,
    **fields,
):
    """A year of a new bloc whose first member leads and second is deputy; steps up to and with `until` are done."""
    bodies = [make_association(province=province or make_province()) for _ in range(members)]
    bloc = make_bloc(*bodies)
    rules = {"explanation_days": 0} | fields
    opened = open_year(bloc=bloc, year=year, lead=bodies[0], deputy=bodies[1], **rules)
    opened.bodies = bodies
    opened.secretary = make_user(edits_for=bodies[0])
    opened.verifier = make_user(edits_for=bodies[1])
    Appointment.objects.create(bloc_year=opened, user=opened.secretary, role=Appointment.Role.SECRETARY)
    Appointment.objects.create(bloc_year=opened, user=opened.verifier, role=Appointment.Role.VERIFIER)
    opened.contents.create(code="I", title="Nhiệm vụ chính trị", commitments="Hoàn thành chỉ tiêu.")
    opened.outline.create(title="Kết quả", position=1)
    if until:
        advance(opened, until)
    return opened


PATH = [
    Step.CRITERIA_PUBLISHED,
    Step.REGISTRATION_OPENED,
    Step.REGISTRATION_CLOSED,
    Step.SELF_SCORING_OPENED,
    Step.SELF_SCORING_CLOSED,
]


def lock_scores_of(year):
    """Lock a year in which nobody reported."""
    year.reach(Step.SCORES_LOCKED, by=year.secretary)
    return year


def advance(year, until: str) -> None:
    """Take the steps of the secretariat that need nothing of the members."""
    for kind in PATH[: PATH.index(until) + 1]:
        if kind == Step.CRITERIA_PUBLISHED:
            make_criteria(year).publish(by=year.secretary)
        else:
            year.reach(kind, by=year.secretary)


def make_criteria(year, **fields) -> CriteriaSet:
    """Two sections of 60 and 40, one bonus and one deduction item: A.1 judged, A.2 yes/no, B.1 judged."""
    criteria_set = CriteriaSet.objects.create(**{"bloc_year": year, "version": 1, "bonus_cap": 5} | fields)
    add = criteria_set.criteria.create
    for code, points, leaves in (
        ("I", 60, [("I.1", "judged", 50), ("I.2", "yes_no", 10)]),
        ("II", 40, [("II.1", "judged", 40)]),
    ):
        group = add(code=code, text=f"Nội dung {code}", kind="group", max_points=points, position=len(code))
        for n, (leaf, kind, worth) in enumerate(leaves):
            add(code=leaf, text=f"Tiêu chí {leaf}", kind=kind, max_points=worth, parent=group, position=n)
    add(code="T", text="Điểm thưởng", kind="bonus", max_points=10, position=8)
    add(code="TR", text="Điểm trừ", kind="deduction", max_points=10, position=9)
    criteria_set.bands.create(label="Xuất sắc", at_least=90)
    criteria_set.bands.create(label="Tốt", at_least=80)
    return criteria_set


def make_registration(year, association, *, state="submitted", plan=100) -> Registration:
    registration = Registration.objects.create(bloc_year=year, association=association)
    content = year.contents.get()
    target = {
        "content": content,
        "indicator": None,
        "name": "Suất quà",
        "unit": "suất",
        "plan": Decimal(plan),
    }
    registration.write(by=make_user(), fields={}, targets=[target], titles=[])
    if state != "draft":
        registration.submit(by=make_user())
    if state == "accepted":
        registration.accept(by=year.secretary)
    return registration


def fill(report: Report, *, points: dict | None = None, actual=100) -> Report:
    """Everything a report must say; every typed leaf full unless `points` says otherwise."""
    typed = {f"section-{s.pk}-text": "Đã làm." for s in report.sections.all()}
    typed |= {f"result-{r.pk}-actual": Decimal(actual) for r in report.results.all()}
    for line in report.lines.select_related("criterion"):
        if not line.criterion.is_computed and not line.criterion.is_extra:
            worth = (points or {}).get(line.criterion.code, line.criterion.max_points)
            typed[f"line-{line.pk}-self_points"] = Decimal(str(worth))
    report.write(by=make_user(), typed=typed)
    return report


def make_report(year=None, association=None, *, kind="annual", state="draft", points=None) -> Report:
    """A report in that state, complete unless it is a draft. Needs a year whose self-scoring is open."""
    year = year or make_year(until=Step.SELF_SCORING_OPENED)
    association = association or year.bodies[2]
    report = Report.start(year=year, association=association, kind=kind)
    if state == "draft":
        return report
    fill(report, points=points)
    report.submit(by=make_user(signs_for=association))
    if state == "returned":
        send_back(report, "Kiểm tra lại số liệu.")
    if state == "accepted":
        report.accept(by=year.secretary)
    return report


def send_back(submission, comment: str = "Sửa số liệu.", *items: tuple[str, str], days=3) -> None:
    """A report or registration returned for three days; items are (row, request)."""
    due_at = timezone.now() + datetime.timedelta(days=days)
    listed = [{"row": row, "label": row, "reason": "wrong", "request": request} for row, request in items]
    submission.send_back(by=make_user(), comment=comment, due_at=due_at, items=listed)


def verify(report: Report, **verdicts) -> None:
    """Verified as claimed, but for what is named: verify(report, I_1=45)."""
    given = {code.replace("_", "."): Decimal(str(points)) for code, points in verdicts.items()}
    rows = {}
    for line in report.lines.select_related("criterion"):
        points = given.get(line.criterion.code, line.self_points)
        rows[line.pk] = {
            "verified_points": points,
            "reason": "" if points == line.self_points else "Thiếu minh chứng",
        }
    report.verify(by=report.bloc_year.secretary, verdicts=rows)


def make_scored_year(totals: list[dict], **fields):
    """A year whose members have accepted, verified reports with these losses, scores locked."""
    from pledges.actions.scores import lock_scores

    year = make_year(members=len(totals), until=Step.SELF_SCORING_CLOSED, **fields)
    for association, points in zip(year.bodies, totals, strict=True):
        make_registration(year, association)
        verify(make_report(year, association, state="accepted", points=points))
    sign_all(year)
    lock_scores(year, by=year.secretary)
    return year


def sign_all(year) -> Pledge:
    pledge = Pledge.draft(year)
    pledge.write(by=year.secretary, signed_at=timezone.make_aware(datetime.datetime(year.year, 3, 17, 10)))
    for association in pledge.unsigned():
        pledge.sign(
            association=association,
            signer="Lê Thị Hoa",
            position="Chủ tịch",
            signed_at=pledge.signed_at,
            by=year.secretary,
        )
    pledge.conclude(by=year.secretary)
    return pledge


def make_conference(**fields):
    """Five members with 100, 99, 98, 97 and 96 points, four of them present; tellers named, nothing voted yet."""
    from awards.models import Conference

    losses = [{}, {"I.1": 49}, {"I.1": 48}, {"I.1": 47}, {"I.1": 46}]
    year = make_scored_year(losses, **{"threshold": "4/5", "threshold_base": "present"} | fields)
    starts = timezone.make_aware(datetime.datetime(2024, 1, 9, 8))
    conference = Conference.objects.create(
        bloc_year=year,
        starts_at=starts,
        ended_at=starts + datetime.timedelta(hours=3),
        place="Đông Hà",
        chair="Lê Văn A",
        chair_position="Trưởng khối",
        secretary="Trần Thị B",
    )
    conference.tellers.create(role="head", name="Nguyễn Văn C")
    conference.call_roll({a: {"is_present": a != year.bodies[4]} for a in year.bodies}, by=make_user())
    return conference


def free_port() -> int:
    """A port of this machine that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def provincial_proposal(year: int = 2023) -> Proposal:
    """The proposal of the demo whose awards the province decides; that of the Government flag is another."""
    return Proposal.objects.get(bloc_year__year=year, authority__contains="Ủy ban nhân dân")


def provincial_letter() -> IssuedDocument:
    """The Tờ trình of that proposal that stands."""
    letters = IssuedDocument.objects.about(provincial_proposal()).filter(kind="to-trinh")
    return letters.standing().get()
