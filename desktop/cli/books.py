"""Commands about a book as a whole: new, info, check, undo, redo, backup, restore."""

from __future__ import annotations

import argparse
import sys
from datetime import datetime
from pathlib import Path

from desktop import own_name, places
from desktop.cli.archives import NOT_ENCRYPTED, take_archive, told_of_server
from desktop.cli.opening import book_of, open_book, passphrase_for, passphrase_of
from desktop.cli.output import Result
from models.errors import AppError, WrongUse


def run_new(asked: argparse.Namespace) -> Result:
    """Make a new record book."""
    from models.store import Store, discard, is_server, shown

    if asked.passphrase_file and asked.no_passphrase:
        raise WrongUse("Give either --passphrase-file or --no-passphrase, not both.")
    if asked.example_data and asked.from_archive:
        raise WrongUse("Give either --example-data or --from-archive, not both.")
    if is_server(asked.file):
        passphrase = None
        if asked.passphrase_file:
            raise WrongUse("A book on a server has no passphrase of its own. Leave out --passphrase-file.")
    else:
        passphrase = passphrase_of(asked)
        if passphrase:
            _refuse_short(passphrase)
        elif not asked.no_passphrase and not asked.example_data:
            passphrase = _ask_for_passphrase()
    own_name.begin(asked.who)
    store = Store.create(asked.file, passphrase, is_example=asked.example_data)
    try:
        if asked.example_data:
            from models.sample import fill_example

            with store.write("Fill with example records") as session:
                fill_example(session, datetime.now().astimezone().date())
        if asked.from_archive:
            take_archive(asked, store, asked.from_archive)
        counts = _counts(store)
    except BaseException as error:
        store.close()
        if not store.on_server:
            discard(Path(asked.file))
        elif isinstance(error, AppError):
            raise told_of_server(error) from None
        raise
    store.close()
    words = f"Made {shown(asked.file)}."
    if not passphrase and not store.on_server:
        words += " It has no passphrase, so anyone with the file can read it."
    return Result(data={"book": shown(asked.file), "encrypted": bool(passphrase), "counts": counts}, words=[words])


def _ask_for_passphrase() -> str:
    """Ask twice at a terminal. Raises WrongUse where nobody can answer."""
    if not sys.stdin.isatty():
        raise WrongUse("Give --passphrase-file FILE to lock the new book, or --no-passphrase to keep it in plain form.")
    from getpass import getpass

    first = getpass("Passphrase for the new book (at least 12 characters): ")
    _refuse_short(first)
    if getpass("The same again: ") != first:
        raise WrongUse("The two passphrases differ. Nothing was made. Try again.")
    return first


def _refuse_short(passphrase: str) -> None:
    if len(passphrase) < 12:
        raise WrongUse("The passphrase is too short. Use at least 12 characters: four words are easy to keep.")


def _counts(store: object) -> dict[str, int]:
    from models.queries.overview import count_records
    from models.store import Store

    assert isinstance(store, Store)
    with store.read() as session:
        return count_records(session)


def run_info(asked: argparse.Namespace) -> Result:
    """Say what a book holds."""
    from models.queries.register import count_register, list_register_sources

    with open_book(asked) as store:
        counts = _counts(store)
        with store.read() as session:
            sources = list_register_sources(session)
            register = count_register(session)
        newest = max((row.extract_on for row in sources if row.extract_on), default=None)
        data = {
            "book": store.location if not store.on_server else "postgresql",
            "counts": counts,
            "schema_version": store.schema_version(),
            "encrypted": store.encrypted,
            "read_only": store.read_only,
            "example": store.is_example(),
            "register": register,
            "register_date": newest,
            "undo": store.undo_label(),
            "redo": store.redo_label(),
        }
    lines = [f"{name}: {number:,}" for name, number in counts.items()]
    lines += [f"register: {register:,} institutions" + (f", extract of {newest.isoformat()}" if newest else "")]
    lines += [f"schema version: {data['schema_version']}", f"locked with a passphrase: {_yes(store.encrypted)}"]
    return Result(data=data, lines=lines)


def _yes(value: bool) -> str:
    return "yes" if value else "no"


def run_check(asked: argparse.Namespace) -> Result:
    """Check every page and the whole history of a book."""
    with open_book(asked) as store:
        problems = store.check()
    if problems:
        return Result(data={"problems": problems}, errors=problems, exit_code=1)
    return Result(data={"problems": []}, words=["The book is sound, and its history is whole."])


def run_undo(asked: argparse.Namespace) -> Result:
    """Take back the newest change."""
    with open_book(asked) as store:
        label = store.undo()
    return Result(data={"label": label}, words=[f"Undone: {label}."])


def run_redo(asked: argparse.Namespace) -> Result:
    """Make again the change that was taken back last."""
    with open_book(asked) as store:
        label = store.redo()
    return Result(data={"label": label}, words=[f"Done again: {label}."])


def run_backup(asked: argparse.Namespace) -> Result:
    """Make a checked copy of a book."""
    from models.backup import back_up

    folder = Path(asked.to) if asked.to else places.backup_folder()
    if not asked.to:
        folder.mkdir(parents=True, exist_ok=True)
    data: dict[str, object] = {}
    warnings = []
    with open_book(asked) as store:
        data["file"] = back_up(store, folder, datetime.now())  # noqa: DTZ005 -- the name bears the user's clock
        if asked.archive:
            from models.archive.exporting import export_archive, place_beside_backups

            data["archive"] = export_archive(store, place_beside_backups(store, folder), force=True).place
            warnings.append(NOT_ENCRYPTED)
    words = ["The copy was opened and checked."]
    return Result(data=data, lines=[str(place) for place in data.values()], words=words, warnings=warnings)


def run_restore(asked: argparse.Namespace) -> Result:
    """Put a backup in the place of the book."""
    from models.backup import restore
    from models.store import is_server

    if is_server(book_of(asked)):
        raise WrongUse("A book on a server is restored on the server. Ask who runs it.")
    now = datetime.now()  # noqa: DTZ005 -- as above
    done = restore(Path(asked.file), Path(book_of(asked)), passphrase_for(asked.file, asked), now)
    words = [f"{done.book} is now the backup {asked.file}."]
    if done.set_aside:
        words.append(f"What was there before is kept as {done.set_aside}.")
    return Result(data={"book": done.book, "set_aside": done.set_aside}, words=words)
