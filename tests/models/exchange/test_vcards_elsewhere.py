"""Our vCards as another program reads them: vobject, which many address books are built on."""

from __future__ import annotations

import pytest
import vobject
from hypothesis import given, settings
from hypothesis import strategies as st

from models.exchange.vcards.cards import Card, CardKind, CardWay
from models.exchange.vcards.writing import VERSIONS, write_cards
from tests.models.exchange.made_cards import PEOPLE


def read_elsewhere(cards: list[Card], version: str) -> list[vobject.base.Component]:
    text = "".join(write_cards(cards, version))
    return list(vobject.readComponents(text, ignoreUnreadable=False))


@pytest.mark.parametrize("version", VERSIONS)
@settings(deadline=None)
@given(cards=st.lists(PEOPLE, min_size=1, max_size=3))
def test_every_card_name_and_way_is_read(version, cards):
    found = read_elsewhere(cards, version)
    assert len(found) == len(cards)
    for card, other in zip(cards, found, strict=True):
        assert other.version.value == version
        assert other.fn.value == card.display
        assert (other.n.value.family, other.n.value.given) == (card.family, card.given)
        assert [one.value for one in other.contents.get("email", [])] == [way.value for way in card.emails]
        assert [one.value for one in other.contents.get("tel", [])] == [way.value for way in card.phones]
        assert [one.value.street for one in other.contents.get("adr", [])] == [one.street for one in card.addresses]
        if card.organisation:
            assert other.org.value == [card.organisation]
        if card.title:
            assert other.title.value == card.title


@pytest.mark.parametrize("version", VERSIONS)
def test_a_list_names_its_members(version):
    (found,) = read_elsewhere([Card(0, kind=CardKind.LIST, display="Heads", members=["urn:uuid:1"])], version)
    key = "member" if version == "4.0" else "x-addressbookserver-member"
    assert [one.value for one in found.contents[key]] == ["urn:uuid:1"]


def test_lines_end_and_fold_as_the_standard_says():
    text = "".join(write_cards([Card(0, display="Ł" * 200, family="B", given="A")]))
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    assert text.replace("\r\n", "").count("\n") == 0


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize(
    "text",
    [
        "Ann\r\nEMAIL:evil@x.example",
        "Ann\u2028EMAIL:evil@x.example",
        "Ann\x85NOTE:x",
        "Ann\vEMAIL:evil@x.example\x1cNOTE:y",
        "END:VCARD\r\nBEGIN:VCARD",
        "a,b;c\\d\"e'",
        "🎉 كريم \u202eexe",
        "é" * 10_000,
    ],
)
def test_no_words_become_a_property_of_their_own(version: str, text: str) -> None:
    card = Card(
        1, display=text, family=text, organisation=text, title=text, notes=[text], categories=[text],
        emails=[CardWay("a@b.example", frozenset({"work"}), text)], phones=[CardWay(text)],
    )  # fmt: skip
    written = "".join(write_cards([card], version))
    # Python and others take more signs for the end of a line than the standard does.
    assert len(written.splitlines()) == written.count("\r\n")
    (found,) = vobject.readComponents(written)
    assert [one.value for one in found.contents["email"]] == ["a@b.example"]
    assert len(found.contents["note"]) == 1
