"""Names as people's own lists have them, in one cell or in cells for their parts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.exchange.names.cells import understand_name_parts, understand_names
from models.exchange.names.found import NamesFound


def names(found: NamesFound) -> list[tuple[str, str, str]]:
    return [(one.title, one.given_name, one.family_name) for one in found.people]


@pytest.mark.parametrize(
    ("cell", "name"),
    [
        ("Mrs Paula Head", ("Mrs", "Paula", "Head")),
        ("Paula Head", ("", "Paula", "Head")),
        ("Head, Paula", ("", "Paula", "Head")),
        ("Ms Head", ("Ms", "", "Head")),
        ("Smith, Dean", ("", "Dean", "Smith")),
        ("SMITH, Mrs Jane", ("Mrs", "Jane", "SMITH")),
        ("Dr. James MacDonald-Smith", ("Dr.", "James", "MacDonald-Smith")),
        ("Cllr Bob O'Neill", ("Cllr", "Bob", "O'Neill")),
        ("O’Neill, Bob", ("", "Bob", "O’Neill")),
        ("van der Berg, Ruth", ("", "Ruth", "van der Berg")),
        ("The Revd Dr Anne van der Berg", ("The Revd Dr", "Anne", "van der Berg")),
        ("Rev'd Ann Lee", ("Rev'd", "Ann", "Lee")),
        ("Rt Hon Jane Smith", ("Rt Hon", "Jane", "Smith")),
        ("Wing Commander Jo Bell", ("Wing Commander", "Jo", "Bell")),
        ("Dean Major", ("", "Dean", "Major")),
        ("Lord Smith", ("Lord", "", "Smith")),
        ("Smith (Mrs)", ("Mrs", "", "Smith")),
        ("María José García López", ("", "María José García", "López")),
        (" Jane\xa0Smith* ", ("", "Jane", "Smith")),
    ],
)
def test_one_person(cell: str, name: tuple[str, str, str]) -> None:
    found = understand_names(cell)
    assert names(found) == [name]
    assert found.people[0].doubts == ()


@pytest.mark.parametrize(
    ("cell", "people"),
    [
        ("Mr P. Jones / Ms A. Khan", [("Mr", "P.", "Jones"), ("Ms", "A.", "Khan")]),
        ("Jane Smith and Bob Brown", [("", "Jane", "Smith"), ("", "Bob", "Brown")]),
        ("Jane Smith, John Brown", [("", "Jane", "Smith"), ("", "John", "Brown")]),
        ("Jane Smith\nBob Brown", [("", "Jane", "Smith"), ("", "Bob", "Brown")]),
        ("Smith,Jane;Brown,Bob", [("", "Jane", "Smith"), ("", "Bob", "Brown")]),
        ("Mr and Mrs Smith", [("Mr", "", "Smith"), ("Mrs", "", "Smith")]),
        ("Sue Head / Paula Dean", [("", "Sue", "Head"), ("", "Paula", "Dean")]),
    ],
)
def test_several_people_are_told_apart_and_doubted(cell: str, people: list[tuple[str, str, str]]) -> None:
    found = understand_names(cell)
    assert names(found) == people
    assert all("two people" in one.doubts[0] for one in found.people)


@pytest.mark.parametrize(
    ("cell", "is_vacant"),
    [
        ("VACANCY", True),
        ("Vacant (was Mrs Smith)", True),
        ("n/a", True),
        ("TBC", True),
        ("Mrs TBC", True),
        ("No headteacher", True),
        ("Volunteer rota – ring first", False),
        ("ring first", False),
        ("PTA", False),
        ("School office", False),
        ("Deputy Head", False),
        ("Head of Year 9", False),
        ("Chair of Governors", False),
        ("=HYPERLINK(1)", False),
        ("office@school.example", False),
        ("07700 900123", False),
    ],
)
def test_what_is_no_name_is_nobodys(cell: str, is_vacant: bool) -> None:
    assert understand_names(cell) == NamesFound(instead=cell, is_vacant=is_vacant)


def test_an_empty_cell_names_nobody_and_says_nothing() -> None:
    assert understand_names(" \xa0 ") == NamesFound()


@pytest.mark.parametrize(
    ("cell", "part", "value"),
    [
        ("Jane Smith, OBE", "post_nominals", "OBE"),
        ("Mrs. J. Smith, BA (Hons), PGCE", "post_nominals", "BA PGCE"),
        ("Prof. Sir John Bell FRSA", "post_nominals", "FRSA"),
        ("Jane Smith, Headteacher", "post", "Headteacher"),
        ("Jane Smith - Deputy Head", "post", "Deputy Head"),
        ("Jane Smith (Acting Head)", "post", "Acting Head"),
        ("Jane Smith\nHeadteacher", "post", "Headteacher"),
        ("Robert (Bob) Frost", "known_as", "Bob"),
        ('Robert "Bob" Frost', "known_as", "Bob"),
        ("Mary Smith née Brown", "note", "née Brown"),
        ("Robert 'Bob' Frost", "known_as", "Bob"),
        ("Headteacher: Jane Smith", "post", "Headteacher"),
        ("SBM - Mrs Jane Smith", "post", "SBM"),
        ("Mr J. Smith Esq.", "post_nominals", "Esq."),
    ],
)
def test_what_stands_beside_a_name_is_kept_apart(cell: str, part: str, value: str) -> None:
    (one,) = understand_names(cell).people
    assert getattr(one, part) == value
    assert one.family_name in ("Smith", "Bell", "Frost")


def test_two_posts_in_one_cell_go_to_their_own() -> None:
    found = understand_names("Mr A Smith (Headteacher) and Mrs B Brown (Deputy)")
    assert [(one.family_name, one.post) for one in found.people] == [("Smith", "Headteacher"), ("Brown", "Deputy")]


@pytest.mark.parametrize(
    ("cell", "person"),
    [
        ("Smith J", ("", "J", "Smith")),
        ("Mr Smith T.J.", ("Mr", "T.J.", "Smith")),
        ("SMITH Jane", ("", "Jane", "SMITH")),
        ("AJ Smith", ("", "AJ", "Smith")),
        ("JANE SMITH", ("", "JANE", "SMITH")),
        ("Ann MBE", ("", "Ann", "MBE")),
    ],
)
def test_a_surname_first_without_a_comma_is_seen_and_doubted(cell: str, person: tuple[str, str, str]) -> None:
    found = understand_names(cell)
    assert names(found) == [person]
    assert bool(found.people[0].doubts) == (person[2].casefold() == cell.split()[-2].casefold())


@pytest.mark.parametrize(
    ("cell", "people"),
    [
        ("Bell, Bo and Cole, Tom", [("", "Bo", "Bell"), ("", "Tom", "Cole")]),
        ("Smith, Mr & Mrs J", [("Mr", "", "Smith"), ("Mrs", "J", "Smith")]),
        ("Smith, John and Jane", [("", "John", "Smith"), ("", "Jane", "Smith")]),
    ],
)
def test_two_with_their_surname_before_a_comma(cell: str, people: list[tuple[str, str, str]]) -> None:
    assert names(understand_names(cell)) == people


@pytest.mark.parametrize("cell", ["Jane", "jane smith", "Jones Smith, Mary", "Weight in grams"])
def test_what_may_be_otherwise_is_doubted(cell: str) -> None:
    assert all(one.doubts for one in understand_names(cell).people)


def test_parts_of_a_name_stay_where_they_are_and_what_was_squeezed_in_comes_out() -> None:
    assert names(understand_name_parts("Mrs", "Paula", "", "Head")) == [("Mrs", "Paula", "Head")]
    assert names(understand_name_parts("", "Cllr Bob", "", "O'Neill")) == [("Cllr", "Bob", "O'Neill")]
    assert names(understand_name_parts("Dr", "Amara", "N.", "Okonkwo")) == [("Dr", "Amara N.", "Okonkwo")]
    assert names(understand_name_parts("", "Iain and Ben", "", "Erskine")) == [
        ("", "Iain", "Erskine"),
        ("", "Ben", "Erskine"),
    ]
    assert names(understand_name_parts("Cllr", "Dr Bob", "", "Bell")) == [("Cllr Dr", "Bob", "Bell")]
    assert understand_name_parts("", "PTA", "", "").instead == "PTA"
    assert understand_name_parts("Dr", "Amara", "", "Okonkwo", "OBE").people[0].post_nominals == "OBE"


WORDS = st.lists(
    st.sampled_from(
        ["Mr", "Mrs", "and", "&", "/", ",", ";", "\n", "Ann", "Bo", "Lee", "(", ")", "-", "Head", "van", "OBE"]
    )
    | st.text(max_size=6),
    max_size=9,
).map(" ".join)


@given(WORDS)
def test_no_cell_breaks_it_and_no_letter_is_made_up(cell: str) -> None:
    found = understand_names(cell)
    letters = {mark for mark in cell if mark.isalpha()}
    for one in found.people:
        assert {mark for mark in one.title + one.given_name + one.family_name if mark.isalpha()} <= letters
    assert len(found.people) <= 12
