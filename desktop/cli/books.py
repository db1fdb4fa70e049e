"""Commands about a book as a whole: new, info, check, undo, redo, backup, restore."""

from __future__ import annotations

import argparse
from datetime import datetime
from pathlib import Path

from desktop import own_name, places
from desktop.cli.archives import NOT_ENCRYPTED, take_archive, told_of_server
from desktop.cli.new_passphrase import ask_passphrase, refuse_short
from desktop.cli.opening import book_of, file_at, open_book, passphrase_for, passphrase_of, tell_forgotten
from desktop.cli.output import Result, counted, nothing_found, table
from desktop.cli.turn import turn_of
from models.errors import AppError, WrongUse

NEW_BOOK = "Passphrase for the new book (at least 12 characters)"
LOCK_OR_NOT = "Give --passphrase-file FILE to lock the new book, or --no-passphrase to keep it in plain form."


def run_new(asked: argparse.Namespace) -> Result:
    """Make a new record book."""
    from models import known_books
    from models.store import Store, discard, is_server, shown

    if asked.passphrase_file and asked.no_passphrase:
        raise WrongUse("Give either --passphrase-file or --no-passphrase, not both.")
    if asked.example_data and asked.from_archive:
        raise WrongUse("Give either --example-data or --from-archive, not both.")
    if is_server(asked.file):
        # The password by which the server knows whoever makes it.
        passphrase = passphrase_of(asked)
    else:
        passphrase = passphrase_of(asked)
        if passphrase:
            refuse_short(passphrase)
        elif not asked.no_passphrase and not asked.example_data:
            passphrase = ask_passphrase(NEW_BOOK, LOCK_OR_NOT)
    own_name.begin(asked.who)
    known_books.begin(places.known_books())
    store = Store.create(asked.file, passphrase, is_example=asked.example_data)
    try:
        if asked.example_data:
            from models.sample import fill_example

            with store.write("Fill with example records") as session:
                fill_example(session, datetime.now().astimezone().date())
        if asked.from_archive:
            take_archive(asked, store, asked.from_archive)
            tell_forgotten(store, quiet=asked.quiet)
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
    data = {"book": shown(asked.file), "encrypted": store.encrypted, "counts": counts}
    return Result(data=data, words=[words], warnings=folder_warnings(asked.file))


def folder_warnings(place: str) -> list[str]:
    """Return what is to be said of the folder that a book is in or goes to."""
    from models.server_address import is_server
    from models.shared_folders import shared_folder, warning

    found = None if is_server(place) else shared_folder(Path(place))
    return [warning(found)] if found is not None else []


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
    return Result(data=data, lines=lines, warnings=folder_warnings(store.location))


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
    """Make a checked copy of a book; older ones are thinned out."""
    from models.backup_keeping import copies_of, keep_copy

    folder = Path(asked.to) if asked.to else places.backup_folder()
    if asked.list:
        rows = [
            {"made": copy.made, "why": copy.why or "", "file": copy.path} for copy in copies_of(folder, book_of(asked))
        ]
        columns = [("made", "Made"), ("why", "Why"), ("file", "File")]
        return Result(data=rows, lines=table(rows, columns), words=nothing_found(rows))
    if not asked.to:
        folder.mkdir(parents=True, exist_ok=True)
    data: dict[str, object] = {}
    warnings = []
    with open_book(asked) as store:
        data["file"] = keep_copy(store, folder, datetime.now()).copy  # noqa: DTZ005 -- the user's clock
        if asked.archive:
            from models.archive.exporting import export_archive
            from models.backup_keeping import place_beside_backups

            data["archive"] = export_archive(store, place_beside_backups(store, folder), force=True).place
            warnings.append(NOT_ENCRYPTED)
    words = ["The copy was opened and checked."]
    return Result(data=data, lines=[str(place) for place in data.values()], words=words, warnings=warnings)


def run_restore(asked: argparse.Namespace) -> Result:
    """Put a backup in the place of the book."""
    from models import known_books
    from models.backup import restore
    from models.store import is_server

    if is_server(book_of(asked)):
        raise WrongUse("A book on a server is restored on the server. Ask who runs it.")
    backup = file_at(asked.file)
    if asked.dry_run:
        return _look_at_backup(asked)
    known_books.begin(places.known_books())
    now = datetime.now()  # noqa: DTZ005 -- as above
    with turn_of(Path(book_of(asked))) as turn:
        turn.check()
        passphrase = passphrase_for(asked.file, asked)
        done = restore(backup, Path(book_of(asked)), passphrase, now)
        _forget_again(done.book, passphrase, quiet=asked.quiet)
    words = [f"{done.book} is now the backup {asked.file}."]
    if done.set_aside:
        words.append(f"What was there before is kept as {done.set_aside}.")
    return Result(data={"book": done.book, "set_aside": done.set_aside}, words=words)


def _look_at_backup(asked: argparse.Namespace) -> Result:
    """Say what going back to a backup would bring and lose; nothing is changed."""
    from models.backup_preview import preview_restore
    from models.store import Store

    copy = Store.open(asked.file, passphrase_for(asked.file, asked), read_only=True)
    try:
        with open_book(asked) as store:
            seen = preview_restore(copy, store)
    finally:
        copy.close()
    rows = [{"kind": kind, "backup": number, "now": seen.ours[kind]} for kind, number in seen.theirs.items()]
    if seen.lost is None:
        words = ["The backup is of another book, or the history has gone another way since."]
    else:
        words = [f"{counted(seen.lost, 'change was', 'changes were')} made since.", *seen.last_lost]
    if seen.forgotten:
        erased = counted(seen.forgotten, "person who was erased since is", "people who were erased since are")
        words.append(f"{erased} still in the backup, and will be erased again.")
    data = {
        "file": asked.file,
        "newest_change": seen.newest_change,
        "backup": seen.theirs,
        "now": seen.ours,
        "changes_since": seen.lost,
        "newest_changes_since": seen.last_lost,
        "erased_since": seen.forgotten,
    }
    columns = [("kind", "Records"), ("backup", "In the backup"), ("now", "Now")]
    return Result(data=data, lines=table(rows, columns), words=words)


def _forget_again(book: Path, passphrase: str | None, *, quiet: bool) -> None:
    """Erase in a backup that was put back whoever was erased since it was made."""
    from models.store import Store

    store = Store.open(book, passphrase)
    try:
        tell_forgotten(store, quiet=quiet)
    finally:
        store.close()
