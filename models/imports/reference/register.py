"""A file of the national register as it comes in: told in numbers, with the rows that cannot be used."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from models.exchange.gias import GiasFile, GiasKind, read_gias
from models.exchange.incoming import Recognised
from models.imports.kinds import Asked
from models.imports.preview import Fate, InNumbers, PreviewLine
from models.imports.reference.kinds import Outcome
from models.value_words import in_words
from resources.i18n import _, ngettext
from resources.i18n import marked as m

if TYPE_CHECKING:
    from models.actions.register import RegisterImport

_MOST_WARNINGS = 5
_WORDS = {
    GiasKind.ESTABLISHMENTS: (m("Schools and colleges of the national register"), m("school"), m("schools")),
    GiasKind.LINKS: (m("Links between schools, from the national register"), m("link"), m("links")),
    GiasKind.GROUPS: (m("Trusts, federations and other groups, from the national register"), m("group"), m("groups")),
    GiasKind.MEMBERSHIPS: (
        m("Which schools belong to which groups, from the national register"), m("membership"), m("memberships"),
    ),
    GiasKind.GOVERNANCE: (m("Governors as the national register lists them"), m("governor"), m("governors")),
    GiasKind.TYPES: (m("Kinds of schools of the national register"), m("kind"), m("kinds")),
}  # fmt: skip
"""What a file is, and what one of its rows and several are called."""


def read_register(path: Path, asked: Asked) -> GiasFile:
    """Look at a file of the register. Raises BadImport for what is none."""
    return read_gias(path, asked.step, asked.cancelled)


def take_register(session: Session, file: GiasFile, _asked: Asked, *, dry_run: bool) -> Outcome:
    """Take a file into the register, or say what would become of it."""
    from models.actions.register import import_register

    done = import_register(session, file, dry_run=dry_run)
    words, one, many = map(_, _WORDS[file.kind])
    numbers = InNumbers(
        done.found, done.added, done.changed, done.unchanged, done.rejected_count, done.removed, one, many
    )
    if done.extract_on is not None:
        words = _("{what}, {day}").format(what=words, day=in_words(done.extract_on))
    seen = Recognised("gias", words, encoding=file.encoding, remarks=tuple(_remarks_on_columns(file)))
    remarks = tuple(_remarks(file, done))
    return Outcome(seen, file.sha256, numbers, tuple(_refused(done)), remarks=remarks, detail=done)


def _refused(done: RegisterImport) -> Iterator[PreviewLine]:
    for row in done.rejected:
        name = _("Line {n}").format(n=f"{row.line:,}")
        yield PreviewLine(row.line, name, Fate.REFUSED, reasons=(row.reason.partition(": ")[2],))


def _remarks_on_columns(file: GiasFile) -> Iterator[str]:
    if missing := file.missing_columns:
        words = _(
            "The file has no columns for {names}. The register has nothing there once it is taken in. For all of it "
            "download “All establishment data”."
        )
        yield words.format(names=", ".join(f"“{name}”" for name in missing))
    if file.unknown_columns:
        yield _("Columns that are not known and left out: {names}").format(names=", ".join(file.unknown_columns[:12]))


def _remarks(file: GiasFile, done: RegisterImport) -> Iterator[str]:
    if done.closed:
        yield ngettext("{n} school has closed since.", "{n} schools have closed since.", done.closed).format(
            n=f"{done.closed:,}"
        )
    if done.removed:
        yield ngettext(
            "{n} that the file no longer has goes from the register.",
            "{n} that the file no longer has go from the register.",
            done.removed,
        ).format(n=f"{done.removed:,}")
    yield from (row.text for row in done.warnings[:_MOST_WARNINGS])
    if file.warning_count > _MOST_WARNINGS:
        yield _("{n} more cells were left blank.").format(n=f"{file.warning_count - _MOST_WARNINGS:,}")
