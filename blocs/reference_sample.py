"""A national sample of a first year: to be changed by each bloc, and marked as a sample where it is shown."""

from dataclasses import dataclass

from .models import Criterion, Gate, Milestone

MARK = "Mẫu chung kèm phần mềm"


@dataclass(frozen=True)
class SampleCriterion:
    """A line of the criteria; `parent` is the code of the line it stands under."""

    code: str
    text: str
    points: int
    kind: Criterion.Kind = Criterion.Kind.JUDGED
    parent: str = ""
    needs_evidence: bool = False
    document: str = ""


GROUP, TIMELY, YES_NO = Criterion.Kind.GROUP, Criterion.Kind.TIMELINESS, Criterion.Kind.YES_NO
REACHED, BONUS, DEDUCTION = Criterion.Kind.THRESHOLD, Criterion.Kind.BONUS, Criterion.Kind.DEDUCTION

CRITERIA = [
    SampleCriterion("I", "Thực hiện nhiệm vụ chuyên môn, công tác hội", 60, GROUP),
    SampleCriterion("I.1", "Mức hoàn thành các chỉ tiêu đã đăng ký", 25, REACHED, "I"),
    SampleCriterion("I.2", "Kết quả nổi bật phục vụ nhiệm vụ của tỉnh", 15, parent="I", needs_evidence=True),
    SampleCriterion("I.3", "Xây dựng, củng cố tổ chức; phát triển hội viên", 10, parent="I"),
    SampleCriterion("I.4", "Chăm lo, bảo vệ quyền lợi hợp pháp của hội viên", 10, parent="I"),
    SampleCriterion("II", "Chấp hành chủ trương, pháp luật; xây dựng nội bộ", 20, GROUP),
    SampleCriterion("II.1", "Tuyên truyền, thực hiện chủ trương, chính sách, pháp luật", 8, parent="II"),
    SampleCriterion("II.2", "Nội bộ đoàn kết, thực hiện quy chế dân chủ", 6, parent="II"),
    SampleCriterion("II.3", "Thực hành tiết kiệm, phòng, chống tham nhũng, lãng phí", 6, parent="II"),
    SampleCriterion("III", "Công tác thi đua, khen thưởng", 20, GROUP),
    SampleCriterion("III.1", "Gửi bản đăng ký thi đua đúng hạn", 3, TIMELY, "III", document="registration"),
    SampleCriterion("III.2", "Ký giao ước thi đua", 2, TIMELY, "III", document="pledge"),
    SampleCriterion("III.3", "Gửi báo cáo sơ kết 6 tháng đúng hạn", 3, TIMELY, "III", document="interim"),
    SampleCriterion(
        "III.4", "Gửi báo cáo năm, bảng tự chấm điểm đúng hạn", 4, TIMELY, "III", document="annual"
    ),
    SampleCriterion("III.5", "Phát động, tổ chức phong trào; nhân điển hình tiên tiến", 5, parent="III"),
    SampleCriterion("III.6", "Dự đủ các cuộc họp, hoạt động của khối", 3, YES_NO, "III"),
    SampleCriterion("T.1", "Được cấp trên khen thưởng trong năm", 3, BONUS, needs_evidence=True),
    SampleCriterion("T.2", "Có mô hình mới được khối công nhận", 2, BONUS, needs_evidence=True),
    SampleCriterion("TR.1", "Vắng họp khối không có lý do", 2, DEDUCTION),
]
BONUS_CAP = 5
# Of targets reached in %: points.
STEPS = [(100, 25), (90, 22), (80, 19), (60, 15), (40, 10)]
GATES = [
    (Gate.Fact.NO_REGISTRATION, Gate.Outcome.NOT_RANKED),
    (Gate.Fact.NO_REPORT, Gate.Outcome.NOT_RANKED),
    (Gate.Fact.NO_PLEDGE, Gate.Outcome.NOT_ELIGIBLE),
    (Gate.Fact.VIOLATION, Gate.Outcome.NOT_ELIGIBLE),
]
BANDS = [("Xuất sắc", 90), ("Tốt", 80), ("Khá", 65), ("Trung bình", 50), ("Không xếp loại", 0)]

# code, title, commitments
CONTENTS = [
    (
        "I",
        "Thực hiện nhiệm vụ chuyên môn, công tác hội",
        "Hoàn thành các chỉ tiêu công tác đã đăng ký.\nChăm lo, bảo vệ quyền lợi hợp pháp của hội viên.",
    ),
    (
        "II",
        "Chấp hành chủ trương, pháp luật; xây dựng tổ chức vững mạnh",
        "Tuyên truyền, thực hiện nghiêm chủ trương của Đảng, pháp luật của Nhà nước.\n"
        "Giữ đoàn kết nội bộ; thực hành tiết kiệm, phòng, chống tham nhũng, lãng phí.",
    ),
    (
        "III",
        "Thực hiện công tác thi đua, khen thưởng",
        "Đăng ký, báo cáo, tự chấm điểm trung thực, đúng hạn.\n"
        "Phát hiện, bồi dưỡng, nhân rộng điển hình tiên tiến.",
    ),
]

# content, name, unit, may be summed over the bloc
INDICATORS = [
    ("I", "Hội viên kết nạp mới", "người", True),
    ("I", "Lượt hội viên được tập huấn, bồi dưỡng", "lượt người", False),
    ("I", "Kinh phí vận động chăm lo hội viên, cộng đồng", "triệu đồng", True),
    ("II", "Buổi tuyên truyền, phổ biến pháp luật", "buổi", True),
    ("III", "Điển hình tiên tiến được biểu dương", "điển hình", True),
]

# title, used in, hint
OUTLINE = [
    ("Thực hiện nhiệm vụ chuyên môn, công tác hội", "both", "Việc chính, kết quả đo được, so với kế hoạch."),
    ("Xây dựng tổ chức, phát triển hội viên", "both", "Số hội viên, chi hội; kiện toàn; tập huấn."),
    ("Tuyên truyền, chấp hành chủ trương, pháp luật", "both", "Số buổi, số lượt người, nội dung nổi bật."),
    ("Phong trào thi đua, điển hình tiên tiến", "both", "Tên phong trào, kết quả, điển hình."),
    ("Hạn chế, nguyên nhân", "annual", "Nêu thật, ngắn; cách khắc phục."),
    ("Phương hướng, nhiệm vụ năm sau", "annual", "Ba đến năm việc chính, có chỉ tiêu."),
    ("Kiến nghị, đề xuất", "annual", "Với tỉnh, với cơ quan thường trực, với khối."),
]

# month, day, years after the emulation year; at 17:00, as offices close
CALENDAR = {
    Milestone.Kind.CRITERIA_PUBLISHED: (2, 15, 0),
    Milestone.Kind.REGISTRATION_OPENED: (2, 16, 0),
    Milestone.Kind.REGISTRATION_CLOSED: (3, 15, 0),
    Milestone.Kind.PLEDGE_SIGNED: (3, 31, 0),
    Milestone.Kind.INTERIM_REPORTS: (6, 30, 0),
    Milestone.Kind.SELF_SCORING_OPENED: (11, 1, 0),
    Milestone.Kind.SELF_SCORING_CLOSED: (11, 30, 0),
    Milestone.Kind.VERIFICATION: (12, 10, 0),
    Milestone.Kind.SCORES_LOCKED: (12, 15, 0),
    Milestone.Kind.CONFERENCE_CLOSED: (12, 25, 0),
    Milestone.Kind.PROPOSAL_FILED: (1, 10, 1),
    Milestone.Kind.HANDED_OVER: (1, 31, 1),
}
