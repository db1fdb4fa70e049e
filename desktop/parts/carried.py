"""What comes back at a meeting from earlier ones of its body: matters arising, and items that were not finished."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from desktop.forms.dated import day_words
from desktop.parts.of_meetings import minutes_are_final
from desktop.parts.spec import Line, Owner, Part, Session, Step, Values, joined
from desktop.tokens import Tone
from models.actions.agendas import carry_forward
from models.queries.matters import (
    MatterKind,
    MatterRow,
    UnfinishedItem,
    find_meeting_before,
    list_matters_arising,
    list_unfinished_items,
)
from models.words import label
from resources.i18n import _, ngettext
from resources.i18n import marked as m

_WORDS = {
    MatterKind.ACTION: m("Action"),
    MatterKind.COMMITMENT: m("Commitment"),
    MatterKind.DEFERRED: m("Put off"),
}
_ORDER = list(MatterKind)


def _matters(session: Session, owner: Owner, today: date) -> Sequence[MatterRow]:
    return list_matters_arising(session, owner.id)


def _matter_line(row: MatterRow) -> Line:
    said = joined(
        row.who,
        _("due {day}").format(day=day_words(row.due_on)) if row.due_on is not None else "",
        row.reference,
        _("minuted {day}").format(day=day_words(row.minuted_on)),
    )
    # Actions, commitments and decisions are counted each for themselves.
    number = row.record_id * len(_ORDER) + _ORDER.index(row.kind)
    tone = Tone.SOON if row.kind is MatterKind.DEFERRED else Tone.INFO
    return Line(number, row.text, said, _(_WORDS[row.kind]), tone)


def _matter_leads_to(row: MatterRow) -> tuple[str, int]:
    return ("meeting", row.meeting_id) if row.kind is MatterKind.DEFERRED else (row.kind.value, row.record_id)


MATTERS = Part(
    kind="commitment",
    name="matter",
    title=m("Matters arising"),
    nothing=m("Nothing is open from earlier meetings of this body."),
    rows=_matters,
    line=_matter_line,
    opens=_matter_leads_to,
    touches=("action", "decision", "meeting", "agenda_item"),
)
"""Made by itself from what earlier meetings left open; each line leads to its action, commitment or meeting."""


def _unfinished(session: Session, owner: Owner, today: date) -> Sequence[UnfinishedItem]:
    before = find_meeting_before(session, owner.id)
    return list_unfinished_items(session, before) if before is not None else ()


def _unfinished_line(row: UnfinishedItem) -> Line:
    led = _("led by {name}").format(name=row.lead) if row.lead else ""
    return Line(row.id, row.title, joined(label(row.kind), led), lead=f"{row.number}")


def _carry(session: Session, meeting_id: int, values: Values) -> str:
    count = len(carry_forward(session, meeting_id))
    if not count:
        return _("The last meeting left nothing unfinished.")
    return ngettext("{count} item is on the agenda now.", "{count} items are on the agenda now.", count).format(
        count=count
    )


UNFINISHED = Part(
    kind="agenda_item",
    name="unfinished",
    title=m("Not finished at the last meeting"),
    nothing=m("The last meeting finished what was on its agenda, or there was none."),
    rows=_unfinished,
    line=_unfinished_line,
    together=(Step(m("Put them on this agenda"), _carry),),
    closed=minutes_are_final,
    touches=("decision", "minute_entry", "meeting"),
)
