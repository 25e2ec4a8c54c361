"""The guide in docs/huong-dan as pages of the site, and the meaning of words out of its list of words."""

import re
from functools import cache
from pathlib import Path

from django.conf import settings
from django.templatetags.static import static
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

FOLDER = Path(settings.BASE_DIR, "docs", "huong-dan")
ORDER = [
    "bat-dau", "nguoi-soan", "lanh-dao-ky", "thu-ky-khoi", "cap-tinh", "quan-tri", "cai-dat", "bat-dau-khoi",
    "nhap-excel", "mot-nam", "tu-ngu",
]  # fmt: skip


# Whom a page is for, in the list of pages.
SUMMARIES = {
    "bat-dau": "Vào phần mềm, đặt mật khẩu, các trang chính.",
    "nguoi-soan": "Soạn đăng ký, báo cáo, tự chấm điểm, thêm minh chứng.",
    "lanh-dao-ky": "Xem lại, ký và nộp, bỏ phiếu, mời người của hội.",
    "thu-ky-khoi": "Điều hành cả năm: tiếp nhận, thẩm định, hội nghị, hồ sơ.",
    "cap-tinh": "Tiếp nhận hồ sơ, ghi kết quả Hội đồng và quyết định.",
    "quan-tri": "Tài khoản, danh mục, tình trạng máy chủ.",
    "cai-dat": "Cài trên một máy Debian, cho một khối hoặc cả tỉnh.",
    "bat-dau-khoi": "Từ trang trống đến năm thi đua đã mở.",
    "nhap-excel": "Danh sách đơn vị, tiêu chí, điểm từ tệp sẵn có.",
    "mot-nam": "Việc của từng tháng trong năm thi đua.",
    "tu-ngu": "Nghĩa của từ dùng trong phần mềm.",
}


@cache
def text_of(name: str) -> str:
    return (FOLDER / f"{name}.md").read_text(encoding="utf-8")


def title_of(name: str) -> str:
    """A page's own heading."""
    return text_of(name).partition("\n")[0].removeprefix("# ")


def page(name: str) -> SafeString:
    """The page as HTML, its links and pictures leading into the site. HTML in the text is not let through."""
    body = text_of(name).partition("\n")[2]
    html = MarkdownIt("commonmark", {"html": False}).enable("table").render(body)
    html = re.sub(r'href="([\w-]+)\.md', lambda m: f'href="{reverse("help-page", args=[m[1]])}', html)
    html = re.sub(
        r'src="anh/([\w.-]+)"', lambda m: f'src="{static(f"huong-dan/{m[1]}")}" loading="lazy"', html
    )
    return mark_safe(html)


@cache
def meanings() -> dict[str, str]:
    """{word: what it means}, from the table of tu-ngu.md."""
    rows = re.findall(r"^\| \*\*(.+?)\*\* \| (.+?) \|$", text_of("tu-ngu"), re.M)
    return dict(rows)
