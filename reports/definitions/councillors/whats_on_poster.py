"""What’s on, as a poster of one A4 page that is read from two metres: a few events in large type (need N017).

Those that everyone may come to go first; the list “What’s on” has all of them. Only what is public stands on a wall.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy.orm import Session

from models.queries.whats_on import OnNearby
from models.text import sort_key
from models.vocabulary import Visibility
from reports.definitions.councillors.around import Around, find_around
from reports.definitions.councillors.parts import cost_words
from reports.document import Block, Document, Heading, Span, Tone, paragraph
from reports.formatting import beginning, hours
from reports.parameters import Parameters
from reports.parts import capital, count_words
from resources.calendar_words import month_name, weekday_name
from resources.i18n import _, ngettext
from resources.i18n import marked as m

AUDIENCE = Visibility.PUBLIC
MOST = 4
"""More would be too small to read from two metres."""
_TITLE, _LINE = 60, 90
"""Characters of a title, and of a line under it."""
_FOR_ALL = (m("Everyone"), m("Anyone"), m("All"), m("The public"), m("Public"))
"""Words for an event that is open to all, as somebody may have typed them."""


def build(session: Session, parameters: Parameters) -> Document:
    """Return the poster of what is on around the school, or in a ward."""
    found = find_around(session, parameters, AUDIENCE)
    rows = chosen(found.shown.rows)
    all_welcome = bool(rows) and all(is_for_all(row) for row in rows)
    return Document(
        title=_title(found),
        subtitle=_("Everyone is welcome") if all_welcome else "",
        as_at=parameters.as_at,
        author=found.we.school,
        subject=_("Events that neighbours may come to, for a wall"),
        keywords=(_("events"), *filter(None, (found.ward,))),
        blocks=(*(block for row in rows for block in _event(row, found, all_welcome)), *_foot(found, len(rows))),
        poster=True,
    )


def chosen(rows: Sequence[OnNearby]) -> tuple[OnNearby, ...]:
    """Return the events for the poster by time: those for everyone first, then the soonest."""
    order = sorted(rows, key=lambda row: (not is_for_all(row), row.event.starts_at, row.event.id))
    return tuple(sorted(order[:MOST], key=lambda row: (row.event.starts_at, row.event.id)))


def is_for_all(row: OnNearby) -> bool:
    """Say whether everyone may come to an event, as far as its words tell."""
    return sort_key(row.event.open_to) in {sort_key(_(words)) for words in _FOR_ALL}


def _title(found: Around) -> str:
    if found.ward:
        return _("What’s on in {ward}").format(ward=beginning(found.ward, _TITLE))
    if not found.is_known:
        return _("What’s on")
    return _("What’s on near {school}").format(school=beginning(found.we.school, _TITLE))


def _event(row: OnNearby, found: Around, all_welcome: bool) -> list[Block]:
    """Return one event: its title, when, and where with who may come, the cost and the walk."""
    event = row.event
    when = _("{weekday} {day}, {hours}").format(
        weekday=weekday_name(event.starts_at.weekday()),
        day=_day(event.starts_at.date()),
        hours=hours(event.starts_at, event.ends_at),
    )
    # Blanks that no line is broken at: "14" on one line and "minutes" on the next would be read twice.
    walk = 0 if found.ward or not row.metres else row.walking_minutes
    more = [
        "" if all_welcome else capital(beginning(event.open_to, _LINE // 2)),
        cost_words(row.cost_pence),
        ngettext("{n} minute’s walk", "{n} minutes’ walk", walk).format(n=walk).replace(" ", "\xa0") if walk else "",
    ]
    return [
        Heading(beginning(event.title, _TITLE) or _("An event")),
        paragraph(Span(when, bold=True), tone=Tone.LEAD),
        paragraph(" · ".join(filter(None, (beginning(event.place or event.host or "", _LINE), *more)))),
    ]


def _day(day: date) -> str:
    """Return a day without its year, which a poster has no use for: "5 December"."""
    return f"{day.day} {month_name(day.month)}"


def _foot(found: Around, shown: int) -> list[Block]:
    """Return what else there is, whom to ask, and how the walks are reckoned."""
    rows = found.shown.rows
    if not found.is_known:
        return [paragraph(_("The records do not say where the school is. Enter its grid reference."), tone=Tone.LEAD)]
    if not rows:
        return [paragraph(_("Nothing is planned {where} yet.").format(where=found.where), tone=Tone.LEAD)]
    we, left = found.we, len(rows) - shown
    more = _("{events} by {day}").format(events=count_words(left, "more event", "more events"), day=_day(found.last))
    ask = _("Ask at {school}").format(school=we.school)
    blocks: list[Block] = [Heading(more), paragraph(ask, tone=Tone.LEAD)] if left else [Heading(ask)]
    if we.phone:
        blocks.append(paragraph(Span(we.phone, bold=True), tone=Tone.LEAD))
    if not found.ward:
        blocks.append(paragraph(found.on.walk.assumption, tone=Tone.NOTE))
    return blocks
