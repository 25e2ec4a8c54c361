"""Words that say what they mean, the guide as pages, first steps, the list of components, what is remembered."""

import re

import pytest
from django.test import RequestFactory
from django.urls import reverse
from django.utils import timezone

from portal import guide
from portal.first_steps import first_steps
from portal.views.components import components
from tests.factories import Step, make_province, make_user, make_year

pytestmark = pytest.mark.django_db


@pytest.fixture
def signed_in(client):
    person = make_user()
    client.force_login(person)
    return person


@pytest.mark.parametrize("name", guide.ORDER)
def test_every_page_of_the_guide_is_a_page_of_the_site(client, signed_in, name):
    text = client.get(reverse("help-page", args=[name])).text

    assert f"<h1>{guide.title_of(name)}</h1>" in text
    assert not re.search(r'href="[^"]*\.md"', text)
    pictures = re.findall(r'src="([^"]+\.webp)"', text)
    assert len(pictures) == guide.text_of(name).count(".webp")
    assert [src for src in pictures if not src.startswith("/static/huong-dan/")] == []


def test_the_guide_shows_pictures():
    assert sum(guide.text_of(name).count(".webp") for name in guide.ORDER) >= 10


def test_links_of_the_guide_lead_to_its_pages(client, signed_in):
    text = client.get(reverse("help-page", args=["bat-dau"])).text

    for name in set(guide.ORDER) - {"bat-dau"}:
        assert f'href="{reverse("help-page", args=[name])}"' in text
    assert client.get(reverse("help-page", args=["khong-co"])).status_code == 404


def test_a_word_tells_its_meaning_without_scripts(client):
    year = make_year(until=Step.SELF_SCORING_OPENED)
    client.force_login(year.secretary)
    text = client.get(reverse("pledges:completeness", args=[year.pk])).text

    assert 'popovertarget="term-1"' in text and 'id="term-1" popover' in text
    assert guide.meanings()["Thẩm định"] in text


def test_every_word_that_a_page_explains_is_in_the_list():
    used = set()
    for path in (guide.settings.BASE_DIR / "templates").rglob("*.html"):
        used |= set(re.findall(r'{% term "([^"]+)"', path.read_text()))

    assert used and used <= set(guide.meanings())


def test_first_steps_are_shown_until_they_are_put_away(client, signed_in):
    assert "Ba điều cần biết" in client.get("/").text
    client.post(reverse("members:welcomed"))
    assert "Ba điều cần biết" not in client.get("/").text


def test_first_steps_lead_each_to_their_own_page():
    year = make_year()

    def guide_of(user) -> str:
        return first_steps(user)[2].url.split("/")[-2]

    assert guide_of(year.secretary) == "thu-ky-khoi"
    assert guide_of(make_user(edits_for=year.bodies[2])) == "nguoi-soan"
    assert guide_of(make_user(signs_for=year.bodies[2])) == "lanh-dao-ky"
    assert guide_of(make_user(province=make_province())) == "cap-tinh"
    assert guide_of(make_user(is_superuser=True)) == "quan-tri"
    assert first_steps(make_user(welcomed_at=timezone.now())) == []


def test_a_filter_is_remembered_and_can_be_dropped(client):
    year = make_year(until=Step.SELF_SCORING_OPENED)
    client.force_login(year.secretary)
    address = reverse("pledges:completeness", args=[year.pk])

    client.get(address, {"missing": "annual", "sort": "lacking"})
    again = client.get(address)
    assert again.context["missing"] == "annual" and "Bỏ lọc" in again.text
    client.get(address, {"missing": "", "sort": "name"})
    assert client.get(address).context["missing"] == ""


def test_every_component_is_drawn(signed_in):
    request = RequestFactory().get("/components/")
    request.user, request.posing, request.csp_nonce = signed_in, None, "x"
    request._messages = []

    page = components(request).content.decode()
    for part in (
        "year-line",
        'class="state done"',
        "popovertarget",
        "data-copy",
        "<figure",
        "Không có việc nào",
    ):
        assert part in page


def test_pages_of_a_list_keep_what_was_searched(client, signed_in):
    from members.models import Association
    from tests.factories import make_association

    for n in range(35):
        make_association(official_name=f"Hội & bạn {n:02}")
    client.force_login(make_user(province=make_province()))
    page = client.get(reverse("members:associations"), {"q": "hội & bạn"}).text
    link = re.search(r'href="(\?[^"]+)"', page)[1].replace("&amp;", "&")

    assert client.get(reverse("members:associations") + link).context["page_obj"].paginator.count == 35
    assert Association.objects.count() == 35


def test_closing_a_step_names_it_and_says_who_is_missing(client):
    year = make_year(until=Step.REGISTRATION_OPENED)
    client.force_login(year.secretary)
    text = client.get(reverse("year", args=[year.pk])).text

    assert "Còn 4 hội chưa nộp. Ghi nhận đã xong bước “Kết thúc nhận đăng ký thi đua”?" in text


def test_an_opening_has_a_day_and_no_deadline(client):
    year = make_year(until=Step.CRITERIA_PUBLISHED)
    year.milestones.filter(kind=Step.REGISTRATION_OPENED).update(due_at="2100-02-16 17:00+07:00")
    client.force_login(year.secretary)

    page = client.get(reverse("home")).text

    assert "Ngày mở 17:00 ngày 16/02/2100" in " ".join(page.split())
