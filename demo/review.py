"""What the bloc's report of 2023 says in the secretariat's own words; the figures are those of `stories.py`."""

REVIEW = {
    "Tuyên truyền, học tập và thực hiện nghị quyết của Đảng": (
        "Các đơn vị gắn việc học tập, quán triệt nghị quyết với tuyên truyền, phổ biến pháp luật cho hội viên: cả khối tổ"
        " chức 1.458 buổi, đạt 124,2 % kế hoạch. Hội Luật gia tỉnh Quảng Trị giữ vai trò nòng cốt với 1.158 buổi cho 68.200"
        " lượt người; Ban đại diện Hội Người cao tuổi tỉnh Quảng Trị quán triệt nghị quyết đến 100 % hội cơ sở; Hội Khuyến"
        " học tỉnh Quảng Trị tuyên truyền xây dựng xã hội học tập ở 100 % xã, phường.\n"
        "Nội dung tuyên truyền sát với đối tượng của từng hội: Hội Người mù tỉnh Quảng Trị phổ biến chính sách bằng chữ"
        " Braille và sách nói; Liên minh Hợp tác xã tỉnh Quảng Trị phổ biến Luật Hợp tác xã cho 1.910 lượt người; Liên hiệp"
        " các Hội Khoa học và Kỹ thuật tỉnh Quảng Trị phổ biến kiến thức khoa học cho 2.610 lượt người; Hội Tù yêu nước"
        " tỉnh Quảng Trị kể chuyện truyền thống tại 16 trường học."
    ),
    "Xây dựng tổ chức hội, phát triển hội viên": (
        "Công tác phát triển hội viên vượt kế hoạch: 12 đơn vị kết nạp 4.711 hội viên mới, đạt 108,4 % kế hoạch, trong đó"
        " Hội Khuyến học tỉnh Quảng Trị 2.740 hội viên, Ban đại diện Hội Người cao tuổi tỉnh Quảng Trị 1.612 hội viên.\n"
        "Tổ chức hội ở cơ sở được củng cố: Hội Chữ thập đỏ tỉnh Quảng Trị củng cố 125 hội cơ sở; Hội Người khuyết tật, nạn"
        " nhân da cam, bảo trợ người khuyết tật và bảo vệ quyền trẻ em tỉnh Quảng Trị kiện toàn 9 hội cấp huyện, 118 hội"
        " cấp xã; Liên minh Hợp tác xã tỉnh Quảng Trị kết nạp 20 hợp tác xã thành viên. Hội Làm vườn tỉnh Quảng Trị,"
        " Hội Văn học Nghệ thuật tỉnh Quảng Trị chưa đạt kế hoạch kết nạp."
    ),
    "Phong trào thi đua, sáng kiến, kỷ niệm các ngày lễ lớn": (
        "Cả khối phát động 19 phong trào, đợt thi đua và biểu dương 175 điển hình tiên tiến, đạt 113,6 % kế hoạch. Các phong"
        " trào có nền nếp, sức lan tỏa là “Tuổi cao - Gương sáng”, “Cựu thanh niên xung phong làm kinh tế giỏi”, “Gia đình học"
        " tập, dòng họ học tập”, “Vượt khó, thắp sáng niềm tin”.\n"
        "Nhân các ngày lễ lớn, các đơn vị tổ chức Tháng Nhân đạo, Ngày vì nạn nhân chất độc da cam, Ngày Pháp luật, Hội thi"
        " sáng tạo kỹ thuật tỉnh, trại sáng tác kỷ niệm 51 năm giải phóng Quảng Trị; góp ý 23 dự án luật."
    ),
    "Giảm nghèo, chăm lo đời sống, phát triển cộng đồng": (
        "Đây là nội dung nổi bật của khối: vận động 67.450 triệu đồng, đạt 112,9 % kế hoạch; trao 28.937 suất quà; xây mới,"
        " sửa chữa 56 ngôi nhà. Hội Chữ thập đỏ tỉnh Quảng Trị trợ giúp 39.100 lượt người với tổng trị giá 21,3 tỷ đồng;"
        " Liên hiệp các tổ chức hữu nghị tỉnh Quảng Trị vận động 15,9 tỷ đồng viện trợ, khắc phục hậu quả bom mìn.\n"
        "Hội Người khuyết tật, nạn nhân da cam, bảo trợ người khuyết tật và bảo vệ quyền trẻ em tỉnh Quảng Trị vận động"
        " 12,46 tỷ đồng, làm mới và sửa 24 ngôi nhà; Hội Khuyến học tỉnh Quảng Trị trao 5.610 suất học bổng, phần thưởng;"
        " Hội Đông y tỉnh Quảng Trị khám, điều trị cho 33.016 lượt người; Hội Luật gia tỉnh Quảng Trị tư vấn, trợ giúp pháp"
        " lý miễn phí cho 494 lượt người nghèo, hòa giải thành 301 vụ việc."
    ),
    "Hạn chế, nguyên nhân, bài học kinh nghiệm": (
        "Một số đơn vị gửi báo cáo chưa đúng hạn; minh chứng ở một số tiêu chí còn thiếu nên điểm thẩm định thấp hơn điểm"
        " tự chấm. Hoạt động ở cơ sở chưa đều.\nNguyên nhân chính là cán bộ hội kiêm nhiệm nhiều việc, kinh phí hạn hẹp;"
        " việc thu thập minh chứng chưa làm thường xuyên trong năm."
    ),
    "Phương hướng, nhiệm vụ thời gian tới": (
        "Tiếp tục học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh; thực hiện Kết luận số 21-KL/TW của Ban Chấp"
        " hành Trung ương khóa XIII về xây dựng, chỉnh đốn Đảng.\nPhối hợp công tác trên các lĩnh vực kinh tế, văn hóa, xã"
        " hội, khoa học, y tế, giáo dục, pháp luật; phấn đấu vận động trên 70 tỷ đồng, trao từ 29.000 suất quà, kết nạp từ"
        " 4.800 hội viên mới.\n100 % đơn vị gửi báo cáo, bảng tự chấm điểm đúng hạn, có minh chứng đầy đủ."
    ),
    "Kiến nghị, đề xuất": (
        "Đề nghị cơ quan thường trực hướng dẫn sớm tiêu chí chấm điểm, tập huấn nghiệp vụ thi đua, khen thưởng cho cán bộ"
        " các hội."
    ),
}  # fmt: skip
ACTIVITIES = """Phối hợp tổ chức 02 đợt giao lưu, trao đổi kinh nghiệm giữa các đơn vị thành viên về vận động nguồn lực và làm minh chứng
Các đơn vị thành viên cùng trao 120 suất quà cho hội viên khó khăn tại xã miền núi nhân dịp Tết Nguyên đán"""
