"""Activities as a table that several papers share: what was done, for which aim, and what came of it by a day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from models.queries.activities import ActivityRow
from reports.definitions.partners.common import judged, judgement_words, precise
from reports.document import Column, Kind, Table
from resources.i18n import _


def activities_table(rows: Sequence[ActivityRow], as_at: date, *, several: bool = False) -> Table:
    """Return activities, the newest first; with `several` the partnership of each in the place of its kind."""
    return Table(
        key="activities",
        title=_("Activities, the newest first"),
        sheet=_("Activities"),
        columns=(
            Column(_("Activity"), weight=2.4, row_header=True),
            *((Column(_("Partnership"), weight=1.8, unknown="–"),) if several else ()),
            *(() if several else (Column(_("Kind"), weight=1.5, unknown=_("Not said")),)),
            Column(_("For which aim"), weight=2.2),
            Column(_("Began"), Kind.DATE, 1.2, unknown=_("Not recorded")),
            Column(_("What came of it"), weight=2.2, unknown=_("Not recorded")),
            Column(_("Judged"), weight=1.2, unknown=_("Not yet")),
            Column(_("Evidence"), Kind.INTEGER, 0.8, note=_("Pieces of evidence kept")),
        ),
        rows=tuple(
            (
                row.title,
                *((row.partnership or None,) if several else ()),
                *(() if several else (row.kind or None,)),
                row.purpose_words,
                precise(row.starts_on, row.starts_precision) or row.surveyed_on,
                row.outcome or row.output or None,
                judgement_words(judged(row.judgement, row.judged_on, as_at)),
                row.evidence,
            )
            for row in rows
        ),
        empty=_("No activity is recorded for this time."),
    )
