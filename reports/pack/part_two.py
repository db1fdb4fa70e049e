"""The agenda of Part II, which stands in its own file alone."""

from __future__ import annotations

from datetime import date

from models.queries.meeting_rows import AgendaItemRow
from reports.definitions.board.common import body_of, held_on, hours
from reports.document import Column, Document, Kind, Table, Tone, paragraph
from reports.formatting import long_date
from reports.pack.choices import Gathered
from reports.parts import capital, count_words
from resources.i18n import _


def agenda_of_part_two(gathered: Gathered, school: str, as_at: date) -> Document:
    """Return the agenda of Part II."""
    row = gathered.detail.row
    day = long_date(held_on(row))
    words = _("{items} in Part II. Observers and others who are not members have left by then.")
    return Document(
        title=_("Agenda of Part II: {body}").format(body=body_of(row)),
        subtitle=_("Meeting on {day}, {hours}").format(day=day, hours=hours(row)),
        as_at=as_at,
        author=school,
        blocks=(
            paragraph(
                words.format(items=capital(count_words(len(gathered.items), "item is", "items are"))), tone=Tone.LEAD
            ),
            Table(
                key="part-two",
                title=_("Items of Part II"),
                columns=(
                    Column(_("Item"), Kind.INTEGER, 0.6),
                    Column(_("Business"), weight=3.4, row_header=True),
                    Column(_("Purpose"), weight=2.0, unknown="–"),
                    Column(_("Led by"), weight=1.8, unknown="–"),
                ),
                rows=tuple(_row(item) for item in gathered.items),
                empty=_("No item is in Part II."),
            ),
        ),
    )


def _row(item: AgendaItemRow) -> tuple[int, str, str | None, str | None]:
    return item.number, item.title, item.purpose or None, item.lead or None
