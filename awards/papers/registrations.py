"""Bảng tổng hợp đăng ký thi đua: every member's targets and titles, as they were handed in."""

import datetime

from base.vietnamese import two_digits
from blocs.documents import default_signer, letterhead, signer
from blocs.models import BlocYear
from documents.papers import Column, Paper, Paragraph, Table
from members.models import Province
from pledges.models import Registration

COLUMNS = (
    Column("STT", 5, "center"),
    Column("Tên đơn vị", 20),
    Column("Chỉ tiêu đăng ký (kế hoạch năm)", 53),
    Column("Danh hiệu, hình thức khen thưởng đăng ký", 22),
)


def _handed_in(year: BlocYear) -> dict[int, Registration]:
    registrations = Registration.objects.filter(bloc_year=year).exclude(state=Registration.State.DRAFT)
    registrations = registrations.prefetch_related("targets__content", "title_requests__award_type")
    return {registration.association_id: registration for registration in registrations}


def _titles(registration: Registration, name: str, day: datetime.date, province: Province) -> str:
    """What was asked for; for whom, where it is not the association itself."""
    requests = [
        (title.award_type.name_on(day, province), title.beneficiary)
        for title in registration.title_requests.all()
    ]
    return "; ".join(award if whom == name else f"{award}: {whom}" for award, whom in requests)


def _told(
    registration: Registration | None, name: str, day: datetime.date, province: Province
) -> tuple[str, str]:
    if registration is None:
        return "Chưa đăng ký", ""
    if registration.state == Registration.State.RETURNED:  # its present text is the member's own
        return "Đang sửa, chưa nộp lại", ""
    targets = [f"{target.name}: {target.plan_with_unit}" for target in registration.targets.all()]
    return "; ".join(targets), _titles(registration, name, day, province)


def registrations_paper(year: BlocYear, day: datetime.date) -> Paper:
    """The summary of registrations, landscape; who handed in none has a row that says so."""
    handed_in, rows = _handed_in(year), []
    members = list(year.members().prefetch_related("former_names"))
    for n, association in enumerate(members, 1):
        name = association.name_on(day)
        rows.append((str(n), name, *_told(handed_in.get(association.pk), name, day, year.bloc.province)))
    count = sum(r.state != Registration.State.RETURNED for r in handed_in.values())
    chair, position = default_signer(year, day)
    return Paper(
        kind="bang-tong-hop-dang-ky",
        type_name="BẢNG TỔNG HỢP ĐĂNG KÝ THI ĐUA",
        abstract=f"Năm {year.year} của {year.bloc.name}",
        letterhead=letterhead(year, day),
        drafted_for=day,
        signer=signer(year, day, name=chair, position=position),
        blocks=(
            Table(COLUMNS, tuple(rows)),
            Paragraph(
                f"Tổng số: {two_digits(len(members))} đơn vị thành viên; {two_digits(count)} đơn vị đã đăng ký"
            ),
        ),
        recipients=(year.bloc.standing_agency, "Các đơn vị thành viên khối", "Lưu: VT, hồ sơ khối"),
        is_landscape=True,
    )
