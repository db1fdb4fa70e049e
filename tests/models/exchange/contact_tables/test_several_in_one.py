"""Tables with more than one of something: the same headings again, a second table below, lists that are no table."""

from __future__ import annotations

from pathlib import Path

import pytest

from models.exchange.contact_tables.contents import understand_content
from models.exchange.contact_tables.headings import understand_heading
from tests.models.exchange.contact_tables.made_tables import held, person, read, ways


def test_the_same_headings_again_are_of_another_person(tmp_path: Path) -> None:
    rows = [
        ["School", "Name", "Email", "Name", "Email", "Notes"],
        ["Elm Lane Primary", "Ann Bell", "ann@b.example", "Bo Cole", "bo@b.example", "both on Fridays"],
        ["Oak School", "Cas Dean", None, None, None, None],
    ]
    found = read(tmp_path, rows)
    assert held(found) == {
        "School": "organisation", "Name": "name_2", "Email": "email_2", "Notes": "note",
    } | dict.fromkeys((), "")  # fmt: skip
    assert [(person(one).name, ways(one)) for one in found.contacts] == [
        ("Ann Bell", [("email", "ann@b.example")]), ("Bo Cole", [("email", "bo@b.example")]), ("Cas Dean", []),
    ]  # fmt: skip


def test_parts_of_a_name_again_are_of_another_person(tmp_path: Path) -> None:
    rows = [["Title", "First name", "Surname", "Title", "First name", "Surname"],
            ["Mrs", "Ann", "Bell", "Mr", "Bo", "Cole"]]  # fmt: skip
    assert [person(one).name for one in read(tmp_path, rows).contacts] == ["Mrs Ann Bell", "Mr Bo Cole"]


def test_an_email_heading_that_comes_twice_beside_one_name_is_theirs(tmp_path: Path) -> None:
    rows = [["Name", "Email", "Email"], ["Ann Bell", "ann@b.example", "bell@b.example"]]
    (ann,) = read(tmp_path, rows).contacts
    assert len(ways(ann)) == 2


def test_a_second_table_below_is_told_and_not_read_under_the_first_ones_headings(tmp_path: Path) -> None:
    rows = [["School", "Head", "Phone"], ["Elm Lane Primary", "Ann Bell", "01632 960001"], [],
            ["Name", "Ward", "Email"], ["Cllr B Cole", "Abbey", "b@b.example"]]  # fmt: skip
    found = read(tmp_path, rows)
    assert {one.number for one in found.contacts} == {2}
    assert "Row 4 begins another table; its row was not read. Give it a sheet of its own." in found.remarks


def test_a_form_with_a_line_for_each_thing_makes_no_organisations_of_its_labels(tmp_path: Path) -> None:
    rows = [["School:", "Elm Lane Primary"], ["Head:", "Mrs Ann Bell"], ["Tel:", "01632 960001"]]
    found = read(tmp_path, rows)
    assert found.contacts == ()
    assert any("“Head:”, only says what stands beside it" in remark for remark in found.remarks)


def test_notes_below_a_table_are_nobody(tmp_path: Path) -> None:
    rows = [["Name", "Email", "Phone"], ["Ann Bell", "a@b.example", None], ["* on leave until Easter", None, None],
            ["Please send what has changed to the office.", None, None]]  # fmt: skip
    found = read(tmp_path, rows)
    assert len(found.contacts) == 1
    assert sum("is a note and was passed over" in remark for remark in found.remarks) == 2


def test_general_admission_is_no_title() -> None:
    assert understand_content(["General", "General"]) != "title"
    assert understand_content(["Mrs", "Mr", "The Revd Dr"]) == "title"


@pytest.mark.parametrize(
    ("question", "holds"),
    [
        ("Which school or organisation do you represent?", "organisation"),
        ("What is your work email address?", "email"),
        ("Please tell us your name?", "name"),
    ],
)
def test_a_form_asks_in_whole_questions(question: str, holds: str) -> None:
    found = understand_heading(question)
    assert found is not None
    assert found.holds == holds
