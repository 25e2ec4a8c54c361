"""How many taps and pages the commonest work takes: five figures, five scores, a file, a word to the signatory.

The yardstick is the one by which the pages were judged: at most 14 taps and 5 pages on a phone. The keys of the phone's
own keyboard, with which one types, are no taps.
"""

from decimal import Decimal

import pytest

from pledges.models import Report
from tests.factories import Step, make_criteria, make_registration, make_user, make_year
from tests.pledges.test_writing import pdf_bytes

pytestmark = [pytest.mark.journey, pytest.mark.screens, pytest.mark.django_db(transaction=True)]
MOST_TAPS, MOST_PAGES = 14, 5


class Counted:
    """A phone whose taps and pages are counted."""

    def __init__(self, page):
        self.page, self.taps, self.pages = page, 0, 0
        page.on("framenavigated", self.count)

    def count(self, frame) -> None:
        self.pages += frame == self.page.main_frame and "#" not in frame.url

    def tap(self, element) -> None:
        self.taps += 1
        element.click()

    def type_down(self, boxes, text: str, *, count: int = 5) -> None:
        """Into the first by a tap, into the others by the key of the keyboard."""
        self.tap(boxes.first)
        for n in range(count):
            self.page.keyboard.type(text)
            if n + 1 < count:
                self.page.keyboard.press("Enter")


@pytest.fixture
def report():
    """An annual report with its text, in which five figures, five scores and a piece of evidence are missing."""
    year = make_year()
    criteria_set = make_criteria(year)
    group = criteria_set.criteria.get(code="II")
    criteria_set.criteria.filter(code="II.1").update(max_points=20, needs_evidence=True)
    for n in (2, 3):
        facts = {"code": f"II.{n}", "text": f"Tiêu chí II.{n}", "max_points": 10, "position": 90 + n}
        criteria_set.criteria.create(parent=group, **facts)
    criteria_set.publish(by=year.secretary)
    year.reach(Step.REGISTRATION_OPENED, by=year.secretary)
    registration = make_registration(year, year.bodies[2], state="draft")
    content = year.contents.get()
    for n in range(4):
        registration.targets.create(content=content, name=f"Chỉ tiêu {n}", unit="lượt", plan=Decimal(5))
    registration.submit(by=make_user())
    registration.accept(by=year.secretary)
    for step in (Step.REGISTRATION_CLOSED, Step.SELF_SCORING_OPENED):
        year.reach(step, by=year.secretary)
    report = Report.start(year=year, association=year.bodies[2], kind="annual")
    report.sections.update(text="Đã làm.")
    return report


def test_five_figures_five_scores_a_file_and_the_signatory_is_asked(person, report):
    make_user(signs_for=report.association)
    hoa = person(make_user(edits_for=report.association), width=390, height=844)
    hoa.open("/")
    phone, page = Counted(hoa.page), hoa.page

    phone.tap(page.get_by_role("link", name="Soạn tiếp"))
    figures = page.locator("input[name$=actual]")
    figures.first.wait_for()
    assert figures.count() == 5
    phone.type_down(figures, "5")
    phone.tap(page.get_by_role("button", name="Lưu và sang bước sau"))

    scores = page.locator("input[name$=self_points]:not([readonly])")
    page.wait_for_url("**/scores/")
    phone.type_down(scores, "10")
    phone.tap(page.get_by_role("link", name="cho II.1"))
    dialog = page.get_by_role("dialog")
    phone.taps += 1  # the chooser of the phone
    file = {"name": "anh.pdf", "mimeType": "application/pdf", "buffer": pdf_bytes()}
    dialog.locator("input[type=file]").set_input_files(file)
    phone.tap(dialog.get_by_role("button", name="Thêm", exact=True))
    page.get_by_role("link", name="anh.pdf").wait_for()

    phone.tap(page.get_by_role("link", name="Xem lại").first)
    phone.tap(page.get_by_role("button", name="Báo người ký"))
    hoa.sees("Đã báo")

    assert (phone.taps <= MOST_TAPS, phone.pages <= MOST_PAGES) == (True, True), (phone.taps, phone.pages)
