"""The command `export`: a file in each format, whom it is for, and what it says of itself."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from icalendar import Calendar

from models.exchange.vcards.cards import read_cards
from tests.desktop.cli.running import ask, run

FORMATS = {
    "vcard": b"BEGIN:VCARD",
    "contacts-csv": b"First Name,",
    "outlook-csv": b'"Title","First Name"',
    "calendar": b"BEGIN:VCALENDAR",
    "popolo": b'{\n  "persons"',
    "open-referral": b'{\n  "total_items"',
    "events-jsonld": b'{\n  "@context"',
}


@pytest.mark.parametrize("form", FORMATS)
def test_each_format_is_written_twice_alike_and_tells_of_itself(made_example: Path, tmp_path: Path, form: str) -> None:
    first, second = tmp_path / "first.out", tmp_path / "second.out"
    told = ask(made_example, "export", form, "--output", first)
    ask(made_example, "export", form, "--output", second)
    assert first.read_bytes().startswith(FORMATS[form])
    assert first.read_bytes() == second.read_bytes()
    usual = "public" if form in ("popolo", "open-referral", "events-jsonld") else "internal"
    assert (told["format"], told["file"], told["audience"]) == (form, str(first), usual)
    assert told["count"] > 0
    assert told["bytes"] == first.stat().st_size


def test_a_file_is_replaced_only_where_that_is_wanted(made_example: Path, tmp_path: Path) -> None:
    target = tmp_path / "a.vcf"
    target.write_bytes(b"mine")
    refused = run("--book", made_example, "export", "vcard", "--output", target)
    assert (refused.code, target.read_bytes()) == (6, b"mine")
    assert "Add --force" in refused.err
    assert run("--book", made_example, "export", "vcard", "--output", target, "--force").code == 0
    assert target.read_bytes() != b"mine"
    assert list(tmp_path.iterdir()) == [target]


@pytest.mark.parametrize(
    ("typed", "code", "words"),
    [
        (("vcard", "--output", "{tmp}/none/a.vcf"), 3, "There is no folder"),
        (("vcard", "--group", "Nobody", "--output", "{tmp}/a.vcf"), 2, "There is no one group called “Nobody”"),
        (("vcard", "--record", "meeting:1", "--output", "{tmp}/a.vcf"), 2, "A meeting has no address"),
        (("calendar", "--record", "person:1", "--output", "{tmp}/a.ics"), 2, "A person has no place in a calendar"),
        (("calendar", "--held-by", "Nobody at all", "--output", "{tmp}/a.ics"), 2, "There is nobody"),
        (("popolo", "--record", "person:1", "--output", "{tmp}/a.json"), 2, "Open data is of organisations"),
        (("vcard",), 2, "--output"),
        (("papyrus", "--output", "{tmp}/a"), 2, "papyrus"),
        ((), 2, "Something is missing: FORMAT"),
    ],
)
def test_what_cannot_be_done_is_told(
    made_example: Path, tmp_path: Path, typed: tuple[str, ...], code: int, words: str
) -> None:
    ran = run("--book", made_example, "--json", "export", *(word.format(tmp=tmp_path) for word in typed))
    assert ran.code == code
    assert words in ran.answer["errors"][0]
    assert list(tmp_path.iterdir()) == []


def test_vcards_of_chosen_people_come_on_stdout_in_the_version_asked_for(made_example: Path) -> None:
    people = ask(made_example, "list", "people")[:2]
    typed = [f"person:{row['id']}" for row in people]
    ran = run("--book", made_example, "export", "vcard", "--record", *typed, "--vcard-version", "4.0", "--output", "-")
    assert ran.code == 0
    found = list(read_cards(ran.text.splitlines(keepends=True)))
    assert [card.display for card in found] == [row["name"] for row in people]
    assert {card.version for card in found} == {"4.0"}


def test_what_is_confidential_is_left_out_and_counted(made_example: Path, tmp_path: Path) -> None:
    told = ask(made_example, "export", "vcard", "--output", tmp_path / "a.vcf")
    asked = ask(made_example, "export", "vcard", "--audience", "confidential", "--output", tmp_path / "b.vcf")
    assert told["left_out"] > 0
    assert (asked["count"], asked["left_out"]) == (told["count"] + told["left_out"], 0)


def test_the_events_of_our_school_can_be_followed(made_example: Path, tmp_path: Path) -> None:
    typed = ("export", "calendar", "--ours", "--only", "events", "--audience", "public")
    ask(made_example, *typed, "--output", tmp_path / "a.ics")
    entries = Calendar.from_ical((tmp_path / "a.ics").read_bytes()).walk("VEVENT")
    assert entries
    holders = {str(one["DESCRIPTION"]).splitlines()[0] for one in entries}
    assert holders == {"Held by: Elm Lane Primary School", "Held by: Friends of Elm Lane"}
    assert all("SEQUENCE" in one and "LAST-MODIFIED" in one for one in entries)
    series = run("--book", made_example, "export", "calendar", "--record", "meeting_series:2", "--output", "-")
    assert b"RRULE:FREQ=MONTHLY" in series.out


def test_open_data_can_be_of_one_organisation(made_example: Path, tmp_path: Path) -> None:
    (school,) = [row for row in ask(made_example, "list", "organisations") if row["name"] == "Elm Lane Primary School"]
    record = f"organisation:{school['id']}"
    ask(made_example, "export", "open-referral", "--record", record, "--output", tmp_path / "a.json")
    found = json.loads((tmp_path / "a.json").read_bytes())["contents"]
    assert {one["organization"]["name"] for one in found} == {"Elm Lane Primary School"}
