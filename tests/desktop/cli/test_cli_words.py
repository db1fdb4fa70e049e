"""What the command line says to people: nothing found, near names, one and several, and what a paper cannot show."""

from __future__ import annotations

import os
from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.desktop.cli.running import NEIGHBOURS, ask, run, write_register

AS_AT = ("--as-at", "2026-11-22")


def test_an_empty_list_says_so_and_an_empty_search_is_refused(neighbours: Path) -> None:
    for typed in (("list", "meetings"), ("search", "zebra")):
        done = run("--book", neighbours, *typed)
        assert (done.code, done.out, done.err) == (0, b"", "Nothing found.\n")
        assert run("--book", neighbours, "--quiet", *typed).err == ""
        assert ask(neighbours, *typed) == []
    assert "Nothing found" not in run("--book", neighbours, "list", "organisations").err
    refused = run("--book", neighbours, "--json", "search", " ")
    assert (refused.code, refused.answer["errors"]) == (2, ["Say which words to look for."])


def test_metres_are_a_column_only_where_a_place_was_given(neighbours: Path) -> None:
    assert "Metres" not in run("--book", neighbours, "list", "organisations").text
    assert "Metres" in run("--book", neighbours, "list", "organisations", "--near", "900001", "--within", 900).text
    assert "Metres" not in run("--book", neighbours, "adopt", "--urn", "900003").text


def test_the_list_of_conversations_says_when_an_answer_is_due(neighbours: Path) -> None:
    ask(
        neighbours,
        "log",
        "--with",
        "Ash Grove",
        "--direction",
        "out",
        "--date",
        "2026-11-02",
        "--reply-by",
        "2026-11-16",
    )
    head, row = run("--book", neighbours, "list", "conversations").text.splitlines()
    assert head.endswith("Reply by")
    assert row.endswith("2026-11-16")
    assert "We contacted them" in row
    assert "Waiting for a reply" in row
    assert ask(neighbours, "list", "conversations")[0]["reply"] == "awaiting"


def test_the_place_of_a_backup_is_told_whole(neighbours: Path, tmp_path: Path) -> None:
    folder = tmp_path / ("a folder with a name as long as schools give them " * 2).strip()
    folder.mkdir()
    place = ask(neighbours, "backup", "--to", folder)["file"]
    listed = run("--book", neighbours, "backup", "--list", "--to", folder).text.splitlines()
    assert listed[-1].endswith(place)


def test_one_and_several_are_told_apart(book: Path, tmp_path: Path) -> None:
    file = write_register(tmp_path / "one.csv", NEIGHBOURS[:1])
    tried = run("--book", book, "import", "gias", file, "--dry-run").err
    assert tried == "1 row of establishments found: 1 would be added, 0 changed, 0 the same, 0 rejected.\n"
    assert "1 was added" in run("--book", book, "import", "gias", file).err
    closed = [{**NEIGHBOURS[0], "EstablishmentStatus (name)": "Closed"}]
    newer = run("--book", book, "import", "gias", write_register(tmp_path / "two.csv", closed)).err
    assert "0 were added, 1 changed (1 of them closed), 0 the same" in newer
    done = run("--book", book, "adopt", "--urn", "900001")
    assert done.err.endswith("1 added to your records, 0 were there already.\n")
    again = run("--book", book, "adopt", "--urn", "900001")
    assert again.err == "0 added to your records, 1 was there already.\n"


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        (("--ward", "southgat"), "The register has no ward called “southgat”. Did you mean Southgate?"),
        (("--ward", "Milbrook"), "The register has no ward called “Milbrook”. Did you mean Millbrook?"),
        (("--ward", "Hedingley"), "The register has no ward called “Hedingley”. Did you mean Headingley & Hyde Park?"),
        (("--ward", "Xyzzy"), "The register has no ward called “Xyzzy”. Check the name."),
        (("--authority", "Far"), "The register has no authority called “Far”. Did you mean Far End?"),
        (("--urn", "1", "2"), "The register has no institution with the URN 1 or 2. Check the number."),
        (
            ("--authority", "Far End", "--ward", "Southgate"),
            "The register has no institution like that. Ask for less at once, or use --status all.",
        ),
    ],
)
def test_what_the_register_does_not_have_is_told_with_what_comes_near(
    book: Path, tmp_path: Path, typed: tuple[str, ...], sentence: str
) -> None:
    extra = {"URN": "900006", "EstablishmentName": "Hyde School", "AdministrativeWard (name)": "Headingley & Hyde Park"}
    ask(book, "import", "gias", write_register(tmp_path / "a.csv", [*NEIGHBOURS, extra]))
    done = run("--book", book, "--json", "adopt", *typed)
    assert (done.code, done.answer["errors"]) == (2, [sentence])
    assert ask(book, "list", "organisations") == []


def test_adopting_does_not_move_the_place_that_a_postcode_is_taken_for(book: Path, tmp_path: Path) -> None:
    places = [("900001", "ZZ1 1AB", "430000"), ("900002", "ZZ1 1AC", "430300")]
    rows = [{"URN": urn, "EstablishmentName": urn, "Postcode": code, "Easting": east} for urn, code, east in places]
    ask(book, "import", "gias", write_register(tmp_path / "a.csv", rows))
    ask(book, "adopt", "--urn", "900002")
    typed = ("--json", "list", "organisations", "--near", "ZZ1 1ZZ", "--within", 900)
    answer = run("--book", book, *typed).answer
    assert [row["distance_m"] for row in answer["data"]] == [150]
    assert "the middle of the 2 with" in answer["warnings"][0]


def test_a_conversation_is_logged_with_a_urn(neighbours: Path) -> None:
    assert ask(neighbours, "log", "--with", "900002")["name"] == "Oak Hill Academy"
    refused = run("--book", neighbours, "--json", "log", "--with", "900004")
    assert (refused.code, refused.answer["data"]) == (2, None)


def test_a_day_to_come_is_kept_and_pointed_out(neighbours: Path) -> None:
    later = date.today() + timedelta(days=40)  # noqa: DTZ011
    done = run("--book", neighbours, "--json", "log", "--with", "Ash Grove", "--date", later.isoformat())
    assert done.code == 0
    assert done.answer["warnings"] == [f"{later.isoformat()} is still to come. If it is a slip: liaison undo"]
    today = run("--book", neighbours, "--json", "log", "--with", "Ash Grove", "--date", date.today().isoformat())  # noqa: DTZ011
    assert today.answer["warnings"] == []


def test_a_file_that_is_missing_here_is_told_with_its_folder(
    book: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    done = run("--book", book, "import", "gias", "none.csv")
    assert (done.code, done.err) == (3, f"There is no file “none.csv” in {os.fspath(tmp_path)}.\n")


def test_a_paper_for_somebody_unknown_is_made_and_pointed_out(example: Path, tmp_path: Path) -> None:
    typed = ("--json", "report", "area-committee", *AS_AT, "--format", "xlsx", "--output")
    unknown = run("--book", example, *typed, tmp_path / "a.xlsx", "--for", "North Moor Panel")
    assert (unknown.code, len(unknown.answer["warnings"])) == (0, 1)
    assert "“North Moor Panel”" in unknown.answer["warnings"][0]
    known = run("--book", example, *typed, tmp_path / "b.xlsx", "--for", "the South Area Committee")
    assert known.answer["warnings"] == []
    assert run("--book", example, *typed, tmp_path / "c.xlsx").answer["warnings"] == []
    assert (tmp_path / "b.xlsx").read_bytes() == (tmp_path / "c.xlsx").read_bytes()


def test_characters_that_a_page_cannot_show_are_named(book: Path, tmp_path: Path) -> None:
    rows = [{"URN": "900001", "EstablishmentName": "Elm Lane"}]
    ask(book, "import", "gias", write_register(tmp_path / "a.csv", rows))
    ask(book, "adopt", "--urn", "900001")
    typed = ("--json", "report", "board-paper", *AS_AT, "--for", "School 🎉", "--output")
    pdf, xlsx = (run("--book", book, *typed, tmp_path / f"a.{form}") for form in ("pdf", "xlsx"))
    assert "a mark in the place of 1 character that its fonts do not have: 🎉" in pdf.answer["warnings"][-1]
    assert not any("fonts" in warning for warning in xlsx.answer["warnings"])


def test_a_period_that_is_all_to_come_is_refused(example: Path, tmp_path: Path) -> None:
    typed = ("report", "board-paper", *AS_AT, "--from", "2027-01-01", "--to", "2027-03-31")
    done = run("--book", example, "--json", *typed, "--output", tmp_path / "a.pdf")
    assert (done.code, list(tmp_path.glob("a.pdf"))) == (2, [])
    assert "after the day the paper speaks for (2026-11-22)" in done.answer["errors"][0]


def test_a_conversation_says_what_it_is_about(neighbours: Path) -> None:
    ask(neighbours, "log", "--with", "Ash Grove", "--about", " The crossing ", "--note", "They will ask the county.")
    (row,) = ask(neighbours, "list", "conversations")
    assert row["subject"] == "The crossing"
    (hit,) = ask(neighbours, "search", "county")
    assert hit["name"] == "The crossing"
