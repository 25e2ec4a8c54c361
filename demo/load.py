"""The demo of the public record, once: Quảng Trị 2023 from criteria to the filed dossier, 2024 half way."""

from decimal import Decimal

from django.db import transaction

from blocs.law_loading import load_law
from blocs.models import AwardType, Bloc, BlocYear, Criterion, Milestone, copy_outline, open_year
from members.models import Letter, Notice
from pledges.actions.given_scores import Given, give_scores
from pledges.actions.scores import lock_scores
from pledges.box_names import row_name
from pledges.models import Report

from . import people, stories, year
from .achievements import load_earlier_awards
from .clock import at, moment
from .conference import hold, propose
from .events import OF_2023, OF_2024, load_events
from .handover import hand_over

Step = Milestone.Kind

DEADLINES_2023 = {
    Step.CRITERIA_PUBLISHED: "2023-02-10 17:00",
    Step.REGISTRATION_OPENED: "2023-02-13 08:00",
    Step.REGISTRATION_CLOSED: "2023-02-28 17:00",
    Step.PLEDGE_SIGNED: "2023-03-31 17:00",
    Step.INTERIM_REPORTS: "2023-06-20 17:00",
    Step.SELF_SCORING_OPENED: "2023-11-15 08:00",
    Step.SELF_SCORING_CLOSED: "2023-12-10 17:00",
    Step.VERIFICATION: "2023-12-25 17:00",
    Step.SCORES_LOCKED: "2023-12-31 17:00",
    Step.CONFERENCE_CLOSED: "2024-01-09 17:00",
    Step.PROPOSAL_FILED: "2024-01-15 17:00",
    Step.HANDED_OVER: "2024-01-31 17:00",
}
DEADLINES_2024 = {
    Step.CRITERIA_PUBLISHED: "2024-02-15 17:00",
    Step.REGISTRATION_OPENED: "2024-01-08 08:00",
    Step.REGISTRATION_CLOSED: "2024-02-28 17:00",
    Step.PLEDGE_SIGNED: "2024-01-31 17:00",
    Step.INTERIM_REPORTS: "2024-06-20 17:00",
    Step.SELF_SCORING_OPENED: "2024-11-15 08:00",
    Step.SELF_SCORING_CLOSED: "2024-12-10 17:00",
    Step.VERIFICATION: "2024-12-25 17:00",
    Step.SCORES_LOCKED: "2024-12-31 17:00",
    Step.CONFERENCE_CLOSED: "2025-01-15 17:00",
    Step.PROPOSAL_FILED: "2025-01-20 17:00",
    Step.HANDED_OVER: "2025-01-31 17:00",
}
INTERIM_2024 = {
    "on time": ["nct", "nkt", "hlg", "tnxp", "ctd", "kh", "dy", "nm", "hn"],
    "late": ["nb", "lv"],
    "returned": ["htx"],
    "draft": ["khkt", "tyn"],
}  # the others have not begun


def load_demo() -> bool:
    """Load the demo unless it is there; whether it was loaded now."""
    if Bloc.objects.exists():
        return False
    with transaction.atomic():
        load_law()
        province = people.load_province()
        people.load_law_of_the_province(province)
        associations = people.load_associations(province)
        flag = AwardType.objects.get(code="co-ubnd-tinh")
        cast = year.Cast(associations, people.load_people(province, associations), flag)
        bloc = people.load_bloc(province, associations)
        load_earlier_awards(associations, cast.staff("nct"))
        year_2023 = open_2023(bloc, cast)
        run_2023(year_2023, cast)
        year_2024 = open_2024(bloc, cast, year_2023)
        finish_2023(year_2023, year_2024, cast)
        run_2024(year_2024, cast)
        people.rename_the_lead(associations)
        forget_what_is_over()
    return True


def forget_what_is_over() -> None:
    """Nobody is written to now about the reports of those days; what was told of the dossier stays."""
    of_demo = Notice.objects.filter(to__is_demo=True)
    of_demo.exclude(key__startswith="nominated:").exclude(key__startswith="filed:").delete()
    Letter.objects.filter(to__is_demo=True, notices=None).delete()


def open_2023(bloc: Bloc, cast) -> BlocYear:
    secretary = cast.staff("nct")
    with at("2023-02-01 08:00"):
        opened = open_year(
            bloc=bloc,
            year=2023,
            lead=cast.associations["nct"],
            deputy=cast.associations["hlg"],
            tie_breaks=["I", "III", "deductions", "women"],
        )
        year.set_deadlines(opened, DEADLINES_2023)
        year.appoint(opened, cast)
        year.load_outline(opened)
        criteria_set = year.load_criteria(opened)
    with at("2023-02-09 10:00"):
        criteria_set.publish(by=secretary)
    with at("2023-02-13 08:00"):
        opened.reach(Step.REGISTRATION_OPENED, by=secretary)
    return opened


def run_2023(opened: BlocYear, cast) -> None:
    secretary = cast.staff("nct")
    for n, code in enumerate(cast.associations):
        year.register(opened, cast, code, f"2023-02-{16 + n % 11} 09:{n:02}")
    with at("2023-03-01 08:00"):
        opened.reach(Step.REGISTRATION_CLOSED, by=secretary)
    year.sign_pledge(opened, cast, "2023-03-17 10:00", late={"hn": "2023-03-22 15:00"}, by=secretary)
    for n, code in enumerate(cast.associations):
        day = "2023-06-27" if code in stories.LATE_INTERIM else f"2023-06-{9 + n % 10:02}"
        hand_in(opened, cast, code, Report.Kind.INTERIM, f"{day} 14:{n:02}")
    with at("2023-07-10 08:00"):
        opened.reach(Step.INTERIM_REPORTS, by=secretary)
    load_events(opened, cast, OF_2023)
    with at("2023-11-15 08:00"):
        opened.reach(Step.SELF_SCORING_OPENED, by=secretary)
    for n, code in enumerate(cast.associations):
        day = "2023-12-12" if code in stories.LATE_REPORT else f"2023-12-{1 + n % 9:02}"
        report = hand_in(opened, cast, code, Report.Kind.ANNUAL, f"{day} 15:{n:02}")
        year.verify(report, cast, code, f"2023-12-{14 + n % 5} 10:{n:02}")
        year.hear(report, cast, code, f"2023-12-{14 + n % 5} 16:{n:02}")
    with at("2023-12-20 08:00"):
        opened.reach(Step.SELF_SCORING_CLOSED, by=secretary)
    with at("2023-12-26 16:00"):
        lock_scores(opened, by=secretary)
        opened.publish_ranking(by=secretary)


def hand_in(opened: BlocYear, cast, code: str, kind: str, when: str) -> Report:
    """Written, submitted by the head of the association, accepted by whoever may."""
    report = year.write_report(opened, cast, code, kind, when)
    if kind == Report.Kind.ANNUAL:
        year.score(report, cast, code, when)
    with at(when):
        report.submit(by=cast.head(code))
        report.accept(by=year.reviewer(opened, cast, code))
    return report


def open_2024(bloc: Bloc, cast, year_2023: BlocYear) -> BlocYear:
    """2024 opens before the conference that elects its lead, so that its pledge can be signed there."""
    secretary = cast.staff("hlg")
    with at("2024-01-05 08:00"):
        opened = open_year(
            bloc=bloc,
            year=2024,
            lead=cast.associations["hlg"],
            deputy=cast.associations["ctd"],
            tie_breaks=year_2023.tie_breaks,
        )
        year.set_deadlines(opened, DEADLINES_2024)
        year.appoint(opened, cast)
        copy_outline(year_2023, opened)
        criteria_set = year_2023.criteria_sets.get().copy_to(opened)
        criteria_set.criteria.filter(code="III.5").update(scorer=Criterion.Scorer.SECRETARIAT)
    with at("2024-01-08 09:00"):
        criteria_set.publish(by=secretary)
        opened.reach(Step.REGISTRATION_OPENED, by=secretary)
    return opened


def finish_2023(year_2023: BlocYear, year_2024: BlocYear, cast) -> None:
    """The conference of 9 January 2024: 2023 reviewed, the pledge of 2024 signed, then proposals and handover."""
    pledge = year.sign_pledge(
        year_2024, cast, "2024-01-09 11:00", late={"lv": "2024-01-16 09:00"}, by=cast.staff("hlg")
    )
    hold(year_2023, cast, next_pledge=pledge)
    propose(year_2023, cast)
    hand_over(year_2023, year_2024.lead, cast)


def run_2024(opened: BlocYear, cast) -> None:
    secretary = cast.staff("hlg")
    for n, code in enumerate(cast.associations):
        day = "2024-03-05" if code == "dn" else f"2024-02-{12 + n % 12}"
        year.register(opened, cast, code, f"{day} 09:{n:02}", factor=Decimal("1.05"))
    with at("2024-03-08 08:00"):
        opened.reach(Step.REGISTRATION_CLOSED, by=secretary)
    load_events(opened, cast, OF_2024)
    give_points_2024(opened, cast)
    for how, codes in INTERIM_2024.items():
        for n, code in enumerate(codes):
            when = f"2024-06-{25 if how == 'late' else 10 + n} 10:{n:02}"
            report = year.write_report(opened, cast, code, Report.Kind.INTERIM, when, share=Decimal("1.04"))
            if how != "draft":
                submit_2024(report, cast, code, how, when)


def give_points_2024(opened: BlocYear, cast) -> None:
    """The one criterion of 2024 that members do not score: full points, the lead's by the deputy's verifier."""
    criterion = Criterion.objects.get(criteria_set__bloc_year=opened, code="III.5")
    source = "Sổ theo dõi hồ sơ khen thưởng của khối, đến ngày 18/6/2024"
    with at("2024-06-19 09:00"):
        for code, association in cast.associations.items():
            given = [Given(association, criterion.max_points)]
            by = year.reviewer(opened, cast, code)
            give_scores(opened, criterion, given, source=source, by=by)


def submit_2024(report: Report, cast, code: str, how: str, when: str) -> None:
    by = year.reviewer(report.bloc_year, cast, code)
    with at(when):
        report.submit(by=cast.head(code))
    with at("2024-06-26 15:00"):
        if how == "returned":
            row = report.results.all()[0]
            request = "Kiểm tra lại số thực hiện và ghi nguồn số liệu."
            item = {
                "row": row_name("result", row.pk),
                "label": str(row),
                "reason": "wrong",
                "request": request,
            }
            report.send_back(
                by=by,
                due_at=moment("2024-07-05 17:00"),
                items=[item],
                comment="Số hợp tác xã kết nạp chưa khớp với bản đăng ký; đề nghị kiểm tra và ghi nguồn số liệu.",
            )
        elif how == "on time":
            report.accept(by=by)
