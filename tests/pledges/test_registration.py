"""The registration: joined box by box, handed in with a receipt, sent back item by item, closed with the pledge."""

import datetime
import json
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from base.workflow import Refused
from blocs.models import AwardType
from pledges.actions.corrections import answer_items, extend_correction
from pledges.boxes import boxes_stored
from pledges.merging import mark_of, merge
from pledges.models import Registration, Report, differences
from tests.documents.pdf import read
from tests.factories import Step, advance, make_registration, make_user, make_year, send_back, sign_all

pytestmark = pytest.mark.django_db


def target(year, name="Suất quà", plan=100):
    return {
        "content": year.contents.get(),
        "indicator": None,
        "name": name,
        "unit": "suất",
        "plan": Decimal(plan),
    }


def write(registration, *targets):
    registration.write(by=make_user(), fields={}, targets=list(targets), titles=[])


def test_a_target_that_a_report_speaks_of_is_changed_in_place_and_not_dropped():
    year = make_year(until=Step.REGISTRATION_OPENED)
    registration = make_registration(year, year.bodies[2])
    report = Report.start(year=year, association=year.bodies[2], kind="interim")
    send_back(registration, "Sửa kế hoạch")

    write(registration, target(year, plan=120), target(year, "Nhà tình nghĩa", 2))
    assert report.results.get().target.plan == 120

    with pytest.raises(Refused, match="“Suất quà” đã có trong báo cáo"):
        write(registration, target(year, "Nhà tình nghĩa", 2))
    assert registration.targets.count() == 2


def test_what_was_registered_before_the_pledge_is_not_reopened_after_it():
    year = make_year(until=Step.REGISTRATION_OPENED)
    before = make_registration(year, year.bodies[2])
    sign_all(year)
    after = make_registration(year, year.bodies[3])

    with pytest.raises(Refused, match="Giao ước đã ký"):
        send_back(Registration.objects.get(pk=before.pk))
    send_back(after)

    assert after.state == "returned"


def test_nothing_is_registered_once_the_scores_are_locked():
    year = make_year()
    advance(year, Step.SELF_SCORING_CLOSED)
    registration = make_registration(year, year.bodies[2], state="draft")
    year.reach(Step.SCORES_LOCKED, by=year.secretary)

    with pytest.raises(Refused, match="khóa"):
        write(registration, target(year, plan=1))


PASSWORD = "mat-khau-rat-dai"


@pytest.fixture
def registration():
    year = make_year(until=Step.REGISTRATION_OPENED)
    return make_registration(year, year.bodies[2], state="draft")


def marks(registration):
    stored = Registration.objects.with_rows().get(pk=registration.pk)
    return {key: mark_of(box.text) for key, box in boxes_stored(stored).items()}


def plans(registration):
    return {target.name: int(target.plan) for target in registration.targets.all()}


def test_what_two_people_add_and_change_at_once_is_joined(registration):
    year, seen = registration.bloc_year, marks(registration)
    registration.write(
        by=make_user(),
        fields={"staff_count": 7},
        targets=[target(year), target(year, "Nhà")],
        titles=[],
        read=seen,
    )
    joined = registration.write(
        by=make_user(),
        fields={"staff_count": None, "member_count": 980},
        targets=[target(year, plan=120), target(year, "Buổi", 5)],
        titles=[],
        read=seen,
    )

    assert joined.conflicts == {}
    assert plans(registration) == {"Suất quà": 120, "Buổi": 5, "Nhà": 100}
    assert (registration.staff_count, registration.member_count) == (7, 980)


def test_in_the_same_row_the_later_person_is_shown_the_other_and_chooses(registration):
    year, seen = registration.bloc_year, marks(registration)
    nam = make_user(full_name="Trần Văn Nam")
    registration.write(by=nam, fields={}, targets=[target(year, plan=120)], titles=[], read=seen)

    [conflict] = registration.write(
        by=make_user(), fields={}, targets=[target(year, plan=150)], titles=[], read=seen
    ).conflicts.values()
    assert (conflict.stored, conflict.typed, conflict.by) == ("I. Kế hoạch 120", "I. Kế hoạch 150", nam)
    assert plans(registration) == {"Suất quà": 120}

    mine = seen | {conflict.field: conflict.mark}
    registration.write(by=make_user(), fields={}, targets=[target(year, plan=150)], titles=[], read=mine)
    assert plans(registration) == {"Suất quà": 150}


def test_who_takes_the_stored_row_leaves_it_as_it_is(registration):
    year, seen = registration.bloc_year, marks(registration)
    registration.write(by=make_user(), fields={}, targets=[target(year, plan=120)], titles=[], read=seen)
    key = next(key for key in seen if key.startswith("target-"))

    registration.write(by=make_user(), fields={}, targets=[], titles=[], read=seen, take=[key])
    assert plans(registration) == {"Suất quà": 120}

    dropped = registration.write(by=make_user(), fields={}, targets=[], titles=[], read=seen)
    assert list(dropped.conflicts) == [key]
    registration.write(by=make_user(), fields={}, targets=[], titles=[], read=marks(registration))
    assert plans(registration) == {}


NAMES = st.sampled_from(["Quà", "Nhà", "Buổi", "Lượt"])
ROWS = st.dictionaries(NAMES, st.integers(1, 9), max_size=4)


@given(ROWS, ROWS, ROWS)
def test_a_row_only_one_of_two_touched_ends_as_that_one_left_it(base, first, second):
    """The rule of joining, on its boxes: no database, three lists of rows."""
    stored, typed = ({name: str(plan) for name, plan in rows.items()} for rows in (first, second))
    read_marks = {name: mark_of(str(plan)) for name, plan in base.items()}
    names = set(stored) | set(typed)
    now = {name: stored.get(name, "") for name in names}
    to_write, conflicts = merge(now, {name: typed.get(name, "") for name in names}, read_marks)

    for name in names:
        before, theirs, mine = (str(rows.get(name, "")) for rows in (base, first, second))
        ends = mine if name in to_write else theirs
        if theirs == before:
            assert ends == mine
        elif mine == before:
            assert ends == theirs
        else:
            assert name in conflicts or theirs == mine


def test_the_page_saves_itself_and_keeps_what_a_colleague_added(client, registration):
    client.force_login(make_user(edits_for=registration.association))
    address = reverse("pledges:registration-edit", args=[registration.pk])
    seen = json.loads(client.get(address).context["read"])
    write(registration, target(registration.bloc_year), target(registration.bloc_year, "Nhà", 2))
    content = registration.bloc_year.contents.get().pk
    sent = {
        "read": json.dumps(seen), "staff_count": "7", "targets-TOTAL_FORMS": "1", "targets-INITIAL_FORMS": "1",
        "targets-0-content": content, "targets-0-name": "Suất quà", "targets-0-unit": "suất", "targets-0-plan": "120",
        "targets-0-kind": "count", "titles-TOTAL_FORMS": "0", "titles-INITIAL_FORMS": "0",
    }  # fmt: skip

    answer = client.post(address, sent, headers={"X-Autosave": "1"}).json()
    again = client.post(
        address, sent | {"read": json.dumps(answer["read"])}, headers={"X-Autosave": "1"}
    ).json()

    assert answer["conflicts"] == again["conflicts"] == {}
    assert plans(registration) == {"Suất quà": 120, "Nhà": 2}


def test_rows_that_an_earlier_save_stored_stay_when_the_same_page_saves_again(client, registration):
    year = registration.bloc_year
    registration.write(by=make_user(), fields={}, targets=[], titles=[])
    client.force_login(make_user(edits_for=registration.association))
    address = reverse("pledges:registration-edit", args=[registration.pk])
    award = AwardType.objects.create(code="bk", name="Bằng khen")
    typed = {
        "targets-TOTAL_FORMS": "3", "targets-INITIAL_FORMS": "0",
        "titles-TOTAL_FORMS": "2", "titles-INITIAL_FORMS": "0",
        "targets-0-content": year.contents.get().pk, "targets-0-name": "Nhà", "targets-0-unit": "nhà",
        "targets-0-plan": "2", "targets-0-kind": "count",
        "titles-0-award_type": award.pk, "titles-0-beneficiary": "Ông Trần Văn An",
        "titles-1-award_type": award.pk,
    }  # fmt: skip
    read = client.get(address).context["read"]

    answer = client.post(address, typed | {"read": read}, headers={"X-Autosave": "1"}).json()
    client.post(address, typed | {"read": json.dumps(answer["read"])})

    assert plans(registration) == {"Nhà": 2}
    names = {title.beneficiary for title in registration.title_requests.all()}
    assert names == {"Ông Trần Văn An", registration.association.official_name}


def test_every_change_of_a_registration_is_in_its_history(client, registration):
    registration.write(
        by=make_user(full_name="Lê Thị Hoa"), fields={"staff_count": 7}, targets=[], titles=[], read=None
    )
    client.force_login(make_user(edits_for=registration.association))

    page = client.get(reverse("pledges:registration-history", args=[registration.pk])).text

    assert "Lê Thị Hoa" in page
    assert "Chỉ tiêu “Suất quà” (suất)" in page
    assert "I. Kế hoạch 100" in page


def test_a_registration_is_signed_with_the_password_and_gets_a_receipt(client, registration):
    client.force_login(make_user(signs_for=registration.association, password=PASSWORD))
    address = reverse("pledges:registration-submit", args=[registration.pk])

    wrong = client.post(address, {"way": "confirm", "password": "sai"})
    receipt = client.post(address, {"way": "confirm", "password": PASSWORD}, follow=True)

    version = registration.versions.get()
    assert "Mật khẩu chưa đúng." in wrong.text
    assert version.code in receipt.text
    assert version.code.startswith("D")
    text = read(client.get(reverse("pledges:registration-receipt", args=[registration.pk, 1])).content).text
    assert version.code in text


def test_a_registration_comes_back_with_items_and_goes_in_again_once_they_are_answered(client, registration):
    registration.submit(by=make_user())
    row = f"target-{registration.targets.get().pk}"
    send_back(registration, "", (row, "Ghi rõ đối tượng nhận"))

    with pytest.raises(Refused, match="Chưa trả lời yêu cầu sửa"):
        registration.submit(by=make_user())
    client.force_login(make_user(edits_for=registration.association))
    page = client.get(reverse("pledges:registration-answers", args=[registration.pk]))
    assert "Ghi rõ đối tượng nhận" in page.text
    [item] = registration.corrections.get().items.all()
    answer_items(registration, by=make_user(), answers={item.pk: "Đã ghi"})
    write(registration, target(registration.bloc_year, plan=120))
    registration.submit(by=make_user())

    second = client.get(reverse("pledges:registration-version", args=[registration.pk, 2])).text
    assert "<del>100</del>" in second
    assert "<ins>120</ins>" in second


def test_a_return_can_be_given_longer_with_a_reason(client, registration):
    registration.submit(by=make_user())
    send_back(registration, days=1)
    secretary = registration.bloc_year.appointments.get(role="secretary").user
    soon = timezone.now() + datetime.timedelta(hours=1)

    with pytest.raises(Refused, match="phải sau hạn đang có"):
        extend_correction(registration, by=secretary, until=soon, reason="Bão")
    client.force_login(secretary)
    until = timezone.localtime() + datetime.timedelta(days=9)
    typed = {"until": until.strftime("%Y-%m-%dT17:00"), "reason": "Bão số 5"}
    client.post(reverse("pledges:registration-longer", args=[registration.pk]), typed)

    assert timezone.localtime(registration.current_due).strftime("%d %H:%M") == until.strftime("%d 17:00")
    assert "Bão số 5" in registration.history.last().comment


def test_the_paper_of_a_registration_is_on_the_members_own_letterhead(client, registration):
    client.force_login(make_user(edits_for=registration.association))

    text = read(client.get(reverse("pledges:registration-paper", args=[registration.pk])).content).text

    assert "BẢN ĐĂNG KÝ THI ĐUA" in text
    assert registration.association.official_name.upper() in text
    assert "Suất quà" in text
    assert "./." in text


def test_a_title_that_was_not_touched_is_no_difference_between_rounds(registration, law):
    flag = AwardType.objects.get(code="co-ubnd-tinh")
    title = {"award_type": flag, "beneficiary": "Hội"}
    year = registration.bloc_year
    registration.write(by=make_user(), fields={}, targets=[target(year)], titles=[title])
    registration.submit(by=make_user())
    send_back(registration)
    registration.write(by=make_user(), fields={}, targets=[target(year, plan=120)], titles=[title])
    registration.submit(by=make_user())

    assert [d.label for d in differences(*registration.versions.all())] == ["I. Suất quà (suất)"]
