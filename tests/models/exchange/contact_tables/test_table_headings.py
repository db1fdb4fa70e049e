"""What headings of schools' own lists mean, in the many ways they are written."""

from __future__ import annotations

from pathlib import Path

import pytest

from models.exchange.contact_tables.headings import understand_heading
from models.exchange.role_words import is_known_role, understand_role
from tests.models.exchange.contact_tables.made_tables import person, read


def _held(heading: str) -> str:
    found = understand_heading(heading)
    return "" if found is None else str(found.holds)


@pytest.mark.parametrize(
    ("heading", "holds"),
    [
        ("Org / School", "organisation"),
        ("Club/Group", "organisation"),
        ("Contact(s)", "name"),
        ("2nd contact", "name"),
        ("School contact name", "name"),
        ("Parent/Carer name", "name"),
        ("What is your name?", "name"),
        ("Name & role", "name"),
        ("Name (first and last)", "name"),
        ("Job title / position", "role"),
        ("Phone or mobile", "phone"),
        ("Please enter your email address:", "email"),
        ("Admin email", "email"),
        ("Legal surname", "family"),
        ("Preferred forename", "known_as"),
        ("Address (inc. postcode)", "address"),
        ("E-Mail 1 – Wert", "email"),
        ("Comments / notes", "note"),
    ],
)
def test_a_heading_is_understood_however_it_is_put(heading: str, holds: str) -> None:
    assert _held(heading) == holds


@pytest.mark.parametrize("heading", ["Pupil name", "Child's name", "Next of kin", "Date of birth / age"])
def test_what_is_private_or_about_somebody_else_is_never_taken(heading: str) -> None:
    found = understand_heading(heading)
    assert found is not None
    assert found.is_private


@pytest.mark.parametrize("heading", ["Email / phone", "Date", "Consent", "Year group", "Ref"])
def test_a_heading_that_may_be_anything_is_left_to_the_cells(heading: str) -> None:
    assert _held(heading) == ""


def test_a_times_of_day_in_a_heading_says_when_a_number_is_answered() -> None:
    found = understand_heading("Tel (eve)")
    assert found is not None
    assert (found.holds, found.label) == ("phone", "Evenings")


def test_a_heading_for_two_roles_gives_nobody_the_first() -> None:
    found = understand_heading("Head / Chair")
    assert found is not None
    assert (found.holds, found.role) == ("name", "")


@pytest.mark.parametrize(
    ("given", "role"),
    [
        ("HT", "Head of institution"),
        ("D.S.L.", "Designated safeguarding lead"),
        ("School Business Mgr", "Business manager"),
        ("CoG", "Chair of governors"),
        ("Dep. Head", "Deputy head"),
        ("SENDCo", "SENCO"),
    ],
)
def test_roles_written_short_are_the_programs_own_with_the_local_words_beside(given: str, role: str) -> None:
    assert understand_role(given) == (role, given)
    assert is_known_role(given)


def test_a_role_in_brackets_after_a_name_is_their_role(tmp_path: Path) -> None:
    (one,) = read(tmp_path, [["School", "Name"], ["Elm Lane Primary School", "Mr Tom Cole (SBM)"]]).contacts
    assert (person(one).offices[0].role, person(one).note) == ("Business manager", "")
