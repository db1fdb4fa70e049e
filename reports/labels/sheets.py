"""The sheets of labels that UK offices buy, with their measures.

All are A4 (210 by 297 mm) with square rows and columns. Sizes of the labels and how many there are on a sheet are those
that Avery prints on the box and on the page of each product (avery.co.uk, "L7160" and so on). Pitches are those of the
templates that Avery and other makers publish for these products (Label Planet, labelplanet.co.uk, "label printing
template information" of LP21/63, LP14/99, LP24/63, LP8/99 and LP65/38, which have the same layout): columns are 2.5 mm
apart and rows touch. Every sheet is centred on its paper, so the margins follow: of L7651 they were compared with the
published 10.7 mm at the top and 4.75 mm at the left. The free program gLabels lists the same products with measures
that differ by 0.3 mm at most.
"""

from __future__ import annotations

from dataclasses import dataclass

from resources.i18n import marked as m

ADVICE = m("Print at 100 %, also called “Actual size”, never “Fit to page”. Try plain paper first.")
"""How sheets are printed, in untranslated words."""
PAPER_WIDTH, PAPER_HEIGHT = 210.0, 297.0
"""Of A4, in millimetres."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet of labels; all measures are millimetres."""

    code: str
    """Avery's number, which other makers name too."""
    columns: int
    rows: int
    width: float
    height: float
    across: float
    """From the left edge of a label to that of the one beside it."""
    down: float
    """From the upper edge of a label to that of the one below."""
    pad: float = 4.0
    """Left free inside a label on every side: sheets are never fed quite straight."""
    largest_size: float = 11.0
    """The largest letters in points: one sheet looks like one."""
    least_size: float = 7.0

    @property
    def count(self) -> int:
        """Return how many labels are on it."""
        return self.columns * self.rows

    @property
    def left(self) -> float:
        """Return how far the first column is from the edge of the paper."""
        return (PAPER_WIDTH - (self.columns - 1) * self.across - self.width) / 2

    @property
    def top(self) -> float:
        """Return how far the first row is from the upper edge of the paper."""
        return (PAPER_HEIGHT - (self.rows - 1) * self.down - self.height) / 2

    def place(self, number: int) -> tuple[float, float]:
        """Return how far the upper left corner of a label is from the left and the upper edge of the paper.

        Labels are counted from 0 along the rows.
        """
        row, column = divmod(number, self.columns)
        return self.left + column * self.across, self.top + row * self.down


SHEETS = (
    Sheet("L7160", 3, 7, 63.5, 38.1, 66.0, 38.1),
    Sheet("L7163", 2, 7, 99.1, 38.1, 101.6, 38.1),
    Sheet("L7159", 3, 8, 63.5, 33.9, 66.0, 33.9),
    Sheet("L7165", 2, 4, 99.1, 67.7, 101.6, 67.7, pad=6.0),
    Sheet("L7651", 5, 13, 38.1, 21.2, 40.6, 21.2, pad=2.0, largest_size=7.5, least_size=6.0),
)
"""Those there are, the usual one for addresses first."""
