"""The pictures of the guide and of README, taken from the running site: bin/pictures writes them, so none grows old.

Without PICTURES=1 they are taken into a scratch folder, so that the suite notices a page that is gone.
"""

import os
import re
from contextlib import closing
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from PIL import Image
from pypdfium2 import PdfDocument

from blocs.models import BlocYear
from members.models import User
from pledges.models import Report
from portal.guide import FOLDER, ORDER, text_of
from tests.factories import provincial_letter, provincial_proposal
from tests.running_case import go_on

pytestmark = [pytest.mark.journey, pytest.mark.screens, pytest.mark.django_db(transaction=True)]
SIZE = {"width": 1120, "height": 1400}
WHOLE = {"viec-cua-toi", "tong-quan", "dang-nhap"}  # with the head of the page


def shots() -> dict[str, tuple[str, str]]:
    """{picture: (who looks, address)}."""
    done, running = BlocYear.objects.get(year=2023), BlocYear.objects.get(year=2024)
    annual = Report.objects.filter(bloc_year=running, kind="annual")
    draft, accepted = annual.get(association__code="tnxp"), annual.get(association__code="nct")
    complete = Report.objects.get(bloc_year=running, kind="interim", association__code="khkt")

    def of(year, name: str) -> str:
        return reverse(name, args=[year.pk])

    return {
        "dang-nhap": ("", reverse("account_login")),
        "viec-cua-toi": ("soan.hlg", reverse("home")),
        "tim": ("soan.hlg", reverse("search") + "?q=hoi+luat+gia"),
        "soan-bao-cao": ("soan.tnxp", of(draft, "pledges:report-text")),
        "tu-cham": ("soan.tnxp", of(draft, "pledges:report-scores")),
        "minh-chung": ("soan.tnxp", of(draft, "pledges:report-evidence")),
        "ky-va-nop": ("lanhdao.khkt", of(complete, "pledges:report-submit")),
        "xep-hang": ("lanhdao.tnxp", of(done, "awards:ranking")),
        "ai-da-nop": ("soan.hlg", of(running, "pledges:completeness")),
        "tham-dinh": ("soan.hlg", of(accepted, "pledges:report-verify")),
        "bieu-do": ("soan.hlg", of(done, "awards:pictures")),
        "de-nghi": ("soan.nct", of(provincial_proposal(), "awards:proposal")),
        "van-ban": ("soan.nct", of(done, "awards:papers")),
        "tong-quan": ("tinh", of(running, "year")),
        "he-thong": ("quantri", reverse("system")),
    }


def taken(page, folder: Path, name: str) -> None:
    png, webp = folder / f"{name}.png", folder / f"{name}.webp"
    top = page.locator("main").bounding_box()["y"] if name not in WHOLE else 0
    page.screenshot(path=png, full_page=True, clip={"x": 0, "y": top, "width": SIZE["width"], "height": 640})
    Image.open(png).convert("RGB").save(webp, quality=72, method=6)
    png.unlink()


def first_page_of_the_proposal(folder: Path) -> None:
    """The tờ trình of 2023 as it was issued, for README."""
    paper = provincial_letter()
    with closing(PdfDocument(bytes(paper.pdf))) as pdf:
        page = pdf[0].render(scale=1.4).to_pil().convert("RGB")
    page.save(folder / "to-trinh.webp", quality=72, method=6)


def test_every_picture_of_the_guide_can_be_taken(browser, live_server, open_demo, tmp_path):
    folder = FOLDER / "anh" if os.environ.get("PICTURES") else tmp_path
    go_on()

    for name, (who, address) in shots().items():
        context = browser.new_context(viewport=SIZE, color_scheme="light", reduced_motion="reduce")
        if who:
            client = Client()
            client.force_login(User.objects.get(email__startswith=f"{who}@"))
            cookie = client.cookies["sessionid"].value
            context.add_cookies([{"name": "sessionid", "value": cookie, "url": live_server.url}])
        page = context.new_page()
        answer = page.goto(live_server.url + address)
        assert answer.status == 200, address
        taken(page, folder, name)
        context.close()

    first_page_of_the_proposal(folder)

    texts = [*map(text_of, ORDER), (settings.BASE_DIR / "README.md").read_text(encoding="utf-8")]
    shown = {name for text in texts for name in re.findall(r"anh/([\w-]+)\.webp\)", text)}
    assert shown == {*shots(), "to-trinh"}


def test_every_picture_lies_where_the_guide_looks_for_it():
    shown = {name for page in ORDER for name in re.findall(r"\((anh/[\w.-]+)\)", text_of(page))}

    assert [name for name in shown if not (FOLDER / name).is_file()] == []
    assert sum(file.stat().st_size for file in (FOLDER / "anh").iterdir()) < 1_500_000
    assert settings.BASE_DIR in FOLDER.parents
