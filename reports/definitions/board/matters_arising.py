"""What arises at a meeting from earlier ones of its body: open actions and promises, what was put off or not reached.

A matter stays here until it is closed, however many meetings ago it was minuted, so that nothing is lost between two
sets of minutes (need N007).
"""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from models.queries.audience import Shown
from models.queries.matters import (
    MatterKind,
    MatterRow,
    UnfinishedItem,
    find_meeting_before,
    list_matters_arising,
    list_unfinished_items,
)
from models.queries.meetings import find_meeting
from models.vocabulary import AgendaItemKind, Visibility
from models.words import label
from reports.definitions.board.common import AUDIENCE, CIRCULATION, body_of, held_on, next_meeting, only_listed
from reports.document import Block, Column, Document, Facts, Heading, Kind, Table, Tone, paragraph
from reports.formatting import listed, long_date
from reports.parameters import Parameters, Ref
from reports.parts import (
    capital,
    circulation,
    count_words,
    find_about,
    find_ourselves,
    leaving_out,
    left_out_words,
    reason,
)
from resources.i18n import _, ngettext
from resources.i18n import marked as m

_KINDS = {
    MatterKind.ACTION: m("Action"),
    MatterKind.COMMITMENT: m("Commitment"),
    MatterKind.DEFERRED: m("Decision put off"),
}


def usual(session: Session, parameters: Parameters) -> Ref | None:
    """Return the next meeting of our board."""
    return next_meeting(session, parameters)


def build(session: Session, parameters: Parameters) -> Document:
    """Return what arises at a meeting, as it stood on the day of the paper or of the meeting, whichever comes first."""
    audience, as_at = parameters.audience or AUDIENCE, parameters.as_at
    about = find_about(session, parameters, audience)
    assert about is not None
    number = about.ref[1]
    row, we = find_meeting(session, number, audience=audience).row, find_ourselves(session, as_at)
    matters, items = _matters(session, parameters, number, audience), _items(session, number, audience)
    day, held = min(as_at, held_on(row)), long_date(held_on(row))
    blocks: tuple[Block, ...] = (
        paragraph(_lead(matters, day_of=held), tone=Tone.LEAD),
        Facts(
            (
                (_("Body"), body_of(row)),
                (_("Meeting"), held_on(row)),
                (_("As at"), day),
                (_("Matters arising"), len(matters.rows)),
                (_("Of these late"), sum(one.is_late(day) for one in matters.rows)),
                (_("Items not reached"), len(items.rows)),
                *circulation(audience, CIRCULATION),
            )
        ),
        Heading(_("Matters arising")),
        leaving_out(_matters_table(matters.rows, day), matters.left_out, "matter", "matters", reason(audience)),
        Heading(_("Items not reached at the last meeting")),
        leaving_out(_items_table(items.rows), items.left_out, "item", "items", reason(audience)),
    )
    return Document(
        title=_("Matters arising: {body}").format(body=body_of(row)),
        subtitle=_("For the meeting on {day}").format(day=held),
        as_at=as_at,
        author=we.school,
        subject=_("What is open from earlier meetings"),
        reference=_("{body}: matters arising, {day}").format(body=body_of(row), day=held),
        blocks=blocks,
        left_out=left_out_words(audience, (matters.left_out, "matter", "matters"), (items.left_out, "item", "items")),
    )


def _matters(session: Session, parameters: Parameters, number: int, audience: Visibility) -> Shown[MatterRow]:
    rows = list_matters_arising(session, number, as_at=parameters.as_at, audience=audience)
    return Shown(rows, len(list_matters_arising(session, number, as_at=parameters.as_at)) - len(rows))


def _items(session: Session, number: int, audience: Visibility) -> Shown[UnfinishedItem]:
    """Return the items that the body's last meeting left open; those of Part II only to those who may read it."""
    before = find_meeting_before(session, number, audience=audience)
    if before is None:
        return Shown(())
    rows = list_unfinished_items(session, before, audience=audience)
    if audience is not Visibility.CONFIDENTIAL:
        rows = tuple(row for row in rows if row.kind is not AgendaItemKind.CONFIDENTIAL)
    return Shown(rows, len(list_unfinished_items(session, before)) - len(rows))


def _lead(matters: Shown[MatterRow], *, day_of: str) -> str:
    rows = matters.rows
    if not rows and matters.left_out:
        return _("There is nothing that may be shown here.")
    if not rows:
        return _("Nothing arises at the meeting on {day} from earlier ones.").format(day=day_of)
    counts = {kind: sum(row.kind is kind for row in rows) for kind in MatterKind}
    parts = [
        count_words(counts[MatterKind.ACTION], "action", "actions") if counts[MatterKind.ACTION] else "",
        count_words(counts[MatterKind.COMMITMENT], "commitment", "commitments")
        if counts[MatterKind.COMMITMENT]
        else "",
        count_words(counts[MatterKind.DEFERRED], "decision put off", "decisions put off")
        if counts[MatterKind.DEFERRED]
        else "",
    ]
    oldest = long_date(min(row.minuted_on for row in rows))
    words = ngettext(
        "{matters} arises from earlier meetings: {parts}, minuted on {oldest}.",
        "{matters} arise from earlier meetings: {parts}. The oldest was minuted on {oldest}.",
        len(rows),
    )
    words = words.format(
        matters=capital(count_words(len(rows), "matter", "matters")), parts=listed(parts), oldest=oldest
    )
    return only_listed(words, matters.left_out)


def _matters_table(rows: tuple[MatterRow, ...], day: date) -> Table:
    return Table(
        key="matters",
        title=_("What is open from earlier meetings, the oldest first"),
        sheet=_("Matters"),
        columns=(
            Column(_("Matter"), weight=3.2, row_header=True),
            Column(_("Kind"), weight=1.2),
            Column(_("Who"), weight=1.7, unknown=_("Not named")),
            Column(_("Due"), Kind.DATE, 1.4, unknown=_("No date")),
            Column(_("State"), weight=0.7, note=_("Late from the day after it was due")),
            Column(_("Minuted on"), Kind.DATE, 1.4),
            Column(_("Reference"), Kind.IDENTIFIER, 1.2, unknown="–", note=_("Minute reference")),
        ),
        rows=tuple(
            (
                row.text,
                _(_KINDS[row.kind]),
                row.who or None,
                row.due_on,
                _("Late") if row.is_late(day) else _("Open"),
                row.minuted_on,
                row.reference or None,
            )
            for row in rows
        ),
        empty=_("No action, commitment or decision of an earlier meeting is open."),
    )


def _items_table(rows: tuple[UnfinishedItem, ...]) -> Table:
    return Table(
        key="items",
        title=_("Items that were put off or not reached"),
        sheet=_("Items"),
        columns=(
            Column(_("Item"), Kind.INTEGER, 0.6),
            Column(_("Business"), weight=3.4, row_header=True),
            Column(_("What for"), weight=1.4),
            Column(_("Led by"), weight=1.8, unknown=_("Not named")),
        ),
        rows=tuple((row.number, row.title, label(row.kind), row.lead or None) for row in rows),
        empty=_("The last meeting left no item open."),
    )
