"""The commands `import`, `imports` and `undo-import`: looked at, taken in once, listed, taken out, given back."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from openpyxl import load_workbook

from desktop.cli.arguments import IMPORTS
from models.exchange.workbook import open_workbook
from models.imports.known import IMPORTS as KINDS
from tests.desktop.cli.running import ask, run
from tests.models.imports.incoming_files import card, vcards


@pytest.fixture
def cards(tmp_path: Path) -> Path:
    """Two people, one of whom no name tells."""
    return vcards(
        tmp_path,
        card("Joe", "Bell", "ORG:North School", "EMAIL:joe@bell.example"),
        card("", "").replace("FN: ", "FN:contact with category"),
    )


def test_every_kind_of_import_can_be_asked_for() -> None:
    assert set(KINDS) <= set(IMPORTS)


def test_a_file_is_looked_at_taken_in_once_and_taken_out(neighbours: Path, cards: Path) -> None:
    (looked,) = run("--book", neighbours, "--json", "import", "vcard", cards, "--dry-run").answer["data"]
    assert (looked["kind"], looked["found"], looked["added"], looked["batch"]) == ("vcard", 3, 2, None)
    assert [one["kind"] for one in ask(neighbours, "imports")] == ["gias"]
    done = run("--book", neighbours, "--json", "import", "vcard", cards)
    (taken,) = done.answer["data"]
    assert {**taken, "dry_run": True, "batch": None} == looked, "looking says what taking in does"
    assert (done.code, taken["doubtful"]) == (1, 1)
    batch, _register = ask(neighbours, "imports")
    assert (batch["id"], batch["added"], batch["taken_back"]) == (taken["batch"], 2, False)
    (again,) = run("--book", neighbours, "--json", "import", "vcard", cards).answer["data"]
    assert (again["added"], again["changed"], again["batch"]) == (0, 0, None)
    out = ask(neighbours, "undo-import", batch["id"])
    assert (len(out["taken_back"]), out["kept"], out["could_not"]) == (2, [], [])
    assert ask(neighbours, "imports")[0]["taken_back"] is True
    later = ask(neighbours, "imports", batch["id"])
    assert sorted(one["record"] for one in later["outcomes"]["taken"]) == sorted(out["taken_back"])
    assert (later["outcomes"]["kept"], [one["what"] for one in later["lines"]]) == ([], ["new", "new", "doubtful"])


def test_rows_that_are_not_taken_come_back_as_a_sheet(neighbours: Path, tmp_path: Path) -> None:
    table = tmp_path / "people.csv"
    table.write_text("Name,School,Email\nAnn Lee,North School,ann@lee.example\nPTA,North School,\n", "utf-8")
    rejects = tmp_path / "mend.xlsx"
    done = run("--book", neighbours, "--json", "import", "contacts", table, "--rejects", rejects)
    assert done.answer["data"][0]["encoding"] == "utf-8"
    cells = [[cell.value for cell in row] for sheet in load_workbook(rejects) for row in sheet.iter_rows()]
    assert any(row[:2] == ["PTA", "North School"] for row in cells)
    again = run("--book", neighbours, "import", "contacts", table, "--rejects", rejects)
    assert (again.code, "--force" in again.err) == (6, True)


def test_columns_are_understood_as_a_file_says(neighbours: Path, tmp_path: Path) -> None:
    table, columns = tmp_path / "list.csv", tmp_path / "columns.json"
    table.write_text("Wer,Wo\nAnn Lee,North School\n", "utf-8")
    columns.write_text(json.dumps({"columns": {"Wer": "name", "Wo": "organisation"}}), "utf-8")
    (data,) = run("--book", neighbours, "--json", "import", "contacts", table, "--map", columns, "--dry-run").answer[
        "data"
    ]
    assert [line["name"] for line in data["lines"]] == ["North School", "Ann Lee"]
    columns.write_text("[]")
    refused = run("--book", neighbours, "import", "contacts", table, "--map", columns)
    assert (refused.code, "one JSON object" in refused.err) == (2, True)


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_what_is_no_such_file_is_refused_in_a_sentence(neighbours: Path, tmp_path: Path, kind: str) -> None:
    odd = tmp_path / "odd.bin"
    odd.write_bytes(bytes(range(256)) * 20)
    done = run("--book", neighbours, "import", kind, odd)
    assert done.code == 3
    assert done.err.count("“odd.bin”") == 1
    assert "Traceback" not in done.err
    assert [one["kind"] for one in ask(neighbours, "imports")] == ["gias"]


def test_postcodes_are_listed_and_go_again_and_the_register_says_why_not(neighbours: Path, tmp_path: Path) -> None:
    directory = tmp_path / "directory_2026-05.csv"
    directory.write_text("pcds,oseast1m,osnrth1m\nLS6 2AB,427000,435500\nCB1 1AA,546000,258000\n", "utf-8")
    told = ask(neighbours, "import", "postcodes", directory, "--areas", "LS")[0]
    assert (told["added"], told["encoding"], told["doubtful"]) == (1, "utf-8", 0)
    batch, register = ask(neighbours, "imports")
    assert (batch["kind"], batch["found"], batch["added"]) == ("postcodes", 1, 1)
    assert ask(neighbours, "import", "postcodes", directory, "--areas", "LS")[0]["unchanged"] == 1
    assert len(ask(neighbours, "imports")) == 2, "the same file again is nothing new"
    out = run("--book", neighbours, "undo-import", batch["id"])
    assert (out.code, "1 postcode of LS" in out.err) == (0, True)
    assert ask(neighbours, "imports")[0]["taken_back"] is True
    kept = run("--book", neighbours, "undo-import", register["id"])
    assert (kept.code, "Bring in the earlier file" in kept.err) == (2, True)


def test_an_import_that_is_not_there_cannot_be_taken_out(neighbours: Path) -> None:
    done = run("--book", neighbours, "undo-import", "99")
    assert (done.code, "no import number 99" in done.err) == (2, True)


@pytest.fixture
def grouped(neighbours: Path, tmp_path: Path) -> tuple[Path, Path]:
    """A book with a school in a trust, and a newer file of groups that says nothing of that trust."""
    groups, links = tmp_path / "allgroupsdata20261101.csv", tmp_path / "alllinksdata20261101.csv"
    groups.write_text(
        "Group UID,Group ID,Group Name,Group Type\n2059,,OAK FEDERATION,Federation\n2090,,ASH,Federation\n"
    )
    head = "URN,Group UID,Group Name,Group Type,Joined date\n"
    ash = "900002,2090,ASH,Federation,01/09/2015\n"
    links.write_text(f"{head}900001,2059,OAK FEDERATION,Federation,01/09/2015\n{ash}")
    for file in (groups, links):
        assert run("--book", neighbours, "import", "groups", file, "--take").code == 0
    newer = tmp_path / "alllinksdata20261115.csv"
    newer.write_text(head + ash)
    return neighbours, newer


def test_a_leaver_of_whom_nobody_is_sure_is_told_and_decided(grouped: tuple[Path, Path]) -> None:
    book, newer = grouped
    (told,) = ask(book, "import", "groups", newer, "--take")
    ((offer,), school) = told["offers"], told["offers"][0]["record"]
    assert (offer["what"], offer["unsure"], told["doubtful"], told["taken"]) == ("leave", True, 1, {})
    words = run("--book", book, "import", "groups", newer, "--dry-run").err
    assert f"--left {school}" in words
    assert ask(book, "import", "groups", newer, "--left", school, "--dry-run")[0]["doubtful"] == 0
    assert ask(book, "import", "groups", newer)[0]["doubtful"] == 1, "looking decides nothing"
    assert ask(book, "import", "groups", newer, "--left", school)[0]["taken"]["ended"] == 1
    assert ask(book, "import", "groups", newer)[0]["offers"] == []
    wrong = run("--book", book, "import", "groups", newer, "--left", school)
    assert (wrong.code, school in wrong.err) == (2, True)


def test_a_councillor_whom_a_list_no_longer_names_is_ended_where_one_says_so(neighbours: Path, tmp_path: Path) -> None:
    table = tmp_path / "councillors.csv"
    head, ann, joe = "Name,Party,Ward\n", "Cllr Ann Bell,Labour,Elm\n", "Cllr Joe Hill,Green,Elm\n"
    table.write_text(head + ann + joe)
    said = ("import", "councillors", table, "--council", "Leeds City Council")
    assert ask(neighbours, *said)[0]["doubtful"] == 0
    table.write_text(head + ann)
    (told,) = run("--book", neighbours, "--json", *said).answer["data"]
    (gone,) = [line for line in told["lines"] if line["what"] == "doubtful"]
    assert gone["name"] == "Joe Hill"
    (done,) = ask(neighbours, *said, "--left", gone["record"])
    assert (done["changed"], done["doubtful"]) == (1, 0)
    assert ask(neighbours, *said)[0]["doubtful"] == 0


def test_the_rows_that_are_not_taken_can_have_a_password(neighbours: Path, tmp_path: Path) -> None:
    table, key = tmp_path / "people.csv", tmp_path / "key.txt"
    table.write_text("Name,School,Email\nPTA,North School,\n", "utf-8")
    key.write_text("four quite plain words\n", "utf-8")
    asked = ("--book", neighbours, "import", "contacts", table, "--dry-run", "--password-file", key)
    assert "--rejects" in run(*asked).err
    plain = run(*asked, "--rejects", tmp_path / "mend.csv")
    assert (plain.code, (tmp_path / "mend.csv").exists()) == (2, False)
    done = run(*asked, "--rejects", tmp_path / "mend.xlsx")
    assert "by another way than the file" in done.err
    assert b"North" not in (tmp_path / "mend.xlsx").read_bytes()
    with open_workbook(tmp_path / "mend.xlsx", password="four quite plain words") as book:
        assert "PTA" in [cell for row in book.read(1).rows for cell in row.cells.values()]


@pytest.fixture
def known(book: Path, tmp_path: Path) -> tuple[Path, Path]:
    """A book with two people and a school, and a list that names them nearly, and somebody else."""
    first, second = tmp_path / "first.csv", tmp_path / "second.csv"
    head = "Name,School,Email\n"
    first.write_text(
        f"{head}Anne Lee,Elm Lane Primary School,anne@elm.example\nBob Ash,Elm Lane Primary School,bob@elm.example\n"
    )
    assert run("--book", book, "import", "contacts", first).code == 0
    second.write_text(
        f"{head}Ann Lee,Elm Lane Primary School,a.lee@elm.example\nDunne,Elm Lane Primary School,dunne@elm.example\n"
        "Cat,Elm Lane Primary School,cat@elm.example\n"
    )
    return book, second


def doubts(book: Path, file: Path, *more: str) -> dict[int, list[str]]:
    """Return the rows in doubt, each with the records it may mean."""
    (told,) = run("--book", book, "--json", "import", "contacts", file, "--dry-run", *more).answer["data"]
    return {
        line["line"]: [f"{line['kind']}:{one['id']}" for one in line["may_be"]]
        for line in told["lines"]
        if line["what"] == "doubtful"
    }


def test_doubtful_rows_are_decided_one_by_one(known: tuple[Path, Path]) -> None:
    book, file = known
    people = [one["name"] for one in ask(book, "list", "people")]
    open_rows = doubts(book, file)
    assert set(open_rows) == {2, 3, 4}
    assert open_rows[2], "Ann may be Anne"
    told = run("--book", book, "import", "contacts", file, "--dry-run")
    assert f"--choose 2={open_rows[2][0]}" in told.err
    assert f"({open_rows[2][0]})" in told.text
    assert set(doubts(book, file, "--choose", f"2={open_rows[2][0]}")) == {3, 4}
    choices = (f"2={open_rows[2][0]}", "3=new", "4=leave")
    assert doubts(book, file, "--choose", *choices) == {}
    (done,) = run("--book", book, "--json", "import", "contacts", file, "--choose", *choices).answer["data"]
    assert (done["added"], done["changed"], done["doubtful"]) == (1, 1, 0)
    assert [one["line"] for one in done["rejected"]] == [4], "left out by whoever asked for it"
    assert len(ask(book, "list", "people")) == len(people) + 1
    out = ask(book, "undo-import", done["batch"])
    assert (out["kept"], out["could_not"]) == ([], [])
    assert [one["name"] for one in ask(book, "list", "people")] == people


def test_a_choice_that_a_row_does_not_leave_is_told(known: tuple[Path, Path], tmp_path: Path) -> None:
    book, file = known
    for choice, words in (
        ("2=person:99", "Choose 2=person:"),
        ("9=new", "--dry-run lists the rows in doubt"),
        ("two=new", "7=person:12"),
        ("2=perhaps", "7=person:12"),
    ):
        done = run("--book", book, "import", "contacts", file, "--choose", choice)
        assert (done.code, words in done.err) == (2, True), done.err
    assert run("--book", book, "import", "contacts", file, file, "--choose", "2=new").code == 2
    assert run("--book", book, "import", "gias", file, "--choose", "2=new").code == 2
    assert len(ask(book, "list", "people")) == 2, "nothing was written"


def test_what_else_settles_a_doubt_is_told(book: Path, tmp_path: Path) -> None:
    dates, council, said = tmp_path / "dates.csv", tmp_path / "council.csv", tmp_path / "said.json"
    dates.write_text("Name,School,Role,Term ends\nAnn Lee,Elm Lane,Governor,08/31/2028\n")
    council.write_text("Councillor,Ward,Party\nCllr Pat Jordan,Elm,Green\n")
    said.write_text('{"dates": "month first"}')
    told = run("--book", book, "import", "contacts", dates, "--dry-run")
    assert (told.code, said.read_text() in told.err) == (1, True)
    settled = run("--book", book, "import", "contacts", dates, "--dry-run", "--map", said)
    assert (settled.code, "--map" in settled.err, "31 August 2028" in settled.text) == (0, False, True)
    told = run("--book", book, "import", "councillors", council, "--dry-run")
    assert (told.code, "--council NAME" in told.err) == (1, True)
    settled = run("--book", book, "import", "councillors", council, "--dry-run", "--council", "Leeds City Council")
    assert (settled.code, "--council" in settled.err) == (0, False)
