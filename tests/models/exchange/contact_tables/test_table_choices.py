"""What a user decides about a table, kept in a file and used again."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.errors import BadImport
from models.exchange.contact_tables import TableChoices, read_choices, read_contact_table, write_choices
from models.exchange.contact_tables.choices import ENCODINGS
from models.exchange.contact_tables.holding import KEYS
from tests.models.exchange.contact_tables.made_tables import csv_file, held, person, read, ways

ROWS = [["Wer", "Wo", "Wie"], ["Ann Bell", "Hills", "a@b.example"], ["Bob Cole", "Mill", "01632 960000"]]


def test_columns_by_heading_and_by_letter(tmp_path):
    found = read(tmp_path, ROWS, head_row=1, columns={"wer": "name", "B": "organisation", "Wie": "", "Wann": "note"})
    assert held(found) == {"Wer": "name", "Wo": "organisation", "Wie": ""}
    assert [(one.name, person(one).place.name, person(one).ways) for one in found.contacts] == [
        ("Ann Bell", "Hills", ()),
        ("Bob Cole", "Mill", ()),
    ]
    assert any("no column “Wann”" in remark for remark in found.recognised.remarks)


def test_a_table_without_headings_when_somebody_says_so(tmp_path):
    rows = [["Name", "Email"], ["Ann Bell", "a@b.example"]]
    assert len(read(tmp_path, rows, head_row=0, columns={"A": "name", "B": "note"}).contacts) == 2
    assert len(read(tmp_path, rows).contacts) == 1


def test_second_people_and_the_organisations_own(tmp_path):
    rows = [["A", "B", "C", "D"], ["Hills", "01632 960000", "Ann Bell", "Bob Cole"]]
    found = read(
        tmp_path, rows, head_row=1, columns={"A": "organisation", "B": "organisation_phone", "C": "name", "D": "name_2"}
    )
    assert [one.name for one in found.contacts] == ["Hills", "Ann Bell", "Bob Cole"]
    assert ways(found.contacts[0]) == [("phone", "01632 960000")]


def test_encoding_and_delimiter_as_somebody_says(tmp_path):
    path = csv_file(tmp_path, "Name~Email\nZoë Bell~a@b.example\n", "mac-roman")
    assert read_contact_table(path, TableChoices(encoding="mac-roman", delimiter="~")).contacts[0].name == "Zoë Bell"


def test_choices_are_kept_and_read_again(tmp_path):
    choices = TableChoices("Sheet 1", "cp850", ";", 4, {"Name": "name", "G": ""}, "month first")
    write_choices(choices, tmp_path / "map.json")
    assert read_choices(tmp_path / "map.json") == choices
    write_choices(TableChoices(), tmp_path / "none.json")
    assert (tmp_path / "none.json").read_text("utf-8") == "{}\n"
    assert read_choices(tmp_path / "none.json") == TableChoices()


@given(
    st.builds(
        TableChoices,
        sheet=st.text(st.characters(exclude_categories=["Cs"]), max_size=9),
        encoding=st.sampled_from(["", *ENCODINGS]),
        delimiter=st.sampled_from(["", ",", ";", "\t", "|", "~"]),
        head_row=st.none() | st.integers(0, 99),
        columns=st.dictionaries(
            st.text(st.characters(exclude_categories=["Cs"]), max_size=9), st.sampled_from(list(KEYS))
        ),
        dates=st.sampled_from(["", "day first", "month first"]),
    )
)
def test_any_choices_come_back_as_they_were(tmp_path_factory, choices):
    path = tmp_path_factory.mktemp("kept") / "map.json"
    write_choices(choices, path)
    assert read_choices(path) == choices


@pytest.mark.parametrize(
    "told",
    [
        "not json",
        "[]",
        '{"colums": {}}',
        '{"columns": []}',
        '{"columns": {"A": 1}}',
        '{"columns": {"A": "shoe size"}}',
        '{"head_row": "four"}',
        '{"head_row": -1}',
        '{"head_row": true}',
        '{"encoding": "zip"}',
        '{"delimiter": "::"}',
        '{"dates": "any"}',
        "[" * 100_000,
        json.dumps({"sheet": "x" * 300_000}),
    ],
)
def test_choices_that_nobody_understands_are_refused_in_a_sentence(tmp_path, told):
    path = csv_file(tmp_path, told, name="map.json")
    with pytest.raises(BadImport) as error:
        read_choices(path)
    assert error.value.sentence.endswith((".", "”")) or ":" in error.value.sentence


def test_a_sheet_that_is_not_there_is_told_with_those_that_are(tmp_path):
    with pytest.raises(BadImport, match=r"has no sheet “Gone”\. It has “Sheet”"):
        read(tmp_path, ROWS, sheet="Gone")
