"""The whole story of a new user from the command line, on a file and on a server, with names that mean harm."""

from __future__ import annotations

import csv
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from tests.desktop.cli.running import DATA, NEIGHBOURS, PASSPHRASE, ask, run, write_register

LEEDS = DATA / "dev" / "gias" / "edubase_leeds_2023-07.csv"


@pytest.fixture
def leeds() -> Path:
    if not LEEDS.exists():
        pytest.skip("the shared register files are not here")
    return LEEDS


@pytest.mark.usefixtures("really_made")
def test_from_a_new_book_to_a_paper_for_the_board(leeds: Path, tmp_path: Path) -> None:
    secret, place = tmp_path / "secret", tmp_path / "ours.liaison"
    secret.write_text(PASSPHRASE)
    lock = ("--passphrase-file", secret)
    assert run("new", place, *lock).code == 0
    taken = ask(place, "import", "gias", leeds, *lock)
    assert (taken["found"], taken["added"], taken["rejected"], taken["register_date"]) == (771, 771, [], "2023-07-03")
    assert ask(place, "info", *lock)["register"] == 771

    near = ask(place, "adopt", "--near", "107834", "--within", 1500, *lock)["adopted"]
    assert [row["distance_m"] for row in near] == sorted(row["distance_m"] for row in near)
    assert near[0] == {**near[0], "urn": "107834", "distance_m": 0}
    assert all(row["distance_m"] <= 1500 for row in near)
    ward = ask(place, "adopt", "--ward", "Headingley & Hyde Park", *lock)["adopted"]
    one = ask(place, "adopt", "--urn", "107806", *lock)["adopted"]
    assert [row["name"] for row in one] == ["Hunslet Nursery School"]
    everyone = ask(place, "adopt", "--authority", "Leeds", *lock)
    assert len(everyone["adopted"]) + len(everyone["already"]) > 300
    rows = ask(place, "list", "organisations", *lock)
    assert {row["urn"] for row in rows} >= {row["urn"] for row in [*near, *ward, *one, *everyone["adopted"]]}
    with leeds.open(encoding="cp1252", newline="") as file:
        listed = {row["URN"]: row for row in csv.DictReader(file)}
    assert all(listed[row["urn"]]["EstablishmentName"] == row["name"] for row in rows)
    assert all(int(listed[row["urn"]]["Easting"] or 0) == (row["easting"] or 0) for row in rows)

    def said_about_the_hall() -> list[dict[str, Any]]:
        return [hit for hit in ask(place, "search", "hall", *lock) if hit["kind"] == "conversation"]

    typed = (
        "--direction",
        "out",
        "--date",
        "2026-10-01",
        "--reply-by",
        "2026-10-15",
        "--note",
        "Asked to share a hall",
    )
    first = ask(place, "log", "--with", "Woodlesford", "--how", "letter", *typed, *lock)
    ask(place, "log", "--with", "Oulton Primary School", "--date", "2026-10-20", "--note", "Rang about the hall", *lock)
    assert [row["id"] for row in ask(place, "list", "conversations", "--overdue", *lock)] == [first["id"]]
    assert [hit["id"] for hit in said_about_the_hall()] == [2, 1]

    assert ask(place, "undo", *lock)["label"] == "Log a conversation with Oulton Primary School"
    assert [hit["id"] for hit in said_about_the_hall()] == [1]
    ask(place, "redo", *lock)
    labels = [change["label"] for change in ask(place, "history", *lock)]
    assert labels[0] == labels[1] == labels[2] == "Log a conversation with Oulton Primary School"
    assert labels[3] == "Log a conversation with Woodlesford Primary School"

    for name in ("board-paper", "area-committee"):
        for form in ("pdf", "xlsx"):
            paper = ("report", name, "--as-at", "2026-11-22", "--format", form, "--output", tmp_path / f"{name}.{form}")
            assert ask(place, *paper, *lock)["format"] == form
            assert (tmp_path / f"{name}.{form}").stat().st_size > 5000

    (tmp_path / "copies").mkdir()
    copy = ask(place, "backup", "--to", tmp_path / "copies", *lock)["file"]
    before = ask(place, "list", "conversations", *lock)
    ask(place, "undo", *lock)
    ask(place, "restore", copy, *lock)
    assert ask(place, "list", "conversations", *lock) == before
    assert ask(place, "check", *lock) == {"problems": []}


def test_the_same_commands_on_a_server(postgres_book_url: str, tmp_path: Path) -> None:
    book = postgres_book_url
    absent = run("--book", book, "--json", "info")
    assert (absent.code, "liaison new" in absent.answer["errors"][0]) == (3, True)
    assert run("--json", "new", book).data["encrypted"] is False
    assert run("--json", "new", book).code in (3, 6)
    assert ask(book, "import", "gias", write_register(tmp_path / "a.csv", NEIGHBOURS))["added"] == 5
    assert len(ask(book, "adopt", "--near", "900001", "--within", 5000)["adopted"]) == 3
    logged = ask(
        book, "log", "--with", "Ash Grove", "--direction", "out", "--reply-by", "2030-01-01", "--note", "Zoë's"
    )
    assert [row["id"] for row in ask(book, "list", "conversations", "--unanswered")] == [logged["id"]]
    assert [(hit["kind"], hit["id"]) for hit in ask(book, "search", "zoe")] == [("conversation", logged["id"])]
    near = ask(book, "list", "organisations", "--near", "900001", "--within", 3000)
    assert [(row["urn"], row["distance_m"]) for row in near] == [("900001", 0), ("900002", 500), ("900005", 2000)]
    label = ask(book, "undo")["label"]
    assert (ask(book, "redo")["label"], ask(book, "check")) == (label, {"problems": []})
    assert len(ask(book, "history")) == 4
    assert ask(book, "info")["book"] == "postgresql"
    paper = ("report", "board-paper", "--as-at", "2026-11-22", "--format", "pdf", "--output", tmp_path / "a.pdf")
    assert ask(book, *paper)["file"].endswith("a.pdf")
    assert run("--book", book, "--json", "backup").code == 2
    assert run("--book", book, "--json", "restore", tmp_path / "a").code == 2


def test_a_server_that_is_not_there_is_told_without_its_password() -> None:
    done = run("--book", "postgresql://ann:planted-secret@127.0.0.1:9/records", "--json", "info")
    assert done.code == 3
    assert "planted-secret" not in done.out.decode() + done.err


HOSTILE = [
    '=HYPERLINK("http://evil.example","Click")',
    "+441632960123",
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "<b>Bold</b><img src='file:///etc/passwd'>",
    "St Mary’s & St John’s <C.E.>",
    "Robert'); DROP TABLE organisation;--",
    "../../etc/passwd",
    "{0} %s %(name)s ${HOME}",
    "Q" * 5000,
]


def test_hostile_names_are_only_names(book: Path, tmp_path: Path) -> None:
    rows = [{"URN": str(900100 + place), "EstablishmentName": name} for place, name in enumerate(HOSTILE)]
    taken = run("--book", book, "--json", "import", "gias", write_register(tmp_path / "a.csv", rows))
    assert taken.answer["data"]["found"] == len(HOSTILE)
    ask(book, "adopt", "--ward", "Millbrook")
    names = {row["urn"]: row["name"] for row in ask(book, "list", "organisations")}
    assert names == {str(900100 + place): name for place, name in enumerate(HOSTILE)}
    assert len(run("--book", book, "list", "organisations").text.splitlines()) == len(HOSTILE) + 1
    for number, name in enumerate(HOSTILE[:-1]):
        done = ask(book, "log", "--with", name, "--note", f"note {number} {name}", "--date", "2026-11-02")
        assert done["name"] == name
    assert len(ask(book, "search", "note")) == len(HOSTILE) - 1
    typed = ("report", "board-paper", "--as-at", "2026-11-22")
    assert run("--book", book, *typed, "--format", "pdf", "--output", "-").out.startswith(b"%PDF")
    from openpyxl import load_workbook

    workbook = load_workbook(BytesIO(run("--book", book, *typed, "--format", "xlsx", "--output", "-").out))
    cells = [cell for sheet in workbook for row in sheet.iter_rows() for cell in row]
    assert [cell.value for cell in cells if cell.data_type == "f" and "evil" in str(cell.value)] == []
    assert ask(book, "check") == {"problems": []}


def test_control_characters_never_reach_the_terminal(neighbours: Path) -> None:
    note = "\x1b[31mred\x07 \x9b5m\u202etxt.exe and a\r\nsecond line\x00\n"
    ask(neighbours, "log", "--with", "Ash Grove", "--note", "-", stdin=note.encode())
    for typed in (("list", "conversations"), ("search", "second"), ("history",)):
        shown = run("--book", neighbours, *typed).text
        assert shown
        assert not {mark for mark in shown if not mark.isprintable()} - {"\n"}
    (hit,) = ask(neighbours, "search", "second")
    assert "\x00" not in hit["snippet"]
    raw = run("--book", neighbours, "--json", "history").out
    assert raw.isascii()
    assert b"\x1b" not in raw
    missing = run("--book", neighbours, "log", "--with", "\x1b[2J\x9b nobody")
    assert (missing.code, "\x1b" in missing.err, "\x9b" in missing.err) == (2, False, False)


def test_notes_of_old_programs_and_of_any_length_are_kept(neighbours: Path) -> None:
    ask(neighbours, "log", "--with", "Ash Grove", "--note", "-", stdin="café £5".encode("cp1252"))
    long = "word " * 8_000 + "planted"
    ask(neighbours, "log", "--with", "Ash Grove", "--note", "-", stdin=long.encode())
    (old,) = ask(neighbours, "search", "cafe")
    assert old["snippet"] == "café £5"
    (found,) = ask(neighbours, "search", "planted")
    assert found["snippet"].endswith("planted")


@pytest.mark.parametrize("words", ['"', "O'Neil", "100%", "a* OR b", "NEAR(a b)", "-", "\udce9", "x" * 9000, ")("])
def test_any_words_may_be_searched_for(neighbours: Path, words: str) -> None:
    assert isinstance(ask(neighbours, "search", "--", words), list)
