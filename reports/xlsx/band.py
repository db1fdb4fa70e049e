"""The band over a sheet: its title on the colour of the house, as wide as the table and as the words need."""

from __future__ import annotations

from openpyxl.utils import get_column_letter

from reports.xlsx.cells import text_cell
from reports.xlsx.layout import columns_for
from reports.xlsx.names import units
from reports.xlsx.styles import Style, Styles

TITLE_SHARE = 1.9
"""How much wider the letters of a title are than those of the standard font, a little air included."""
_MOST = 40
"""Columns that a band has at most: a title that runs on beyond it is in the colour of the house on white instead."""


def band_columns(title: str, widths: list[float]) -> int:
    """Return how many columns the band of a sheet has, whose own columns have these widths; 1 where it has none."""
    wanted = columns_for(widths, units(title) * TITLE_SHARE)
    return wanted if wanted <= _MOST or wanted == len(widths) else 1


def band_row(title: str, widths: list[float], height: float, styles: Styles) -> str:
    """Return the first row of a sheet: the title, and the empty cells after it that carry the band on."""
    columns = band_columns(title, widths)
    name = Style.TITLE if columns > 1 or units(title) * TITLE_SHARE <= widths[0] else Style.LONG_TITLE
    cells = [text_cell("A1", title, styles.of_words(name, title))]
    if name is Style.TITLE:
        number = styles.number(Style.TITLE)
        cells += [f'<c r="{get_column_letter(column)}1" s="{number}"/>' for column in range(2, columns + 1)]
    return f'<row r="1" ht="{height:g}" customHeight="1">{"".join(cells)}</row>'
