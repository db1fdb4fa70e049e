"""Commands about what a book is locked with: rekey, recover, recovery-sheet."""

from __future__ import annotations

import argparse
import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from desktop import places
from desktop.cli.new_passphrase import ask_passphrase, refuse_short
from desktop.cli.opening import book_of, first_line, passphrase_for
from desktop.cli.output import Result
from desktop.cli.remembered import renew_remembered
from models.errors import WouldOverwrite, WrongUse

if TYPE_CHECKING:
    from models.encryption import BookKey
    from models.rekey import Rekeyed

OLDER_COPIES = "Backups made before keep the passphrase, and the recovery code, that they were made with."
PLAIN_COPIES = "Backups made before have no passphrase: delete them when you no longer need them."
NOT_PROTECTED = "The book is no longer protected: anybody who gets the file can read all of it."
NEW_CODE = "The old recovery code no longer opens the book. Write the new sheet with: liaison recovery-sheet FILE"
FIRST_CODE = "Write the recovery sheet, for the day the passphrase is forgotten, with: liaison recovery-sheet FILE"


def run_rekey(asked: argparse.Namespace) -> Result:
    """Change, set or take away the passphrase of a book."""
    from models.rekey import key_from

    book = _file_of(asked)
    if asked.new_passphrase_file and asked.no_passphrase:
        raise WrongUse("Give either --new-passphrase-file or --no-passphrase, not both.")
    if asked.no_passphrase and asked.sheet:
        raise WrongUse("Without a passphrase there is no recovery sheet. Leave out --sheet.")
    _refuse_sheet(asked.sheet, asked)
    old = key_from(book, passphrase_for(str(book), asked))
    new = None if asked.no_passphrase else _new_passphrase(asked)
    return _told(_rekey(book, old, new, asked), new, asked)


def run_recover(asked: argparse.Namespace) -> Result:
    """Give a book a new passphrase, with the recovery code in place of the old one."""
    from models.rekey import key_from_code

    book = _file_of(asked)
    _refuse_sheet(asked.sheet, asked)
    key = key_from_code(book, _code(asked))
    new = _new_passphrase(asked)
    return _told(_rekey(book, key, new, asked), new, asked)


def run_recovery_sheet(asked: argparse.Namespace) -> Result:
    """Write the code that opens a book without its passphrase."""
    from models.rekey import check_key, key_from

    book = _file_of(asked)
    _refuse_sheet(asked.file, asked)
    key = key_from(book, passphrase_for(str(book), asked))
    if key is None:
        raise WrongUse(f"{book} has no passphrase, so it needs no recovery sheet.")
    check_key(book, key)
    return Result(data={"file": _write_sheet(book, key, asked.file)}, words=[_sheet_words(asked.file)])


def _file_of(asked: argparse.Namespace) -> Path:
    from models.store import is_server

    if is_server(book_of(asked)):
        raise WrongUse("A book on a server has no passphrase of its own. Ask who runs the server.")
    return Path(book_of(asked))


def _new_passphrase(asked: argparse.Namespace) -> str:
    """Return the new passphrase from its file, or ask twice at a terminal."""
    if asked.new_passphrase_file:
        passphrase = first_line(asked.new_passphrase_file)
        refuse_short(passphrase)
        return passphrase
    return ask_passphrase(
        "New passphrase (at least 12 characters)", "Give the new passphrase with --new-passphrase-file FILE."
    )


def _code(asked: argparse.Namespace) -> str:
    """Return the recovery code as it was typed: from a terminal, from standard input, or from all lines of a file."""
    if not asked.code_file:
        if not sys.stdin.isatty():
            raise WrongUse("Give the recovery code with --code-file FILE.")
        from getpass import getpass

        return getpass("Recovery code, all eight groups: ")
    if asked.code_file == "-":
        return first_line("-")
    try:
        return Path(asked.code_file).read_text("utf-8-sig")[:10_000]
    except (OSError, UnicodeDecodeError):
        raise WrongUse(f"The file {asked.code_file} cannot be read as text.") from None


def _rekey(book: Path, old: BookKey | None, new: str | None, asked: argparse.Namespace) -> Rekeyed:
    from models import known_books
    from models.rekey import alone, rekey_book

    known_books.begin(places.known_books())
    backups = Path(asked.backups) if asked.backups else places.backup_folder()
    with alone(book):
        return rekey_book(book, old, new, backups=backups, now=datetime.now())  # noqa: DTZ005 -- names the copy


def _told(done: Rekeyed, new: str | None, asked: argparse.Namespace) -> Result:
    """Say what the book is locked with now, and what that means for what was made before and is remembered."""
    words = [f"The book as it was is kept as {done.backup}."]
    warnings = [OLDER_COPIES if done.was_locked else PLAIN_COPIES, *renew_remembered(done.book, new)]
    sheet = None
    if done.key is None:
        warnings.insert(0, NOT_PROTECTED)
    elif asked.sheet:
        sheet = _write_sheet(done.book, done.key, asked.sheet)
        words.append(_sheet_words(asked.sheet))
    else:
        warnings.append(NEW_CODE if done.was_locked else FIRST_CODE)
    first = f"{done.book} has no passphrase now." if done.key is None else f"{done.book} has its new passphrase."
    data = {"book": done.book, "encrypted": done.key is not None, "backup": done.backup, "sheet": sheet}
    return Result(data=data, words=[first, *words], warnings=warnings)


def _refuse_sheet(target: str | None, asked: argparse.Namespace) -> None:
    """Refuse before anything is done where the sheet cannot go."""
    if target is None:
        return
    if Path(target).suffix.lower() != ".pdf":
        raise WrongUse("The recovery sheet is a PDF: give it a name that ends in .pdf.")
    if not Path(target).absolute().parent.is_dir():
        raise WrongUse(f"There is no folder {Path(target).parent}. Make it first, or choose another.")
    if Path(target).exists() and not asked.force:
        raise WouldOverwrite(f"There is a file at {target} already. Add --force to replace it, or choose another name.")


def _write_sheet(book: Path, key: BookKey, target: str) -> str:
    from models.recovery_code import code_of
    from reports.catalogue import print_document
    from reports.recovery_sheet import recovery_sheet

    today = datetime.now().astimezone().date()
    print_document(recovery_sheet(book.name, code_of(key), today), "pdf", Path(target), replace=True)
    return target


def _sheet_words(target: str) -> str:
    return f"The recovery sheet is {target}. Print it, put it away safely, and delete the file."
