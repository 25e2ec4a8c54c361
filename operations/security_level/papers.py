"""The papers of level 2: the description that goes with the proposal of level, and the list of accounts to sign."""

import datetime
from collections.abc import Sequence

from django.conf import settings
from django.utils import timezone

from audit.models import AuditEntry, MaintenanceRun
from base.vietnamese import instant, number, short_date
from documents.papers import Block, Column, Heading, Letterhead, Paper, Paragraph, Signer, Table, items

from .accounts import accounts
from .lines import LINES
from .rights import KINDS, RIGHTS
from .site import data_classes, only_province, operator, owner, packages, parts, runtime

UNKNOWN = "(Chưa rõ đơn vị: đặt SITE_OWNER, SITE_OPERATOR)"
NAME = "Hệ thống thông tin quản lý thi đua, khen thưởng của khối thi đua"
BASES = (
    "Căn cứ Luật An ninh mạng số 116/2025/QH15",
    "Căn cứ Nghị định số 331/2026/NĐ-CP của Chính phủ",
    "Căn cứ Luật Bảo vệ dữ liệu cá nhân số 91/2025/QH15 và Nghị định số 356/2025/NĐ-CP của Chính phủ",
)


def letterhead() -> Letterhead:
    province = only_province()
    return Letterhead(
        owner().upper(), (operator() or UNKNOWN).upper(), "", province.place if province else "…"
    )


def head_of_operator() -> Signer:
    return Signer(lines=("THỦ TRƯỞNG ĐƠN VỊ VẬN HÀNH",))


def table(*columns: tuple[str, float] | tuple[str, float, str], rows: Sequence[tuple[str, ...]]) -> Table:
    return Table(tuple(Column(*column) for column in columns), tuple(rows))


def _of_the_system() -> list[Block]:
    known = bool(owner() and operator())
    facts = [f"Tên hệ thống: {NAME}", f"Địa chỉ: {settings.SITE_URL}"]
    facts += [f"Chủ quản hệ thống thông tin: {owner()}", f"Đơn vị vận hành: {operator()}"] if known else []
    missing = [] if known else [Paragraph(UNKNOWN, is_missing=True)]
    return [
        Heading("I. THÔNG TIN CHUNG"),
        *items(facts),
        *missing,
        Heading("II. MÔ TẢ HỆ THỐNG"),
        Heading("1. Các bộ phận và kết nối", 2),
        table(
            ("Bộ phận", 22), ("Để làm gì", 40), ("Ở đâu, nối thế nào", 38),
            rows=[(part.name, part.purpose, part.where) for part in parts()],
        ),
        Heading("2. Nền tảng", 2),
        table(
            ("Thành phần", 40), ("Phiên bản", 30), ("Hết hỗ trợ", 30, "center"),
            rows=[(one.name, one.version, short_date(one.supported_until) or "chưa rõ") for one in runtime()],
        ),
    ]  # fmt: skip


def _of_the_data() -> list[Block]:
    return [
        Heading("3. Dữ liệu cá nhân được xử lý", 2),
        table(
            ("Loại dữ liệu", 24), ("Của ai", 18), ("Để làm gì", 26),
            ("Số người", 12, "right"), ("Số dòng", 12, "right"),
            rows=[
                (
                    one.holding.name,
                    one.holding.whose,
                    one.holding.why,
                    "–" if one.people is None else number(one.people),
                    number(one.rows),
                )
                for one in data_classes()
            ],
        ),
        Paragraph("Loại không tách được từng người từ dòng dữ liệu ghi “–”.", is_aside=True),
    ]  # fmt: skip


def _of_the_rights() -> list[Block]:
    rows = [(right.act, *("x" if kind in right.kinds else "" for kind in KINDS)) for right in RIGHTS]
    return [
        Heading("4. Ma trận tài khoản và quyền", 2),
        table(
            ("Việc", 37), *((kind, 9, "center") for kind in KINDS.values()), rows=rows,
        ),
        Paragraph(
            "Mỗi quyền chỉ trong phạm vi của tài khoản: hội mình, khối và năm được phân công, tỉnh mình; và chỉ khi"
            " công việc đến bước đó. Danh sách tài khoản kèm theo.",
            is_aside=True,
        ),
    ]  # fmt: skip


# As deploy/ sets them up; docs/running.md has the same table.
LOGS_OF_THE_MACHINE = (
    ("Chương trình", "journald", "35 ngày (deploy/journald.conf)"),
    ("Máy chủ web (nginx)", "/var/log/khoithidua", "35 ngày (deploy/logrotate)"),
    ("Cơ sở dữ liệu PostgreSQL", "/var/log/postgresql", "10 tuần (logrotate của Debian)"),
)


def _of_the_upkeep() -> list[Block]:
    kept = {run.kind: run for run in MaintenanceRun.objects.all()}
    lines = []
    for kind in (MaintenanceRun.Kind.BACKUP, MaintenanceRun.Kind.REHEARSAL, MaintenanceRun.Kind.REVIEW):
        run = kept.get(kind)
        how = "" if run and run.is_well else " (không xong)"
        lines.append(f"{kind.label}: {instant(run.at) + how if run else 'chưa làm lần nào'}")
    first = AuditEntry.objects.order_by("pk").values_list("at", flat=True).first()
    since = f", từ ngày {short_date(timezone.localdate(first))}" if first else ""
    rows = [
        (
            "Thao tác",
            "cơ sở dữ liệu",
            f"{number(AuditEntry.objects.count())} dòng{since}, giữ toàn bộ, không xóa",
        ),
        *LOGS_OF_THE_MACHINE,
    ]
    return [
        Heading("5. Sao lưu, nhật ký", 2),
        *items(lines),
        table(("Nhật ký", 30), ("Nơi giữ", 30), ("Giữ bao lâu", 40), rows=rows),
    ]


def _of_the_lines() -> list[Block]:
    rows = [
        (str(n), line.group, line.text, line.state.value, " ".join([line.told, _tests(line.tests)]).strip())
        for n, line in enumerate(LINES, 1)
    ]
    return [
        Heading("IV. ĐỐI CHIẾU VỚI YÊU CẦU CỦA CẤP ĐỘ 2"),
        table(
            ("STT", 5, "center"), ("Nhóm", 11), ("Yêu cầu", 30), ("Kết quả", 15), ("Bằng cách nào", 39), rows=rows
        ),
    ]  # fmt: skip


def _tests(tests: tuple[str, ...]) -> str:
    """Their names as sentences: what is written without spaces would not break in its cell."""
    named = [name.partition("::test_")[2].replace("_", " ") for name in tests]
    return f"Kiểm thử: {'; '.join(named)}." if named else ""


def level_paper(day: datetime.date) -> Paper:
    """Thuyết minh đề xuất cấp độ, from the facts of this site as they are on that day."""
    return Paper(
        kind="thuyet-minh-cap-do",
        type_name="THUYẾT MINH",
        abstract="Đề xuất cấp độ an toàn hệ thống thông tin",
        letterhead=letterhead(),
        signer=head_of_operator(),
        dated=day,
        is_draft=False,
        bases=BASES,
        blocks=(
            *_of_the_system(),
            *_of_the_data(),
            *_of_the_rights(),
            *_of_the_upkeep(),
            Heading("III. ĐỀ XUẤT CẤP ĐỘ"),
            Paragraph(
                "Hệ thống phục vụ nội bộ các cơ quan, tổ chức trong tỉnh, có xử lý dữ liệu cá nhân của người dùng"
                " và của cá nhân được đề nghị khen thưởng. Đơn vị vận hành đề xuất cấp độ 2."
            ),
            *_of_the_lines(),
            Heading("V. THÀNH PHẦN PHẦN MỀM KÈM THEO"),
            table(
                ("Thành phần", 40), ("Phiên bản", 25), ("Giấy phép", 35),
                rows=[(one.name, one.version, one.licence) for one in packages()],
            ),
            Paragraph("Đơn vị vận hành chịu trách nhiệm về nội dung thuyết minh này"),
        ),
        recipients=(owner() or "Chủ quản hệ thống thông tin", "Lưu: VT"),
    )  # fmt: skip


def accounts_paper(day: datetime.date) -> Paper:
    """Danh sách tài khoản to be looked through and signed, once a year."""
    rows = [
        (
            str(n),
            f"{one.user.full_name}, {one.user.email}",
            one.kind,
            short_date(timezone.localdate(one.user.joined_at)),
            one.last_sign_in,
            "Có" if one.has_second_factor else "Không",
            one.state,
            "",
        )
        for n, one in enumerate(accounts(), 1)
    ]
    return Paper(
        kind="danh-sach-tai-khoan",
        type_name="DANH SÁCH TÀI KHOẢN",
        abstract=f"Rà soát tài khoản và quyền năm {day.year}",
        letterhead=letterhead(),
        signer=head_of_operator(),
        other_signers=(Signer(lines=("NGƯỜI RÀ SOÁT",), note="(Chữ ký)"),),
        dated=day,
        is_draft=False,
        blocks=(
            table(
                ("STT", 5, "center"), ("Họ và tên, thư điện tử", 24), ("Loại tài khoản, quyền", 29),
                ("Lập ngày", 9, "center"), ("Đăng nhập gần nhất", 9, "center"), ("Xác thực hai bước", 7, "center"),
                ("Tình trạng", 8), ("Giữ, sửa hay khóa", 9), rows=rows,
            ),
            Paragraph(f"Tổng số: {number(len(rows))} tài khoản"),
        ),
        recipients=("Lưu: VT",),
        is_landscape=True,
    )  # fmt: skip
