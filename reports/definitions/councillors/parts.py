"""What the papers for councillors share: who may have a copy, what was asked as a table, what is on as a table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from models.queries.councillor_asks import Asked, AskedKind, Ending
from models.queries.events import EventRow
from models.queries.ward_councillors import Councillor
from models.queries.whats_on import OnNearby, WhatsOn
from models.text import sort_key
from models.vocabulary import Visibility
from reports.document import Column, Kind, Table
from reports.formatting import hours, listed, long_date, money
from reports.parameters import Parameters
from reports.parts import between, capital, count_words, leaving_out, reason
from resources.calendar_words import weekday_name
from resources.i18n import _
from resources.i18n import marked as m

CIRCULATION = {
    Visibility.PUBLIC: m("May be published."),
    Visibility.PARTNERS: m("For councillors and partners. Not for publication."),
    Visibility.INTERNAL: m("Our own copy. Not for publication."),
    Visibility.CONFIDENTIAL: m("Our own copy. Not for publication."),
}
"""Who may have a copy of a paper for councillors."""

KINDS = {
    AskedKind.PROMISE: m("Promise"),
    AskedKind.ACTION: m("Action"),
    AskedKind.QUESTION: m("Open forum"),
    AskedKind.REPLY: m("Message"),
    AskedKind.INVITATION: m("Invitation"),
}
"""In what way something is asked, as a table says it."""

_ENDINGS = {
    Ending.KEPT: m("Kept"),
    Ending.KEPT_IN_PART: m("Kept in part"),
    Ending.LAPSED: m("Lapsed"),
    Ending.WITHDRAWN: m("Withdrawn"),
    Ending.REFERRED: m("Referred on"),
    Ending.DONE: m("Done"),
    Ending.DROPPED: m("Dropped"),
    Ending.ANSWERED: m("Answered"),
    Ending.CLOSED: m("Closed unanswered"),
    Ending.ACCEPTED: m("Accepted"),
    Ending.DECLINED: m("Declined"),
}


def state_of(row: Asked, as_at: date) -> str:
    """Return where something that was asked stood on a day."""
    if row.ending is not None:
        return _(_ENDINGS[row.ending])
    return _("Late") if row.is_late(as_at) else _("Open")


def open_words(rows: Sequence[Asked], as_at: date) -> str:
    """Return how much is open and how much of it late: "4 things are open, 2 of them late"."""
    still_open = [row for row in rows if row.is_open]
    late = sum(row.is_late(as_at) for row in still_open)
    if not still_open:
        return _("Nothing is open.")
    words = capital(count_words(len(still_open), "thing is open", "things are open"))
    return _("{things}, {late} of them late.").format(things=words, late=late) if late else f"{words}."


def named(councillors: Sequence[Councillor]) -> str:
    """Return councillors in a sentence."""
    return listed([one.name for one in councillors])


def open_table(
    rows: Sequence[Asked],
    who: Mapping[int, Councillor],
    as_at: date,
    left_out: int,
    audience: Visibility,
    body: str = "",
) -> Table:
    """Return what is open and with whom, since when and until when."""
    has_reference = any(row.reference for row in rows)
    table = Table(
        key="open",
        title=_("Each thing that is asked, since when and until when"),
        sheet=_("Open"),
        columns=(
            Column(_("What is asked"), weight=3.2, row_header=True, unknown=_("Not recorded")),
            Column(_("Of whom"), weight=1.8),
            Column(_("How"), weight=1.2),
            Column(_("Asked"), Kind.DATE, 1.4, unknown=_("Not recorded")),
            Column(
                _("Answer due"), Kind.DATE, 1.4, unknown=_("No date"), note=_("For an invitation the day of the event")
            ),
            Column(_("Days open"), Kind.INTEGER, 0.8, unknown="–", note=_("Days from asking to the day of this paper")),
            Column(_("State"), weight=0.8, note=_("Late from the day after it was due")),
            *(
                (Column(_("Reference"), Kind.IDENTIFIER, 1.2, unknown="–", note=_("Minute reference")),)
                if has_reference
                else ()
            ),
        ),
        rows=tuple(
            (
                row.text or None,
                _who(row, who, body),
                _(KINDS[row.kind]),
                row.asked_on,
                row.due_on,
                row.days_open(as_at),
                state_of(row, as_at),
                *((row.reference or None,) if has_reference else ()),
            )
            for row in rows
        ),
        empty=_("Nothing that was asked was open on {day}.").format(day=long_date(as_at)),
    )
    return leaving_out(table, left_out, "line", "lines", reason(audience))


def answers_table(
    rows: Sequence[Asked],
    who: Mapping[int, Councillor],
    parameters: Parameters,
    left_out: int,
    audience: Visibility,
    body: str = "",
) -> Table:
    """Return what was asked and ended in the period, with what came of it."""
    table = Table(
        key="answers",
        title=_("What was answered or ended between {period}").format(period=between(parameters)),
        sheet=_("Answered"),
        columns=(
            Column(_("What was asked"), weight=2.8, row_header=True, unknown=_("Not recorded")),
            Column(_("Of whom"), weight=1.6),
            Column(_("How"), weight=1.2),
            Column(_("Asked"), Kind.DATE, 1.4, unknown=_("Not recorded")),
            Column(_("Result"), weight=1.2),
            Column(_("On"), Kind.DATE, 1.4, unknown=_("Not recorded")),
            Column(_("Answer"), weight=2.6, unknown="–"),
        ),
        rows=tuple(
            (
                row.text or None,
                _who(row, who, body),
                _(KINDS[row.kind]),
                row.asked_on,
                _(_ENDINGS[row.ending]) if row.ending else None,
                row.ended_on,
                row.answer or None,
            )
            for row in rows
        ),
        empty=_("Nothing that was asked was answered in this period."),
    )
    return leaving_out(table, left_out, "line", "lines", reason(audience))


def _who(row: Asked, who: Mapping[int, Councillor], body: str) -> str:
    found = who.get(row.person_id or 0)
    return found.name if found else body or _("Not named")


def events_table(found: WhatsOn, left_out: int, audience: Visibility, empty: str) -> Table:
    """Return events with when, where, for whom, for how much and how far; what nobody has is no column."""
    rows, walk = found.events, found.walk.assumption
    has_cost = any(row.cost_pence is not None for row in rows)
    has_access = any(row.access_note for row in rows)
    has_way = any(row.metres is not None for row in rows)
    table = Table(
        key="events",
        title=_("What is on, by day"),
        sheet=_("Events"),
        columns=(
            Column(_("Event"), weight=2.4, row_header=True),
            Column(_("Date"), Kind.DATE, 1.5),
            Column(_("Day and time"), weight=2.2),
            Column(_("Where"), weight=2.8, unknown=_("Not recorded")),
            Column(_("Who may come"), weight=1.4, unknown=_("Not recorded")),
            *((Column(_("Cost"), weight=0.9, unknown=_("Not recorded")),) if has_cost else ()),
            *((Column(_("Access"), weight=1.6, unknown=_("Not recorded")),) if has_access else ()),
            *(
                (
                    Column(_("Metres"), Kind.INTEGER, 0.8, unknown="–", note=_("In a straight line")),
                    Column(_("Minutes on foot"), Kind.INTEGER, 0.8, unknown="–", note=walk),
                )
                if has_way
                else ()
            ),
        ),
        rows=tuple(
            (
                row.event.title,
                row.event.starts_at.date(),
                _("{weekday}, {hours}").format(
                    weekday=weekday_name(row.event.starts_at.weekday()),
                    hours=hours(row.event.starts_at, row.event.ends_at),
                ),
                where_words(row.event) or None,
                capital(row.event.open_to) or None,
                *((cost_words(row.cost_pence) or None,) if has_cost else ()),
                *((row.access_note or None,) if has_access else ()),
                *(_way(row) if has_way else ()),
            )
            for row in rows
        ),
        empty=empty,
        note=_("Metres are in a straight line from {place}. {walk}").format(place=found.place, walk=walk)
        if has_way
        else "",
    )
    return leaving_out(table, left_out, "event", "events", reason(audience))


def _way(row: OnNearby) -> tuple[int | None, int | None]:
    """Return metres, to ten, and minutes on foot: none of either where it is at our own place."""
    if not row.metres:
        return row.metres, row.metres
    return round(row.metres, -1), row.walking_minutes


def where_words(event: EventRow) -> str:
    """Return where an event is: the place, with its host where the place does not say whose it is."""
    place, host = event.place, event.host or ""
    return place if host and sort_key(host) in sort_key(place) else ", ".join(filter(None, (place, host)))


def cost_words(pence: int | None) -> str:
    """Return what an event costs: "£2.50", "Free", or nothing where it is not recorded."""
    if pence is None:
        return ""
    return money(pence / 100) if pence else _("Free")
