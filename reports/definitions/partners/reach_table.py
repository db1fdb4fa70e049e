"""Who was reached, occasion by occasion, as a table that several papers share; small numbers stay hidden."""

from __future__ import annotations

from models.queries.reach import ReachTotals
from models.small_numbers import Count
from models.vocabulary import Visibility
from reports.document import Column, Kind, Table
from reports.parts import leaving_out, reason
from resources.i18n import _


def shown(count: Count) -> int | str:
    """Return a count of people as it may be shown."""
    return count.words if count.number is None else count.number


def reach_table(reach: ReachTotals, left_out: int, audience: Visibility) -> Table:
    """Return the pupils reached at each occasion, and how many occasions a copy leaves out."""
    rows = tuple((one.occasion, shown(one.pupils), one.hours) for one in reach.occasions)
    table = Table(
        key="reach",
        title=_("Pupils reached, by occasion"),
        sheet=_("Reach"),
        columns=(
            Column(_("Occasion"), weight=5.0, row_header=True),
            Column(_("Pupils"), Kind.INTEGER, 1.2),
            Column(_("Hours"), Kind.INTEGER, 1.0, total=True),
        ),
        rows=rows,
        empty=_("Nobody was counted at an activity or event in this time."),
        note=_("A pupil is counted once for each occasion. Small numbers are not shown to readers outside.")
        if rows
        else "",
    )
    return leaving_out(table, left_out, "occasion", "occasions", reason(audience))
