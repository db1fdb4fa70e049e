"""What the sheet of rows not taken has beside the file's own columns; whoever reads it again leaves that out."""

from __future__ import annotations

from models.text import sort_key
from resources.i18n import _
from resources.i18n import marked as m

WHY = m("Why it was not taken")
ROW_OF_FILE = m("Row of the file")


def is_of_given_back(heading: str) -> bool:
    """Say whether a heading is one that only such a sheet has."""
    return sort_key(heading) in {sort_key(_(own)) for own in (WHY, ROW_OF_FILE)}
