"""Labels from a mailing, in one call: the one way for the window and for the command line."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from models.errors import WrongUse
from models.queries.mailing import Addressee
from reports.labels.printing import Label, PrintedLabels, print_labels
from reports.labels.sheets import SHEETS, Sheet
from resources.i18n import _


def sheet_of(code: str) -> Sheet:
    """Return the sheet of a number. Raises WrongUse, naming those there are."""
    for sheet in SHEETS:
        if sheet.code == code:
            return sheet
    known = ", ".join(sheet.code for sheet in SHEETS)
    raise WrongUse(_("There is no sheet called “{code}”. Choose one of: {known}.").format(code=code, known=known))


def labels_of(rows: Sequence[Addressee], sheet: Sheet, day: date, *, start: int = 1, sender: str = "") -> PrintedLabels:
    """Return a label for each of some addressees, in their order."""
    return print_labels([Label(one.envelope, one.spare) for one in rows], sheet, day, start=start, sender=sender)
