"""The register's cells of the head teacher as people, in wordings met in the real register."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.exchange.names.heads import HeadOffer, one_cell_name, understand_head


def names(offers: tuple[HeadOffer, ...]) -> list[tuple[str, str, str]]:
    return [(offer.title, offer.first_name, offer.last_name) for offer in offers]


@pytest.mark.parametrize(
    ("cells", "name", "role"),
    [
        (("Mrs", "Paula", "Head", "Headteacher"), ("Mrs", "Paula", "Head"), "Headteacher"),
        (("Mr", "Dean", "Major", ""), ("Mr", "Dean", "Major"), "Headteacher"),
        (("Miss", "Louise", "Aston (Acting)", "Headteacher"), ("Miss", "Louise", "Aston"), "Headteacher (Acting)"),
        (("Mrs", "Anna", "Ellison - Head teacher", "Headteacher"), ("Mrs", "Anna", "Ellison"), "Head teacher"),
        (
            ("Mrs", "Elizabeth", "McDonagh-Smith (Interim Executive HT)", "Headteacher"),
            ("Mrs", "Elizabeth", "McDonagh-Smith"),
            "Interim Executive HT",
        ),
        (("Co Headteacher", "Hannah", "Roe", "Headteacher"), ("", "Hannah", "Roe"), "Co Headteacher"),
        (("Headteacher", "Kathryn", "Bryan", "Principal"), ("", "Kathryn", "Bryan"), "Principal"),
        (("Principal", "Sue", "Saunders", ""), ("", "Sue", "Saunders"), "Principal"),
        (("Professor", "Margaret", "House", "Vice-Chancellor"), ("Professor", "Margaret", "House"), "Vice-Chancellor"),
        (("The Revd Dr", "Anne", "van der Berg", ""), ("The Revd Dr", "Anne", "van der Berg"), "Headteacher"),
        (("Mr", "Peter", "McQuillen Strong", ""), ("Mr", "Peter", "McQuillen Strong"), "Headteacher"),
        (("", "Mrs Andrea", "Riley", ""), ("Mrs", "Andrea", "Riley"), "Headteacher"),
        (("", "Alexandra", "Sanderson", ""), ("", "Alexandra", "Sanderson"), "Headteacher"),
        (("", "", "Anna Young", ""), ("", "Anna", "Young"), "Headteacher"),
    ],
)
def test_one_head(cells: tuple[str, str, str, str], name: tuple[str, str, str], role: str) -> None:
    offers = understand_head(*cells)
    assert names(offers) == [name]
    assert offers[0].role == role
    assert offers[0].is_certain
    assert offers[0].display_name == " ".join(part for part in name if part)


@pytest.mark.parametrize(
    ("cells", "first", "second"),
    [
        (
            ("", "Mrs Andrea Riley  (Co-Headteacher)", "Mr Alistair Darnell (Co-Headteacher)"),
            ("Mrs", "Andrea", "Riley"),
            ("Mr", "Alistair", "Darnell"),
        ),
        (("Miss", "Claire Beswick and", "Miss Karen Loney"), ("Miss", "Claire", "Beswick"), ("Miss", "Karen", "Loney")),
        (("Mrs", "Sarah Griggs,", "Mrs Claire Griffiths"), ("Mrs", "Sarah", "Griggs"), ("Mrs", "Claire", "Griffiths")),
        (("Mrs", "Terri / Nicola", "Chudleigh / Coggin"), ("Mrs", "Terri", "Chudleigh"), ("", "Nicola", "Coggin")),
        (("Mrs", "Moira/Richard", "Cross/Thorpe"), ("Mrs", "Moira", "Cross"), ("", "Richard", "Thorpe")),
        (("Mr", "Iain and Ben", "Erskine"), ("Mr", "Iain", "Erskine"), ("", "Ben", "Erskine")),
        (("", "Mr and Mrs", "Smith"), ("Mr", "", "Smith"), ("Mrs", "", "Smith")),
        (("", "Mrs C & Mr D", "Smith"), ("Mrs", "C", "Smith"), ("Mr", "D", "Smith")),
        (("", "Mrs C. and Mr D.", "Smith"), ("Mrs", "C.", "Smith"), ("Mr", "D.", "Smith")),
        (("", "Mrs Lee & Mr D", "Smith"), ("Mrs", "", "Lee"), ("Mr", "D", "Smith")),
        (
            ("", "", "Mrs R Shelley & Miss S Kelly (Co-Headteachers)"),
            ("Mrs", "R", "Shelley"),
            ("Miss", "S", "Kelly"),
        ),
        (("", "", "Mr J Mortimer and Mr S Farar"), ("Mr", "J", "Mortimer"), ("Mr", "S", "Farar")),
    ],
)
def test_two_heads_are_offered_and_never_taken_for_certain(
    cells: tuple[str, str, str], first: tuple[str, str, str], second: tuple[str, str, str]
) -> None:
    offers = understand_head(*cells)
    assert names(offers) == [first, second]
    assert not any(offer.is_certain for offer in offers)
    assert {offer.given for offer in offers} == {" ".join(" ".join(cells).split())}


def test_a_shared_post_is_each_ones_post() -> None:
    offers = understand_head("", "", "Mrs R Shelley & Miss S Kelly (Co-Headteachers)")
    assert [offer.role for offer in offers] == ["Co-Headteacher", "Co-Headteacher"]


def test_what_can_be_one_or_two_is_one_to_look_at() -> None:
    offers = understand_head("Mrs", "Jane", "Smith/Jones")
    assert names(offers) == [("Mrs", "Jane", "Smith/Jones")]
    assert not offers[0].is_certain


def test_a_note_that_is_no_post_is_kept_apart() -> None:
    offer = understand_head("Dr", "Robert (Bob)", "Frost", "Principal")[0]
    assert (offer.display_name, offer.role, offer.note, offer.is_certain) == (
        "Dr Robert Frost",
        "Principal",
        "Bob",
        False,
    )


@pytest.mark.parametrize(
    "cells",
    [("", "", ""), ("Mr", "", ""), ("", "Vacant", ""), ("Mrs", "TBC", "TBC"), ("", "", "Not recorded"), ("", ".", "-")],
)
def test_nobody_is_nobody(cells: tuple[str, str, str]) -> None:
    assert understand_head(*cells) == ()


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        ("Mrs Ena Harrop", ("Mrs", "Ena", "Harrop")),
        ("Ena Harrop", ("", "Ena", "Harrop")),
        ("Mr Jan van der Berg", ("Mr", "Jan", "van der Berg")),
        ("Mr John Morris OBE", ("Mr", "John", "Morris OBE")),
        ("Co Headteacher Frances Morse", ("Co Headteacher", "Frances", "Morse")),
        ("Head", ("", "", "Head")),
        ("Mr Iain and Ben Erskine", ("", "", "Mr Iain and Ben Erskine")),
        ("", ("", "", "")),
    ],
)
def test_a_name_in_one_cell_is_cut_where_it_is_one_name(text: str, cells: tuple[str, str, str]) -> None:
    assert one_cell_name(text) == cells


WORDS = st.lists(
    st.sampled_from(
        ["Mr", "Mrs", "Dr", "and", "&", "/", ",", "Ann", "Bo", "Lee", "(Acting)", "(", ")", "-", "Head", "van"]
    )
    | st.text(max_size=6),
    max_size=6,
).map(" ".join)


@given(WORDS, WORDS, WORDS, WORDS)
def test_no_cells_break_it_and_no_word_is_made_up(title: str, first_name: str, last_name: str, job: str) -> None:
    offers = understand_head(title, first_name, last_name, job)
    given_letters = {mark for mark in f"{title} {first_name} {last_name}" if mark.isalpha()}
    for offer in offers:
        assert {mark for mark in offer.display_name if mark.isalpha()} <= given_letters
        assert offer.display_name
        assert offer.role
