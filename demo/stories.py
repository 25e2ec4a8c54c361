"""What each association did in 2023: made-up figures of a plausible size, and a few sentences."""

# code: {indicator: (plan, done in six months, done in the year, the year before)}
FIGURES = {
    "nct": {"tien": (2200, 1150, 2480, 2105), "qua": (3000, 1720, 3240, 2890), "hv": (1500, 820, 1612, 1420), "tt": (60, 31, 64, 58), "dh": (30, 12, 34, 28)},
    "nkt": {"tien": (10000, 5900, 12460, 9870), "qua": (1800, 1240, 1980, 1640), "luot": (28000, 15200, 28971, 27650), "nha": (20, 9, 24, 18), "dh": (15, 8, 18, 14)},
    "hlg": {"hv": (30, 18, 33, 29), "tt": (900, 512, 1158, 870), "nghe": (60000, 33400, 68200, 57900), "pt": (3, 2, 3, 3), "dh": (8, 3, 10, 7)},
    "tnxp": {"tien": (450, 260, 520, 431), "qua": (560, 320, 598, 540), "nha": (2, 1, 3, 2), "hv": (40, 22, 46, 38), "dh": (10, 4, 12, 9)},
    "ctd": {"tien": (18000, 9400, 21300, 17600), "qua": (12000, 7800, 13450, 11800), "luot": (35000, 18000, 39100, 34200), "nha": (12, 5, 11, 12), "tt": (80, 44, 92, 77)},
    "khkt": {"tt": (24, 11, 26, 22), "nghe": (2400, 1150, 2610, 2280), "hv": (60, 28, 64, 55), "pt": (3, 1, 3, 3), "dh": (6, 2, 6, 5)},
    "vhnt": {"hv": (10, 4, 9, 11), "pt": (2, 1, 2, 2), "dh": (5, 2, 6, 5), "tt": (12, 6, 13, 12), "nghe": (1500, 700, 1620, 1440)},
    "nb": {"hv": (8, 4, 9, 7), "pt": (2, 1, 2, 2), "dh": (6, 3, 7, 6), "tt": (10, 4, 10, 9), "qua": (150, 60, 142, 155)},
    "kh": {"tien": (7500, 3300, 8120, 7140), "qua": (5200, 1900, 5610, 4980), "hv": (2500, 1300, 2740, 2390), "pt": (3, 2, 3, 3), "dh": (40, 15, 46, 37)},
    "dy": {"luot": (31000, 16200, 33016, 30120), "qua": (300, 160, 320, 280), "hv": (20, 9, 22, 18), "tt": (16, 8, 18, 15), "dh": (6, 2, 7, 6)},
    "nm": {"tien": (900, 480, 985, 860), "qua": (1100, 700, 1185, 1040), "nha": (3, 1, 3, 2), "hv": (15, 8, 17, 14), "luot": (2600, 1350, 2710, 2540)},
    "htx": {"hv": (18, 9, 20, 16), "tt": (30, 14, 31, 28), "nghe": (1800, 850, 1910, 1760), "pt": (2, 1, 2, 2), "dh": (7, 3, 6, 7)},
    "tyn": {"tien": (180, 95, 205, 172), "qua": (240, 150, 262, 231), "tt": (14, 8, 16, 13), "nghe": (3200, 1700, 3480, 3010), "dh": (4, 2, 4, 4)},
    "hn": {"tien": (14500, 7200, 15900, 13800), "nha": (6, 2, 7, 5), "luot": (4200, 2100, 4350, 4010), "tt": (8, 3, 8, 7), "pt": (2, 1, 2, 2)},
    "lv": {"hv": (120, 55, 112, 118), "tt": (20, 9, 22, 19), "nghe": (1300, 560, 1380, 1220), "pt": (2, 1, 2, 2), "dh": (9, 4, 10, 8)},
    "dn": {"tien": (6000, 2100, 5480, 6220), "qua": (2000, 900, 2150, 1870), "nha": (8, 3, 8, 7), "hv": (25, 11, 27, 21), "dh": (8, 3, 9, 7)},
}  # fmt: skip

# code: what it did for propaganda, organisation, movements, the community
DEEDS = {
    "nct": ("Phối hợp với các huyện, thị xã, thành phố quán triệt nghị quyết đến 100 % hội cơ sở", "Kết nạp 1.612 hội viên, củng cố 12 hội cơ sở", "Phát động phong trào Tuổi cao - Gương sáng, có 34 điển hình được biểu dương", "Chúc thọ, mừng thọ và tặng 3.240 suất quà cho người cao tuổi khó khăn"),
    "nkt": ("Tuyên truyền Công ước về quyền của người khuyết tật tại 9 huyện, thị xã, thành phố", "Kiện toàn 9 hội cấp huyện, 118 hội cấp xã", "Tổ chức Ngày vì nạn nhân chất độc da cam, kỷ niệm Ngày Người khuyết tật Việt Nam", "Vận động 12,46 tỷ đồng, trợ giúp 28.971 lượt người, làm mới và sửa 24 ngôi nhà"),
    "hlg": ("Tổ chức 1.158 buổi phổ biến pháp luật cho 68.200 lượt người", "Kết nạp 33 hội viên, thành lập 02 chi hội", "Hưởng ứng Ngày Pháp luật, góp ý 23 dự án luật", "Tư vấn, trợ giúp pháp lý miễn phí cho 494 lượt người nghèo, hòa giải thành 301 vụ việc"),
    "tnxp": ("Sinh hoạt chính trị tại 10 huyện, thị hội, kể chuyện truyền thống cho thanh niên", "Kết nạp 46 hội viên, chi trả chế độ đúng đối tượng", "Duy trì phong trào Cựu thanh niên xung phong làm kinh tế giỏi, nghĩa tình đồng đội", "Xây mới 03 nhà tình nghĩa, trao 598 suất quà cho hội viên khó khăn"),
    "ctd": ("Truyền thông nhân đạo qua 92 buổi tại cơ sở", "Củng cố 125 hội cơ sở, tập huấn sơ cấp cứu", "Tổ chức Tháng Nhân đạo, Tết Nhân ái, 15 đợt hiến máu tình nguyện", "Trợ giúp 39.100 lượt người với tổng trị giá 21,3 tỷ đồng"),
    "khkt": ("Phổ biến kiến thức khoa học cho 2.610 lượt người", "Kết nạp 64 hội viên thuộc 18 hội thành viên", "Tổ chức Hội thi sáng tạo kỹ thuật tỉnh", "Chuyển giao 04 mô hình sản xuất cho xã miền núi"),
    "vhnt": ("Tổ chức 13 buổi giới thiệu tác phẩm về quê hương, cách mạng", "Kết nạp 09 hội viên", "Tổ chức trại sáng tác nhân kỷ niệm 51 năm giải phóng Quảng Trị", "Trao tủ sách cho 06 trường vùng khó"),
    "nb": ("Sinh hoạt nghiệp vụ về đạo đức nghề báo", "Kết nạp 09 hội viên", "Tổ chức Giải báo chí tỉnh, Hội báo Xuân", "Vận động 142 suất quà cho học sinh nghèo"),
    "kh": ("Tuyên truyền xây dựng xã hội học tập ở 100 % xã, phường", "Phát triển 2.740 hội viên, 43 chi hội mới", "Phát triển phong trào gia đình học tập, dòng họ học tập", "Trao 5.610 suất học bổng, phần thưởng, trị giá 8,12 tỷ đồng"),
    "dy": ("Phổ biến sử dụng thuốc nam tại 18 xã", "Kết nạp 22 hội viên", "Hưởng ứng phong trào thầy thuốc như mẹ hiền", "Khám, điều trị cho 33.016 lượt người, 08 đợt khám nhân đạo"),
    "nm": ("Phổ biến chính sách bằng chữ Braille và sách nói", "Kết nạp 17 hội viên, mở 02 lớp chữ Braille", "Duy trì phong trào vượt khó, thắp sáng niềm tin", "Cho vay vốn, trao 1.185 suất quà, sửa 03 ngôi nhà"),
    "htx": ("Phổ biến Luật Hợp tác xã cho 1.910 lượt người", "Kết nạp 20 hợp tác xã thành viên", "Phát động phong trào hợp tác xã liên kết chuỗi giá trị", "Hỗ trợ 06 hợp tác xã vùng khó tiêu thụ nông sản"),
    "tyn": ("Kể chuyện truyền thống tại 16 trường học", "Củng cố 10 ban liên lạc", "Gặp mặt kỷ niệm ngày chiến thắng trở về", "Thăm hỏi, tặng 262 suất quà cho hội viên đau yếu"),
    "hn": ("Thông tin đối ngoại tại 08 hội nghị", "Kiện toàn 05 hội thành viên", "Giao lưu hữu nghị Việt - Lào, Việt - Thái", "Vận động 15,9 tỷ đồng viện trợ, khắc phục hậu quả bom mìn"),
    "lv": ("Tập huấn kỹ thuật cho 1.380 lượt người", "Kết nạp 112 hội viên", "Phát động phong trào cải tạo vườn tạp", "Hỗ trợ giống cho 210 hộ nghèo"),
    "dn": ("Phổ biến chính sách thuế, lao động cho doanh nghiệp", "Kết nạp 27 doanh nghiệp", "Phát động phong trào doanh nghiệp vì cộng đồng", "Ủng hộ 5,48 tỷ đồng, xây 08 nhà đại đoàn kết"),
}  # fmt: skip

# code: officers, members, branches, share of women; of a plausible size
SIZES = {
    "nct": (9, 62400, 125, 58), "nkt": (7, 8450, 127, 47), "hlg": (4, 612, 24, 41), "tnxp": (3, 1940, 42, 45),
    "ctd": (12, 38600, 125, 62), "khkt": (8, 9120, 18, 33), "vhnt": (6, 214, 7, 36), "nb": (5, 236, 11, 42),
    "kh": (5, 118300, 143, 72), "dy": (6, 588, 29, 39), "nm": (5, 1370, 21, 71), "htx": (14, 356, 9, 38),
    "tyn": (2, 742, 10, 24), "hn": (6, 430, 5, 49), "lv": (3, 2260, 34, 44), "dn": (7, 391, 8, 35),
}  # fmt: skip

# indicator: what is done for it and by when, in {year}
TASKS = {
    "tien": "Vận động nguồn lực chăm lo hội viên, đối tượng, quyết toán, công khai trước ngày 15/12/{year}",
    "qua": "Thăm hỏi, tặng quà dịp Tết Nguyên đán, Ngày Thương binh - Liệt sĩ, xong trước ngày 31/7/{year}",
    "luot": "Trợ giúp, khám chữa bệnh cho đối tượng theo từng quý, tổng hợp trước ngày 30/11/{year}",
    "nha": "Khởi công nhà tình nghĩa trong quý II, bàn giao trước ngày 30/10/{year}",
    "hv": "Rà soát, kết nạp hội viên mới, hoàn thành trước ngày 30/11/{year}",
    "tt": "Tổ chức các buổi tuyên truyền, phổ biến pháp luật, hoàn thành trước ngày 30/11/{year}",
    "nghe": "Phối hợp các địa phương tổ chức điểm tuyên truyền tại xã, xong trước ngày 30/10/{year}",
    "pt": "Phát động phong trào, đợt thi đua trong quý I, sơ kết tháng 6, tổng kết trước ngày 30/11/{year}",
    "dh": "Lựa chọn, biểu dương điển hình tiên tiến trước ngày 30/11/{year}",
}

# code: points lost against the maximum as {criterion: (self, verified, reason)}; what is not named is full
LOSSES: dict[str, dict[str, tuple[float, float, str]]] = {
    "nct": {"I.1": (0, 0.5, "Hai hội cơ sở chưa đạt kế hoạch phát triển hội viên"), "I.4": (0.5, 0.5, ""), "II.2": (0.5, 0.5, ""), "III.2": (0.5, 1, "Một phong trào chưa sơ kết")},
    "nkt": {"I.4": (0.5, 0.5, ""), "II.3": (0, 0.5, "Chưa gửi báo cáo thực hiện quy chế dân chủ")},
    "hlg": {"I.3": (0.5, 1, "Số liệu vận động chưa có xác nhận"), "I.4": (0.5, 0.5, ""), "III.4": (0.5, 0.5, "")},
    "tnxp": {"I.1": (0.5, 0.5, ""), "I.4": (0.5, 0.5, ""), "II.2": (0, 0.5, "Chưa có kế hoạch học tập chuyên đề năm")},
    "ctd": {"I.1": (0, 0.5, "Kế hoạch hội viên chưa đạt"), "III.4": (0.5, 0.5, "")},
    "khkt": {"I.3": (2, 2, ""), "I.4": (1, 1.5, "Chưa có minh chứng mô hình thứ tư"), "III.2": (0.5, 0.5, "")},
    "vhnt": {"I.1": (1, 1.5, "Kết nạp hội viên chưa đạt kế hoạch"), "I.3": (2, 2.5, "Giá trị tủ sách thấp hơn kê khai"), "I.4": (1, 1, "")},
    "nb": {"I.1": (0.5, 0.5, ""), "I.3": (2, 2.5, "Suất quà chưa đạt kế hoạch"), "I.4": (1.5, 1.5, ""), "II.1": (0.5, 0.5, "")},
    "kh": {"I.3": (0, 0.5, "Một phần học bổng trùng với báo cáo của đơn vị khác"), "I.4": (1.5, 1.5, ""), "III.4": (0.5, 0.5, "")},
    "dy": {"I.1": (1, 1, ""), "I.3": (1, 1, ""), "III.4": (0.5, 0.5, ""), "II.2": (0.5, 0.5, "")},
    "nm": {"I.1": (1, 1, ""), "I.4": (1.5, 1.5, ""), "II.3": (0.5, 0.5, "")},
    "htx": {"I.3": (2.5, 3, "Hoạt động hỗ trợ chưa có văn bản"), "I.4": (1, 1, ""), "II.1": (1, 1, "")},
    "tyn": {"I.1": (2, 2, ""), "I.4": (2, 2, ""), "III.2": (1, 1, "")},
    "hn": {"I.1": (1.5, 1.5, ""), "I.4": (0.5, 0.5, ""), "III.2": (0.5, 1, "Chưa có báo cáo sơ kết phong trào")},
    "lv": {"I.1": (1.5, 2, "Hội viên kết nạp chưa đạt kế hoạch"), "I.3": (3, 3, ""), "III.4": (1, 1, "")},
    "dn": {"I.3": (1, 2, "Kinh phí vận động chưa đạt kế hoạch"), "II.3": (1, 1, ""), "III.4": (1, 1.5, "Cử người dự họp không đúng thành phần")},
}  # fmt: skip

BONUS = {
    "nkt": {"T.1": 2, "T.2": 1},
    "hlg": {"T.1": 1},
    "tnxp": {"T.1": 2},
    "ctd": {"T.1": 1},
    "kh": {"T.2": 1},
}
# A member's word on what was taken off, and what the second look answered: criterion, text, reply, points lost now.
EXPLAINED = {
    "ctd": ("I.1", "Hai hội cơ sở kết nạp bù trong tháng 12, có danh sách kèm công văn 212/CTĐ.",
            "Danh sách lập sau ngày chốt số liệu; giữ nguyên điểm thẩm định.", 0.5),
    "kh": ("I.3", "Học bổng trùng đã trừ trong phụ lục 2 của báo cáo.",
           "Đã đối chiếu phụ lục 2, phần trùng đã được trừ; công nhận điểm tự chấm.", 0),
}  # fmt: skip
DEDUCTED = {"dn": ("TR.1", 1, "Vắng họp giao ban quý III không báo")}
LATE_REPORT = {"lv", "dn"}  # annual reports of 2023 that came after the deadline
LATE_INTERIM = {"vhnt"}
