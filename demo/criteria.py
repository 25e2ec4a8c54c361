"""The criteria of the demo years: illustrative, to be replaced by the bloc's own table."""

# parent code, code, text, kind, points, needs evidence, document
CRITERIA = [
    ("", "I", "Thực hiện nhiệm vụ phát triển kinh tế - xã hội, quốc phòng, an ninh", "group", 60, False, ""),
    ("I", "I.1", "Xây dựng tổ chức hội; phát triển hội viên so với kế hoạch", "judged", 15, True, ""),
    ("I", "I.2", "Hoàn thành chỉ tiêu đã đăng ký (tỷ lệ chỉ tiêu đạt kế hoạch)", "threshold", 20, False, ""),
    ("I", "I.3", "Vận động nguồn lực, chăm lo, trợ giúp hội viên và đối tượng", "judged", 15, True, ""),
    (
        "I",
        "I.4",
        "Tham gia phong trào thi đua của tỉnh (nông thôn mới, vì người nghèo, chuyển đổi số…)",
        "judged",
        10,
        False,
        "",
    ),
    (
        "",
        "II",
        "Thực hiện chủ trương của Đảng, pháp luật của Nhà nước; xây dựng hệ thống chính trị vững mạnh",
        "group",
        20,
        False,
        "",
    ),
    (
        "II",
        "II.1",
        "Chi bộ, đoàn thể hoàn thành tốt nhiệm vụ trở lên; nội bộ đoàn kết",
        "judged",
        8,
        False,
        "",
    ),
    ("II", "II.2", "Học tập và làm theo Bác; tuyên truyền, phổ biến pháp luật", "judged", 6, False, ""),
    ("II", "II.3", "Thực hành tiết kiệm, phòng chống tham nhũng, quy chế dân chủ", "judged", 6, False, ""),
    ("", "III", "Thực hiện công tác thi đua, khen thưởng của khối", "group", 20, False, ""),
    ("III", "III.1", "Đăng ký thi đua, ký giao ước", "group", 4, False, ""),
    ("III.1", "III.1.a", "Gửi bản đăng ký thi đua đúng hạn", "timeliness", 2, False, "registration"),
    ("III.1", "III.1.b", "Ký giao ước thi đua", "timeliness", 2, False, "pledge"),
    (
        "III",
        "III.2",
        "Phát động, sơ kết, tổng kết phong trào; nhân điển hình tiên tiến",
        "judged",
        5,
        True,
        "",
    ),
    ("III", "III.3", "Chế độ báo cáo, tự chấm điểm", "group", 5, False, ""),
    ("III.3", "III.3.a", "Gửi báo cáo 6 tháng đúng hạn", "timeliness", 2, False, "interim"),
    ("III.3", "III.3.b", "Gửi báo cáo năm và bảng tự chấm điểm đúng hạn", "timeliness", 3, False, "annual"),
    ("III", "III.4", "Tham dự đủ, đúng thành phần các hoạt động của khối", "judged", 4, False, ""),
    ("III", "III.5", "Hồ sơ khen thưởng đúng quy định", "yes_no", 2, False, ""),
    ("", "T.1", "Được Trung ương hội khen thưởng trong năm", "bonus", 2, True, ""),
    ("", "T.2", "Có mô hình mới, cách làm hiệu quả được khối công nhận", "bonus", 3, True, ""),
    ("", "TR.1", "Vắng họp khối không có lý do", "deduction", 2, False, ""),
]
STEPS = [(100, 20), (90, 18), (80, 16), (60, 13), (40, 10)]
GATES = [
    ("no_registration", "not_ranked"),
    ("no_pledge", "not_eligible"),
    ("no_report", "not_ranked"),
    ("finding", "not_eligible"),
]
BANDS = [("Xuất sắc", 90), ("Tốt", 80), ("Khá", 70), ("Trung bình", 50), ("Không xếp loại", 0)]

CONTENTS = [
    (
        "I",
        "Thực hiện nhiệm vụ phát triển kinh tế - xã hội, quốc phòng, an ninh",
        "Hoàn thành và hoàn thành vượt mức các chỉ tiêu công tác hội đã đăng ký.\n"
        "Vận động nguồn lực chăm lo hội viên, người có hoàn cảnh khó khăn; tham gia giảm nghèo, xây dựng nông thôn mới.",
    ),
    (
        "II",
        "Thực hiện chủ trương của Đảng, pháp luật của Nhà nước; xây dựng hệ thống chính trị vững mạnh",
        "Đẩy mạnh học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh.\n"
        "Xây dựng tổ chức hội đoàn kết, trong sạch; thực hành tiết kiệm, phòng chống tham nhũng, lãng phí.",
    ),
    (
        "III",
        "Thực hiện công tác thi đua, khen thưởng của khối",
        "Đăng ký thi đua, báo cáo, tự chấm điểm trung thực và đúng hạn.\n"
        "Phát hiện, bồi dưỡng, nhân rộng điển hình tiên tiến; tham gia đầy đủ hoạt động của khối.",
    ),
]

# key, content, name, unit, may be summed over the bloc
INDICATORS = [
    ("tien", "I", "Kinh phí vận động chăm lo hội viên, đối tượng", "triệu đồng", True),
    ("qua", "I", "Suất quà trao tặng", "suất", True),
    ("luot", "I", "Lượt người được trợ giúp", "lượt người", False),
    ("nha", "I", "Nhà xây mới, sửa chữa", "nhà", True),
    ("hv", "I", "Hội viên kết nạp mới", "người", True),
    ("tt", "II", "Buổi tuyên truyền, phổ biến pháp luật", "buổi", True),
    ("nghe", "II", "Lượt người dự tuyên truyền", "lượt người", False),
    ("pt", "III", "Phong trào, đợt thi đua được phát động", "đợt", True),
    ("dh", "III", "Điển hình tiên tiến được biểu dương", "điển hình", True),
]

OUTLINE = [
    (
        "Tuyên truyền, học tập và thực hiện nghị quyết của Đảng",
        "both",
        "Nêu số buổi, số lượt người, nội dung nổi bật; gắn với học tập và làm theo Bác.",
    ),
    (
        "Xây dựng tổ chức hội, phát triển hội viên",
        "both",
        "So với kế hoạch và cùng kỳ; chi hội mới, cán bộ được tập huấn.",
    ),
    (
        "Phong trào thi đua, sáng kiến, kỷ niệm các ngày lễ lớn",
        "both",
        "Tên phong trào, kết quả đo được, điển hình.",
    ),
    (
        "Giảm nghèo, chăm lo đời sống, phát triển cộng đồng",
        "both",
        "Số tiền, số quà, số nhà, lượt người; nguồn vận động.",
    ),
    ("Hạn chế, nguyên nhân, bài học kinh nghiệm", "both", "Nêu thật, ngắn; đề ra cách khắc phục."),
    ("Phương hướng, nhiệm vụ thời gian tới", "both", "Ba đến năm việc chính, có chỉ tiêu."),
    ("Kiến nghị, đề xuất", "both", "Với Ủy ban nhân dân tỉnh, cơ quan thường trực, với khối."),
]
