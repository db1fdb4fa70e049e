"""Lists of schools on their way in: whatever the file, taken in once, known again, and taken out without a trace."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import select

from models.entities import Affiliation, ContactPoint, Organisation, Person
from models.imports.centre import take_back
from models.store import Store
from models.vocabulary import OrganisationKind
from tests.models.exchange.contact_tables.made_tables import workbook
from tests.models.imports.incoming_files import Choice, fates, on_its_way

ROWS = [
    ["Elm Lane: useful contacts", "", "", "", "", "", ""],
    ["School", "Contact(s)", "Role / position", "Tel (day)", "E-mail", "In post since", "Notes"],
    ["PRIMARIES", "", "", "", "", "", ""],
    ["Millbrook High", "HEAD, Paula (Mrs)", "HT", "1632960101", "head@mill.example", "3rd Sept 24", "ring\nafter four"],
    ["Oak Road Primary", "Mr & Mrs J Smith", "PTA", "01632 960102 / 07700 900102", "smith@b.example", "", ""],
    ["Zoë’s Café Ltd", "Dr. Jo O'Neill-Byrne MBE", "Owner", "+44 (0)1632 960103", "mailto:jo@b.example", "", "Fridays"],
    ["Exampleshire Council", "Cllr A. Khan", "Councillor", "01632 960104 ext 12", '"Khan" <k@b.example>', "", ""],
    ["Oak Road Primary", "VACANCY", "Clerk", "", "", "", ""],
    ["Total", "5", "", "", "", "", ""],
]


def _as_text(encoding: str, delimiter: str, end: str) -> Callable[[Path], Path]:
    def make(folder: Path) -> Path:
        stream = io.StringIO()
        csv.writer(stream, delimiter=delimiter, lineterminator=end, quoting=csv.QUOTE_ALL).writerows(ROWS)
        path = folder / "list.csv"
        path.write_bytes(stream.getvalue().encode(encoding))
        return path

    return make


FILES: dict[str, Callable[[Path], Path]] = {
    "workbook": lambda folder: workbook(folder, ROWS, ["A1:G1", "A3:G3"]),
    "windows": _as_text("cp1252", ";", "\r\n"),
    "utf-16 with a mark": _as_text("utf-16", "\t", "\r\n"),
    "utf-16 without one": _as_text("utf-16-be", ",", "\r\n"),
    "utf-8 with a mark": _as_text("utf-8-sig", "|", "\n"),
    "old mac": _as_text("mac-roman", ",", "\r"),
}


def _held(store: Store) -> tuple[list[str], list[str], list[str], list[str]]:
    """Return all that the book says of people and organisations, in words."""
    with store.read() as session:
        names = [
            f"{one.title} {one.given_name} {one.family_name} {one.note}" for one in session.scalars(select(Person))
        ]
        places = [f"{one.name} {one.kind}" for one in session.scalars(select(Organisation))]
        roles = [f"{one.role} {one.job_title} {one.starts_on}" for one in session.scalars(select(Affiliation))]
        ways = [f"{one.kind} {one.value}" for one in session.scalars(select(ContactPoint))]
    return sorted(names), sorted(places), sorted(roles), sorted(ways)


@pytest.mark.parametrize("name", list(FILES))
def test_a_list_is_the_same_in_every_kind_of_file(store: Store, tmp_path: Path, name: str) -> None:
    path = FILES[name](tmp_path)
    empty = _held(store)
    file = on_its_way(store, path, "contacts")
    file.decide_all(Choice.NEW)
    done = file.take_in()
    assert done.batch_id is not None
    names, places, roles, ways = taken = _held(store)
    assert names == [
        "Cllr A. Khan ", "Dr. Jo O'Neill-Byrne Fridays", "Mr  Smith ", "Mrs J Smith ",
        "Mrs Paula HEAD ring\nafter four",
    ]  # fmt: skip
    assert places == [
        "Exampleshire Council council", "Millbrook High institution", "Oak Road Primary institution",
        "Zoë’s Café Ltd business",
    ]  # fmt: skip
    assert "Head of institution HT 2024-09-03" in roles
    assert ways.count("email smith@b.example") == 2
    assert {"phone 01632960101", "phone 01632 960104 ext 12", "mobile 07700 900102", "email k@b.example"} <= set(ways)
    again = on_its_way(store, path, "contacts")
    assert {fate for _name, fate in fates(again.preview)} == {"same"}
    assert again.take_in().batch_id is None
    assert _held(store) == taken
    took_back = take_back(store, done.batch_id)
    assert (took_back.kept, took_back.could_not) == ((), ())
    assert _held(store) == empty


def test_what_stands_in_a_column_of_schools_is_one_unless_its_name_says_otherwise(store: Store, tmp_path: Path) -> None:
    rows = [["School", "Head"], ["Millbrook High", "Ann Bell"], ["Exampleshire Council", "Bo Cole"]]
    on_its_way(store, workbook(tmp_path, rows), "contacts").take_in()
    other = [["Company", "Name"], ["Millbrook Joiners", "Cas Dean"]]
    on_its_way(store, workbook(tmp_path, other, name="other.xlsx"), "contacts").take_in()
    with store.read() as session:
        kinds = {one.name: one.kind for one in session.scalars(select(Organisation))}
    assert kinds == {
        "Millbrook High": OrganisationKind.INSTITUTION,
        "Exampleshire Council": OrganisationKind.COUNCIL,
        "Millbrook Joiners": OrganisationKind.OTHER,
    }


def test_columns_in_another_order_are_the_same_list(store: Store, tmp_path: Path) -> None:
    file = on_its_way(store, workbook(tmp_path, ROWS), "contacts")
    file.decide_all(Choice.NEW)
    file.take_in()
    turned = [list(reversed(row)) for row in ROWS[1:-1]]
    again = on_its_way(store, workbook(tmp_path, turned, name="turned.xlsx"), "contacts")
    assert {fate for _name, fate in fates(again.preview)} == {"same"}


HEADS = "Name,School,Email,Notes\n"
ANN, BOB = "Ann Lee,Elm Lane,ann@elm.example,\n", "Bob Ash,Elm Lane,bob@elm.example,\n"
ODD = "=cmd|'/c calc'!A1,Elm Lane,office@elm.example,Ring first\n"


@pytest.mark.parametrize("rows", [(ANN, ODD, BOB), (ODD, ANN, BOB)])
def test_a_cell_that_is_no_name_costs_nobody_else_of_the_school_their_row(
    store: Store, tmp_path: Path, rows: tuple[str, ...]
) -> None:
    path = tmp_path / "list.csv"
    path.write_text(HEADS + "".join(rows), "utf-8")
    empty = _held(store)
    file = on_its_way(store, path, "contacts")
    found = fates(file.preview)
    assert [one for one in found if one[1] != "doubtful"] == [
        ("Elm Lane", "new"),
        ("Ann Lee", "new"),
        ("Bob Ash", "new"),
    ]
    assert [one for one in found if one[1] == "doubtful"] == [("Elm Lane", "doubtful")]
    first = file.take_in().batch_id
    people, places, _roles, ways = _held(store)
    assert (len(people), len(places), len(ways)) == (2, 1, 2)
    later = on_its_way(store, path, "contacts")
    assert {fate for _name, fate in fates(later.preview)} == {"same", "doubtful"}
    (doubt,) = later.preview.not_taken
    later.decide({doubt.fingerprint: doubt.candidates[0].id})
    second = later.take_in().batch_id
    assert len(_held(store)[1]) == 1, "what the odd row says goes to the school that is there"
    assert "email office@elm.example" in _held(store)[3]
    for batch in (second, first):
        assert batch is not None
        take_back(store, batch)
    assert _held(store) == empty


@pytest.mark.parametrize("rows", [(ANN, ODD, BOB), (ODD, ANN, BOB)])
def test_a_row_that_is_taken_at_once_goes_to_the_school_its_people_make(
    store: Store, tmp_path: Path, rows: tuple[str, ...]
) -> None:
    path = tmp_path / "list.csv"
    path.write_text(HEADS + "".join(rows), "utf-8")
    file = on_its_way(store, path, "contacts")
    file.decide_all(Choice.NEW)
    assert not file.preview.not_taken
    file.take_in()
    people, places, _roles, ways = _held(store)
    assert (len(people), len(places), len(ways)) == (2, 1, 3)
    with store.read() as session:
        assert "Ring first" in session.scalars(select(Organisation.note)).one()
    assert {fate for _name, fate in fates(on_its_way(store, path, "contacts").preview)} == {"same"}


def test_who_stands_in_several_rows_has_each_role_and_address_once(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    head = "Name,School,Role,Email\n"
    first = "Ann Lee,Elm Lane,,ann@elm.example\nBob Ash,Elm Lane,Governor,bob@elm.example\n"
    path.write_text(head + first + "ANN LEE,elm lane,,Ann@Elm.example\nMrs Ann Lee,Elm Lane,,\n", "utf-8")
    empty = _held(store)
    first_batch = on_its_way(store, path, "contacts").take_in().batch_id
    assert _held(store)[2:] == (
        ["Contact  None", "Governor  None"], ["email ann@elm.example", "email bob@elm.example"],
    )  # fmt: skip
    # The same people, whom the book knows by now, with something new in two rows alike.
    new = "Bob Ash,Elm Lane,Bursar,bob@elm.example\n"
    path.write_text(head + first + new + new.replace("Bob", "Mr Bob") + new.replace("Bursar", "Clerk"), "utf-8")
    second_batch = on_its_way(store, path, "contacts").take_in().batch_id
    assert [role.split()[0] for role in _held(store)[2]] == ["Bursar", "Contact", "Governance", "Governor"]
    assert len(_held(store)[3]) == 2
    for batch in (second_batch, first_batch):
        assert batch is not None
        take_back(store, batch)
    assert _held(store) == empty
