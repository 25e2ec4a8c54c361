"""What associations of the demo write beside their figures: half a year, limits, tasks, requests. All made up."""

from decimal import Decimal

from base.vietnamese import number

from .stories import DEEDS, FIGURES

# indicator: which of the four headings of results it belongs under, and how six months of it are told
HALF = {
    "tt": (0, "tổ chức {} buổi tuyên truyền"), "nghe": (0, "có {} lượt người dự tuyên truyền"),
    "hv": (1, "kết nạp {} hội viên"),
    "pt": (2, "phát động {} phong trào, đợt thi đua"), "dh": (2, "biểu dương {} điển hình"),
    "tien": (3, "vận động {} triệu đồng"), "qua": (3, "trao {} suất quà"), "luot": (3, "trợ giúp {} lượt người"),
    "nha": (3, "xây mới, sửa chữa {} nhà"),
}  # fmt: skip
# What it did in half a year under a heading of which it keeps no figure.
HALF_SAID = {
    ("nkt", 0): "tuyên truyền Công ước về quyền của người khuyết tật tại 05 huyện, thị xã, thành phố",
    ("nkt", 1): "kiện toàn 04 hội cấp huyện, 61 hội cấp xã",
    ("hlg", 3): "tư vấn, trợ giúp pháp lý miễn phí cho người nghèo tại 04 xã miền núi",
    ("tnxp", 0): "sinh hoạt chính trị tại 06 huyện, thị hội",
    ("ctd", 1): "củng cố 68 hội cơ sở, mở 03 lớp tập huấn sơ cấp cứu",
    ("ctd", 2): "tổ chức Tết Nhân ái, Tháng Nhân đạo và 08 đợt hiến máu tình nguyện",
    ("khkt", 3): "chuyển giao 02 mô hình sản xuất cho xã miền núi",
    ("vhnt", 3): "trao tủ sách cho 03 trường vùng khó",
    ("kh", 0): "tuyên truyền xây dựng xã hội học tập tại 92 xã, phường",
    ("nm", 0): "phổ biến chính sách bằng chữ Braille và sách nói cho 05 chi hội",
    ("nm", 2): "duy trì phong trào vượt khó, thắp sáng niềm tin",
    ("htx", 3): "hỗ trợ 03 hợp tác xã vùng khó tiêu thụ nông sản",
    ("tyn", 1): "củng cố 06 ban liên lạc",
    ("hn", 1): "kiện toàn 03 hội thành viên",
    ("lv", 3): "hỗ trợ giống cho 120 hộ nghèo",
    ("dn", 0): "phổ biến chính sách thuế, lao động cho hội viên tại 03 hội nghị",
}
BEGINS = (
    (
        "Công tác tuyên truyền được triển khai từ đầu năm:",
        "Thực hiện kế hoạch tuyên truyền,",
        "Trong sáu tháng,",
    ),
    ("Về tổ chức,", "Tổ chức hội tiếp tục được củng cố:", "Công tác hội viên:"),
    ("Phong trào thi đua được phát động sớm:", "Hưởng ứng phong trào của tỉnh,", "Về phong trào,"),
    ("Chăm lo hội viên và cộng đồng:", "Công tác an sinh đạt kết quả:", "Về nhân đạo, từ thiện,"),
)

# code: what fell short and why; what is meant to be done; what is asked for
CLOSING = {
    "nct": ("Hai hội cơ sở chưa đạt kế hoạch phát triển hội viên do địa bàn rộng, người cao tuổi ở xa trung tâm xã.", "Tiếp tục phong trào Tuổi cao - Gương sáng, chúc thọ, mừng thọ đúng đối tượng.", "Đề nghị tỉnh bố trí kinh phí chúc thọ sớm trong quý I."),
    "nkt": ("Nguồn lực phụ thuộc vận động, một số huyện hội chưa có trụ sở.", "Rà soát đối tượng cần trợ giúp, ưu tiên nhà ở và sinh kế.", "Đề nghị tỉnh hỗ trợ kinh phí hoạt động cho hội cấp huyện."),
    "hlg": ("Tuyên truyền ở vùng biên giới còn ít buổi vì thiếu báo cáo viên biết tiếng dân tộc.", "Mở thêm điểm tư vấn lưu động tại xã miền núi.", "Đề nghị sở, ngành mời hội góp ý dự thảo văn bản sớm hơn."),
    "tnxp": ("Hội viên phần lớn trên 70 tuổi, hoạt động ở một số chi hội còn thưa.", "Hoàn thành rà soát chế độ cho hội viên, xây thêm nhà tình nghĩa.", "Đề nghị giải quyết các hồ sơ chế độ còn tồn đọng."),
    "ctd": ("Kế hoạch phát triển hội viên chưa đạt ở khối trường học.", "Tổ chức Tết Nhân ái, Tháng Nhân đạo, bảo đảm lượng máu tiếp nhận.", "Đề nghị bổ sung biên chế cho hội cấp huyện."),
    "khkt": ("Chuyển giao mô hình còn ít do kinh phí đối ứng của xã hạn chế.", "Tổ chức Hội thi sáng tạo kỹ thuật, mở rộng phổ biến kiến thức trực tuyến.", "Đề nghị tỉnh đặt hàng nhiệm vụ tư vấn, phản biện hằng năm."),
    "vhnt": ("Kết nạp hội viên trẻ chưa đạt kế hoạch.", "Mở trại sáng tác về biên giới, hải đảo, bồi dưỡng cây bút trẻ.", "Đề nghị hỗ trợ kinh phí xuất bản tác phẩm viết về quê hương."),
    "nb": ("Số suất quà vận động chưa đạt do nhà tài trợ thu hẹp chương trình.", "Tổ chức Giải báo chí tỉnh, bồi dưỡng nghiệp vụ báo chí số.", "Đề nghị tăng giải thưởng cho tác phẩm về phong trào thi đua."),
    "kh": ("Mô hình công dân học tập chưa đều giữa các huyện.", "Phát triển gia đình học tập, dòng họ học tập, tăng quỹ khuyến học.", "Đề nghị đưa tiêu chí học tập vào bình xét gia đình văn hóa."),
    "dy": ("Vườn thuốc nam tại trạm y tế xã chưa được chăm sóc thường xuyên.", "Tổ chức khám nhân đạo tại xã miền núi, tập huấn lương y.", "Đề nghị ngành Y tế phối hợp cấp phép phòng chẩn trị."),
    "nm": ("Hội viên ở xa khó tham gia lớp học chữ Braille.", "Mở lớp tin học cho người mù, cho vay vốn giải quyết việc làm.", "Đề nghị hỗ trợ kinh phí in sách nói."),
    "htx": ("Một số hợp tác xã chuyển đổi chậm, thiếu cán bộ kế toán.", "Hỗ trợ liên kết chuỗi, xúc tiến thương mại cho sản phẩm OCOP.", "Đề nghị bổ sung vốn cho Quỹ hỗ trợ phát triển hợp tác xã."),
    "tyn": ("Hội viên cao tuổi, kinh phí hoạt động hạn hẹp.", "Kể chuyện truyền thống tại trường học, thăm hỏi hội viên đau yếu.", "Đề nghị hỗ trợ biên soạn kỷ yếu của hội."),
    "hn": ("Thủ tục tiếp nhận một số khoản viện trợ kéo dài.", "Mở rộng đối tác khắc phục hậu quả bom mìn, giao lưu với các tỉnh bạn Lào, Thái Lan.", "Đề nghị rút ngắn thời gian thẩm định dự án viện trợ."),
    "lv": ("Kết nạp hội viên chưa đạt kế hoạch do sáp nhập chi hội.", "Nhân rộng mô hình cải tạo vườn tạp, tập huấn canh tác hữu cơ.", "Đề nghị lồng ghép kinh phí khuyến nông cho hội."),
    "dn": ("Kinh phí vận động chưa đạt vì doanh nghiệp gặp khó khăn về thị trường.", "Đối thoại về thuế, lao động; hỗ trợ doanh nghiệp chuyển đổi số.", "Đề nghị duy trì đối thoại với doanh nghiệp mỗi quý."),
}  # fmt: skip

NOUNS = {
    "tien": "kinh phí vận động {} triệu đồng", "qua": "quà trao {} suất", "luot": "trợ giúp {} lượt người",
    "nha": "nhà xây mới, sửa chữa {} nhà", "hv": "hội viên kết nạp {} người", "tt": "tuyên truyền {} buổi",
    "nghe": "dự tuyên truyền {} lượt người", "pt": "phong trào phát động {} đợt", "dh": "điển hình biểu dương {}",
}  # fmt: skip


def half_year(code: str, share: Decimal) -> list[str]:
    """What an association tells of six months under the four headings, from its own half-year figures."""
    by_heading: list[list[str]] = [[], [], [], []]
    for key, (_, half, _, _) in FIGURES[code].items():
        heading, phrase = HALF[key]
        by_heading[heading].append(phrase.format(number((half * share).quantize(Decimal(1)))))
    style = list(FIGURES).index(code) % 3
    texts = []
    for heading, phrases in enumerate(by_heading):
        said = "; ".join(filter(None, [*phrases, HALF_SAID.get((code, heading), "")]))
        texts.append(f"{BEGINS[heading][style]} {said}.")
    return texts


def whole_year(code: str, share: Decimal) -> list[str]:
    """What it tells of the year under the four headings: its deeds, then the figures beside those of the year before."""
    by_heading: list[list[str]] = [[], [], [], []]
    for key, (_, _, done, before) in FIGURES[code].items():
        result = NOUNS[key].format(number((done * share).quantize(Decimal(1))))
        by_heading[HALF[key][0]].append(f"{result} (năm trước {number(before)})")
    texts = []
    for deed, figures in zip(DEEDS[code], by_heading, strict=True):
        compared = f"\nSo với năm trước: {'; '.join(figures)}." if figures else ""
        texts.append(f"{deed}.{compared}")
    return texts


# criterion: the result beside a self-score, where it is not one of the four deeds
RESULTS = {
    "II.1": "Chi bộ hoàn thành tốt nhiệm vụ; nội bộ đoàn kết, không có đơn thư",
    "II.3": "Công khai kinh phí; thực hiện quy chế dân chủ ở cơ quan hội",
    "III.4": "Dự đủ các cuộc họp, hội nghị của khối, đúng thành phần",
    "III.5": "Hồ sơ gửi đủ, đúng thời hạn",
    "T.1": "Được Trung ương hội tặng Bằng khen",
    "T.2": "Có mô hình được khối công nhận",
}
DEED_OF = {"I.1": 1, "I.3": 3, "I.4": 2, "II.2": 0, "III.2": 2}  # criterion: which of the four deeds


def result_of(code: str, criterion: str) -> str:
    return DEEDS[code][DEED_OF[criterion]] if criterion in DEED_OF else RESULTS.get(criterion, "")


# code: which awards it registers for beside, or in place of, the flag of the province
TITLES = {
    "nkt": ("co-chinh-phu", "co-ubnd-tinh"),
    **dict.fromkeys(["khkt", "vhnt", "nb", "htx", "tyn", "hn", "lv", "dn"], ("bang-khen-tinh",)),
}
ALWAYS = ("co-ubnd-tinh",)
MOVEMENTS = """Thi đua lập thành tích chào mừng Ngày giải phóng tỉnh Quảng Trị (01/5): phát động tháng 02, tổng kết tháng 5 năm {year}
Phong trào “Vì người nghèo - Không để ai bị bỏ lại phía sau”: phát động tháng 02, sơ kết tháng 6, tổng kết tháng 11 năm {year}"""
