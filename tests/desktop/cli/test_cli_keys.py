"""rekey, recover and recovery-sheet, as somebody types them."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from desktop import places
from desktop.cli.arguments import make_parser
from models import book_lock
from models.recovery_code import code_of
from models.rekey import key_from
from tests.desktop.cli.running import PASSPHRASE, ask, run

NEW = "vier andere Wörter hier"

pytestmark = pytest.mark.usefixtures("really_made")


@pytest.fixture
def locked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(places, "backup_folder", lambda: tmp_path / "copies")
    for name, words in (("old", PASSPHRASE), ("new", NEW), ("short", "abc")):
        (tmp_path / name).write_text(words + "\n", "utf-8")
    place = tmp_path / "elm.liaison"
    assert run("new", place, "--passphrase-file", tmp_path / "old").code == 0
    return place


def rekey(book: Path, *typed: object, old: str = "old"):
    return run("--json", "--book", book, "rekey", "--passphrase-file", book.parent / old, *typed)


def test_the_passphrase_is_changed_and_older_copies_are_spoken_of(locked: Path) -> None:
    done = rekey(locked, "--new-passphrase-file", locked.parent / "new")
    assert done.data["encrypted"] is True
    assert Path(done.data["backup"]).parent == locked.parent / "copies"
    assert "keep the passphrase" in done.answer["warnings"][0]
    assert "old recovery code" in done.answer["warnings"][1]
    assert ask(locked, "--passphrase-file", locked.parent / "new", "check") == {"problems": []}
    assert rekey(locked, "--new-passphrase-file", locked.parent / "new").code == 3
    backup = done.data["backup"]
    assert ask(backup, "--passphrase-file", locked.parent / "old", "check") == {"problems": []}


def test_both_passphrases_may_come_from_standard_input(locked: Path) -> None:
    typed = f"{PASSPHRASE}\n{NEW}\n".encode()
    done = run("--book", locked, "rekey", "--passphrase-file", "-", "--new-passphrase-file", "-", stdin=typed)
    assert done.code == 0, done.err
    assert ask(locked, "--passphrase-file", locked.parent / "new", "info")["encrypted"] is True


def test_it_is_taken_away_with_a_warning_and_set_again(locked: Path) -> None:
    done = rekey(locked, "--no-passphrase")
    assert "no longer protected" in done.answer["warnings"][0]
    assert ask(locked, "info")["encrypted"] is False
    again = run("--json", "--book", locked, "rekey", "--new-passphrase-file", locked.parent / "new")
    assert "have no passphrase: delete them" in again.answer["warnings"][0]
    assert ask(locked, "--passphrase-file", locked.parent / "new", "info")["encrypted"] is True


@pytest.mark.requirement("R16")
def test_the_sheet_opens_a_book_whose_passphrase_is_forgotten(locked: Path, tmp_path: Path) -> None:
    sheet = tmp_path / "sheet.pdf"
    done = run("--book", locked, "recovery-sheet", "--passphrase-file", tmp_path / "old", sheet)
    assert done.code == 0, done.err
    words = read_pdf(sheet)
    code = code_of(key_from(locked, PASSPHRASE))  # type: ignore[arg-type]
    assert all(group in words for group in code)
    (tmp_path / "code").write_text("\n".join(code), "utf-8")
    new = ("--new-passphrase-file", tmp_path / "new", "--sheet", tmp_path / "next.pdf")
    assert run("--book", locked, "recover", "--code-file", tmp_path / "code", *new).code == 0
    assert ask(locked, "--passphrase-file", tmp_path / "new", "check") == {"problems": []}
    assert not any(group in read_pdf(tmp_path / "next.pdf") for group in code)
    stale = run("--book", locked, "recover", "--code-file", "-", *new[:2], stdin=" ".join(code).encode())
    assert (stale.code, "earlier passphrase" in stale.err) == (3, True)
    mistyped = " ".join((*code[:4], code[4][:-1] + "Z", *code[5:]))
    told = run("--book", locked, "recover", "--code-file", "-", *new[:2], stdin=mistyped.encode())
    assert (told.code, "Group 5 " in told.err) == (2, True)


def read_pdf(path: Path) -> str:
    import pypdfium2

    document = pypdfium2.PdfDocument(path)
    return "".join(page.get_textpage().get_text_range() for page in document)


@pytest.mark.parametrize(
    ("typed", "code", "words"),
    [
        (("--new-passphrase-file", "new", "--no-passphrase"), 2, "not both"),
        (("--new-passphrase-file", "short"), 2, "too short"),
        ((), 2, "--new-passphrase-file FILE"),
        (("--no-passphrase", "--sheet", "a.pdf"), 2, "no recovery sheet"),
        (("--new-passphrase-file", "new", "--sheet", "a.txt"), 2, "ends in .pdf"),
        (("--new-passphrase-file", "new", "--sheet", "gone/a.pdf"), 2, "no folder"),
        (("--new-passphrase-file", "new", "--sheet", "there.pdf"), 6, "already"),
    ],
)
def test_what_makes_no_sense_is_told_before_anything_is_done(
    locked: Path, monkeypatch: pytest.MonkeyPatch, typed: tuple[str, ...], code: int, words: str
) -> None:
    monkeypatch.chdir(locked.parent)
    Path("there.pdf").write_bytes(b"")
    before = locked.read_bytes()
    done = rekey(locked, *typed)
    assert (done.code, words in done.answer["errors"][0]) == (code, True), done.answer["errors"]
    assert (locked.read_bytes(), Path("copies").exists()) == (before, False)


def test_a_book_that_a_window_has_open_is_left_alone(locked: Path) -> None:
    lock = book_lock.take(locked)
    assert isinstance(lock, book_lock.BookLock)
    done = rekey(locked, "--new-passphrase-file", locked.parent / "new")
    assert (done.code, "open in a window" in done.answer["errors"][0]) == (4, True)
    lock.release()
    assert os.listdir(locked.parent).count("copies") == 0


def test_a_plain_book_has_nothing_to_recover(book: Path, tmp_path: Path) -> None:
    (tmp_path / "new").write_text(NEW, "utf-8")
    assert run("--book", book, "recovery-sheet", tmp_path / "a.pdf").code == 2
    new = ("--new-passphrase-file", tmp_path / "new")
    assert run("--book", book, "recover", "--code-file", "-", *new, stdin=b"1").code == 2


def test_a_forgotten_passphrase_and_a_damaged_book_are_two_commands_that_name_each_other() -> None:
    commands = next(one for one in make_parser()._actions if one.dest == "command").choices
    recover, salvage = (" ".join(commands[name].format_help().split()) for name in ("recover", "salvage"))
    assert "recovery code" in recover
    assert "see salvage" in recover
    assert "--code-file" in recover
    assert "--to NEW" in salvage
    assert "see recover" in salvage
    assert "--code-file" not in salvage
    assert run("recover", "book.liaison", "--to", "new.liaison").code == 2
    assert run("salvage", "--code-file", "code.txt").code == 2
