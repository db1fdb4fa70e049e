"""Which marked-up table a file is, by its first bytes: a page (HTML), or the XML that Excel 2002 to 2010 saved."""

from __future__ import annotations

import re

from models.exchange.reading import marked_encoding

LOOKED_AT = 4096
_SPREADSHEET = re.compile(
    r"<(?:\w{1,20}:)?Workbook\b[^>]{0,2000}urn:schemas-microsoft-com:office:spreadsheet"
    r"|urn:schemas-microsoft-com:office:spreadsheet[^>]{0,2000}>",
)
_IS_PAGE = re.compile(r"\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,1000}?-->\s*)?<(?:!doctype\s+html|html|head|body|table|"
                      r"style|meta|div)\b", re.IGNORECASE | re.DOTALL)  # fmt: skip
_IS_XML = re.compile(r"\s*<(?:\?xml|(?:\w{1,20}:)?Workbook)\b")


def kind_of_markup(start: bytes) -> str:
    """Return "xml" or "html" by what a file begins with, "" for anything else."""
    encoding, mark = marked_encoding(start)
    text = start[mark:].decode(encoding or "latin-1", "replace")
    if _IS_XML.match(text) and _SPREADSHEET.search(text):
        return "xml"
    return "html" if _IS_PAGE.match(text) else ""
