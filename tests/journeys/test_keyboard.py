"""A member's year-end by keyboard alone, at 100 and 200 % zoom: no mouse, and one always sees where one is."""

import pytest

from pledges.models import Report, ScoreLine
from tests.factories import Step, make_registration, make_user, make_year

pytestmark = [pytest.mark.journey, pytest.mark.screens, pytest.mark.django_db(transaction=True)]
ZOOM = {"100 %": {"width": 1366, "height": 768}, "200 %": {"width": 683, "height": 384}}
FOCUSED = """() => {
  const at = document.activeElement, label = at.labels && at.labels[0];
  const box = at.getBoundingClientRect(), style = getComputedStyle(at);
  const middle = document.elementFromPoint(box.x + box.width / 2, box.y + Math.min(box.height / 2, 30));
  return {
    name: at.getAttribute("aria-label") || (label ? label.textContent : at.textContent).trim().replace(/\\s+/g, " "),
    id: at.id,
    isOutlined: style.outlineStyle !== "none" || style.boxShadow !== "none",
    isSeen: Boolean(middle && (at.contains(middle) || middle.contains(at) || middle.closest("label"))),
  };
}"""


class Keyboard:
    """Somebody who has no mouse."""

    def __init__(self, page):
        self.page, self.unseen = page, []

    def tab_to(self, *words: str) -> None:
        """Press Tab until what has the focus is called so, or has that id; note what cannot be seen on the way."""
        for _ in range(150):
            self.page.keyboard.press("Tab")
            found = self.page.evaluate(FOCUSED)
            if found["name"] and not (found["isOutlined"] and found["isSeen"]):
                self.unseen.append(found["name"])
            if any(word in (found["id"], found["name"]) or found["name"].startswith(word) for word in words):
                return
        raise AssertionError(f"{words} is not reached by Tab on {self.page.url}")

    def type(self, text: str) -> None:
        self.page.keyboard.press("Control+A")
        self.page.keyboard.type(text)

    def enter(self) -> None:
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")


@pytest.fixture
def year():
    found = make_year(until=Step.REGISTRATION_OPENED)
    make_registration(found, found.bodies[2])
    found.reach(Step.SELF_SCORING_OPENED, by=found.secretary)
    return found


@pytest.mark.parametrize("zoom", ZOOM)
def test_a_report_is_written_scored_and_handed_in_without_a_mouse(person, year, zoom):
    body = year.bodies[2]
    chair = person(make_user(signs_for=body, full_name="Lê Thị Hoa"), **ZOOM[zoom])
    chair.sees("Việc của tôi")
    keys = Keyboard(chair.page)

    keys.tab_to("Soạn")
    keys.enter()
    report = Report.objects.get(association=body, kind="annual")
    keys.tab_to(f"id_section-{report.sections.get().pk}-text")
    keys.type("Đã hoàn thành các nhiệm vụ của năm.")
    keys.tab_to("Lưu và sang bước sau")
    keys.enter()
    for result in report.results.all():
        keys.tab_to(f"id_result-{result.pk}-actual")
        keys.type("100")
    keys.tab_to("Lưu và sang bước sau")
    keys.enter()
    for line in report.lines.filter(criterion__kind__in=["judged", "yes_no"]).order_by("pk"):
        if chair.page.locator(f"#id_line-{line.pk}-self_points").is_editable():
            keys.tab_to(f"id_line-{line.pk}-self_points")
            keys.type(f"{line.criterion.max_points:.0f}")
    keys.tab_to("Lưu và sang bước sau")
    keys.enter()
    chair.open(f"/reports/{report.pk}/submit/")
    keys.tab_to("id_way_0", "Tôi ký xác nhận")
    chair.page.keyboard.press("Space")
    keys.tab_to("id_password")
    keys.type("mat-khau-rat-dai")
    keys.tab_to("Ký và nộp")
    keys.enter()
    chair.sees("Biên nhận")

    report.refresh_from_db()
    assert report.state == "submitted"
    assert ScoreLine.objects.filter(report=report, self_points=None).count() == 0
    assert keys.unseen == []


def test_anything_is_found_from_the_keyboard(person, year):
    chair = person(make_user(signs_for=year.bodies[2]))
    chair.sees("Việc của tôi")
    page = chair.page

    page.keyboard.press("/")
    page.keyboard.type("hoi so")
    page.locator("[data-palette] li a", has_text=year.bodies[2].official_name).wait_for()
    page.keyboard.press("ArrowDown")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    chair.sees("Tên gọi tắt")
    page.keyboard.press("Control+K")
    page.keyboard.type("hop tin")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.url.endswith("/notices/")
    page.go_back()
    assert "/associations/" in page.url
