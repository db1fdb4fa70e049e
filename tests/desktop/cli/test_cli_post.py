"""Labels and letters from the command line: who, how, where to, and what is refused."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import docx
import openpyxl
import pypdfium2
import pytest

from tests.desktop.cli.running import ask, run

GROUP = ("--group", "helpers of the winter fair")


def test_labels_of_a_group_on_a_part_used_sheet(example: Path, tmp_path: Path) -> None:
    place = tmp_path / "labels.pdf"
    data = ask(example, "labels", *GROUP, "--sheet", "L7163", "--start", 12, "--output", place)
    assert data["sheets"] == len(pypdfium2.PdfDocument(place)) == 1 + (len(data["addresses"]) > 3)
    assert {one["why"] for one in data["left_out"]} == {"same_address"}
    done = run("--book", example, "labels", *GROUP, "--output", place)
    assert (done.code, "already" in done.err) == (6, True)
    done = run("--book", example, "labels", *GROUP, "--every", "--output", place, "--force")
    assert "Print at 100 %" in done.err
    assert "Same address" not in done.err


def test_addresses_as_a_workbook_and_to_stdout(example: Path, tmp_path: Path) -> None:
    place = tmp_path / "list.xlsx"
    data = ask(example, "labels", "--filter", "Primary schools without contact this term", "--output", place)
    cells = {str(cell.value) for sheet in openpyxl.load_workbook(place) for row in sheet.iter_rows() for cell in row}
    assert {one["lines"][-1] for one in data["addresses"]} <= cells
    piped = run("--book", example, "labels", *GROUP, "--format", "pdf", "--output", "-")
    assert piped.out.startswith(b"%PDF")


def test_labels_addresses_and_letters_are_noted_among_the_papers_made(example: Path, tmp_path: Path) -> None:
    labels, addresses, folder = tmp_path / "labels.pdf", tmp_path / "list.xlsx", tmp_path / "each"
    ask(example, "labels", *GROUP, "--output", labels)
    ask(example, "labels", *GROUP, "--output", addresses)
    letters = ask(example, "letters", *GROUP, "--about", "x", "--text", "y", "--each", folder)
    made = ask(example, "report", "log")
    assert [one["report"] for one in made] == ["letters"] * len(letters["addresses"]) + ["addresses", "labels"]
    assert {one["for"].casefold() for one in made} == {GROUP[1].casefold()}
    for place in (labels, addresses, next(folder.iterdir())):
        assert ask(example, "report", "verify", place)["is_ours"]
    assert "Address labels" in run("--book", example, "report", "verify", labels).text
    assert ask(example, "report", "log", "--find", "address labels")[0]["file"] == "labels.pdf"
    assert "Fill with example" in run("--book", example, "undo").err, "it is no step to take back"


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        (("--group", "nobody", "--output", "x.pdf"), "no one group called “nobody”"),
        (("--group", "x", "--tag", "y", "--output", "x.pdf"), "not allowed with"),
        (("--output", "x.pdf"), "is required"),
        ((*GROUP,), "--output FILE"),
        ((*GROUP, "--output", "x"), "--format"),
        ((*GROUP, "--output", "x.pdf", "--start", "22"), "from 1 to 21"),
        (("--record", "meeting:1", "--output", "x.pdf"), "has no address"),
    ],
)
def test_what_makes_no_sense_is_told(example: Path, tmp_path: Path, monkeypatch, typed, told) -> None:
    monkeypatch.chdir(tmp_path)
    done = run("--book", example, "labels", *typed)
    assert done.code == 2
    assert told in done.err
    assert list(tmp_path.glob("x*")) == []


def test_letters_are_previewed_written_noted_and_taken_back(example: Path, tmp_path: Path) -> None:
    place = tmp_path / "letters.docx"
    before = ask(example, "info")["counts"]["conversations"]
    typed = ("letters", *GROUP, "--about", "Winter fair", "--text", "-", "--reply-by", "2027-01-08")
    preview = run("--book", example, *typed, "--dry-run", stdin=b"Come.\n\nBring a friend.")
    assert preview.code == 0
    assert "Nothing was made." in preview.err
    data = ask(example, *typed, "--log", "--output", place, stdin=b"Come.\n\nBring a friend.")
    assert len(data["conversations"]) == len(data["addresses"]) == len(docx.Document(str(place)).sections)
    assert ask(example, "info")["counts"]["conversations"] == before + len(data["conversations"])
    lines = [line.text for line in docx.Document(str(place)).paragraphs]
    assert "Bring a friend." in lines
    waiting = {row["id"] for row in ask(example, "list", "unanswered", "--as-at", "2027-02-01")}
    assert set(data["conversations"]) <= waiting
    ask(example, "undo")
    assert ask(example, "info")["counts"]["conversations"] == before
    assert run("--book", example, "letters", *GROUP, "--log", "--output", place, "--force").code == 2


def test_letters_to_a_role_one_file_each(example: Path, tmp_path: Path) -> None:
    folder = tmp_path / "each"
    data = ask(
        example, "letters", *GROUP, "--to", "Chair of governors", "--about", "x", "--text", "y", "--format", "pdf",
        "--each", folder,
    )  # fmt: skip
    assert len(list(folder.glob("*.pdf"))) == len(data["addresses"])
    assert "no_holder" in {one["why"] for one in data["left_out"]}


def test_templates_are_kept_changed_and_used(example: Path, tmp_path: Path) -> None:
    usual, own = tmp_path / "usual.docx", tmp_path / "Invitation.docx"
    assert ask(example, "template", "list") == []
    ask(example, "template", "export", "--file", usual)
    assert "{{address}}" in [line.text for line in docx.Document(str(usual)).paragraphs]
    word = docx.Document()
    word.add_paragraph("{{greeting}}, {{wrong}}")
    word.save(str(own))
    added = run("--book", example, "template", "add", "--file", own)
    assert (added.code, "{{wrong}}" in added.err) == (0, True)
    refused = run("--book", example, "letters", *GROUP, "--template", "invitation", "--output", tmp_path / "x.docx")
    assert (refused.code, "{{wrong}}" in refused.err) == (2, True)
    assert not (tmp_path / "x.docx").exists()
    ask(example, "template", "replace", "Invitation", "--file", usual)
    assert [row["name"] for row in ask(example, "template", "list")] == ["Invitation"]
    ask(example, "template", "remove", "Invitation")
    assert ask(example, "template", "list") == []
    own.write_bytes(b"not Word")
    done = run("--book", example, "template", "add", "--file", own)
    assert (done.code, "cannot be a template" in done.err) == (2, True)
    fields = ask(example, "template", "fields")
    assert {"field": "{{date}}", "words": "The day of the letter"} in fields


def test_hostile_words_are_words(example: Path) -> None:
    text = "{{name}} <w:p/> {% x %} =1+1"
    done = run(
        "--book", example, "letters", "--record", "organisation:8", "--about", "x", "--text", text, "--format", "docx",
        "--output", "-",
    )  # fmt: skip
    assert text in [line.text for line in docx.Document(BytesIO(done.out)).paragraphs]
