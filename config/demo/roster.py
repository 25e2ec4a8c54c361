"""The sixteen associations, the three bodies that one of them grew out of, and people (all made up)."""

import datetime

PROVINCE = "tỉnh Quảng Trị"
CONFIRMED = "Báo Quảng Trị, hội nghị ngày 09/01/2024"
CONFIRMED_2016 = "chuthapdo.quangtri.gov.vn, ký giao ước ngày 26/05/2016"

# code, short name, abbreviation, line above, collective, position of its head, head, staff, source of the name
ASSOCIATIONS = [
    ("nct", "Ban đại diện Hội Người cao tuổi", "BĐD", "HỘI NGƯỜI CAO TUỔI VIỆT NAM", "BAN ĐẠI DIỆN", "Trưởng ban",
     "Hoàng Văn Thành", "Lê Thị Thu Hiền", CONFIRMED),
    ("nkt", "Hội Người khuyết tật, nạn nhân da cam, bảo trợ người khuyết tật và bảo vệ quyền trẻ em", "HNKT", "",
     "BAN THƯỜNG VỤ", "Chủ tịch", "Nguyễn Thị Minh Châu", "Trần Quốc Đạt", CONFIRMED),
    ("hlg", "Hội Luật gia", "HLG", "HỘI LUẬT GIA VIỆT NAM", "BAN THƯỜNG VỤ", "Chủ tịch", "Phan Văn Quang",
     "Võ Thị Ngọc Ánh", CONFIRMED),
    ("tnxp", "Hội Cựu thanh niên xung phong", "HCTNXP", "HỘI CỰU THANH NIÊN XUNG PHONG VIỆT NAM", "BAN THƯỜNG VỤ",
     "Chủ tịch", "Đỗ Xuân Lưu", "Bùi Thị Nga", CONFIRMED),
    ("ctd", "Hội Chữ thập đỏ", "CTĐ", "TRUNG ƯƠNG HỘI CHỮ THẬP ĐỎ VIỆT NAM", "BAN THƯỜNG VỤ", "Chủ tịch",
     "Trương Thị Ái", "Ngô Đức Huy", CONFIRMED_2016),
    ("khkt", "Liên hiệp các Hội Khoa học và Kỹ thuật", "LHH", "", "BAN THƯỜNG VỤ", "Chủ tịch", "Lý Hữu Phước",
     "Đặng Thị Uyển", ""),
    ("vhnt", "Hội Văn học Nghệ thuật", "VHNT", "", "BAN THƯỜNG VỤ", "Chủ tịch", "Hồ Thanh Vân", "Cao Thị Diệu", ""),
    ("nb", "Hội Nhà báo", "HNB", "HỘI NHÀ BÁO VIỆT NAM", "BAN THƯ KÝ", "Chủ tịch", "Mai Xuân Ân", "Tạ Thị Yến", ""),
    ("kh", "Hội Khuyến học", "HKH", "HỘI KHUYẾN HỌC VIỆT NAM", "BAN THƯỜNG VỤ", "Chủ tịch", "Trần Đình Ẩn",
     "Lê Khánh Ưng", ""),
    ("dy", "Hội Đông y", "HĐY", "HỘI ĐÔNG Y VIỆT NAM", "BAN THƯỜNG VỤ", "Chủ tịch", "Nguyễn Hữu Thảo", "Hà Thị Mơ", ""),
    ("nm", "Hội Người mù", "HNM", "HỘI NGƯỜI MÙ VIỆT NAM", "BAN THƯỜNG VỤ", "Chủ tịch", "Lê Quang Sáng",
     "Phạm Thị Ước", ""),
    ("htx", "Liên minh Hợp tác xã", "LMHTX", "LIÊN MINH HỢP TÁC XÃ VIỆT NAM", "BAN THƯỜNG VỤ", "Chủ tịch",
     "Đinh Công Dũng", "Vũ Thị Lành", ""),
    ("tyn", "Hội Tù yêu nước", "HTYN", "", "BAN THƯỜNG VỤ", "Chủ tịch", "Nguyễn Kim Hùng", "Trịnh Thị Bảo", ""),
    ("hn", "Liên hiệp các tổ chức hữu nghị", "LHHN", "LIÊN HIỆP CÁC TỔ CHỨC HỮU NGHỊ VIỆT NAM", "BAN THƯỜNG TRỰC",
     "Chủ tịch", "Văn Ngọc Tiến", "Lương Thị Hòa", ""),
    ("lv", "Hội Làm vườn", "HLV", "HỘI LÀM VƯỜN VIỆT NAM", "BAN THƯỜNG VỤ", "Chủ tịch", "Thái Văn Mậu", "Dương Thị Xuân", ""),
    ("dn", "Hiệp hội Doanh nghiệp", "HHDN", "", "BAN THƯỜNG VỤ", "Chủ tịch", "Châu Minh Khôi", "Đoàn Thị Giang", ""),
]

RENAMED = {
    "code": "nct",
    "on": datetime.date(2024, 7, 1),
    "official_name": "Hội Người cao tuổi tỉnh Quảng Trị",
    "short_name": "Hội Người cao tuổi",
    "abbreviation": "HNCT",
    "letterhead_name": "HỘI NGƯỜI CAO TUỔI TỈNH QUẢNG TRỊ",
    "collective": "BAN THƯỜNG VỤ",
}

MERGED_ON = datetime.date(2018, 1, 1)
MERGED_INTO = "nkt"
MERGED = [
    ("nkt-cu", "Hội Người khuyết tật", "HNKT"),
    ("nndc-cu", "Hội Nạn nhân chất độc da cam/dioxin", "NNDC"),
    ("btqte-cu", "Hội Bảo trợ người khuyết tật và bảo vệ quyền trẻ em", "BTQTE"),
]
