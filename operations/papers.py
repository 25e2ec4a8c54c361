"""The papers that the site draws of itself, by their names in addresses and files."""

from operations.privacy.papers import impact_paper
from operations.security_level.papers import accounts_paper, level_paper

PAPERS = {
    "thuyet-minh-cap-do": level_paper,
    "danh-sach-tai-khoan": accounts_paper,
    "danh-gia-tac-dong": impact_paper,
}
