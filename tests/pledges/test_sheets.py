"""The report as a spreadsheet: out, filled in, back, a look, saved; whatever is wrong is named by its cell."""

import io

import openpyxl
import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from pledges.models import Target
from tests.factories import Step, make_registration, make_report, make_user, make_year

pytestmark = pytest.mark.django_db


@pytest.fixture
def report(client):
    year = make_year(until=Step.SELF_SCORING_OPENED)
    make_registration(year, year.bodies[2])
    report = make_report(year, year.bodies[2])
    client.force_login(make_user(edits_for=report.association))
    return report


def url(name, report):
    return reverse(f"pledges:{name}", args=[report.pk])


def download(client, report):
    return openpyxl.load_workbook(io.BytesIO(client.get(url("report-sheet-xlsx", report)).content))


def upload(client, report, book):
    buffer = io.BytesIO()
    book.save(buffer)
    return client.post(
        url("report-sheet", report), {"file": SimpleUploadedFile("bang.xlsx", buffer.getvalue())}
    )


def cell_of(book, sheet, code, column):
    row = next(row[0].row for row in book[sheet].iter_rows(min_row=4) if code in (row[1].value or ""))
    return book[sheet][f"{column}{row}"]


def apply(client, page):
    boxes = dict(page.context["boxes"]) | {"read": page.context["read"]}
    return client.post(url("report-sheet-apply", page.context["report"]), boxes, follow=True)


def test_a_sheet_goes_out_comes_back_is_shown_and_then_saved(client, report):
    book = download(client, report)
    cell_of(book, "Số liệu", "Suất quà", "E").value = 1980
    cell_of(book, "Tự chấm điểm", "I.1", "E").value = 48.5

    page = upload(client, report, book)

    assert sorted(page.context["changes"]) == [
        ("Số liệu, ô E4 (I. Suất quà)", "", "1.980"),
        ("Tự chấm điểm, ô E5 (I.1)", "", "48,5"),
    ]
    assert report.results.get().actual is None
    assert "Đã lưu 2 ô từ bảng Excel" in apply(client, page).text
    assert report.results.get().actual == 1980
    assert str(report.lines.get(criterion__code="I.1").self_points) == "48.50"


def test_what_is_wrong_names_sheet_and_cell_and_the_rest_is_still_offered(client, report):
    book = download(client, report)
    cell_of(book, "Số liệu", "Suất quà", "E").value = "=1+1"
    cell_of(book, "Tự chấm điểm", "I.1", "E").value = 51
    cell_of(book, "Tự chấm điểm", "II.1", "E").value = 40

    page = upload(client, report, book)

    assert sorted(page.context["faults"]) == [
        (
            "Số liệu, ô E4 (I. Suất quà)",
            "=…",
            "Công thức chưa có kết quả: hãy mở tệp bằng Excel, lưu lại rồi tải lên.",
        ),
        ("Tự chấm điểm, ô E5 (I.1)", "51", "Điểm phải từ 0 đến 50."),
    ]
    assert page.context["changes"] == [("Tự chấm điểm, ô E8 (II.1)", "", "40")]


def test_a_sheet_of_another_association_or_version_is_refused(client, report):
    other = make_report(report.bloc_year, report.bloc_year.lead)
    client.force_login(make_user(edits_for=other.association))
    book = download(client, other)
    client.force_login(make_user(edits_for=report.association))

    assert "của hội khác, báo cáo khác hoặc bộ tiêu chí cũ" in upload(client, report, book).text


@pytest.mark.parametrize("content", [b"MZ", b"", b"PK\x03\x04 cut short"])
def test_what_is_no_workbook_is_a_sentence(client, report, content):
    page = client.post(url("report-sheet", report), {"file": SimpleUploadedFile("bang.xlsx", content)})

    assert page.status_code == 200
    assert page.context["form"].errors["file"]


def test_a_workbook_from_elsewhere_is_a_sentence(client, report):
    assert "không phải bảng Excel tải từ báo cáo này" in upload(client, report, openpyxl.Workbook()).text


def test_a_million_rows_are_not_read(client, report):
    book = download(client, report)
    book["Số liệu"]["E1000000"] = 5

    assert upload(client, report, book).status_code == 200


def test_a_colleagues_save_between_look_and_save_is_not_overwritten(client, report):
    book = download(client, report)
    cell_of(book, "Số liệu", "Suất quà", "E").value = 1980
    page = upload(client, report, book)
    report.write(by=make_user(), typed={f"result-{report.results.get().pk}-actual": 7})

    answer = apply(client, page)

    assert "1 ô chưa lưu" in answer.text
    assert report.results.get().actual == 7


def test_what_a_colleague_wrote_after_the_download_is_shown_and_kept(client, report):
    book = download(client, report)
    report.write(by=make_user(), typed={f"result-{report.results.get().pk}-actual": 7})
    cell_of(book, "Số liệu", "Suất quà", "E").value = 1980

    page = upload(client, report, book)

    assert page.context["changes"] == []
    [(where, text, why)] = page.context["clashes"]
    assert (where, text) == ("Số liệu, ô E4 (I. Suất quà)", "1.980")
    assert "có người đã ghi “7”" in why


def test_a_computed_score_cannot_be_brought_in(client, report):
    book = download(client, report)
    cell_of(book, "Tự chấm điểm", "TR", "E").value = 5

    assert upload(client, report, book).context["changes"] == []


def test_a_yes_or_no_is_written_and_read_in_words(client, report):
    target = report.results.get().target
    Target.objects.filter(pk=target.pk).update(kind="yes_no", plan=1)
    book = download(client, report)
    cell_of(book, "Số liệu", "Suất quà", "E").value = "Có"
    cell_of(book, "Số liệu", "Suất quà", "F").value = "Không"

    apply(client, upload(client, report, book))

    assert (report.results.get().actual, report.results.get().previous) == (1, 0)
    assert cell_of(download(client, report), "Số liệu", "Suất quà", "F").value == "Không"


def with_cells(client, report, cells: dict, *, rename: dict | None = None) -> SimpleUploadedFile:
    """The report's own workbook as Excel would save it: {(sheet, row name): (what is written, its format)}."""
    source, buffer = download(client, report), io.BytesIO()
    book = xlsxwriter.Workbook(buffer)
    for page in source.worksheets:
        sheet = book.add_worksheet((rename or {}).get(page.title, page.title))
        if page.sheet_state != "visible":
            sheet.very_hidden()
        for row in page.iter_rows():
            for cell in row:
                if cell.value is not None:
                    sheet.write(cell.row - 1, cell.column - 1, cell.value)
    for (name, row), (value, how) in cells.items():
        sheet = book.get_worksheet_by_name((rename or {}).get(name, name))
        place = cell_of(source, name, row, "E")
        format = book.add_format({"num_format": how}) if how else None
        if isinstance(value, tuple):
            sheet.write_formula(place.row - 1, place.column - 1, value[0], format, value[1])
        else:
            sheet.write(place.row - 1, place.column - 1, value, format)
    book.close()
    return SimpleUploadedFile("bang.xlsx", buffer.getvalue())


def send(client, report, file):
    return client.post(url("report-sheet", report), {"file": file})


@pytest.mark.parametrize(
    ("value", "how", "typed"),
    [
        (0.85, "0%", "85"),
        (0.855, "0.0%", "85,5"),
        (57.699999999999996, None, "57,7"),
        (57.683, "0.0", "57,7"),
        (("=10+2", 12), None, "12"),
        (1980, "#,##0", "1.980"),
    ],
    ids=["per cent", "per cent with a decimal", "binary noise", "rounded", "formula", "grouped"],
)
def test_a_cell_is_read_as_a_person_sees_it(client, report, value, how, typed):
    report.results.get().target.__class__.objects.update(unit="%")

    page = send(client, report, with_cells(client, report, {("Số liệu", "Suất quà"): (value, how)}))

    assert [(before, after) for _, before, after in page.context["changes"]] == [("", typed)]


def test_a_per_cent_in_a_target_that_is_counted_is_a_fault(client, report):
    page = send(client, report, with_cells(client, report, {("Số liệu", "Suất quà"): (0.85, "0%")}))

    [(_, text, why)] = page.context["faults"]
    assert text == "85\u00a0%"
    assert "không ghi phần trăm" in why


def test_a_sheet_that_was_renamed_is_read_all_the_same(client, report):
    renamed = {"Tự chấm điểm": "Tự chấm điểm 2024"}
    file = with_cells(client, report, {("Tự chấm điểm", "I.1"): (12, None)}, rename=renamed)

    page = send(client, report, file)

    assert page.context["changes"] == [("Tự chấm điểm 2024, ô E5 (I.1)", "", "12")]


def test_a_sheet_that_is_there_twice_is_told(client, report):
    book = download(client, report)
    book.copy_worksheet(book["Tự chấm điểm"])

    assert "hai bảng “Tự chấm điểm”" in upload(client, report, book).text
