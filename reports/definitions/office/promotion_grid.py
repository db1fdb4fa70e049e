"""The cross-promotion grid: which organisation was asked to tell of which event, and what came of it (need N016).

Events across, organisations down, empty cells shown; then each asking with its channel, days and evidence, and what
each of us did for the other.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy.orm import Session

from models.queries.audience import Shown, may_read_our_words
from models.queries.event_lines import EventLine, list_event_lines
from models.queries.promotion_grid import GridCell, Reciprocity, list_promotion_cells, list_reciprocity
from models.text import sort_key
from models.vocabulary import EventStage, PromotionState, Visibility
from models.words import label
from reports.document import Block, Column, Document, Facts, Heading, Kind, Table, paragraph
from reports.formatting import beginning, listed, long_date, short_date
from reports.parameters import Parameters
from reports.parts import capital, count_words, find_ourselves, leaving_out, left_out_words, reason, shown_to, ward_name
from reports.pictures.matrices import promotions_picture
from resources.i18n import _, ngettext

AUDIENCE = Visibility.INTERNAL
AHEAD = timedelta(days=60)
"""A period that runs up to the paper's day looks so far ahead: what is asked for now is of events to come."""
_ACROSS = 6
"""Events that stand beside one another."""
_MOST_ACROSS = 60
"""Of more events the latest have a grid; the table of events has all."""
_MOST_DOWN = 120
"""Of more organisations each part of the grid has those that were asked for one of its events."""
_TITLE = 60
"""Characters of an event's title at the head of a column, which cannot run over a page."""

_WAITING = (PromotionState.ASKED, PromotionState.NO_REPLY)


@dataclass(frozen=True, slots=True)
class _Findings:
    first: date
    last: date
    events: Shown[EventLine]
    cells: Shown[GridCell]
    favours: tuple[Reciprocity, ...]

    @property
    def organisations(self) -> tuple[tuple[int, str], ...]:
        """Return who was asked for any of the events, by name."""
        named = {cell.organisation_id: cell.organisation for cell in self.cells.rows}
        return tuple(sorted(named.items(), key=lambda one: (sort_key(one[1]), one[0])))


def build(session: Session, parameters: Parameters) -> Document:
    """Return the grid of the events of a period, as known on a day."""
    audience = parameters.audience or AUDIENCE
    we, found, ward = (
        find_ourselves(session, parameters.as_at),
        _find(session, parameters, audience),
        ward_name(session, parameters),
    )
    numbers = Counter(cell.state for cell in found.cells.rows)
    words = _("{first} to {last}").format(first=long_date(found.first), last=long_date(found.last))
    blocks: tuple[Block, ...] = (
        Facts(
            (
                (_("Events from"), found.first),
                (_("Events to"), found.last),
                (_("As at"), parameters.as_at),
                *(((_("Asked in"), _("{ward} ward").format(ward=ward)),) if ward else ()),
                (_("Events"), len(found.events.rows)),
                (_("Organisations asked"), len(found.organisations)),
                (_("Displayed"), numbers[PromotionState.DISPLAYED]),
            )
        ),
        paragraph(_summary(found, numbers)),
        *_picture(found.cells.rows),
        *_grid(found),
        Heading(_("What came of it")),
        leaving_out(_events(found), found.events.left_out, "event", "events", reason(audience)),
        leaving_out(_askings(found.cells.rows, audience), found.cells.left_out, "line", "lines", reason(audience)),
        *_favours(found.favours, ward),
    )
    return Document(
        title=_("Cross-promotion grid: {ward} ward").format(ward=ward) if ward else _("Cross-promotion grid"),
        subtitle=_("Events from {period}").format(period=words),
        blocks=blocks,
        as_at=parameters.as_at,
        author=we.school,
        subject=_("Who was asked to tell of which event, and what came of it"),
        reference=_("{school}: cross-promotion").format(school=we.school),
        left_out=left_out_words(
            audience, (found.events.left_out, "event", "events"), (found.cells.left_out, "line", "lines")
        ),
    )


def _find(session: Session, parameters: Parameters, audience: Visibility) -> _Findings:
    first, last, as_at = parameters.first_day, parameters.last_day, parameters.as_at
    if last >= as_at:
        last = max(last, as_at + AHEAD)
    events = shown_to(
        audience,
        lambda reader: [
            event
            for event in list_event_lines(session, first, last, as_at, reader).rows
            if event.stage is not EventStage.CANCELLED
        ],
    )
    cells = shown_to(
        audience,
        lambda reader: list_promotion_cells(
            session, first, last, ward_id=parameters.ward_id, as_at=as_at, audience=reader
        ),
    )
    # What somebody should still be asked for is no news to those outside.
    kept = tuple(
        cell for cell in cells.rows if may_read_our_words(audience) or cell.state is not PromotionState.SUGGESTED
    )
    return _Findings(
        first,
        last,
        events,
        Shown(kept, cells.left_out),
        list_reciprocity(session, first, last, as_at=as_at, audience=audience),
    )


def _summary(found: _Findings, numbers: Counter[PromotionState]) -> str:
    """Return what came of asking, and for how many events nobody was asked."""
    asked = sum(numbers.values()) - numbers[PromotionState.SUGGESTED]
    unasked = sum(event.asked == 0 for event in found.events.rows)
    said = []
    if asked:
        waiting = sum(numbers[state] for state in _WAITING)
        came = [
            words.format(n=f"{number:,}")
            for words, number in (
                (_("{n} displayed"), numbers[PromotionState.DISPLAYED]),
                (_("{n} agreed and not yet displayed"), numbers[PromotionState.AGREED]),
                (_("{n} declined"), numbers[PromotionState.DECLINED]),
                (_("{n} without a reply"), waiting),
            )
            if number
        ]
        said.append(
            _("Organisations were asked {times} to tell of an event: {came}.").format(
                times=count_words(asked, "time", "times"), came=listed(came)
            )
        )
    else:
        said.append(_("No organisation was asked to tell of an event in this period."))
    if unasked:
        things = capital(count_words(unasked, "event", "events"))
        said.append(
            ngettext("{things} was made known to nobody.", "{things} were made known to nobody.", unasked).format(
                things=things
            )
        )
    return " ".join(said)


def _picture(cells: Sequence[GridCell]) -> list[Block]:
    """Return the whole grid at a glance; the tables below say the same in words."""
    if not cells:
        return []
    picture = promotions_picture(cells)
    return [Heading(_("At a glance")), *(block for block in picture.blocks() if block is not picture.table)]


def _grid(found: _Findings) -> list[Block]:
    """Return the grid in words, so many events at a time; a cell without an asking says so."""
    asked = {cell.event_id for cell in found.cells.rows}
    events = [event for event in found.events.rows if event.id in asked][-_MOST_ACROSS:]
    if not events:
        return []
    at = {(cell.organisation_id, cell.event_id): label(cell.state) for cell in found.cells.rows}
    tables = [
        _part(found, events[start : start + _ACROSS], at, start // _ACROSS + 1)
        for start in range(0, len(events), _ACROSS)
    ]
    words = _("“–” stands where an organisation was not asked. Events that nobody was asked for are in the next part.")
    if len(asked) > len(events):
        words += " " + _("The latest {n} events are here; the next part has all.").format(n=_MOST_ACROSS)
    if len(found.organisations) > _MOST_DOWN:
        words += " " + _("Each table has the organisations that were asked for one of its events.")
    return [Heading(_("Organisation by organisation")), paragraph(words), *tables]


def _part(found: _Findings, events: Sequence[EventLine], at: dict[tuple[int, int], str], number: int) -> Table:
    rows = tuple((name, *(at.get((who, event.id)) for event in events)) for who, name in found.organisations)
    if len(rows) > _MOST_DOWN:
        rows = tuple(row for row in rows if any(row[1:]))
    first, last = short_date(events[0].starts_at.date()), short_date(events[-1].starts_at.date())
    return Table(
        key=f"grid-{number}",
        title=_("Events from {first} to {last}").format(first=first, last=last),
        sheet=_("Grid {n}").format(n=number),
        columns=(
            Column(_("Organisation"), weight=2.0, row_header=True),
            *(Column(_column_title(events, place), weight=1.3, unknown="–") for place in range(len(events))),
        ),
        rows=rows,
    )


def _column_title(events: Sequence[EventLine], place: int) -> str:
    """Return the beginning of an event's title with its day, and a number where that is the same as one before."""
    titles = [
        f"{beginning(event.title, _TITLE)}, {short_date(event.starts_at.date())}" for event in events[: place + 1]
    ]
    again = titles[:place].count(titles[place])
    return f"{titles[place]} ({again + 1})" if again else titles[place]


def _events(found: _Findings) -> Table:
    of_each: dict[int, Counter[PromotionState]] = {}
    for cell in found.cells.rows:
        of_each.setdefault(cell.event_id, Counter())[cell.state] += 1
    return Table(
        key="events",
        title=_("Event by event"),
        sheet=_("Events"),
        columns=(
            Column(_("Event"), weight=2.8, row_header=True),
            Column(_("Date"), Kind.DATE, 1.4),
            Column(_("Host"), weight=2.0, unknown=_("Not recorded")),
            Column(_("Asked"), Kind.INTEGER, 0.8, total=True, note=_("Organisations asked, whatever came of it")),
            Column(_("Displayed"), Kind.INTEGER, 0.9, total=True),
            Column(_("Agreed"), Kind.INTEGER, 0.8, total=True, note=_("Agreed, and not yet displayed")),
            Column(_("Declined"), Kind.INTEGER, 0.9, total=True),
            Column(_("No reply"), Kind.INTEGER, 0.8, total=True, note=_("Asked, and not answered yet")),
        ),
        rows=tuple((event.title, event.starts_at.date(), event.host or None, *_counts(of_each.get(event.id, Counter())))
                   for event in found.events.rows),
        empty=_("There was no event in this period."),
    )  # fmt: skip


def _counts(numbers: Counter[PromotionState]) -> tuple[int, ...]:
    return (
        sum(numbers.values()) - numbers[PromotionState.SUGGESTED],
        numbers[PromotionState.DISPLAYED],
        numbers[PromotionState.AGREED],
        numbers[PromotionState.DECLINED],
        sum(numbers[state] for state in _WAITING),
    )


def _askings(cells: Sequence[GridCell], audience: Visibility) -> Table:
    ours = may_read_our_words(audience)
    unknown = _("Not recorded")
    return Table(
        key="askings",
        title=_("Each asking"),
        sheet=_("Askings"),
        columns=(
            Column(_("Event"), weight=2.2, row_header=True),
            Column(_("Organisation"), weight=2.2),
            Column(_("State"), weight=1.1),
            Column(_("How"), weight=1.4, unknown=unknown, note=_("The channel that was agreed or asked for")),
            Column(_("Asked"), Kind.DATE, 1.3, unknown=unknown),
            Column(_("Displayed"), Kind.DATE, 1.3, unknown="–"),
            *((Column(_("Evidence"), weight=1.8, unknown="–", note=_("What shows it")),) if ours else ()),
        ),
        rows=tuple(
            (
                cell.event,
                cell.organisation,
                label(cell.state),
                capital(cell.channel) or None,
                cell.asked_on,
                cell.displayed_on,
                *((cell.evidence or None,) if ours else ()),
            )
            for cell in cells
        ),
        empty=_("Nobody was asked to tell of an event in this period."),
    )


def _favours(rows: Sequence[Reciprocity], ward: str) -> list[Block]:
    """Return what each did for the other; of a ward alone it would tell half."""
    if ward or not rows:
        return []
    table = Table(
        key="both-ways",
        title=_("What we did for one another"),
        sheet=_("Both ways"),
        columns=(
            Column(_("Organisation"), weight=3.0, row_header=True),
            Column(_("We asked them"), Kind.INTEGER, 1.0, total=True),
            Column(_("They did"), Kind.INTEGER, 1.0, total=True, note=_("Agreed or displayed")),
            Column(_("They asked us"), Kind.INTEGER, 1.0, total=True),
            Column(_("We did"), Kind.INTEGER, 1.0, total=True, note=_("Agreed or displayed")),
        ),
        rows=tuple(
            (row.organisation, row.asked_of_them, row.done_by_them, row.asked_of_us, row.done_by_us) for row in rows
        ),
    )
    return [Heading(_("Both ways")), table]
