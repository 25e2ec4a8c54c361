"""The rooms of a year, and which of them a page belongs to."""

from dataclasses import dataclass

from django.urls import reverse


@dataclass(frozen=True)
class YearTab:
    label: str
    url_name: str
    parts: tuple[str, ...]  # of the addresses of its pages


# The first whose part stands in the address is the current one.
TABS = [
    YearTab("Tiêu chí", "blocs:criteria-list", ("/criteria/",)),
    YearTab("Nội dung, chỉ tiêu", "blocs:outline", ("/outline/",)),
    YearTab("Đăng ký", "pledges:registrations", ("/registrations/",)),
    YearTab("Giao ước", "pledges:pledge", ("/pledge/",)),
    YearTab(
        "Báo cáo, chấm điểm",
        "pledges:completeness",
        ("/completeness/", "/reports/", "/several/", "/verifiers/", "/given-scores/", "/sample/"),
    ),
    YearTab(
        "Xếp hạng",
        "awards:ranking",
        ("/ranking/", "/findings/", "/pictures/", "/overclaims/", "/over-years/"),
    ),
    YearTab("Hội nghị", "awards:conference", ("/conference/", "/polls/")),
    YearTab("Đề nghị", "awards:proposals", ("/proposals/", "/nominations/", "/public-notices/", "/prizes/")),
    YearTab("Văn bản", "awards:papers", ("/papers/", "/review/", "/register/", "/plan/")),
]
OVERVIEW = YearTab("Tổng quan", "year", ())


def year_tabs(year_id: int, path: str) -> list[tuple[str, str, bool]]:
    """(label, address, whether it is the current one); what belongs nowhere else belongs to the overview."""
    current = next((tab for tab in TABS if any(part in path for part in tab.parts)), OVERVIEW)
    return [(tab.label, reverse(tab.url_name, args=[year_id]), tab is current) for tab in [OVERVIEW, *TABS]]
