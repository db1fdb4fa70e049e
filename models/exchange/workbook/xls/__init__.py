"""Workbooks of Excel 97 to 2003 (.xls), and of Excel 5: read as plain cells, with no more held than they have."""

from models.exchange.workbook.xls.reading import open_xls

__all__ = ["open_xls"]
