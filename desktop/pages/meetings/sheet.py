"""Meetings as a spreadsheet gets them: one row each, with who came and what came of it in numbers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from desktop.tables.export import ListColumn, PartBatches
from models.queries.meeting_facts import MeetingCounts, find_meeting_counts
from models.queries.meetings import MeetingRow
from models.words import label
from reports.document import Kind
from resources.i18n import marked as m

if TYPE_CHECKING:
    from desktop.context import Context
    from desktop.tables.groups import Part


class Counted(NamedTuple):
    """A meeting, the part of the list it stands in, and its counts."""

    part: str
    row: MeetingRow
    counts: MeetingCounts | None


class CountedBatches:
    """All meetings of a list, with their counts."""

    def __init__(self, context: Context, parts: Sequence[Part[MeetingRow]]) -> None:
        self._context, self._batches = context, PartBatches(parts)

    def __call__(self) -> Iterator[Sequence[Counted]]:
        """Yield them in the order shown."""
        for batch in self._batches():
            with self._context.store.read() as session:
                counts = find_meeting_counts(session, [row.id for _part, row in batch])
            yield [Counted(part, row, counts.get(row.id)) for part, row in batch]


COLUMNS: tuple[ListColumn[Counted], ...] = (
    ListColumn(m("Meeting"), lambda one: one.row.title),
    ListColumn(m("Part of the list"), lambda one: one.part),
    ListColumn(m("Starts"), lambda one: one.row.starts_at, Kind.DATETIME),
    ListColumn(m("Ends"), lambda one: one.row.ends_at, Kind.DATETIME),
    ListColumn(m("Body"), lambda one: one.row.body),
    ListColumn(m("Place"), lambda one: one.row.place or None),
    ListColumn(m("State"), lambda one: label(one.row.state)),
    ListColumn(m("Minutes"), lambda one: label(one.row.minutes_state)),
    ListColumn(m("Present"), lambda one: one.counts.present if one.counts else 0, Kind.INTEGER),
    ListColumn(m("Decisions"), lambda one: one.counts.decisions if one.counts else 0, Kind.INTEGER),
    ListColumn(m("Commitments"), lambda one: one.counts.commitments if one.counts else 0, Kind.INTEGER),
    ListColumn(m("Papers due"), lambda one: one.row.paper_due_on, Kind.DATE),
    ListColumn(m("Questions due"), lambda one: one.row.question_due_on, Kind.DATE),
    ListColumn(m("Reference"), lambda one: one.row.reference or None, Kind.IDENTIFIER),
)
"""What a sheet of meetings shows."""
