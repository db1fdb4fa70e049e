"""The report command notes what it makes, lists it, tells a file from another, and makes what is saved."""

from __future__ import annotations

import hashlib
import os
import shutil
from datetime import date
from pathlib import Path

import pytest

from models.actions.report_runs import DisclosureFields, add_disclosure
from models.actions.saved_reports import SavedReportFields, add_saved_report
from models.store import Store
from models.vocabulary import Visibility
from reports import length
from tests.desktop.cli.running import ask, run, spawn
from tests.models.held_files import hold

AS_AT = ("--as-at", "2026-11-22")


@pytest.fixture
def book(example: Path, tmp_path: Path) -> Path:
    copy = tmp_path / "book.liaison"
    shutil.copy(example, copy)
    return copy


def make(book: Path, target: Path, *typed: object) -> dict[str, object]:
    return ask(book, "report", *typed, *AS_AT, "--output", target, "--force")


def test_each_paper_is_noted_with_its_choices_and_its_sum(book: Path, tmp_path: Path) -> None:
    target = tmp_path / "deep" / "paper.xlsx"
    target.parent.mkdir()
    told = make(book, target, "unanswered-register", "--about", "organisation:17", "--audience", "public")
    (row,) = ask(book, "report", "log")
    assert row["sha256"] == told["sha256"] == hashlib.sha256(target.read_bytes()).hexdigest()
    assert (row["report"], row["file"], row["format"], row["audience"]) == (
        "unanswered-register",
        "paper.xlsx",
        "xlsx",
        "public",
    )
    assert row["about"]["record"] == "organisation:17"
    assert (row["from"], row["to"], row["as_at"]) == (None, None, "2026-11-22")
    assert os.fspath(tmp_path) not in run("--book", book, "--json", "report", "log").text


@pytest.mark.requirement("R32")
def test_a_paper_open_elsewhere_is_written_beside_it_and_that_is_said(
    book: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "paper.pdf"
    target.write_bytes(b"open in a reader")
    hold(target, monkeypatch)
    done = run("--book", book, "--json", "report", "board-paper", *AS_AT, "--output", target, "--force")
    assert done.data["file"] == os.fspath(tmp_path / "paper (2).pdf")
    assert any("paper.pdf is open in another program" in words for words in done.answer["warnings"])
    assert target.read_bytes() == b"open in a reader"
    (row,) = ask(book, "report", "log")
    assert row["file"] == "paper (2).pdf"
    assert row["sha256"] == hashlib.sha256((tmp_path / "paper (2).pdf").read_bytes()).hexdigest()


def test_the_usual_record_is_noted_where_none_was_named_and_lines_left_out_are_counted(
    book: Path, tmp_path: Path
) -> None:
    make(book, tmp_path / "a.pdf", "minutes")
    make(book, tmp_path / "b.pdf", "board-paper", "--audience", "public")
    board, minutes = ask(book, "report", "log")
    assert minutes["about"]["record"].startswith("meeting:")
    assert board["left_out"] > 0
    assert board["from"] == "2026-09-01"


def test_undo_passes_over_papers_made(book: Path, tmp_path: Path) -> None:
    ask(book, "log", "--with", "Brookfield", "--note", "Hello")
    make(book, tmp_path / "a.pdf", "minutes")
    assert run("--book", book, "undo").err.startswith("Undone: ")
    assert len(ask(book, "report", "log")) == 1
    assert run("--book", book, "redo").code == 0


def test_a_file_is_verified_changed_or_not(book: Path, tmp_path: Path) -> None:
    target = tmp_path / "a.pdf"
    make(book, target, "minutes")
    with_someone = Store.open(book)
    with with_someone.write("Add who got it") as session:
        add_disclosure(session, 1, DisclosureFields(date(2026, 11, 23), name="All governors"))
    with_someone.close()
    ours = run("--book", book, "report", "verify", target)
    assert ours.code == 0
    assert "Sent to All governors." in ours.text
    assert ask(book, "report", "verify", target)["is_ours"] is True
    target.write_bytes(target.read_bytes() + b" ")
    changed = run("--book", book, "--json", "report", "verify", target)
    assert changed.code == 1
    assert changed.answer["data"]["is_ours"] is False
    assert [row["file"] for row in changed.answer["data"]["same_name"]] == ["a.pdf"]
    assert run("--book", book, "report", "verify", tmp_path / "none.pdf").code == 2
    assert run("--book", book, "report", "verify").code == 2


def test_what_is_piped_is_noted_without_a_name(book: Path) -> None:
    done = spawn("--book", book, "report", "minutes", *AS_AT, "--format", "html", "--output", "-")
    assert done.code == 0
    (row,) = ask(book, "report", "log")
    assert (row["file"], row["sha256"]) == ("", hashlib.sha256(done.out).hexdigest())


def test_a_saved_report_is_made_with_its_choices_as_they_are_on_the_day(book: Path, tmp_path: Path) -> None:
    store = Store.open(book)
    with store.write("Save") as session:
        kept = SavedReportFields("Term report", "board-paper", "docx", Visibility.PARTNERS, "this-term")
        add_saved_report(session, kept)
    store.close()
    # The example has two of its own.
    names = [row["name"] for row in ask(book, "report", "saved")]
    assert names == ["Last year, for our partners", "Term report", "Term report to the governors"]
    target = tmp_path / "paper"
    told = ask(book, "report", "--saved", "term REPORT", "--as-at", "2026-11-22", "--output", target)
    assert (told["format"], told["from"], told["to"]) == ("docx", "2026-09-01", "2026-11-22")
    later = ask(book, "report", "--saved", "Term report", "--as-at", "2027-02-10", "--output", tmp_path / "b.pdf")
    assert later["format"] == "pdf"
    assert later["from"].startswith("2027-01")
    assert [row["audience"] for row in ask(book, "report", "log")] == ["partners", "partners"]


@pytest.mark.parametrize(
    "typed",
    [
        ("report",),
        ("report", "--saved", "Nothing", "--output", "a.pdf"),
        ("report", "minutes", "--saved", "x", "--output", "a.pdf"),
        ("report", "--saved", "x", "--ward", "Elm", "--output", "a.pdf"),
        ("report", "minutes", "extra", "--output", "a.pdf"),
        ("report", "minutes", "--find", "x", "--output", "a.pdf"),
        ("report", "log", "extra"),
    ],
)
def test_what_makes_no_sense_is_refused_in_a_sentence(book: Path, typed: tuple[str, ...]) -> None:
    done = run("--book", book, "--json", *typed)
    assert (done.code, len(done.answer["errors"])) == (2, 1)


def test_a_book_that_cannot_be_written_still_gives_its_papers(book: Path, tmp_path: Path) -> None:
    book.chmod(0o444)
    target = tmp_path / "a.pdf"
    done = spawn(
        "--book", book, "--json", "report", "minutes", *AS_AT, "--format", "pdf", "--output", target, bound=True
    )
    book.chmod(0o644)
    assert done.code == 0
    assert target.stat().st_size > 1000
    assert "not noted among the papers made" in done.answer["warnings"][0]


def test_a_long_paper_is_told_before_somebody_prints_it(book: Path, tmp_path: Path, monkeypatch) -> None:
    place = tmp_path / "paper.pdf"
    assert ask_all(book, place)["warnings"] == []
    monkeypatch.setattr(length, "LONG", 1)
    (words,) = ask_all(book, place)["warnings"]
    assert words.startswith("This paper has about ")
    assert "For a shorter one choose a shorter time." in words


def ask_all(book: Path, place: Path) -> dict[str, list[str]]:
    return run("--book", book, "--json", "report", "board-paper", "--output", place, "--force").answer
