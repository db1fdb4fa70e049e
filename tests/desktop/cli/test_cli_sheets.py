"""The commands `sheet` and `import sheet`: out, edited, looked at, back, and back again."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.desktop.cli.running import ask, run


@pytest.fixture
def sheet(neighbours: Path, tmp_path: Path) -> Path:
    """The organisations of a book, two of which were edited: one well."""
    path = tmp_path / "council.xlsx"
    assert ask(neighbours, "sheet", "organisations", "--output", path) == {
        "file": str(path), "kind": "organisations", "rows": 3, "left_out": 0,
    }  # fmt: skip
    book = load_workbook(path)
    page = book["Organisations"]
    at = {cell.value: cell.column for cell in page[4]}
    page.cell(5, at["Town"]).value = "Ilkley"
    page.cell(6, at["Opened"]).value = "soon"
    book.save(path)
    return path


def test_a_sheet_is_noted_among_the_papers_made(neighbours: Path, sheet: Path, tmp_path: Path) -> None:
    ask(neighbours, "sheet", "people", "--output", tmp_path / "people.xlsx", "--confidential")
    people, council = ask(neighbours, "report", "log")
    assert (people["file"], people["audience"]) == ("people.xlsx", "confidential")
    assert (council["report"], council["file"], council["audience"]) == ("sheet", "council.xlsx", "internal")
    assert not run("--book", neighbours, "--json", "report", "verify", sheet).answer["data"]["is_ours"], "it was edited"


def test_a_sheet_is_looked_at_and_brought_back_once(neighbours: Path, sheet: Path) -> None:
    done = run("--book", neighbours, "--json", "import", "sheet", sheet, "--dry-run")
    data = done.answer["data"]
    assert (done.code, data["dry_run"], data["written"]) == (1, True, 0)
    assert {key: data[key] for key in ("kind", "changed", "refused", "unchanged", "new", "conflict", "known")} == {
        "kind": "organisations", "changed": 1, "refused": 1, "unchanged": 1, "new": 0, "conflict": 0, "known": 0,
    }  # fmt: skip
    changed, refused = data["rows"]
    assert changed["fields"]["town"]["after"] == "Ilkley"
    assert changed["record"].startswith("organisation:")
    assert refused["reasons"] == ["Column O, “Opened”: “soon” is not a date. Enter one like 27/11/2026"]
    assert run("--book", neighbours, "--json", "import", "sheet", sheet).answer["data"]["written"] == 1
    assert ask(neighbours, "show", changed["record"])["fields"]["town"] == "Ilkley"
    assert run("--book", neighbours, "--json", "import", "sheet", sheet).answer["data"]["written"] == 0
    assert "Changes from the sheet council.xlsx: 1 organisation" in run("--book", neighbours, "undo").err
    assert ask(neighbours, "show", changed["record"])["fields"]["town"] != "Ilkley"


@pytest.mark.parametrize(("side", "town", "written"), [("sheet", "Ilkley", 1), ("program", "Menston", 0)])
def test_conflicts_are_settled_for_one_side(
    neighbours: Path, tmp_path: Path, side: str, town: str, written: int
) -> None:
    first, second = tmp_path / "first.xlsx", tmp_path / "second.xlsx"
    for path, words in ((first, "Ilkley"), (second, "Menston")):
        ask(neighbours, "sheet", "organisations", "--output", path)
        book = load_workbook(path)
        page = book["Organisations"]
        page.cell(5, next(cell.column for cell in page[4] if cell.value == "Town")).value = words
        book.save(path)
    assert ask(neighbours, "import", "sheet", second)["written"] == 1
    left = run("--book", neighbours, "--json", "import", "sheet", first)
    assert (left.code, left.answer["data"]["conflict"]) == (1, 1)
    number = left.answer["data"]["rows"][0]["record"]
    done = ask(neighbours, "import", "sheet", first, "--conflicts", side)
    assert (done["written"], done["conflict"]) == (written, 0)
    assert ask(neighbours, "show", number)["fields"]["town"] == town


def test_it_says_in_words_what_it_would_do(neighbours: Path, sheet: Path) -> None:
    done = run("--book", neighbours, "import", "sheet", sheet, "--dry-run")
    lines = done.text.splitlines()
    assert lines[0].startswith("Row 5, ")
    assert lines[0].endswith(": changed")
    assert lines[1].endswith("-> Ilkley")
    assert "council.xlsx: 1 would be written, 1 the same, 1 left alone." in done.err


def test_wrong_files_and_names_are_told(neighbours: Path, sheet: Path, tmp_path: Path) -> None:
    csv = tmp_path / "list.csv"
    csv.write_text("Name\n")
    for typed, code, words in (
        (("import", "sheet", csv), 3, "is not an Excel workbook"),
        (("import", "sheet", tmp_path / "gone.xlsx"), 3, "There is no file"),
        (("sheet", "people", "--output", tmp_path / "people.csv"), 2, "give people.csv the ending .xlsx"),
        (("sheet", "people", "--output", sheet), 6, "--force"),
        (("sheet", "planets", "--output", sheet), 2, "Kind cannot be “planets”"),
    ):
        done = run("--book", neighbours, *typed)
        assert (done.code, words in done.err) == (code, True), done


def test_a_sheet_with_a_password_comes_back_with_it_alone(neighbours: Path, tmp_path: Path) -> None:
    path, key, wrong = tmp_path / "council.xlsx", tmp_path / "key.txt", tmp_path / "wrong.txt"
    key.write_text("four quite plain words\n", "utf-8")
    wrong.write_text("four other plain words\n", "utf-8")
    ask(neighbours, "sheet", "organisations", "--output", path, "--password-file", key)
    back = ("--book", neighbours, "import", "sheet", path)
    for asked, words in (
        (back, "opens only with its password"),
        ((*back, "--password-file", wrong), "is not the pass"),
    ):
        done = run(*asked)
        assert (done.code, words in done.err) == (3, True)
    assert ask(neighbours, "import", "sheet", path, "--password-file", key)["unchanged"] == 3
