"""Names that share a cell with something else: with their organisation, with their email address."""

from __future__ import annotations

from pathlib import Path

import pytest

from models.exchange.contact_tables.contents import name_beside_organisation
from tests.models.exchange.contact_tables.made_tables import person, read, ways


def test_an_organisation_beside_a_name_is_theirs_and_doubted(tmp_path: Path) -> None:
    rows = [["Contact", "Phone"], ["Ann Bell - Elm Lane Primary", "01632 960001"], ["Bo Cole, Oak School", None]]
    found = [person(one) for one in read(tmp_path, rows).contacts]
    assert [(one.name, one.place.name) for one in found] == [
        ("Ann Bell", "Elm Lane Primary"), ("Bo Cole", "Oak School"),
    ]  # fmt: skip
    assert all("taken for the organisation" in one.doubts[0] for one in found)
    assert ways(found[0]) == [("phone", "01632 960001")]


@pytest.mark.parametrize(
    "cell",
    ["Ann Bell", "Elm Lane Primary", "Elm Lane Primary, Barton", "Ann Bell (School business manager)",
     "Ann Bell - Community officer", "St Mary's, C of E Primary", "Bell, Ann", "Ann Bell (mornings)"],
)  # fmt: skip
def test_a_cell_that_is_not_both_is_left_as_it_is(cell: str) -> None:
    assert name_beside_organisation(cell) is None


def test_a_table_with_organisations_of_its_own_takes_none_from_names(tmp_path: Path) -> None:
    rows = [["School", "Name"], ["Oak School", "Ann Bell - Elm Lane Primary"]]
    (ann,) = read(tmp_path, rows).contacts
    assert (person(ann).place.name, person(ann).note) == ("Oak School", "Elm Lane Primary")


def test_an_address_says_whose_it_is_where_nothing_else_does(tmp_path: Path) -> None:
    rows = [["Email"], ["Ann Bell <ann@b.example>"], ['"Cole, Bo" <bo@b.example>'], ["cas@b.example"],
            ["Di Eve <d@b.example>; Flo Gee <f@b.example>"]]  # fmt: skip
    ann, bo, cas, several = map(person, read(tmp_path, rows).contacts)
    assert [(one.name, ways(one)) for one in (ann, bo)] == [
        ("Ann Bell", [("email", "ann@b.example")]), ("Bo Cole", [("email", "bo@b.example")]),
    ]  # fmt: skip
    assert ann.given == "Ann Bell <ann@b.example>"
    assert cas.refusal
    assert several.refusal, "whose is which of several is for a person to say"
