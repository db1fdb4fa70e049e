"""Tables of pages and of plain XML, as school systems save them under the name of a workbook (.xls)."""

from models.exchange.workbook.marked_up.kinds import kind_of_markup
from models.exchange.workbook.marked_up.pages import open_page
from models.exchange.workbook.marked_up.spreadsheet_xml import open_spreadsheet_xml

__all__ = ["kind_of_markup", "open_page", "open_spreadsheet_xml"]
