"""A sheet to edit and bring back, as a paper: how it works in words, the table, its columns explained, its keys."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from reports.document import Column, Document, Kind, ListBlock, Table, numbered, paragraph
from reports.formatting import thousands
from resources.i18n import _, ngettext

if TYPE_CHECKING:
    from pathlib import Path

    from models.rounds.columns import RoundColumn
    from models.rounds.making import OutSheet


def write_round(out: OutSheet, target: Path, as_at: date, password: str = "") -> None:
    """Write a sheet that can be edited and brought back, whole or not at all; a password is taken off before that."""
    from reports.catalogue import print_document

    print_document(round_document(out, as_at), "xlsx", target, replace=True, password=password)


def round_document(out: OutSheet, as_at: date) -> Document:
    """Return the sheet as a paper."""
    from models.rounds.sheets import keys_sheet

    title = out.round.heading
    table = Table(
        key=title.replace("-", "_"),
        title=title,
        columns=_columns(out),
        rows=tuple((row.number, *row.values, row.key) for row in out.rows),
        empty=_("There is nothing in this list."),
        note=_("Change the white columns. Shaded columns are for reading."),
        editable=True,
    )
    key = Column(_("Key"), Kind.IDENTIFIER, out_of_sight=True)
    keys = Table(
        key="Keys",
        title=keys_sheet(),
        sheet=keys_sheet(),
        columns=(Column(_("No."), Kind.INTEGER), Column(_("Name"), row_header=True), key),
        rows=tuple((row.number, row.name, row.key) for row in out.rows),
        out_of_sight=True,
    )
    return Document(
        _("{title} to edit").format(title=title),
        (paragraph(_intro(out)), _rules(out), table, keys),
        as_at=as_at,
        reference=_("For the office that keeps these records"),
    )


def _intro(out: OutSheet) -> str:
    words = _("Edit the sheet “{sheet}”, save this file, and bring it back with “Bring back an edited sheet…”.").format(
        sheet=out.round.heading
    )
    if out.left_out:
        words += " " + ngettext(
            "{count} confidential record is not in it; change that in the program.",
            "{count} confidential records are not in it; change those in the program.",
            out.left_out,
        ).format(count=thousands(out.left_out))
    return words


def _rules(out: OutSheet) -> ListBlock:
    new = (
        _("To add one, fill in a row below the table and leave “No.” and “Key” empty.")
        if out.round.add is not None
        else _("Rows cannot be added here. {why}").format(why=_(out.round.no_new))
    )
    return numbered(
        _("You may sort, filter and move columns. You may take out rows and columns; what they said stays as it is."),
        new,
        _("Keep the headings. Leave the column “Key” as it is; it is out of sight at the end and says which record a "
          "row is."),
        _("Before anything is written you see each change, what was and what would be. One step takes all of it back."),
        _("What was changed in the program meanwhile is never written over: you are shown both."),
    )  # fmt: skip


def _columns(out: OutSheet) -> tuple[Column, ...]:
    number = Column(
        _("No."), Kind.INTEGER, 0.4, note=_("The record’s number in the program."), locked=True, row_header=False
    )
    key = Column(
        _("Key"), Kind.IDENTIFIER, note=_("Says which record the row is. Leave it as it is."), out_of_sight=True
    )
    named = next(place for place, one in enumerate(out.round.layout) if one.kind.name in ("TEXT", "CODE"))
    return (
        number,
        *(_column(out, column, names_row=place == named) for place, column in enumerate(out.round.layout)),
        key,
    )


def _column(out: OutSheet, column: RoundColumn, *, names_row: bool) -> Column:
    from models.rounds.columns import Editing

    locked = column.editing is Editing.NEVER
    what = {
        Editing.ALWAYS: _("May be changed."),
        Editing.NEW: _("For reading; filled in for new rows."),
        Editing.NEVER: _("For reading."),
    }
    return Column(
        column.heading,
        _KINDS[column.kind.name],
        column.wide,
        row_header=names_row,
        note=f"{_(column.meaning)} {what[column.editing]}",
        options=() if locked else out.choices.get(column.key, ()),
        locked=locked,
    )


_KINDS: dict[str, Kind] = {
    "TEXT": Kind.TEXT,
    "CODE": Kind.IDENTIFIER,
    "DAY": Kind.DATE,
    "MOMENT": Kind.DATETIME,
    "NUMBER": Kind.INTEGER,
}
