"""Several papers go out together, or none. Proves awards/views/papers_several.py and `issue_several`."""

import pytest
from django.urls import reverse
from django.utils import timezone

from awards import papers
from documents import pdf_workers
from documents.models import IssuedDocument
from documents.papers import Paper
from members.models import User
from tests.factories import provincial_letter, provincial_proposal

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]
KINDS = ["danh-sach-de-nghi", "tom-tat-thanh-tich", "to-trinh"]


@pytest.fixture
def address(client, year, secretary):
    """The page, after three papers of the dossier were withdrawn."""
    for document in IssuedDocument.objects.about(provincial_proposal()).filter(kind__in=KINDS):
        document.withdraw(by=secretary, reason="Sai ngày")
    client.force_login(secretary)
    return reverse("awards:papers-issue", args=[year.pk])


def typed(client, address) -> dict:
    """What the page would send as it stands."""
    context = client.get(address).context
    forms = [context["form"], *(row for _, row in context["rows"])]
    return {
        form.add_prefix(name): form.get_initial_for_field(field, name) or ""
        for form in forms
        for name, field in form.fields.items()
    }


def standing(kinds=KINDS) -> int:
    return IssuedDocument.objects.about(provincial_proposal()).filter(kind__in=kinds).standing().count()


def test_what_is_ready_is_issued_with_the_next_numbers_and_todays_date(client, address):
    rows = client.get(address).context["rows"]
    assert {sheet.kind.code for sheet, _ in rows} == set(KINDS)

    answer = client.post(address, typed(client, address), follow=True)

    assert "Đã ban hành 3 văn bản." in answer.text
    letter = provincial_letter()
    assert (letter.number, letter.issued_on) == (1, timezone.localdate())
    assert client.get(address).context["rows"] == []


def test_one_that_is_refused_keeps_all_of_them_back_and_is_named(client, address):
    said = typed(client, address)
    box = next(name for name in said if name.startswith("to-trinh")).rpartition("-")[0]

    answer = client.post(address, said | {f"{box}-number": 1, f"{box}-dated": "20/01/2024"})

    assert (
        "Tờ trình đề nghị khen thưởng (Chủ tịch Ủy ban nhân dân tỉnh): Số 01/TTr-BĐD đã dùng trong năm 2024"
        in answer.text
    )
    assert standing() == 0


def test_what_is_not_chosen_is_not_looked_at(client, address):
    said = typed(client, address)
    for name in said:
        if name.startswith("to-trinh"):
            said[name] = ""

    client.post(address, said)

    assert standing(["to-trinh"]) == 0
    assert standing(["danh-sach-de-nghi", "tom-tat-thanh-tich"]) == 2


def test_nothing_is_issued_until_every_pdf_is_there(client, address, monkeypatch, settings):
    settings.PDF_WORKERS = 1
    asked: list[str] = []

    def render(paper: Paper) -> bytes:
        asked.append(paper.kind)
        raise pdf_workers.PdfPending

    monkeypatch.setattr(pdf_workers, "render_pdf", render)
    answer = client.post(address, typed(client, address))

    assert answer.status_code == 202
    assert sorted(asked) == sorted(KINDS)
    assert standing() == 0


def test_the_proposal_is_not_ticked_while_a_paper_sent_with_it_lacks_something(
    client, year, address, secretary
):
    chosen = {sheet.kind.code: row.initial["chosen"] for sheet, row in client.get(address).context["rows"]}
    assert chosen == dict.fromkeys(KINDS, True)

    IssuedDocument.objects.get(kind="bien-ban-hop").withdraw(by=secretary, reason="Sai tên")
    type(year.conference).objects.update(conclusion="")
    context = client.get(address).context
    chosen = {sheet.kind.code: row.initial["chosen"] for sheet, row in context["rows"]}
    assert chosen == dict.fromkeys(KINDS, True) | {"to-trinh": False}
    assert [one.sheet.kind.code for one in context["not_yet"]] == ["bien-ban-hop"]


def test_members_do_not_issue(client, address):
    client.force_login(User.objects.get(email__startswith="soan.tnxp@"))
    assert client.get(address).status_code == 403


def test_each_paper_is_looked_at_beside_the_table(client, address, year):
    page = client.get(address).text

    for sheet, _ in client.get(address).context["rows"]:
        assert reverse("awards:paper-preview", args=[year.pk, sheet.kind.code, sheet.subject.pk]) in page


def test_a_letter_before_its_enclosures_asks_first(client, address, year):
    url = reverse("awards:paper-issue", args=[year.pk, "to-trinh", provincial_proposal().pk])

    page = client.get(url)
    assert "Chưa ban hành văn bản kèm theo tờ trình: Danh sách" in page.text
    form = page.context["form"]
    facts = {name: form.get_initial_for_field(field, name) or "" for name, field in form.fields.items()}
    client.post(url, facts | {"dated": timezone.localdate().strftime("%d/%m/%Y")})
    assert standing(["to-trinh"]) == 0

    said = facts | {"dated": timezone.localdate().strftime("%d/%m/%Y"), "accept_warnings": "on"}
    client.post(url, said)
    assert standing(["to-trinh"]) == 1


def test_the_page_of_papers_groups_them_by_what_can_go_out(client, address, year, secretary):
    def groups() -> dict[str, list[str]]:
        context = client.get(reverse("awards:papers", args=[year.pk])).context
        return {title: [sheet.kind.code for sheet, _ in rows] for title, rows in context["groups"]}

    assert set(groups()["Ban hành được ngay"]) == set(KINDS)

    IssuedDocument.objects.get(kind="bien-ban-hop").withdraw(by=secretary, reason="Sai tên")
    type(year.conference).objects.update(conclusion="")

    now = groups()
    assert "to-trinh" not in now["Ban hành được ngay"]
    assert now["Chờ văn bản kèm theo"] == ["to-trinh"]
    assert now["Còn thiếu"] == ["bien-ban-hop"]
    listed = [code for codes in now.values() for code in codes]
    assert len(listed) == len(papers.year_papers(year))


@pytest.mark.parametrize(
    "site, prints_qr, is_warned",
    [
        ("http://127.0.0.1:8000", True, True),
        ("http://localhost:8000", True, True),
        ("http://127.0.0.1:8000", False, False),
        ("https://khoithidua.example.vn", True, False),
    ],
)
def test_an_address_that_leads_nowhere_is_told_before_it_is_printed(
    client, address, year, settings, site, prints_qr, is_warned
):
    settings.SITE_URL = site
    year.prints_qr = prints_qr
    year.save()
    letter = reverse("awards:paper-issue", args=[year.pk, "to-trinh", provincial_proposal().pk])

    pages = [client.get(address).text, client.get(letter).text]

    assert [f"Mã QR sẽ dẫn tới {site}" in page for page in pages] == [is_warned, is_warned]


def test_files_of_papers_of_one_kind_and_day_have_names_of_their_own():
    documents = IssuedDocument.objects.filter(kind="bao-cao-thanh-tich")
    names = [document.filename for document in documents]

    assert len(names) > 1
    assert len(set(names)) == len(names)
