"""Board packs from the command line: files put on the agenda, packs made, issued and added to."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pypdfium2
import pytest

from tests.desktop.cli.running import ask, run
from tests.reports.pdf.foreign import encrypted, tagged, untagged

BOARD = ("--meeting", "meeting:36")


@pytest.fixture
def papers(tmp_path: Path) -> Path:
    folder = tmp_path / "papers"
    folder.mkdir()
    (folder / "Budget.pdf").write_bytes(tagged("Budget"))
    (folder / "Plans.pdf").write_bytes(untagged())
    (folder / "Secret.pdf").write_bytes(encrypted(untagged(), user="x"))
    return folder


@pytest.fixture
def out(tmp_path: Path) -> Path:
    folder = tmp_path / "out"
    folder.mkdir()
    return folder


def test_papers_are_put_on_the_agenda_and_a_pack_is_made_issued_and_added_to(
    example: Path, papers: Path, out: Path
) -> None:
    early = ("--received", "2026-11-20")
    (budget,) = ask(example, "paper", papers / "Budget.pdf", *BOARD, "--item", 5, "--title", "The budget", *early)
    assert (budget["number"], budget["title"], budget["supplement"]) == (1, "The budget", None)
    ask(example, "paper", papers / "Plans.pdf", *BOARD, "--item", 5, "--visibility", "confidential", *early)
    rows = ask(example, "pack", *BOARD, "--list")
    assert [(row["key"], row["item"]) for row in rows if row["title"].startswith("Paper")] == [("1", 5), ("2", 5)]
    ran = run("--book", example, "--json", "pack", *BOARD, "--output", out, "--issue")
    public, part_two = ran.data
    assert ran.answer["warnings"] == [
        "“Plans.pdf” has no tags, so a screen reader may not read it well. Ask its author for a tagged PDF."
    ]
    data = Path(public["file"]).read_bytes()
    assert hashlib.sha256(data).hexdigest() == public["sha256"]
    assert len(pypdfium2.PdfDocument(data)) == public["last_page"]
    assert part_two["part_two"] is True
    noted = {(row["sha256"], row["audience"]) for row in ask(example, "report", "log")}
    assert noted >= {(public["sha256"], "internal"), (part_two["sha256"], "confidential")}
    again = run("--book", example, "pack", *BOARD, "--output", out)
    assert again.code == 6
    assert "--force" in again.err
    ask(example, "paper", papers / "Budget.pdf", *BOARD, "--item", 6, *early)
    (late,) = ask(example, "pack", *BOARD, "--supplement", "--output", out)
    assert (late["supplement"], late["first_page"]) == (1, public["last_page"] + 1)
    assert sorted(os.listdir(out)) == sorted(Path(row["file"]).name for row in (public, part_two, late))


def test_wrong_wishes_are_told_in_a_sentence_and_leave_nothing(example: Path, papers: Path, out: Path) -> None:
    for typed, words in (
        (("pack", *BOARD), "Say which folder"),
        (("pack", *BOARD, "--output", out, "--supplement"), "has not gone out yet"),
        (("pack", *BOARD, "--output", out, "--papers", "77"), "no paper “77”"),
        (("pack", *BOARD, "--output", out, "--audience", "confidential"), "a file of its own"),
        (("pack", "--meeting", "nobody’s", "--output", out), "nobody’s"),
        (("paper", papers / "Budget.pdf", *BOARD, "--item", 99), "no item 99"),
        (("paper", papers / "Budget.pdf", papers / "Plans.pdf", *BOARD, "--title", "Two"), "several files"),
        (("paper", papers / "gone.pdf", *BOARD), "could not be read"),
    ):
        ran = run("--book", example, *typed)
        assert ran.code == 2, typed
        assert words in ran.err
    assert not list(out.iterdir())


def test_a_paper_that_no_pack_can_have_is_refused_when_it_is_added(example: Path, papers: Path) -> None:
    ran = run("--book", example, "paper", papers / "Secret.pdf", *BOARD)
    assert ran.code == 2
    assert "protected by a password" in ran.err
    assert [row for row in ask(example, "pack", *BOARD, "--list") if row["title"].startswith("Paper")] == []


def test_without_a_meeting_it_is_the_next_one_of_our_board(example: Path, out: Path) -> None:
    (public, *_rest) = ask(example, "pack", "--output", out)
    assert "Elm Lane" in public["title"]
