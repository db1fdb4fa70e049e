"""Conversations as a table and as a sheet: the columns, and what they can be sorted by."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.tables.columns import TableColumn
from desktop.tables.export import ListColumn
from desktop.tokens import Tone
from models.queries.conversations import ConversationRow
from models.vocabulary import ReplyState
from models.words import label
from reports.document import Kind
from resources.i18n import marked as m

if TYPE_CHECKING:
    from desktop.lists.host import Sort

COLUMNS: tuple[ListColumn[ConversationRow], ...] = (
    ListColumn(m("Day"), lambda row: row.happened_on, Kind.DATE),
    ListColumn(m("How"), lambda row: label(row.channel)),
    ListColumn(m("From us or to us"), lambda row: label(row.direction)),
    ListColumn(m("With"), lambda row: "; ".join(one.name for one in row.parties)),
    ListColumn(m("Subject"), lambda row: row.subject or None),
    ListColumn(m("Who of us"), lambda row: row.our_person or None),
    ListColumn(m("Reply"), lambda row: label(row.reply_state)),
    ListColumn(m("Reply expected by"), lambda row: row.reply_expected_by, Kind.DATE),
    ListColumn(m("Replied on"), lambda row: row.replied_on, Kind.DATE),
)
"""What a sheet of conversations shows."""

Column = TableColumn[ConversationRow]


def _reply_tone(row: ConversationRow) -> Tone | None:
    tones = {ReplyState.AWAITING: Tone.SOON, ReplyState.RECEIVED: Tone.GOOD}
    return tones.get(row.reply_state)


def _reply(row: ConversationRow) -> str:
    return "" if row.reply_state is ReplyState.NONE_NEEDED else label(row.reply_state)


TABLE_COLUMNS: tuple[Column, ...] = (
    Column("day", m("Day"), lambda row: row.happened_on, ems=8, kind=Kind.DATE),
    Column("channel", m("How"), lambda row: label(row.channel), ems=7, rank=3),
    Column("direction", m("From us or to us"), lambda row: label(row.direction), ems=8, rank=6, shown=False),
    Column("with", m("With"), lambda row: row.who, ems=16, sortable=False),
    Column("subject", m("Subject"), lambda row: row.subject or row.preview, ems=20, stretch=True),
    Column("ours", m("Who of us"), lambda row: row.our_person, ems=9, rank=4),
    Column("reply", m("Reply"), _reply, tone=_reply_tone, ems=8, rank=1),
    Column("expected", m("Reply by"), lambda row: row.reply_expected_by, ems=8, rank=2, kind=Kind.DATE),
    Column("replied", m("Replied on"), lambda row: row.replied_on, ems=8, rank=5, shown=False, kind=Kind.DATE),
)
SORTS: tuple[Sort, ...] = (
    ("day", m("Day"), True),
    ("channel", m("How"), False),
    ("direction", m("From us or to us"), False),
    ("subject", m("Subject"), False),
    ("ours", m("Who of us"), False),
    ("reply", m("Reply"), False),
    ("expected", m("Reply by"), False),
    ("replied", m("Replied on"), True),
)
FACETS = {"with": "organisation", "expected": "reply expected", "replied": "reply"}
"""The names in rules of columns that are called otherwise there."""
