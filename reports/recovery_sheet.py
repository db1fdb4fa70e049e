"""The sheet with the recovery code of a book: printed, put away, and typed from when the passphrase is forgotten."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from reports.document import Column, Document, Heading, Kind, Table, Tone, numbered, paragraph
from reports.formatting import long_date
from resources.i18n import _


def recovery_sheet(book: str, code: Sequence[str], as_at: date) -> Document:
    """Return the sheet of a book, by the name of its file, with the eight groups of its code."""
    return Document(
        title=_("Recovery sheet"),
        subtitle=book,
        as_at=as_at,
        blocks=(
            paragraph(
                _(
                    "With this code anybody who has the file can read the record book without its passphrase. Keep "
                    "this sheet where only those may go who may read the book: a safe, or a sealed envelope with the "
                    "school's important papers. Do not keep it with the computer."
                ),
                tone=Tone.LEAD,
            ),
            Table(
                key="recovery_code",
                title=_("The recovery code"),
                columns=(
                    Column(_("Group"), Kind.INTEGER, weight=0.4, row_header=True),
                    Column(_("What to type"), Kind.IDENTIFIER, weight=2),
                ),
                rows=tuple((number, group) for number, group in enumerate(code, start=1)),
                note=_(
                    "Digits and the letters A to F, then a dash and one character that checks the group. There is "
                    "no letter O, I or L in it: they are the digits 0 and 1."
                ),
            ),
            Heading(_("If the passphrase is forgotten")),
            numbered(
                _(
                    "Open the record book in Liaison Desk. Where it asks for the passphrase, choose “I forgot the "
                    "passphrase”."
                ),
                _("Type the eight groups. A group that is mistyped is named."),
                _(
                    "Choose a new passphrase. This sheet is then of no more use for the book: print the new one and "
                    "destroy this one."
                ),
            ),
            paragraph(
                _(
                    "Backups made before a change of the passphrase keep the passphrase and the code they were made "
                    "with. Keep this sheet as long as you keep such backups."
                ),
                tone=Tone.NOTE,
            ),
        ),
        reference=_("Secret: made on {day}").format(day=long_date(as_at)),
    )
