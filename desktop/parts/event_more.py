"""What else is known of an event: the partnership it is part of, its place on the map, its cost, access and purpose."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from desktop.forms.dated import day_words
from desktop.parts.money import pounds
from desktop.parts.spec import FieldSpec, Line, Owner, Part, Session, joined
from models.actions.events import EventFields, edit_event, fields_of
from models.queries.forms import name_records
from models.words import label
from resources.i18n import _
from resources.i18n import marked as m


class EventMore(NamedTuple):
    """An event's further facts, with the names of the records they point to."""

    id: int
    fields: EventFields
    partnership: str
    venue: str


def _more(session: Session, owner: Owner, today: date) -> Sequence[EventMore]:
    fields = fields_of(session, owner.id)
    refs = [("organisation", fields.partnership_id), ("place", fields.place_id)]
    names = name_records(session, [(kind, number) for kind, number in refs if number is not None])
    partnership = names.get(("organisation", fields.partnership_id or 0), "")
    return [EventMore(owner.id, fields, partnership, names.get(("place", fields.place_id or 0), ""))]


def _cost(pence: int) -> str:
    return _("costs {sum}").format(sum=pounds(pence)) if pence else _("free")


def _more_line(row: EventMore) -> Line:
    fields = row.fields
    first = joined(
        _("part of {name}").format(name=row.partnership) if row.partnership else "",
        _("at {name}").format(name=row.venue) if row.venue else "",
        "" if fields.cost_pence is None else _cost(fields.cost_pence),
        label(fields.participation) if fields.participation is not None else "",
    )
    second = joined(
        _("Access: {words}").format(words=fields.access_note) if fields.access_note else "",
        _("To learn: {words}").format(words=fields.expertise) if fields.expertise else "",
        _("First thought of {day}").format(day=day_words(fields.proposed_on)) if fields.proposed_on is not None else "",
        _("Known from {words}").format(words=fields.source) if fields.source else "",
    )
    return Line(row.id, first or second or _("Nothing more is noted yet"), second if first else "")


EVENT_MORE = Part(
    kind="event",
    name="event_more",
    title=m("More about it"),
    nothing=m("Nothing more is noted yet."),
    rows=_more,
    line=_more_line,
    form=EventFields,
    fields=(
        FieldSpec("partnership_id", m("Part of which &partnership"), 6, kinds=("organisation",)),
        FieldSpec("place_id", m("At which &venue"), 6, kinds=("place",)),
        FieldSpec("cost_pence", m("&What it costs"), 4),
        FieldSpec("participation", m("&How far people take part"), 4, blank=m("Not said")),
        FieldSpec("proposed_on", m("&First thought of"), 4),
        FieldSpec("expertise", m("What can be &learnt there"), 12),
        FieldSpec("access_note", m("&Access: steps, parking, languages"), 12, lines=2),
    ),
    edit=edit_event,
    owner="",
    touches=("organisation", "place"),
)
