"""Grids: who was in touch with whom, how and when; and who told of whose events. The empty cells are the news."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from models.queries.interactions import Cell, Heading, InteractionMatrix
from models.queries.promotion_grid import GridCell
from models.text import sort_key
from models.vocabulary import PromotionState
from models.words import label
from reports.chart_shapes import Record
from reports.document import Column, Drawing, Kind, Table
from reports.formatting import long_date, thousands
from reports.pictures.cells import CellMark, Cells, strength_of
from reports.pictures.picture import Picture, in_words
from resources.i18n import _, ngettext
from resources.i18n import marked as m

MOST_COLUMNS = 40
"""A spreadsheet or page with more is not read; a drawing shows fewer still where it is narrow."""

MOST_EVENTS = 40
MOST_ROWS = 2_000

_MONTHS = 13
"""A table of numbers has so many columns at most; of more it lists them."""

_SIGNS = {
    PromotionState.SUGGESTED: (m("S"), 0),
    PromotionState.ASKED: (m("A"), 1),
    PromotionState.AGREED: (m("Y"), 2),
    PromotionState.DISPLAYED: (m("D"), 3),
    PromotionState.DECLINED: (m("N"), 0),
    PromotionState.NO_REPLY: ("?", 1),
}


_ORDER = (
    PromotionState.DISPLAYED,
    PromotionState.AGREED,
    PromotionState.ASKED,
    PromotionState.NO_REPLY,
    PromotionState.DECLINED,
    PromotionState.SUGGESTED,
)


def together_picture(matrix: InteractionMatrix) -> Picture:
    """Return which institutions were in touch with one another, with its table."""
    title = _("Who was in touch with whom")
    empty = len(matrix.empty)
    pairs = len(matrix.rows) * (len(matrix.rows) - 1) // 2
    words = _("Grid of {n} organisations. {empty} of {pairs} pairs were not in touch.").format(
        n=len(matrix.rows), empty=thousands(empty), pairs=thousands(pairs)
    )
    return _matrix(
        "together", title, _("In touch, by organisation"), matrix, words if pairs else "", pairs > 0, listed=True
    )


def kinds_picture(matrix: InteractionMatrix) -> Picture:
    """Return how we were in contact with organisations, by channel, meeting and event."""
    used = [
        place for place in range(len(matrix.columns)) if any((line[place] or Cell()).count for line in matrix.cells)
    ]
    kept = InteractionMatrix(
        matrix.rows,
        tuple(matrix.columns[place] for place in used),
        tuple(tuple(line[place] for place in used) for line in matrix.cells),
    )
    title = _("How we were in contact")
    return _matrix("kinds", title, _("Contacts by kind"), kept, _silent(matrix), bool(used))


def months_matrix_picture(matrix: InteractionMatrix) -> Picture:
    """Return in which months we were in contact with organisations."""
    any_contact = any(cell and cell.count for line in matrix.cells for cell in line)
    title = _("When we were in contact")
    return _matrix(
        "by-month",
        title,
        _("Contacts by month"),
        matrix,
        _silent(matrix),
        any_contact,
        listed=len(matrix.columns) > _MONTHS,
    )


def _silent(matrix: InteractionMatrix) -> str:
    """Return in words how many rows have no contact at all, and who they are."""
    silent = [
        in_words(row.name)
        for row, line in zip(matrix.rows, matrix.cells, strict=True)
        if not any(cell and cell.count for cell in line)
    ]
    words = _("Grid of {n} organisations.").format(n=len(matrix.rows))
    if not silent:
        return words + " " + _("We were in contact with each of them.")
    names = ", ".join(silent[:12]) + (_(" and {n} more").format(n=len(silent) - 12) if len(silent) > 12 else "")
    return words + " " + _("No contact with {n}: {names}.").format(n=len(silent), names=names)


def _matrix(
    key: str, title: str, table_title: str, matrix: InteractionMatrix, alt: str, has_any: bool, *, listed: bool = False
) -> Picture:
    columns = matrix.columns[:MOST_COLUMNS]
    most = max((cell.count for line in matrix.cells for cell in line if cell), default=1)
    marks = tuple(
        tuple(_contact(row, column, cell, most) for column, cell in zip(columns, line, strict=False))
        for row, line in zip(matrix.rows, matrix.cells, strict=True)
    )
    names = tuple(in_words(row.name) for row in matrix.rows)
    heads = tuple(in_words(column.name) for column in columns)
    records = tuple(_record(row) for row in matrix.rows)
    shown = has_any or bool(matrix.rows and columns)
    table = _listed(key, table_title, matrix) if listed else _counted(key, table_title, names, heads, matrix)
    if not shown:
        table = replace(table, rows=())
    legend = (("0", 0, _("No contact")), ("", 1, _("A little")), ("", 2, _("More")), ("", 3, _("Most")))
    picture = Cells(names, heads, marks, legend)
    left = len(matrix.columns) - len(columns)
    note = _("{n} more columns are left out.").format(n=left) if left > 0 else ""
    return Picture(Drawing(key, title, picture, alt or table.empty), table, records, note)


def _counted(key: str, title: str, names: Sequence[str], heads: Sequence[str], matrix: InteractionMatrix) -> Table:
    """Return the cells as they are: a number for each row and column."""
    return Table(
        key=key.replace("-", "_"),
        title=title,
        columns=(
            Column(_("Organisation"), weight=3, row_header=True),
            *(Column(head, Kind.INTEGER, unknown="–") for head in _different(heads)),
        ),
        rows=tuple(
            (name, *(None if cell is None else cell.count for cell in line[: len(heads)]))
            for name, line in zip(names, matrix.cells, strict=True)
        ),
        empty=_("There was no contact in this period."),
    )


def _listed(key: str, title: str, matrix: InteractionMatrix) -> Table:
    """Return for each row with whom there was contact, how often, and with whom there was none."""
    rows = []
    for row, line in zip(matrix.rows, matrix.cells, strict=True):
        pairs = [
            (in_words(column.name), cell) for column, cell in zip(matrix.columns, line, strict=True) if cell is not None
        ]
        yes = [f"{name} {cell.count}" for name, cell in pairs if cell.count]
        no = [name for name, cell in pairs if not cell.count]
        rows.append((in_words(row.name), len(yes), "; ".join(yes) or None, "; ".join(no) or None))
    return Table(
        key=key.replace("-", "_"),
        title=title,
        columns=(
            Column(_("Organisation"), weight=2.2, row_header=True),
            Column(_("In touch with"), Kind.INTEGER, 1.2, note=_("With how many of the others")),
            Column(_("With whom, and how often"), weight=3.6, unknown=_("Nobody")),
            Column(_("Not with"), weight=3.6, unknown=_("Nobody is missing")),
        ),
        rows=tuple(rows),
        empty=_("There was no contact in this period."),
    )


def _contact(row: Heading, column: Heading, cell: Cell | None, most: int) -> CellMark | None:
    if cell is None:
        return None
    if not cell.count:
        words = _("{one} and {other}: no contact")
    else:
        words = ngettext(
            "{one} and {other}: {n} contact, {day}", "{one} and {other}: {n} contacts, last {day}", cell.count
        )
    day = long_date(cell.last_on) if cell.last_on is not None else ""
    said = words.format(one=in_words(row.name), other=in_words(column.name), n=cell.count, day=day)
    return CellMark(str(cell.count), strength_of(cell.count, most), said, _record(row))


def _record(heading: Heading) -> Record | None:
    return None if heading.organisation_id is None else Record("organisation", heading.organisation_id)


def promotions_picture(cells: Sequence[GridCell]) -> Picture:
    """Return who was asked to tell of which event and what came of it: events down by their day, institutions across.

    Of very many only the latest events are drawn, with those institutions that were asked most often for them.
    """
    of_each: dict[int, list[GridCell]] = {}
    for cell in cells:
        of_each.setdefault(cell.event_id, []).append(cell)
    events = list(of_each)
    drawn = events[-MOST_EVENTS:]
    asked = Counter(cell.organisation_id for event in drawn for cell in of_each[event])
    names = {cell.organisation_id: in_words(cell.organisation) for event in drawn for cell in of_each[event]}
    most = [number for number, _times in sorted(asked.items(), key=_most_first)[:MOST_COLUMNS]]
    columns = sorted(most, key=lambda number: (sort_key(names[number]), number))
    titles = {event: in_words(line[0].event) for event, line in of_each.items()}
    at = {(cell.event_id, cell.organisation_id): cell for event in drawn for cell in of_each[event]}
    marks = tuple(
        tuple(_promotion(event, titles[event], names[number], at.get((event, number))) for number in columns)
        for event in drawn
    )
    used = [state for state in _ORDER if any(cell.state is state for cell in cells)]
    listed = events[-MOST_ROWS:]
    table = Table(
        key="promotions",
        title=_("Events and who told of them"),
        sheet=_("Promotion"),
        columns=(
            Column(_("Event"), weight=2.2, row_header=True),
            *(Column(label(state), weight=2, unknown="–") for state in used),
        ),
        rows=tuple((titles[event], *(_those(of_each[event], state) for state in used)) for event in listed),
        empty=_("Nobody was asked to tell of an event in this period."),
    )
    legend = tuple((_(_SIGNS[state][0]), _SIGNS[state][1], label(state)) for state in used)
    picture = Cells(tuple(titles[event] for event in drawn), tuple(names[number] for number in columns), marks, legend)
    offset = len(listed) - len(drawn)
    return Picture(
        Drawing(
            "promotions", _("Who told of which event"), replace(picture, first_row=offset), _told(cells, len(events))
        ),
        table,
        tuple(Record("event", event) for event in listed),
        _left_out(offset, len(asked) - len(columns)),
    )


def _most_first(pair: tuple[int, int]) -> tuple[int, int]:
    return -pair[1], pair[0]


def _told(cells: Sequence[GridCell], events: int) -> str:
    """Return in words what came of asking."""
    if not cells:
        return _("Nobody was asked to tell of an event in this period.")
    shown = sum(1 for cell in cells if cell.state is PromotionState.DISPLAYED)
    asked = len({cell.organisation_id for cell in cells})
    words = _("Grid of {events} events and {n} organisations. Asked {asked} times, displayed {shown} times.")
    return words.format(
        events=thousands(events), n=thousands(asked), asked=thousands(len(cells)), shown=thousands(shown)
    )


def _left_out(events: int, columns: int) -> str:
    parts = []
    if events > 0:
        parts.append(
            _("The latest {n} events are drawn; the table has {left} earlier ones.").format(
                n=MOST_EVENTS, left=thousands(events)
            )
        )
    if columns > 0:
        parts.append(
            ngettext(
                "{n} organisation asked less often is left out.",
                "{n} organisations asked less often are left out.",
                columns,
            ).format(n=thousands(columns))
        )
    return " ".join(parts)


def _those(line: Sequence[GridCell], state: PromotionState) -> str | None:
    """Return who of an event's list is in a state."""
    return "; ".join(in_words(cell.organisation) for cell in line if cell.state is state) or None


def _promotion(event: int, title: str, head: str, cell: GridCell | None) -> CellMark:
    record = Record("event", event)
    if cell is None:
        return CellMark("", 0, _("{event}, {name}: not asked").format(event=title, name=head), record)
    sign, strength = _SIGNS[cell.state]
    words = _("{event}, {name}: {state}").format(event=title, name=head, state=label(cell.state).lower())
    return CellMark(_(sign), strength, words, record)


def _different(names: Sequence[str]) -> list[str]:
    """Return names of columns, a number after those that are there already: a table wants each once."""
    found: dict[str, int] = {}
    made = []
    for name in names:
        found[name] = found.get(name, 0) + 1
        made.append(name if found[name] == 1 else f"{name} ({found[name]})")
    return made
