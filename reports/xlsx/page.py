"""What every sheet has: A4, fitted to the width, a header with the title, a footer with the page number."""

from __future__ import annotations

from typing import TYPE_CHECKING

from openpyxl.worksheet.page import PageMargins
from openpyxl.worksheet.properties import PageSetupProperties

from reports.cleaning import clean_line
from reports.document import Document
from reports.xlsx.names import shorten

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_A4 = 9
_HEADER_LENGTH = 100
"""Header and footer may have 255 characters in all, codes and doubled ampersands included."""


def header_words(text: str) -> str:
    """Return text for a header: "&" begins a code there, and digits at the start would be a size of letters."""
    words = shorten(clean_line(text), _HEADER_LENGTH).replace("&", "&&")
    return f" {words}" if words[:1].isdigit() else words


def _joined(*words: str) -> str:
    return " · ".join(filter(None, map(clean_line, words)))


def set_up_page(worksheet: Worksheet, document: Document, *, landscape: bool = False) -> None:
    """Set a sheet up for paper."""
    worksheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    setup = worksheet.page_setup
    setup.paperSize = _A4
    setup.orientation = "landscape" if landscape else "portrait"
    setup.fitToWidth = 1
    setup.fitToHeight = 0
    worksheet.page_margins = PageMargins(left=0.6, right=0.6, top=0.8, bottom=0.8, header=0.4, footer=0.4)
    header, footer = worksheet.oddHeader, worksheet.oddFooter
    if header is not None and footer is not None:
        header.left.text = header_words(_joined(document.author, document.title))
        header.right.text = "&A"
        footer.left.text = header_words(_joined(document.reference, document.house.foot)) or None
        footer.right.text = "Page &P of &N"
    worksheet.sheet_view.showGridLines = False
