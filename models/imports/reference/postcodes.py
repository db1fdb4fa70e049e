"""A directory of postcodes as it comes in: the areas that are wanted, each with its numbers, and the way out again."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.actions.postcodes import PostcodeImport, import_postcodes
from models.entities import Organisation
from models.exchange.incoming import Recognised
from models.exchange.postcodes.areas import area_of, parse_areas
from models.exchange.postcodes.reading import ENCODING, PostcodeFile, read_postcodes
from models.exchange.workbook.any_kind import kind_of_workbook
from models.geography import normalise_postcode
from models.imports.hashing import hash_of
from models.imports.kinds import Asked
from models.imports.preview import Fate, InNumbers, PreviewLine
from models.imports.reference.kinds import Outcome
from resources.i18n import _, ngettext

AREA = "area:"
"""How the key of a line begins that stands for all postcodes of an area."""
_MOST_AREAS = 12


def read_directory(path: Path, asked: Asked) -> PostcodeFile:
    """Look at a directory; "areas" in `asked.mapping` says which parts are wanted. Raises BadImport, WrongUse."""
    wanted = parse_areas(str((asked.mapping or {}).get("areas") or ""))
    # Nobody knows how many lines there are before the last one is read.
    return read_postcodes(path, wanted, lambda done, _most: asked.step(done, 0), asked.cancelled)


def take_directory(session: Session, file: PostcodeFile, _asked: Asked, *, dry_run: bool) -> Outcome:
    """Take the wanted postcodes of a directory in, or say what would become of them."""
    done = import_postcodes(session, file, dry_run=dry_run)
    numbers = InNumbers(
        done.found, done.added, done.changed, done.unchanged, done.rejected_count,
        one=_("postcode"), many=_("postcodes"),
    )  # fmt: skip
    dates = _("of {month}").format(month=f"{file.source_on:%B %Y}") if file.source_on is not None else ""
    words = " ".join(filter(None, (_("Directory of postcodes"), dates)))
    seen = Recognised("postcodes", words, encoding="" if kind_of_workbook(file.path) else ENCODING)
    areas = tuple(_areas(done))
    refused = tuple(PreviewLine(line, _("Line {n}").format(n=f"{line:,}"), Fate.REFUSED, reasons=(why,))
                    for line, why in done.rejected)  # fmt: skip
    remarks: tuple[str, ...] = ()
    if done.elsewhere:
        words = ngettext("{n} row lies in areas that were not asked for.",
                         "{n} rows lie in areas that were not asked for.", done.elsewhere)  # fmt: skip
        remarks = (words.format(n=f"{done.elsewhere:,}"),)
    refs = tuple(("", None) for line in areas if line.is_taken)
    return Outcome(seen, hash_of(file.path), numbers, (*areas, *refused), refs, remarks, done)


def _areas(done: PostcodeImport) -> Iterator[PreviewLine]:
    """Yield a line for each area of the country that the file has something of."""
    for area in done.areas:
        fate = Fate.NEW if area.added else Fate.CHANGED if area.changed else Fate.SAME
        words = ngettext("{n} postcode", "{n} postcodes", area.found).format(n=f"{area.found:,}")
        told = _("{postcodes}: {new} new, {changed} changed").format(
            postcodes=words, new=f"{area.added:,}", changed=f"{area.changed:,}"
        )
        yield PreviewLine(0, area.area, fate, notes=(told,), key=f"{AREA}{area.area}")


def list_our_areas(session: Session) -> tuple[str, ...]:
    """Return the areas (LS, CB) that the organisations of the book lie in, those with most of them first."""
    question = select(Organisation.postcode).where(Organisation.postcode != "", Organisation.archived_at.is_(None))
    count: dict[str, int] = {}
    for written in session.scalars(question):
        postcode = normalise_postcode(written)
        if postcode is not None:
            area = area_of(postcode)
            count[area] = count.get(area, 0) + 1
    return tuple(sorted(count, key=lambda area: (-count[area], area))[:_MOST_AREAS])
