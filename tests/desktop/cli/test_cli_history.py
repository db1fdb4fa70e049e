"""The command `history`: sentences of one record and of one field, for an audience, and as a file."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook
from sqlalchemy import text

from models import who
from models.entities import Organisation
from models.store import Store
from models.vocabulary import Visibility
from tests.desktop.cli.running import ask, run

TODAY = date.today()  # noqa: DTZ011 -- the journal writes the day of the test
LEVELS = "“Public” to “Confidential”"
ON = f"On {TODAY.day} {TODAY:%B %Y}"


@pytest.fixture
def renamed(neighbours: Path) -> Path:
    """A book in which Ann changed the town of an organisation twice and then marked it confidential."""
    store = Store.open(neighbours)
    store.actor = "Ann Lee"
    for change in ({"town": "Ely"}, {"town": "=Ely", "note": "Moved"}, {"visibility": Visibility.CONFIDENTIAL}):
        with store.write("Edit the organisation") as session:
            organisation = session.get_one(Organisation, 1)
            for name, value in change.items():
                setattr(organisation, name, value)
    store.close()
    return neighbours


def test_a_record_tells_its_history_in_sentences(renamed: Path) -> None:
    done = run("--book", renamed, "history", "--record", "organisation:1")
    name = ask(renamed, "show", "organisation:1")["name"]
    lines = done.text.splitlines()
    assert f"{ON} Ann Lee changed the town of the organisation {name} from “Ely” to “=Ely”." in lines
    assert (
        lines[0] == f"{ON} Ann Lee changed the visibility of the organisation {name} from “Public” to “Confidential”."
    )
    newest, *older = ask(renamed, "history", "--record", "organisation:1")
    assert newest["sentences"] == lines[:1]
    assert newest["records"][0]["fields"] == {"visibility": {"before": "public", "after": "confidential"}}
    assert older[-1]["sentences"][-1].endswith(f"added the organisation {name}.")


def test_one_field_has_a_history_of_its_own(renamed: Path) -> None:
    found = ask(renamed, "history", "--record", "organisation:1", "--field", "Town")
    assert [change["sentences"][0].rpartition(" ")[2] for change in found[:2]] == ["“=Ely”.", "“Ely”."]
    assert all(set(record["fields"]) == {"town"} for change in found for record in change["records"])
    assert len(ask(renamed, "history", "--record", "organisation:1", "--field", "town", "--limit", 1)) == 1
    assert ask(renamed, "history", "--record", "organisation:2", "--field", "next step") == []
    for typed, words in (
        (("--field", "town"), "--record KIND:ID"),
        (("--record", "organisation:1", "--field", "colour"), "no field “colour”"),
        (("--record", "organisation:1", "--field", "version"), "no field “version”"),
    ):
        done = run("--book", renamed, "history", *typed)
        assert done.code == 2
        assert words in done.err


def test_an_audience_reads_nothing_of_what_is_above_it(renamed: Path) -> None:
    for more in ((), ("--field", "town")):
        typed = ("history", "--record", "organisation:1", *more, "--audience")
        assert ask(renamed, *typed, "internal") == []
        assert ask(renamed, *typed, "confidential") != []
    sentences = [one for change in ask(renamed, "history", "--audience", "public") for one in change["sentences"]]
    assert sentences
    assert not [one for one in sentences if "Ely" in one]


def test_the_history_goes_into_a_file_whole_or_not_at_all(renamed: Path, tmp_path: Path) -> None:
    file = tmp_path / "history.csv"
    done = ask(renamed, "history", "--output", file)
    with file.open(encoding="utf-8-sig", newline="") as lines:
        heads, *rows = list(csv.reader(lines))
    assert heads == ["No.", "When (UTC)", "Who", "Step", "Reason", "What was changed"]
    assert len({row[0] for row in rows}) == done["changes"] == len(ask(renamed, "history", "--limit", 1000))
    assert {"Ann Lee"} < {row[2] for row in rows}
    assert any(row[5].endswith("to “=Ely”.") for row in rows)
    again = run("--book", renamed, "history", "--output", file)
    assert (again.code, "--force" in again.err) == (6, True)
    book = tmp_path / "town.xlsx"
    assert (
        ask(renamed, "history", "--record", "organisation:1", "--field", "town", "--output", book)["format"] == "xlsx"
    )
    cells = [str(cell.value) for sheet in load_workbook(book) for row in sheet.iter_rows() for cell in row]
    assert any("changed the town" in cell for cell in cells)
    printed = run("--book", renamed, "history", "--format", "csv", "--output", "-", "--limit", 1)
    assert "visibility" in printed.text
    for typed in (("--output", tmp_path / "history.txt"), ("--format", "csv"), ("--json", "--output", "-")):
        assert run("--book", renamed, "history", *typed).code == 2


def test_check_says_where_the_chain_breaks(renamed: Path) -> None:
    assert ask(renamed, "check") == {"problems": []}
    number = ask(renamed, "history", "--record", "organisation:1")[1]["id"]
    store = Store.open(renamed)
    with store.engine.begin() as connection:
        guards = connection.execute(text("SELECT name FROM sqlite_master WHERE type='trigger' AND tbl_name='change'"))
        for guard in guards.scalars().all():
            connection.execute(text(f'DROP TRIGGER "{guard}"'))
        connection.execute(text("UPDATE change SET actor = 'Bob' WHERE id = :id"), {"id": number})
    store.close()
    done = run("--book", renamed, "--json", "check")
    assert done.code == 1
    assert any(f"Change {number} " in problem for problem in done.answer["errors"])
    assert not any(f"Change {number - 1} " in problem for problem in done.answer["errors"])


def test_who_is_the_name_that_was_given_and_never_a_path(book: Path) -> None:
    ask(book, "--who", "Priya Nair", "request", "add", "--by", "Ann", "--asked", "All")
    assert ask(book, "history")[0]["actor"] == "Priya Nair"
    wrong = run("--book", book, "--who", "/home/ann", "history")
    assert (wrong.code, "without /" in wrong.err) == (2, True)
    who.choose_name("")
