"""Lines keep the fingerprints under which books know them, so that the same file again is nothing new."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from models.exchange.incoming import (
    IncomingContact,
    IncomingList,
    IncomingOrganisation,
    IncomingPerson,
    Office,
    Place,
    Postal,
    Way,
)
from models.imports.contacts.judging import fingerprint_of
from models.imports.preview import print_of
from models.vocabulary import ContactPointKind, OrganisationKind

PERSON = IncomingPerson(
    7, "Zoë O'Hara", "vcard:1", ("a", "b"), ("put right",), ("really?",), "", "Dr", "Zoë", 'O\'"Hara\n', note="\ud800",
    place=Place("Hall", kind=OrganisationKind.INSTITUTION), offices=(Office("Head", starts_on=date(2026, 9, 1)),),
    ways=(Way(ContactPointKind.EMAIL, "z@hall.example", preferred=True),), postal=Postal(("1 Lane",)), tags=("choir",),
)  # fmt: skip
LINES = (
    PERSON,
    IncomingOrganisation(3, "Hall", place=Place("Hall"), ways=PERSON.ways, website="hall.example"),
    IncomingList(9, "Choir", members=("vcard:1", "z@hall.example")),
)


@pytest.mark.parametrize("line", LINES, ids=lambda line: type(line).__name__)
def test_a_line_is_known_by_its_words_with_the_place_and_the_remarks_blank(line: IncomingContact) -> None:
    blank = replace(line, number=0, cells=(), remarks=(), doubts=())
    assert fingerprint_of(line) == fingerprint_of(blank) == print_of(type(line).__name__, blank)


def test_who_says_something_else_is_somebody_else() -> None:
    others = (replace(PERSON, given="Zoe"), replace(PERSON, note=""), replace(PERSON, tags=()), *LINES[1:])
    assert len({fingerprint_of(line) for line in (PERSON, *others)}) == len(others) + 1


def test_books_know_a_line_by_the_fingerprint_that_it_always_had() -> None:
    assert fingerprint_of(IncomingList(1, "Choir", members=("a",))) == "15f366a5c4233c11628032af9bd20cd5"
