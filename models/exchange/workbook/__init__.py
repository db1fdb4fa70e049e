"""Workbooks from outside (.xlsx), read as plain cells: whoever saved them, and whatever they were made to do.

`open_workbook` gives the sheets, `OpenWorkbook.read` the rows of one. Nothing is fetched, run, unpacked to the disk or
held beyond the bounds in `package` and `cells`; what cannot be read is told in a sentence (BadImport).
"""

from models.exchange.workbook.cells import Fault, SheetContent, SheetRow, Value, column_letters
from models.exchange.workbook.opened import OpenWorkbook, SheetName, open_workbook
from models.exchange.workbook.protected import NeedsPassword

__all__ = [
    "Fault",
    "NeedsPassword",
    "OpenWorkbook",
    "SheetContent",
    "SheetName",
    "SheetRow",
    "Value",
    "column_letters",
    "open_workbook",
]
