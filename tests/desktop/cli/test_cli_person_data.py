"""The command line finds what is held about somebody, and makes an answer only of what a person looked through."""

from __future__ import annotations

import json
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from models.actions.notes import NoteFields, add_note
from models.actions.organisations import OrganisationFields, create_organisation
from models.actions.people import PersonFields, create_person
from models.actions.subject_requests import SubjectRequestFields, create_request
from models.store import Store
from models.vocabulary import OrganisationKind
from tests.desktop.cli.running import ask, run

TODAY = date(2026, 11, 22)


@pytest.fixture
def zoe(book: Path) -> int:
    with closing(Store.open(book)) as store, store.write("Somebody") as session:
        number = create_person(session, PersonFields("Núñez", "Zoë", data_source="her letter"))
        create_person(session, PersonFields("Lee", "Ann"))
        school = create_organisation(session, OrganisationFields("Hill School", OrganisationKind.INSTITUTION))
        for text in ("Zoe Nunez asked for the hall", "Zoë Núñez and Ann Lee fell out", "Ms Núñez was late"):
            add_note(session, NoteFields("organisation", school, TODAY, text))
        create_request(session, SubjectRequestFields(TODAY, asked="Everything", person_id=number))
        return number


def review(book: Path, number: int, place: Path) -> dict[str, object]:
    ask(book, "person-data", f"person:{number}", "--review", place)
    return json.loads(place.read_text(encoding="utf-8"))


def test_it_is_found_looked_through_and_answered(book: Path, zoe: int, tmp_path: Path) -> None:
    found = ask(book, "person-data", f"person:{zoe}")
    assert found["name"] == "Zoë Núñez"
    place, target = tmp_path / "look.json", tmp_path / "answer.pdf"
    looked = review(book, zoe, place)
    by_words = {dict(map(tuple, row["says"])).get("text"): row for row in looked["rows"] if row["kind"] == "note"}
    assert by_words["Zoe Nunez asked for the hall"]["send"] is True
    assert by_words["Zoë Núñez and Ann Lee fell out"]["others"] == ["Ann Lee"]
    assert not by_words["Zoë Núñez and Ann Lee fell out"]["send"]
    assert by_words["Ms Núñez was late"]["tie"] == "perhaps"
    by_words["Zoë Núñez and Ann Lee fell out"]["send"] = True
    looked["looked_through_by"] = "C. Clerk"
    place.write_text(json.dumps(looked), encoding="utf-8")
    made = ask(book, "person-data", f"person:{zoe}", "--reviewed", place, "--output", target)
    assert made["files"] == ["answer.pdf", "answer.xlsx", "answer.json"]
    plain = json.loads(target.with_suffix(".json").read_text(encoding="utf-8"))
    said = json.dumps(plain, ensure_ascii=False)
    assert "Zoë Núñez and [another person] fell out" in said
    assert "asked for the hall" in said
    assert "Ann Lee" not in said
    assert "was late" not in said
    cells = {
        str(cell.value)
        for sheet in load_workbook(target.with_suffix(".xlsx"))
        for row in sheet.iter_rows()
        for cell in row
        if cell.value
    }
    words = " ".join(cells)
    assert "fell out" in words
    assert "Ann Lee" not in words
    for told in ("What we use it for", "her letter", "How long we keep it", "Information Commissioner"):
        assert told in words, told
    looked["rows"] = [row | {"names_of_others": "in"} for row in looked["rows"]]
    place.write_text(json.dumps(looked), encoding="utf-8")
    ask(book, "person-data", f"person:{zoe}", "--reviewed", place, "--output", target, "--force")
    assert "Ann Lee" in target.with_suffix(".json").read_text(encoding="utf-8")
    assert "held-answer" in run("--book", book, "report", "log").out.decode()


def test_nothing_goes_out_that_nobody_looked_through(book: Path, zoe: int, tmp_path: Path) -> None:
    place, target = tmp_path / "look.json", tmp_path / "answer.pdf"
    looked = review(book, zoe, place)
    who = ("person-data", f"person:{zoe}")

    def refused(*words: object) -> str:
        result = run("--book", book, *who, *words)
        assert result.code in (2, 6)
        assert not target.exists()
        return result.err

    assert "what somebody looked through" in refused("--output", target)
    assert "Nobody looked through" in refused("--reviewed", place, "--output", target)
    assert "is there already" in refused("--review", place)
    looked["looked_through_by"] = "C. Clerk"
    for wrong, sentence in (
        (looked | {"person_id": 987}, "no file of"),
        (looked | {"rows": [row | {"send": "yes"} for row in looked["rows"]]}, "true or false"),
        (looked | {"rows": looked["rows"][1:]}, "written since"),
        ([], "no file of"),
    ):
        place.write_text(json.dumps(wrong), encoding="utf-8")
        assert sentence in refused("--reviewed", place, "--output", target)
    place.write_text("[" * 100_000, encoding="utf-8")
    assert "no file of" in refused("--reviewed", place, "--output", target)
    result = run("--book", book, "person-data", "Nobody At All")
    assert result.code == 2
