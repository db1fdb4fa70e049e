"""What partners promised and kept, as chart and tables that several papers share; no colour is needed to read them.

Kept is set against made, partner by partner and both ways, which is what goes beyond being nice to each other (need
N093).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from models.queries.keeping import PartnerKeeping
from reports.document import Block, Heading, Table, paragraph
from reports.pictures.bars import keeping_picture
from resources.i18n import _


def promises(rows: Sequence[PartnerKeeping], *, drawn: bool = True) -> Iterator[Block]:
    """Yield what became of the promises of partners that fell due, and of those made to them.

    Of one partner, who is named in the title of the paper, there is no chart.
    """
    theirs = keeping_picture([row.theirs for row in rows if row.theirs.due])
    table = replace(
        theirs.table,
        key="promised_by",
        title=_("What partners promised, and what became of it") if drawn else _("What it promised"),
        empty=_("No promise of a partner fell due.") if drawn else _("No promise of it fell due."),
    )
    yield Heading(_("Promises made and kept"))
    yield paragraph(
        _("Promises that fell due in the time, to anybody, as far as they are on record and these readers may know.")
    )
    if drawn and len(table.rows) > 1:
        yield from replace(theirs, table=table).blocks()
    else:
        yield table
    yield _to_them(rows, several=drawn)


def _to_them(rows: Sequence[PartnerKeeping], *, several: bool) -> Table:
    ours = keeping_picture([row.ours for row in rows if row.ours.due]).table
    return replace(
        ours,
        key="promised_to",
        title=_("What was promised to partners, and what became of it") if several else _("What was promised to it"),
        sheet=_("Promised to them"),
        empty=_("No promise made to a partner fell due.") if several else _("No promise made to it fell due."),
    )
