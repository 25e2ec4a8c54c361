"""The lines of level 2 about what is kept, and about backups (lines.py has the others)."""

from django.conf import settings

from audit.models import MaintenanceRun

from .line import Line, Setting, lately
from .set_here import (
    can_bring_back,
    is_file,
    open_secrets,
    plain_connections,
    prints_letters,
    what_is_encrypted,
)

BACKUP_DAYS = 7
YEAR_DAYS = 366  # between two rehearsals of a restore
BACKUP = "tests/operations/test_backup.py"

DATA = (
    Line(
        "Dữ liệu",
        "Mã hóa trên đường truyền",
        "",
        (),
        Setting(
            lambda: settings.HTTPS,
            lambda: "HTTPS, HSTS" if settings.HTTPS else "chưa bật HTTPS",
            201,
            "the site is not served over HTTPS",
            "Set HTTPS=1 behind a proxy that has a certificate.",
        ),
    ),
    Line(
        "Dữ liệu",
        "Liên kết trong thư dẫn tới địa chỉ mã hóa",
        "",
        (
            "tests/members/test_links.py::test_the_link_for_a_new_password_is_not_led_elsewhere_by_a_forged_host",
        ),
        Setting(
            lambda: not settings.SITE_URL.startswith("http://"),
            lambda: settings.SITE_URL,
            206,
            "letters lead to a plain http address",
            "Set SITE_URL to the https address of the site.",
        ),
    ),
    Line(
        "Dữ liệu",
        "Cơ sở dữ liệu có kiểm soát truy cập riêng",
        "",
        (),
        Setting(
            lambda: not is_file(),
            lambda: "SQLite, một tệp trên máy" if is_file() else "PostgreSQL",
            207,
            "the database is a file without an access control of its own",
            "Set DATABASE_URL to PostgreSQL.",
        ),
    ),
    Line(
        "Dữ liệu",
        "Mã hóa bí mật và dữ liệu không công khai khi lưu",
        "Mật khẩu chỉ lưu mã băm; khóa của xác thực hai bước và hòm phiếu được mã hóa trong cơ sở dữ liệu. Tệp tải lên"
        " và bản sao lưu được mã hóa khi có khóa; khóa để ngoài cơ sở dữ liệu. Cơ sở dữ liệu: đơn vị vận hành mã hóa ổ"
        " đĩa (LUKS).",
        (
            "tests/documents/test_encrypted_storage.py::test_a_file_lies_encrypted_and_comes_back_equal",
            f"{BACKUP}::test_an_encrypted_backup_is_read_with_the_key_only",
            f"{BACKUP}::test_an_age_backup_of_encrypted_uploads_comes_back_onto_another_machine",
        ),
        Setting(
            lambda: bool(settings.UPLOADS_KEY_FILE and settings.BACKUP_RECIPIENT),
            what_is_encrypted,
            209,
            "uploads or backups lie where they lie in plain",
            "Set UPLOADS_KEY_FILE and BACKUP_RECIPIENT.",
        ),
    ),
    Line(
        "Dữ liệu",
        "Kết nối tới cơ sở dữ liệu, máy chủ thư và dịch vụ khác ở máy khác được mã hóa",
        "",
        ("tests/operations/test_security_level.py::test_a_plain_connection_to_another_machine_is_named",),
        Setting(
            lambda: not plain_connections(),
            lambda: ", ".join(plain_connections()) or "không có kết nối nào không mã hóa",
            211,
            "a connection to another machine is not encrypted, or not to whom it should be",
            "sslmode=verify-full in DATABASE_URL, smtp+tls in EMAIL_URL, tls:// for the log, https:// for the rest.",
        ),
    ),
    Line(
        "Dữ liệu",
        "Thư đi qua máy chủ thư, không in ra màn hình máy chủ",
        "",
        (),
        Setting(
            lambda: not prints_letters(),
            lambda: "in ra màn hình" if prints_letters() else "qua máy chủ thư",
            212,
            "letters, with links that let people in, are printed to the console",
            "Set EMAIL_URL to a mail server.",
        ),
    ),
    Line(
        "Dữ liệu",
        "Tệp giữ khóa, mật khẩu của máy chủ chỉ tài khoản chạy dịch vụ đọc được",
        "",
        ("tests/operations/test_security_level.py::test_a_secret_that_others_can_read_is_named",),
        Setting(
            lambda: not open_secrets(),
            lambda: ", ".join(map(str, open_secrets())) or "không tệp nào để người khác đọc",
            210,
            "a file of secrets can be read by others",
            "chmod 600 .env, var/secret-key and what names ending in _FILE name.",
        ),
    ),
    Line(
        "Dữ liệu",
        "Phát hiện tệp bị sửa, bị hỏng và lấy lại bản đúng",
        "",
        (
            "tests/operations/test_integrity.py::test_a_damaged_file_is_brought_back_from_the_newest_backup_that_has_it_whole",
            "tests/operations/test_integrity.py::test_the_worker_reads_an_encrypted_backup_only_with_a_key_of_its_own",
        ),
        Setting(
            can_bring_back,
            lambda: "tự lấy lại" if can_bring_back() else "lấy lại bằng tay (manage.py repair)",
            213,
            "the worker has no key to the backups, and brings nothing damaged back by itself",
            "Encrypt backups to a key of this machine, too, and name it in BACKUP_IDENTITY_FILE.",
        ),
    ),
    Line(
        "Dữ liệu",
        "Dữ liệu cá nhân hết hạn lưu thì xóa, có người xem và người duyệt",
        "Trang Lưu giữ dữ liệu cá nhân; RETENTION_DAYS đổi thời hạn.",
        (
            "tests/operations/test_retention.py::test_what_was_on_the_list_goes_when_another_lets_it_go_and_nothing_else",
            "tests/operations/test_retention.py::test_the_database_lets_nobody_approve_alone_and_one_proposal_stand",
        ),
    ),
    Line(
        "Dữ liệu",
        "Biết giữ dữ liệu cá nhân nào, của ai, để làm gì; cấp cho người đó bản sao",
        "manage.py personal_data lập danh mục; thêm thư điện tử thì xuất dữ liệu của một người.",
        (
            "tests/operations/test_personal_data.py::test_every_field_that_could_hold_personal_data_is_marked",
            "tests/operations/test_personal_data.py::test_a_person_is_given_what_is_theirs_and_no_secret",
        ),
    ),
)
BACKUPS = (
    Line(
        "Sao lưu",
        "Sao lưu đều, giữ nhiều bản, mỗi bản là một thời điểm nguyên vẹn",
        "",
        (
            f"{BACKUP}::test_a_backup_is_one_instant_while_others_write",
            f"{BACKUP}::test_only_the_newest_are_kept",
        ),
        lately(
            MaintenanceRun.Kind.BACKUP,
            BACKUP_DAYS,
            number=216,
            fault="there is no good backup of the last days",
            hint="Switch khoithidua-backup.timer on, and see why the last one failed.",
        ),
    ),
    Line(
        "Sao lưu",
        "Khôi phục thử ít nhất mỗi năm một lần",
        "",
        (f"{BACKUP}::test_what_comes_back_is_equal_row_by_row_and_file_by_file",),
        lately(
            MaintenanceRun.Kind.REHEARSAL,
            YEAR_DAYS,
            number=217,
            fault="no backup was restored on trial within a year",
            hint="Run manage.py verify_backup FILE --rehearse.",
        ),
    ),
    Line(
        "Sao lưu",
        "Giữ bản sao lưu ở nơi khác",
        "Chép các tệp của thư mục sao lưu sang máy khác, nơi khác sau mỗi lần sao lưu.",
        is_owners=True,
    ),
)
