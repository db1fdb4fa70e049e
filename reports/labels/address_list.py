"""The addresses as a paper: a table to check, to filter in Excel or to hand to a mailing house; and who gets none."""

from __future__ import annotations

from datetime import date

from models.queries.mailing import Addressee, Mailing
from reports.document import Block, Column, Document, Kind, Table, paragraph
from resources.i18n import _, ngettext

_LINES = 4


def address_list(mailing: Mailing, day: date, *, name: str = "", sender: str = "") -> Document:
    """Return the addresses of a mailing as a paper; `name` is what the set of people is called."""
    got, none = len(mailing.rows), len(mailing.left_out)
    blocks: list[Block] = [
        paragraph(
            ngettext("{count} address.", "{count} addresses.", got).format(count=f"{got:,}"),
            " ",
            ngettext("{count} is left out.", "{count} are left out.", none).format(count=f"{none:,}"),
        ),
        _addresses(mailing),
        _left_out(mailing),
    ]
    return Document(
        _("Address list"),
        tuple(blocks),
        day,
        subtitle=name,
        author=sender,
        subject=_("Addresses for labels and letters"),
        reference=_("Internal: holds people’s addresses"),
    )


def _addresses(mailing: Mailing) -> Table:
    columns = (
        Column(_("Name"), weight=1.5, row_header=True, unknown=_("Not known")),
        Column(_("Role"), weight=1.4, unknown=_("None")),
        Column(_("Organisation"), weight=1.8, unknown=_("None")),
        *(
            Column(_("Address line {number}").format(number=number), weight=1.3, unknown="–")
            for number in range(1, _LINES + 1)
        ),
        Column(_("Postcode"), Kind.IDENTIFIER, weight=0.9, unknown=_("Not recorded")),
        Column(_("Note"), weight=1.4, unknown="–"),
    )
    rows = [_row(one) for one in mailing.rows]
    # Lines that no address here needs, and notes where there are none, only take room.
    shown = [at for at, column in enumerate(columns) if column.unknown != "–" or any(row[at] for row in rows)]
    return Table(
        key="addresses",
        title=_("Addresses"),
        columns=tuple(columns[at] for at in shown),
        rows=tuple(tuple(row[at] for at in shown) for row in rows),
        empty=_("Nobody in this set has an address to write to."),
    )


def _row(one: Addressee) -> tuple[str | None, ...]:
    lines = [line for line in (one.inside, *one.lines) if line]
    if one.postcode:
        lines = lines[:-1]
    # What does not fit into so many columns goes on in the last.
    columns = [*lines[: _LINES - 1], ", ".join(lines[_LINES - 1 :])]
    columns += [""] * (_LINES - len(columns))
    person = one.person or one.attention
    role = one.role if one.person else ""
    return tuple(words or None for words in (person, role, one.organisation, *columns, one.postcode, one.note))


def _left_out(mailing: Mailing) -> Table:
    return Table(
        key="left_out",
        title=_("Who gets none"),
        columns=(Column(_("Name"), weight=2, row_header=True), Column(_("Why"), weight=3)),
        rows=tuple((one.name, one.words) for one in mailing.left_out),
        empty=_("Everybody in this set gets one."),
    )
