"""What a kind of reference data is made of, and which there are; each is imported when it is needed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from models.exchange.incoming import Recognised
from models.imports.batches import Made
from models.imports.kinds import WORKBOOK_ENDINGS, Asked, FileKind
from models.imports.preview import InNumbers, PreviewLine
from models.imports.questions import Answer, Question
from models.imports.signs import is_groups, is_postcodes, is_register
from resources.i18n import marked as m


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a file of reference data did, or would do."""

    recognised: Recognised
    sha256: str
    numbers: InNumbers
    lines: tuple[PreviewLine, ...] = ()
    """Rows that were refused, and what the file means for our records."""
    refs: tuple[Made, ...] = ()
    """The records of the lines that are taken, in their order, once they are written."""
    remarks: tuple[str, ...] = ()
    detail: Any = None
    """What the action that took it in gave, for whoever tells more of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferenceKind(FileKind):
    """A kind of file that comes in as a whole, is replaced by a newer one, and is no part of Undo."""

    read: Callable[[Path, Asked], Any]
    """Looks at a file; its rows are read when they are taken."""
    take: Callable[[Session, Any, Asked, bool], Outcome]
    """Takes in what was read; True as the last argument: only say what would become of it."""
    label: str
    """The words of the change; `{file}` is the file's name."""
    is_tried: bool = False
    """Whether it has to be written, and taken back, to say what it means for our records."""
    back: str = ""
    """How one goes back to what was before, in untranslated words."""


def _read_register(path: Path, asked: Asked) -> Any:
    from models.imports.reference.register import read_register

    return read_register(path, asked)


def _take_register(session: Session, read: Any, asked: Asked, dry_run: bool) -> Outcome:
    from models.imports.reference.register import take_register

    return take_register(session, read, asked, dry_run=dry_run)


def _take_groups(session: Session, read: Any, asked: Asked, dry_run: bool) -> Outcome:
    from models.imports.reference.groups import take_groups

    return take_groups(session, read, asked, dry_run=dry_run)


def _read_postcodes(path: Path, asked: Asked) -> Any:
    from models.imports.reference.postcodes import read_directory

    return read_directory(path, asked)


def _take_postcodes(session: Session, read: Any, asked: Asked, dry_run: bool) -> Outcome:
    from models.imports.reference.postcodes import take_directory

    return take_directory(session, read, asked, dry_run=dry_run)


def _our_areas(session: Session) -> str:
    from models.imports.reference.postcodes import list_our_areas

    return ", ".join(list_our_areas(session))


_ENDINGS = (".csv", ".zip", ".gz", ".xz", *WORKBOOK_ENDINGS)

_KINDS = (
    ReferenceKind(
        key="gias",
        title=m("The national register (Get Information about Schools)"),
        files=m("Schools, and the links between them, as they are downloaded."),
        endings=_ENDINGS,
        recognises=is_register,
        read=_read_register,
        label=m("Import {file} into the register"),
        take=_take_register,
        back=m(
            "The register is no part of Undo, for each file takes the place of the one before. Bring in the earlier "
            "file to have it as it was."
        ),
    ),
    ReferenceKind(
        key="groups",
        title=m("Trusts, federations and their schools (from the register)"),
        files=m("Groups and their members, as they are downloaded from Get Information about Schools."),
        endings=_ENDINGS,
        recognises=is_groups,
        questions=(
            Question(
                "take",
                m("Write tr&usts and memberships into your own records too"),
                m("Otherwise only the register has them, and your own records stay as they are."),
                answer=Answer.YES,
            ),
        ),
        read=_read_register,
        label=m("Import {file} into the register"),
        take=_take_groups,
        is_tried=True,
        back=m(
            "What the register has of groups is no part of Undo: bring in the earlier file to have it as it was. What "
            "was written into your own records can be taken back."
        ),
    ),
    ReferenceKind(
        key="postcodes",
        title=m("A directory of postcodes"),
        files=m("Code-Point Open, or the directories of the Office for National Statistics, for the areas you say."),
        endings=_ENDINGS,
        recognises=is_postcodes,
        questions=(
            Question(
                "areas",
                m("Which areas are wanted?"),
                m("The beginnings of postcodes, like LS, CB6. Empty for all of the file."),
                usual=_our_areas,
            ),
        ),
        read=_read_postcodes,
        label=m("Import postcodes from {file}"),
        take=_take_postcodes,
        back=m(
            "Postcodes are no part of Undo. Those of the areas that it brought can be taken out again; bring in an "
            "earlier file to have the earlier ones."
        ),
    ),
)

REFERENCE: Mapping[str, ReferenceKind] = {kind.key: kind for kind in _KINDS}
