"""Who belongs to what: a grid of institutions and partnerships, and how many members each two partnerships share."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations

from models.queries.partnership_members import OverlapRow
from reports.chart_shapes import Record
from reports.document import Column, Drawing, Kind, Table
from reports.pictures.cells import CellMark, Cells, strength_of
from reports.pictures.picture import Picture, in_words
from resources.i18n import _, ngettext

MOST_DRAWN = 40
"""So many institutions stand in the grid, those in most partnerships; the table goes on."""
MOST_COLUMNS = 20
MOST_PAIRS = 2_000
_SIGN = "●"
_One = tuple[int, str]


def memberships_picture(rows: Sequence[OverlapRow]) -> Picture:
    """Return which institution belongs to which partnerships, those in most first, with its table."""
    of_each = _members(rows)
    columns = sorted(of_each, key=lambda one: (-len(of_each[one]), one[1], one[0]))[:MOST_COLUMNS]
    drawn = rows[:MOST_DRAWN]
    heads = tuple(in_words(name) for _number, name in columns)
    marks = tuple(
        tuple(
            _mark(row, number, head, belongs=(number, name) in row.partnerships)
            for (number, name), head in zip(columns, heads, strict=True)
        )
        for row in drawn
    )
    table = Table(
        key="memberships",
        title=_("What each institution belongs to"),
        sheet=_("Memberships"),
        columns=(
            Column(_("Institution"), weight=2.6, row_header=True),
            Column(_("How many"), Kind.INTEGER, 0.8),
            Column(_("Which"), weight=5.2),
        ),
        rows=tuple(
            (in_words(row.name), len(row.partnerships), "; ".join(in_words(name) for _number, name in row.partnerships))
            for row in rows
        ),
        empty=_("No institution belongs to a partnership, cluster, federation or trust."),
    )
    alt = table.empty
    if rows:
        most = rows[0]
        alt = _(
            "Grid of {n} institutions and {m} partnerships. {name} belongs to most of them: {most}. "
            "The table “{title}” says the same in words."
        ).format(n=len(drawn), m=len(columns), name=in_words(most.name), most=len(most.partnerships), title=table.title)
    legend = ((_SIGN, 2, _("Belongs to it")), ("", 0, _("Does not")))
    picture = Cells(tuple(in_words(row.name) for row in drawn), heads, marks, legend)
    records = tuple(Record("organisation", row.institution_id) for row in rows)
    note = _left_out(len(rows) - len(drawn), len(of_each) - len(columns))
    return Picture(Drawing("memberships-grid", _("Who belongs to what"), picture, alt), table, records, note)


def shared_members_picture(rows: Sequence[OverlapRow]) -> Picture:
    """Return how many institutions each two partnerships have in common, with its table."""
    of_each = _members(rows)
    columns = sorted(of_each, key=lambda one: (-len(of_each[one]), one[1], one[0]))
    shared = _in_common(of_each, columns)
    known = sorted(shared.items(), key=lambda one: -len(one[1]))
    most = len(known[0][1]) if known else 1
    drawn = columns[:MOST_COLUMNS]
    marks = tuple(
        tuple(
            None
            if one == other
            else _shared(one, other, len(shared.get((one, other)) or shared.get((other, one), [])), most)
            for other in drawn
        )
        for one in drawn
    )
    table = Table(
        key="shared_members",
        title=_("Partnerships that have members in common"),
        sheet=_("In common"),
        columns=(
            Column(_("One"), weight=2.4, row_header=True),
            Column(_("Another"), weight=2.4),
            Column(_("In common"), Kind.INTEGER, 0.9),
            Column(_("Who"), weight=4.4),
        ),
        rows=tuple(
            (in_words(one[1]), in_words(other[1]), len(names), "; ".join(in_words(name) for _number, name in names))
            for (one, other), names in known[:MOST_PAIRS]
        ),
        empty=_("No two partnerships have a member in common."),
    )
    alt = table.empty
    if known:
        (one, other), names = known[0]
        alt = _(
            "Grid of {n} partnerships, each against each. {one} and {other} have most members in common: {most}. "
            "The table “{title}” says the same in words."
        ).format(n=len(drawn), one=in_words(one[1]), other=in_words(other[1]), most=len(names), title=table.title)
    legend = (("0", 0, _("None in common")), ("", 1, _("A few")), ("", 2, _("More")), ("", 3, _("Most")))
    heads = tuple(in_words(name) for _number, name in drawn)
    block = Drawing("shared-members-grid", _("Members in common"), Cells(heads, heads, marks, legend), alt)
    return Picture(block, table, (), _left_out(0, len(columns) - len(drawn)))


def _members(rows: Sequence[OverlapRow]) -> dict[_One, list[_One]]:
    """Return the institutions of each partnership."""
    found: dict[_One, list[_One]] = {}
    for row in rows:
        for one in row.partnerships:
            found.setdefault(one, []).append((row.institution_id, row.name))
    return found


def _in_common(of_each: Mapping[_One, Sequence[_One]], columns: Sequence[_One]) -> dict[tuple[_One, _One], list[_One]]:
    """Return who belongs to both of each two partnerships, for those that have somebody in common."""
    found: dict[tuple[_One, _One], list[_One]] = {}
    belongs: dict[_One, list[_One]] = {}
    for one in columns:
        for member in of_each[one]:
            belongs.setdefault(member, []).append(one)
    for member, partnerships in belongs.items():
        for pair in combinations(partnerships, 2):
            found.setdefault(pair, []).append(member)
    return found


def _mark(row: OverlapRow, partnership: int, head: str, *, belongs: bool) -> CellMark:
    words = _("{name} belongs to {partnership}") if belongs else _("{name} does not belong to {partnership}")
    said = words.format(name=in_words(row.name), partnership=head)
    return CellMark(_SIGN if belongs else "", 2 if belongs else 0, said, Record("organisation", partnership))


def _shared(one: _One, other: _One, number: int, most: int) -> CellMark:
    words = ngettext("{one} and {other}: {n} in common", "{one} and {other}: {n} in common", number)
    said = words.format(one=in_words(one[1]), other=in_words(other[1]), n=number)
    return CellMark(str(number), strength_of(number, most), said, Record("organisation", one[0]))


def _left_out(rows: int, columns: int) -> str:
    """Return what the grid leaves out and the table has."""
    parts = []
    if rows > 0:
        words = ngettext("{n} institution in fewer is not drawn.", "{n} institutions in fewer are not drawn.", rows)
        parts.append(words.format(n=f"{rows:,}"))
    if columns > 0:
        words = ngettext(
            "{n} partnership with fewer members is not drawn.",
            "{n} partnerships with fewer members are not drawn.",
            columns,
        )
        parts.append(words.format(n=f"{columns:,}"))
    return " ".join([*parts, _("The table has them all.")]) if parts else ""
