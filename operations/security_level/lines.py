"""The lines of level 2 that a system as this one is asked about, and how it stands to each.

A line that the software holds names the tests that show it. A setting is read as it is now. The texts are ours: the
clauses of TCVN 14423:2026 were not at hand, so no number of a clause is given.
"""

from django.conf import settings

from audit.models import MaintenanceRun
from operations import clock

from .line import Line, Setting, lately
from .lines_of_data import BACKUPS, DATA
from .set_here import (
    ends_early,
    idle_days,
    is_counted_by_one_process,
    shuts_unused,
    wants_long_passwords,
    whom,
)

MONTH_DAYS = 31
YEAR_DAYS = 366  # between two reviews of the accounts
SIGN_IN, LOG = "tests/members/test_sign_in.py", "tests/audit/test_audit.py"


ACCOUNTS = (
    Line(
        "Tài khoản",
        "Xác thực từ hai yếu tố khi vào từ Internet và với tài khoản quản trị",
        "Ứng dụng mã số, khóa bảo mật hoặc khóa truy cập (passkey).",
        (f"{SIGN_IN}::test_whoever_answers_for_others_sets_it_up_before_anything_else",),
        Setting(
            lambda: "everybody" in settings.MFA_REQUIRED_FOR,
            whom,
            202,
            "not everybody needs a second factor",
            "Leave MFA_REQUIRED_FOR unset, or set it to everybody.",
        ),
    ),
    Line(
        "Tài khoản",
        "Mật khẩu từ 8 ký tự khi có yếu tố thứ hai; từ 14 ký tự, đủ bốn loại ký tự khi không có",
        "Không nhận mật khẩu đã lộ hoặc dựa vào tên trang.",
        (
            "tests/operations/test_security_level.py::test_a_password_that_stands_alone_is_long_and_of_four_kinds",
            "tests/operations/test_security_level.py::test_a_password_beside_a_second_factor_may_be_shorter",
        ),
        Setting(wants_long_passwords, lambda: "có kiểm tra" if wants_long_passwords() else "không kiểm tra"),
    ),
    Line(
        "Tài khoản",
        "Đổi mật khẩu ở lần đăng nhập đầu",
        "Không ai nhận mật khẩu đặt sẵn: người mới tự đặt qua liên kết dùng một lần; quản trị không đặt thay.",
        (
            "tests/members/test_members.py::test_an_invited_person_chooses_a_password_and_signs_in",
            "tests/members/test_people.py::test_nobody_sets_the_password_of_another",
        ),
    ),
    Line(
        "Tài khoản",
        "Khóa đăng nhập khi sai quá 5 lần",
        "Tạm khóa theo tài khoản và địa chỉ; người khác vẫn vào được.",
        (
            f"{SIGN_IN}::test_guessing_at_one_account_is_slowed_and_others_still_come_in",
            f"{SIGN_IN}::test_guessing_at_one_account_from_everywhere_ends_too",
        ),
        Setting(
            lambda: not is_counted_by_one_process(),
            lambda: "mỗi tiến trình đếm riêng" if is_counted_by_one_process() else "đếm chung",
            219,
            "each web process counts wrong passwords on its own",
            "Set CACHE_URL=dbcache://cache, and run manage.py createcachetable.",
        ),
    ),
    Line(
        "Tài khoản",
        "Tài khoản không dùng 45 ngày bị khóa, quản trị được báo",
        "",
        (
            "tests/members/test_idle_accounts.py::test_who_has_not_signed_in_for_45_days_is_shut_and_the_administrator_told",
        ),
        Setting(
            shuts_unused,
            idle_days,
            204,
            "accounts stay open after 45 days without use",
            "Set ACCOUNT_IDLE_DAYS=45 or less.",
        ),
    ),
    Line(
        "Tài khoản",
        "Khóa phiên sau 15 phút không thao tác",
        "Chữ đang gõ được giữ lại.",
        (
            "tests/members/test_idle.py::test_left_alone_for_two_hours_it_ends",
            "tests/members/test_idle.py::test_what_was_being_sent_when_it_ended_is_offered_again",
        ),
        Setting(
            ends_early,
            lambda: f"{settings.SESSION_IDLE_TIMEOUT // 60} phút",
            203,
            "a session without use lasts longer than 15 minutes",
            "Set SESSION_IDLE_TIMEOUT=900 or less.",
        ),
    ),
    Line(
        "Tài khoản",
        "Hỏi lại danh tính trước việc không rút lại được",
        "Ban hành, đóng phiếu, bàn giao, nộp.",
        (f"{SIGN_IN}::test_issuing_asks_who_is_there_and_goes_on_with_what_was_typed",),
        Setting(
            lambda: bool(settings.REAUTHENTICATION_TIMEOUT),
            lambda: (
                f"sau {settings.REAUTHENTICATION_TIMEOUT // 60} phút"
                if settings.REAUTHENTICATION_TIMEOUT
                else "không hỏi"
            ),
            205,
            "final acts ask for no proof of who is there",
            "Set REAUTHENTICATION_TIMEOUT, in seconds.",
        ),
    ),
    Line(
        "Tài khoản",
        "Người dùng thấy và kết thúc được các phiên đang mở của mình",
        "",
        (f"{SIGN_IN}::test_one_sees_where_one_is_signed_in_and_ends_the_others",),
    ),
)
RIGHTS = (
    Line(
        "Phân quyền",
        "Có ma trận tài khoản và quyền; mỗi người chỉ tới được phần của mình",
        "Ma trận lấy từ mã phân quyền; mỗi địa chỉ của trang được hỏi bằng từng loại tài khoản.",
        (
            "tests/operations/test_rights.py::test_the_matrix_says_what_the_code_answers",
            "tests/test_access_matrix.py::test_everybody_is_answered_as_it_is_written",
        ),
    ),
    Line(
        "Phân quyền",
        "Rà soát tài khoản và quyền ít nhất mỗi năm một lần",
        "Trang Rà soát tài khoản có danh sách để ký.",
        ("tests/operations/test_accounts_review.py::test_the_review_is_noted_with_who_did_it",),
        lately(
            MaintenanceRun.Kind.REVIEW,
            YEAR_DAYS,
            number=215,
            fault="the accounts were not reviewed within a year",
            hint="Review them on the page of accounts, and note it there.",
        ),
    ),
)
LOGS = (
    Line(
        "Nhật ký",
        "Ghi nguồn, đích, tài khoản, thời gian, hành vi",
        "",
        (
            f"{LOG}::test_what_a_year_goes_through_is_in_the_log_by_its_verb",
            f"{LOG}::test_sign_in_and_its_refusal_are_logged_without_what_was_typed",
        ),
    ),
    Line(
        "Nhật ký",
        "Giữ nhật ký ít nhất 1 tháng, không sửa được",
        "Nhật ký thao tác: không xóa dòng nào; cơ sở dữ liệu từ chối sửa; mỗi ngày niêm phong bằng mã băm. Nhật ký của"
        " nginx, của chương trình, của PostgreSQL: theo deploy/logrotate và deploy/journald.conf, 35 ngày trở lên.",
        (
            f"{LOG}::test_the_database_refuses_to_change_the_log",
            f"{LOG}::test_an_entry_written_anew_with_its_digest_breaks_the_seal",
        ),
    ),
    Line(
        "Nhật ký",
        "Chuyển nhật ký tới nơi thu thập khác, nếu tỉnh yêu cầu",
        "",
        ("tests/operations/test_log_forwarding.py::test_a_collector_that_is_away_gets_all_of_it_later",),
        Setting(
            lambda: bool(settings.AUDIT_COLLECTOR),
            lambda: settings.AUDIT_COLLECTOR or "không chuyển",
        ),
    ),
    Line(
        "Nhật ký",
        "Đồng bộ thời gian",
        "Bật chrony hoặc systemd-timesyncd trên máy chủ. Phần mềm báo khi đồng hồ lệch cơ sở dữ liệu hoặc lùi lại.",
        (
            "tests/operations/test_health.py::test_a_full_disk_and_a_clock_that_jumped_back_are_seen",
            "tests/operations/test_clock.py::test_the_kernel_says_whether_the_clock_is_kept_in_step",
        ),
        Setting(
            lambda: clock.is_in_step() is True,
            clock.in_words,
            214,
            "nobody keeps this machine's clock in step",
            "Switch chrony or systemd-timesyncd on.",
        ),
    ),
)
APPLICATION = (
    Line(
        "Ứng dụng",
        "Quét mã độc tệp tải lên",
        "Không quét được thì không nhận tệp.",
        (),
        Setting(
            lambda: bool(settings.CLAMAV),
            lambda: "có quét (ClamAV)" if settings.CLAMAV else "không quét",
            208,
            "uploads are not scanned for malware",
            "Set CLAMAV to the address of a ClamAV daemon.",
        ),
    ),
    Line(
        "Ứng dụng",
        "Không nhận tệp có chương trình, tệp giả loại",
        "",
        (
            "tests/documents/test_active_content.py::test_a_pdf_that_runs_something_is_refused",
            "tests/documents/test_active_content.py::test_an_office_file_that_acts_is_refused",
            "tests/documents/test_files.py::test_a_renamed_or_broken_file_is_refused",
        ),
    ),
    Line(
        "Ứng dụng",
        "Kiểm tra dữ liệu nhập; lỗi không lộ chi tiết kỹ thuật",
        "",
        (
            "tests/test_forms_fuzz.py::test_no_form_answers_500_to_anything",
            "tests/test_fuzz.py::test_no_address_answers_500",
        ),
    ),
    Line(
        "Ứng dụng",
        "Trang không chạy được mã từ nơi khác, không bị nhúng",
        "",
        (
            "tests/base/test_headers.py::test_nothing_is_loaded_from_elsewhere_and_nothing_written_into_a_page_runs",
        ),
    ),
)
OPERATIONS = (
    Line(
        "Vận hành",
        "Tường lửa, phân vùng mạng",
        "Chỉ mở cổng 443; cơ sở dữ liệu không nối ra ngoài.",
        is_owners=True,
    ),
    Line("Vận hành", "Cập nhật bản vá hệ điều hành", "Bật unattended-upgrades.", is_owners=True),
    Line(
        "Vận hành",
        "Theo dõi lỗ hổng của thành phần",
        "manage.py advisories đối chiếu tệp cảnh báo (OSV) do đơn vị mang tới, mỗi tháng và trước mỗi lần nâng cấp.",
        ("tests/operations/test_advisories.py::test_only_what_is_installed_and_not_withdrawn_is_told",),
        lately(
            MaintenanceRun.Kind.ADVISORIES,
            MONTH_DAYS,
            number=218,
            fault="the packages were not compared with known faults within a month",
            hint="Bring a file of advisories, and run manage.py advisories FILE.",
        ),
    ),
    Line(
        "Vận hành",
        "Bảo vệ máy chủ, nguồn điện, người ra vào",
        "Theo quy chế của nơi đặt máy.",
        is_owners=True,
    ),
    Line(
        "Vận hành",
        "Phương án ứng phó sự cố, tập huấn người dùng",
        "Ban hành phương án, phân công người báo trong 72 giờ khi lộ dữ liệu cá nhân.",
        is_owners=True,
    ),
)
LINES: tuple[Line, ...] = (*ACCOUNTS, *RIGHTS, *LOGS, *DATA, *BACKUPS, *APPLICATION, *OPERATIONS)
