"""What somebody who is new here should know: three sentences, by what they are."""

from dataclasses import dataclass

from django.urls import reverse

from blocs.models import Appointment, services_of


@dataclass(frozen=True)
class FirstStep:
    text: str
    link: str
    url: str


HERE = "Trang này ghi việc đang chờ anh/chị, kèm thời hạn; bấm vào từng việc để làm. Tin báo nằm ở Hộp tin."
FIND = "Tìm gì thì gõ vào ô Tìm ở đầu trang, không cần dấu. Chưa rõ thì mở Trợ giúp."
MEMBER = "Mỗi hội soạn đăng ký và báo cáo ở từng năm. Gõ đến đâu phần mềm tự lưu đến đó; bấm Ký và nộp thì mới là nộp."
SECRETARY = (
    "Trang Báo cáo, chấm điểm của năm cho biết ai đã nộp, ai chưa; nhắc, tiếp nhận và thẩm định từ đó."
)
PROVINCE = (
    "Mở một khối là thấy cả năm: đường đi, ai còn thiếu, hồ sơ đã gửi. Anh/chị xem được mọi khối trong tỉnh."
)
ADMINISTRATOR = "Trang Hệ thống cho biết máy có đủ điều kiện phục vụ không, bản sao lưu gần nhất ra sao."


def _part(user) -> tuple[str, str, str, str]:
    """(page of the guide, sentence, name of the link, where it leads)."""
    if user.is_superuser:
        return "quan-tri", ADMINISTRATOR, "Mở trang Hệ thống", reverse("system")
    if user.is_province:
        return "cap-tinh", PROVINCE, "Xem các khối", reverse("blocs:blocs")
    if any(a.role == Appointment.Role.SECRETARY for a in services_of(user)):
        return "thu-ky-khoi", SECRETARY, "Xem các năm", reverse("blocs:blocs")
    page = "lanh-dao-ky" if any(office.may_sign for office in user.offices) else "nguoi-soan"
    return page, MEMBER, "Xem các năm", reverse("blocs:blocs")


def first_steps(user) -> list[FirstStep]:
    """Three, or none once they were put away."""
    if user.welcomed_at:
        return []
    page, sentence, link, url = _part(user)
    return [
        FirstStep(HERE, "Mở hộp tin", reverse("members:notices")),
        FirstStep(sentence, link, url),
        FirstStep(FIND, "Đọc trang dành cho anh/chị", reverse("help-page", args=[page])),
    ]
