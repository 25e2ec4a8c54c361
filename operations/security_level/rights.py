"""The matrix of accounts and rights: each function of the permission code, and whom it may let through.

What a function says of one object also depends on whose that is and on how far the year has come. A test asks each
function of this table on an object of the kind of account's own.
"""

from dataclasses import dataclass

# Kinds of account, in the order of the columns.
KINDS = {
    "site": "Quản trị hệ thống",
    "administrator": "Quản trị tỉnh",
    "officer": "Cán bộ tỉnh",
    "secretary": "Thư ký khối",
    "verifier": "Người thẩm định",
    "signatory": "Người ký của hội",
    "editor": "Người soạn của hội",
}


@dataclass(frozen=True)
class Right:
    """What may be done, in words; the function that decides; and the kinds of account it may let through."""

    act: str
    function: str
    kinds: frozenset[str]


def _right(act: str, function: str, kinds: str) -> Right:
    return Right(act, function, frozenset(kinds.split()))


RIGHTS: tuple[Right, ...] = (
    _right("Xem danh sách tài khoản", "members.can_list_people", "site administrator"),
    _right("Sửa, khóa, mở tài khoản", "members.can_manage_person", "site administrator"),
    _right(
        "Sửa thư điện tử gõ sai, khi người đó chưa vào lần nào",
        "members.can_correct_address",
        "site administrator",
    ),
    _right("Sửa tên, tiêu đề, thông tin của hội", "members.can_write_association", "site administrator"),
    _right("Mời, kết thúc chức vụ trong hội", "members.can_manage_officers", "site administrator signatory"),
    _right(
        "Xem người và chức vụ của hội",
        "members.can_see_officers",
        "site administrator officer signatory editor",
    ),
    _right("Điều hành năm thi đua của khối", "blocs.can_run", "secretary"),
    _right(
        "Xem bàn giao giữa hai Trưởng khối",
        "blocs.can_see_handover",
        "site administrator officer secretary verifier",
    ),
    _right("Nhận bàn giao", "blocs.can_receive", "signatory"),
    _right(
        "Đọc mọi báo cáo, điểm của khối",
        "blocs.can_read_all",
        "site administrator officer secretary verifier",
    ),
    _right("Mở năm thi đua", "blocs.can_open_year", "site administrator secretary"),
    _right("Thiết lập tỉnh", "blocs.can_set_up_province", "site administrator"),
    _right("Thiết lập khối, thành viên", "blocs.can_set_up", "site administrator"),
    _right("Đặt Trưởng khối, Phó Trưởng khối của năm", "blocs.can_set_up_year", "site administrator"),
    _right("Phân công thư ký, người thẩm định", "blocs.can_appoint", "site administrator"),
    _right("Soạn bảng tiêu chí", "blocs.can_edit_criteria", "secretary"),
    _right("Sửa đổi bảng tiêu chí đã ban hành", "blocs.can_amend_criteria", "secretary"),
    _right("Cập nhật văn bản của tỉnh", "blocs.can_keep_law", "site administrator officer"),
    _right("Cập nhật văn bản của Trung ương", "blocs.can_keep_national_law", "site administrator officer"),
    _right("Ghi sổ khen thưởng của hội", "blocs.can_keep_ledger", "site administrator officer secretary"),
    _right("Viết đăng ký, báo cáo của hội", "pledges.can_write", "signatory editor"),
    _right("Nộp đăng ký, báo cáo của hội", "pledges.can_submit", "signatory editor"),
    _right("Ký xác nhận bằng mật khẩu", "pledges.can_confirm", "signatory"),
    _right(
        "Tiếp nhận, trả lại báo cáo (không phải của hội mình)",
        "pledges.can_review",
        "secretary verifier",
    ),
    _right("Thẩm định điểm (không phải của hội mình)", "pledges.can_verify", "secretary verifier"),
    _right("Quyết định giữa hai người thẩm định, gửi kết quả", "pledges.can_settle", "secretary verifier"),
    _right("Xem điểm do khối chấm", "pledges.can_see_given", "site administrator officer secretary verifier"),
    _right("Chấm điểm thay cho tự chấm", "pledges.can_give", "secretary verifier"),
    _right("Phân công thẩm định", "pledges.can_assign", "secretary"),
    _right("Giải trình kết quả thẩm định của hội", "pledges.can_explain", "signatory editor"),
    _right("Đồng ý kết quả thẩm định của hội", "pledges.can_agree", "signatory"),
    _right("Ghi ai đã ký giao ước", "pledges.can_sign_for_bloc", "secretary"),
    _right("Gửi kết quả thẩm định cho hội", "pledges.can_tell", "secretary"),
    _right("Cho ý kiến về chỉ tiêu đăng ký", "pledges.can_vet", "secretary"),
    _right(
        "Xem bảng xếp hạng trước khi công bố",
        "awards.can_see_ranking",
        "site administrator officer secretary verifier",
    ),
    _right("Ghi hội nghị", "awards.can_run_conference", "secretary"),
    _right("Mở, đóng lượt bỏ phiếu", "awards.can_run_poll", "secretary"),
    _right(
        "Xem kết quả bỏ phiếu sau hội nghị",
        "awards.can_see_votes",
        "site administrator officer secretary verifier signatory editor",
    ),
    _right("Nhập số phiếu đã kiểm", "awards.can_count", "secretary signatory editor"),
    _right("Giữ khóa hòm phiếu (hội có người kiểm phiếu)", "awards.can_hold_key", "signatory editor"),
    _right("Xem ai giữ khóa hòm phiếu", "awards.can_see_keys", "secretary signatory editor"),
    _right("Mở hòm phiếu bằng khóa của mình", "awards.can_open_urn", "signatory editor"),
    _right("Lập hồ sơ đề nghị khen thưởng", "awards.can_run_proposal", "secretary"),
    _right(
        "Giữ danh sách cơ quan lấy ý kiến, mã của hệ thống nhận",
        "awards.can_keep_lists_of_province",
        "site administrator officer secretary",
    ),
    _right("Giữ địa chỉ báo tin cho hệ thống khác", "awards.can_keep_webhooks", "site administrator"),
    _right("Xem đề nghị của mọi khối trong tỉnh", "awards.can_see_council", "site administrator officer"),
    _right("Đóng gói hồ sơ", "awards.can_pack", "site administrator officer secretary verifier"),
    _right(
        "Viết báo cáo thành tích (hội được đề nghị)",
        "awards.can_write_achievement",
        "secretary signatory editor",
    ),
    _right("Đính bản đã ký", "awards.can_attach", "secretary signatory editor"),
    _right("Ghi quyết định khen thưởng", "awards.can_record_results", "administrator officer secretary"),
    _right("Ghi tiền thưởng", "awards.can_record_prizes", "administrator officer secretary"),
    _right(
        "Xem văn bản có điểm trước khi công bố",
        "awards.can_see_paper",
        "site administrator officer secretary verifier",
    ),
)
