"""The command line erases somebody, restricts the use of their data, and checks the history that is left."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from models.actions.people import PersonFields, create_person
from models.store import Store
from tests.desktop.cli.running import ask, run


def with_person(book: Path) -> int:
    store = Store.open(book)
    with store.write("Begin") as session:
        number = create_person(session, PersonFields("Quillfeather", "Zoë", note="Zoë Quillfeather likes owls"))
    store.close()
    return number


def test_an_erasure_is_told_first_and_a_backup_forgets_it_again(book: Path, tmp_path: Path) -> None:
    number = with_person(book)
    (copy,) = run("--book", book, "backup", "--to", tmp_path).out.decode().splitlines()
    told = ask(book, "erase-person", number, "--reason", "She asked", "--dry-run")
    assert (told["name"], told["becomes"], told["dry_run"]) == ("Zoë Quillfeather", "Former contact #1", True)
    assert ask(book, "show", f"person:{number}")["name"] == "Zoë Quillfeather"
    done = ask(book, "erase-person", number, "--reason", "She asked")
    assert done["places"] == told["places"]
    assert told["copy"] is None
    assert b"Quillfeather" in Path(done["copy"]).read_bytes(), "the book as it was before"
    kept = run("--book", book, "restore", done["copy"])
    assert "erased again: Former contact #1" in kept.err
    assert ask(book, "show", f"person:{number}")["name"] == "Former contact #1"
    assert b"Quillfeather" not in book.read_bytes(), "the book has no passphrase, so its pages can be read"
    assert run("--book", book, "undo").code != 0
    put_back = run("--book", book, "restore", copy)
    assert "erased again: Former contact #1" in put_back.err
    assert ask(book, "show", f"person:{number}")["name"] == "Former contact #1"
    assert b"Quillfeather" not in book.read_bytes()


def test_an_archive_does_not_bring_them_back(book: Path, tmp_path: Path) -> None:
    number = with_person(book)
    archive = tmp_path / "all.zip"
    assert run("--book", book, "export", "archive", "--output", archive).code == 0
    ask(book, "erase-person", number, "--reason", "She asked")
    made = run("new", tmp_path / "second.liaison", "--no-passphrase", "--from-archive", archive)
    assert made.code == 0
    assert "erased again" in made.err
    assert b"Quillfeather" not in (tmp_path / "second.liaison").read_bytes()


def test_only_what_perhaps_names_them_can_be_taken_one_by_one(book: Path) -> None:
    number = with_person(book)
    wrong = run("--book", book, "erase-person", number, "--reason", "She asked", "--also", "note:99")
    assert wrong.code == 2
    assert "none of the texts" in wrong.err
    assert run("--book", book, "erase-person", 999, "--reason", "x").code == 2
    part = run("--book", book, "erase-person", "Quill", "--reason", "She asked")
    assert part.code == 2
    assert f"Zoë Quillfeather, or person:{number}." in part.err, "a part of a name is too little for what stays done"
    said = ask(book, "erase-person", "zoe quillfeather", "--reason", "She asked", "--dry-run")
    assert said["person"] == number
    assert run("--book", book, "erase-person", number, "--reason", " ").code == 2


def test_the_history_is_checked_and_what_was_altered_is_named(book: Path) -> None:
    with_person(book)
    whole = ask(book, "verify-history")
    assert whole["changes"] >= 1
    assert ask(book, "verify-history", "--head", whole["head"][:16])["found"]["number"] == whole["changes"]
    assert run("--book", book, "verify-history", "--head", "0" * 16).code == 1
    assert run("--book", book, "verify-history", "--head", "owls").code == 2
    with sqlite3.connect(book) as connection:
        connection.execute("DROP TRIGGER change_fixed")
        connection.execute("UPDATE change SET actor = 'Somebody else'")
    altered = run("--book", book, "verify-history")
    assert altered.code == 1
    assert "Change 1 does not agree" in altered.err


def test_the_use_of_data_is_restricted_and_lifted(book: Path) -> None:
    number = with_person(book)
    assert run("--book", book, "restrict-person", number).code == 2, "a reason is needed"
    ask(book, "restrict-person", number, "--reason", "Says that it is wrong")
    assert [row["id"] for row in ask(book, "restrict-person")] == [number]
    assert ask(book, "list", "people") == []
    ask(book, "restrict-person", number, "--lift")
    assert [row["id"] for row in ask(book, "list", "people")] == [number]
