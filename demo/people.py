"""Loads the associations with their history, and one account for each part people play."""

import datetime
from functools import cache
from typing import Any

from django.contrib.auth.hashers import make_password

from blocs.models import Bloc, LegalInstrument, Membership
from members.models import FORMS_OF_ADDRESS, Association, Officer, Province, Succession, User

from . import roster

PASSWORD = "ThiDua@2023"
DOMAIN = "khoithidua.example"
FOUNDED = datetime.date(2010, 1, 1)


def load_province() -> Province:
    """Quảng Trị as it was in 2023."""
    return Province.objects.create(
        name=roster.PROVINCE,
        short_name=roster.PLACE,
        place=roster.PLACE,
        committee="ỦY BAN NHÂN DÂN TỈNH QUẢNG TRỊ",
        council="Hội đồng Thi đua - Khen thưởng tỉnh",
        standing_agency="Ban Thi đua - Khen thưởng tỉnh",
        addressees=roster.ADDRESSEES,
        is_demo=True,
    )


def load_associations(province: Province) -> dict[str, Association]:
    """The sixteen by code, with the three that became one in 2018."""
    loaded = {}
    for line in roster.ASSOCIATIONS:
        code, short = line.code, line.short_name
        street, phone, decision = roster.REGISTRY[code]
        letterhead = "BAN ĐẠI DIỆN TỈNH QUẢNG TRỊ" if code == "nct" else f"{short.upper()} TỈNH QUẢNG TRỊ"
        loaded[code] = Association.objects.create(
            province=province,
            code=code,
            official_name=f"{short} tỉnh Quảng Trị",
            short_name=SHORTER.get(code, short),
            abbreviation=line.abbreviation,
            parent_name=line.parent_name,
            letterhead_name=letterhead,
            collective=line.collective,
            place=roster.PLACE,
            address=f"{street}, thành phố Đông Hà, tỉnh Quảng Trị",
            phone=phone,
            founding_decision=f"Quyết định số {decision} của Ủy ban nhân dân tỉnh Quảng Trị",
            source=f"{line.source or 'Tên chưa xác nhận'}; địa chỉ, điện thoại, quyết định thành lập là minh họa",
            is_demo=not line.source,
        )
    for code, short, abbreviation in roster.MERGED:
        former = Association.objects.create(
            province=province,
            code=code,
            official_name=f"{short} tỉnh Quảng Trị",
            short_name=short,
            abbreviation=abbreviation,
            place=roster.PLACE,
            dissolved_on=roster.MERGED_ON,
            source="Tên minh họa; việc hợp nhất ba hội: tinhuyquangtri.vn",
            is_demo=True,
        )
        Succession.objects.create(
            predecessor=former,
            successor=loaded[roster.MERGED_INTO],
            on=roster.MERGED_ON,
            basis="Quyết định của UBND tỉnh hợp nhất ba hội",
        )
    return loaded


def load_law_of_the_province(province: Province) -> None:
    """What Quảng Trị decided itself; it comes with the demo and with no other site."""
    issued, since = datetime.date(2018, 11, 21), datetime.date(2018, 12, 1)
    LegalInstrument.objects.get_or_create(
        number="29/2018/QĐ-UBND",
        defaults={
            "kind": "Quyết định",
            "title": "Ban hành Quy chế Thi đua, Khen thưởng tỉnh Quảng Trị",
            "issuer": "Ủy ban nhân dân tỉnh Quảng Trị",
            "issued_on": issued,
            "in_force_from": since,
            "cited_in_papers": True,
            "position": 9,
            "province": province,
            "source": "thuvienphapluat.vn, 401244",
            "checked_on": datetime.date(2026, 11, 28),
            "checked_by": "Dữ liệu minh họa",
        },
    )


SHORTER = {"nkt": "Hội NKT, NNDC, BTNKT và BVQTE"}


def load_bloc(province: Province, associations: dict[str, Association]) -> Bloc:
    """The bloc with its memberships: 18 units until the merger, 16 since."""
    bloc = Bloc.objects.create(
        name="Khối thi đua các tổ chức chính trị - xã hội, xã hội - nghề nghiệp tỉnh Quảng Trị",
        short_name="Khối các tổ chức CT-XH, XH-NN tỉnh Quảng Trị",
        province=province,
        parent_name=province.committee,
        standing_agency=province.standing_agency,
        place=province.place,
        addressees=province.addressees,
        is_demo=True,
    )
    for code, association in associations.items():
        joined = roster.MERGED_ON if code == roster.MERGED_INTO else FOUNDED
        Membership.objects.create(bloc=bloc, association=association, joined_on=joined)
    for former in Association.objects.filter(code__in=[code for code, *_ in roster.MERGED]):
        Membership.objects.create(
            bloc=bloc,
            association=former,
            joined_on=FOUNDED,
            left_on=roster.MERGED_ON,
            note="Hợp nhất thành một hội",
        )
    return bloc


def rename_the_lead(associations: dict[str, Association]) -> None:
    """Ban đại diện becomes Hội; the papers of 2023 keep the name of their day."""
    change: dict[str, Any] = dict(roster.RENAMED)
    associations[change.pop("code")].rename(**change)


@cache
def hashed_password() -> str:
    """All accounts of the demo share one password, hashed once: forty hashes would take ten seconds."""
    return make_password(PASSWORD)


def account(local: str, name: str, **fields) -> User:
    """An account of the demo; a name that begins with Ông or Bà says how minutes address them."""
    form = next((form for form, _ in FORMS_OF_ADDRESS if name.startswith(f"{form} ")), "")
    return User.objects.create(
        email=f"{local}@{DOMAIN}",
        form_of_address=form,
        full_name=name.removeprefix(form).strip(),
        is_demo=True,
        password=hashed_password(),
        **fields,
    )


def load_people(province: Province, associations: dict[str, Association]) -> dict[str, User]:
    """For each association its head, who signs, and one of its staff, who writes; then the province and IT."""
    people = {}
    for line in roster.ASSOCIATIONS:
        code = line.code
        people[f"lanhdao.{code}"] = account(f"lanhdao.{code}", line.head)
        people[f"soan.{code}"] = account(f"soan.{code}", line.editor)
        offices = [
            (f"lanhdao.{code}", Officer.Role.SIGNATORY, line.head_position),
            (f"soan.{code}", Officer.Role.EDITOR, "Cán bộ Văn phòng"),
        ]
        for key, role, title in offices:
            Officer.objects.create(
                user=people[key], association=associations[code], role=role, position=title, since=FOUNDED
            )
    people["tinh"] = account("tinh", "Ông Nguyễn Văn Hải", province=province)
    people["quantri"] = account("quantri", "Quản trị hệ thống", is_staff=True, is_superuser=True)
    return people


# What bin/run prints: address, role.
ACCOUNTS = [
    ("soan.nct", "thư ký khối năm 2023, người soạn của Ban đại diện Hội Người cao tuổi"),
    ("soan.hlg", "thư ký khối năm 2024, người thẩm định năm 2023, người soạn của Hội Luật gia"),
    ("soan.ctd", "thư ký khối năm nay, người thẩm định năm 2024, người soạn của Hội Chữ thập đỏ"),
    ("soan.tnxp", "người soạn của Hội Cựu thanh niên xung phong, người thẩm định năm nay"),
    ("lanhdao.tnxp", "lãnh đạo ký của Hội Cựu thanh niên xung phong"),
    ("lanhdao.hlg", "lãnh đạo ký của Hội Luật gia, Trưởng khối năm 2024"),
    ("tinh", "cơ quan thường trực của tỉnh (chỉ xem)"),
    ("quantri", "quản trị hệ thống (trang /admin/)"),
]
