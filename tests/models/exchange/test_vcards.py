"""Address books as vCard files: what every writer of them gets wrong, and that ours come back as they went out."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.exchange.reading import look_at
from models.exchange.vcards.cards import Card, CardAddress, CardKind, CardWay, read_cards
from models.exchange.vcards.content_lines import LONGEST_VALUE
from models.exchange.vcards.values import parts_of, plain
from models.exchange.vcards.writing import write_cards

SHARED = Path(__file__).parents[4] / "shared" / "data" / "dev" / "vcard"


def cards_of(text: str, as_written: str = "utf-8") -> list[Card]:
    return list(read_cards(text.splitlines(keepends=True), as_written))


def one(body: str, version: str = "3.0", as_written: str = "utf-8") -> Card:
    (card,) = cards_of(f"BEGIN:VCARD\r\nVERSION:{version}\r\n{body}\r\nEND:VCARD\r\n", as_written)
    assert card.whole
    return card


def test_name_place_of_work_and_ways_of_an_ordinary_card():
    card = one(
        "FN:Dr Priya Shah\r\nN:Shah;Priya;Anne,May;Dr;BSc,PhD\r\nORG:Elm Lane School\\, Leeds;Office\r\n"
        "TITLE:Clerk\r\nitem1.EMAIL;TYPE=INTERNET,pref:office@elm.example\r\nitem1.X-ABLabel:_$!<Work>!$_\r\n"
        "TEL;TYPE=WORK;TYPE=VOICE:0113 496 0000\r\nADR;TYPE=WORK:;;1 Elm Lane\\nHeadingley;Leeds;;LS6 2AB;\r\n"
        "CATEGORIES:Governors,A\\,B\r\nNOTE:Two\\nlines\r\nBDAY:1980-01-01\r\nUID:u-1"
    )
    assert (card.name, card.family, card.given, card.additional) == ("Dr Priya Shah", "Shah", "Priya", "Anne May")
    assert (card.prefix, card.suffix, card.title) == ("Dr", "BSc PhD", "Clerk")
    assert (card.organisation, card.departments) == ("Elm Lane School, Leeds", ("Office",))
    assert card.emails == [CardWay("office@elm.example", frozenset({"internet"}), "Work", True)]
    assert card.phones == [CardWay("0113 496 0000", frozenset({"work", "voice"}))]
    assert card.addresses[0].lines == ("1 Elm Lane", "Headingley", "Leeds")
    assert card.addresses[0].postcode == "LS6 2AB"
    assert (card.categories, card.notes, card.uid) == (["Governors", "A,B"], ["Two\nlines"], "u-1")
    assert card.left_out == ["BDAY"]


@pytest.mark.parametrize(
    ("body", "version", "as_written", "name"),
    [
        ("FN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:Si=C3=B4n=\r\n Ellis", "2.1", "utf-8", "Siôn Ellis"),
        ("FN;QUOTED-PRINTABLE;CHARSET=Windows-1252:Si=F4n", "2.1", "utf-8", "Siôn"),
        ("FN;ENCODING=QUOTED-PRINTABLE:Si=C3=B4n", "2.1", "utf-8", "Siôn"),
        ("FN;ENCODING=QUOTED-PRINTABLE;CHARSET=no-such:Si=F4n", "2.1", "utf-8", "Siôn"),
        ("FN;CHARSET=UTF-8:SiÃ´n", "2.1", "windows-1252", "Siôn"),
        ("FN:Siôn", "2.1", "windows-1252", "Siôn"),
        ("FN;ENCODING=QUOTED-PRINTABLE:50% =of ô", "2.1", "utf-8", "50% =of ô"),
    ],
)
def test_letters_of_every_way_of_writing(body, version, as_written, name):
    assert one(body, version, as_written).name == name


def test_lines_folded_in_every_way_are_one():
    card = one("NOTE:with a blank\r\n  and one more\r\nFN:Ann\r\n Bell\r\nTITLE:Head of\r\nInclusion and more")
    assert card.notes == ["with a blank and one more"]
    assert (card.name, card.title) == ("AnnBell", "Head ofInclusion and more")


def test_an_address_that_ends_in_equals_swallows_nothing():
    card = one("URL:https://elm.example/?a=\r\nEMAIL:a@elm.example\r\nNOTE;ENCODING=QUOTED-PRINTABLE:end=")
    assert [way.value for way in card.emails] == ["a@elm.example"]
    assert card.notes == ["end"]


def test_pictures_and_keys_are_passed_over_and_nothing_after_them_is_lost():
    card = one(
        "PHOTO;ENCODING=b;TYPE=JPEG:/9j/4AAQ\r\n SkZJRg==\r\nKEY;X509;ENCODING=BASE64:\r\n    MIID\r\n    AoqgAwIB\r\n"
        "\r\n\r\nEMAIL:a@elm.example\r\nFN:Ann",
        "2.1",
    )
    assert (card.name, [way.value for way in card.emails]) == ("Ann", ["a@elm.example"])
    assert card.left_out == ["PHOTO", "KEY"]
    assert one(f"NOTE:{'x' * 9 * LONGEST_VALUE}\r\nFN:Ann").notes == ["x" * LONGEST_VALUE]


def test_an_agent_in_a_card_is_not_a_card_and_a_card_without_its_end_costs_nobody():
    agent = "FN:Ann\r\nAGENT:\r\nBEGIN:VCARD\r\nFN:Other\r\nEND:VCARD\r\nEMAIL:a@elm.example"
    assert [way.value for way in one(agent, "2.1").emails] == ["a@elm.example"]
    text = "BEGIN:VCARD\r\nFN:First\r\nBEGIN:VCARD\r\nFN:Second\r\nEND:VCARD\r\nBEGIN:VCARD\r\nFN:Third\r\n"
    assert [(card.name, card.whole) for card in cards_of(text)] == [
        ("First", False),
        ("Second", True),
        ("Third", False),
    ]
    assert [card.number for card in cards_of(text)] == [1, 3, 6]


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        ("FN:Elm Lane School\r\nORG:Elm Lane School", CardKind.ORGANISATION),
        ("ORG:Elm Lane School", CardKind.ORGANISATION),
        ("FN:Elm Lane\r\nN:Lane;Elm;;;\r\nORG:Trust\r\nX-ABShowAs:COMPANY", CardKind.ORGANISATION),
        ("KIND:org\r\nFN:Elm Lane School", CardKind.ORGANISATION),
        ("KIND:group\r\nFN:Governors\r\nMEMBER:urn:uuid:1\r\nMEMBER:mailto:a@elm.example", CardKind.LIST),
        ("X-ADDRESSBOOKSERVER-KIND:group\r\nFN:Governors", CardKind.LIST),
        ("FN:Ann Bell\r\nORG:Elm Lane School", CardKind.PERSON),
    ],
)
def test_what_a_card_is_about(body, kind):
    assert one(body).kind is kind


def test_numbers_and_addresses_written_as_links():
    card = one("FN:A\r\nWORK.TEL;TYPE=voice;PREF=1:tel:+44-113-496-0000;ext=12\r\nEMAIL:mailto:a@elm.example", "4.0")
    assert card.phones == [CardWay("+44-113-496-0000 ext 12", frozenset({"voice"}), "", True)]
    assert card.emails[0].value == "a@elm.example"


def test_signs_that_stand_for_others():
    assert parts_of("a\\;b;c\\\\;d") == ["a;b", "c\\", "d"]
    assert plain("a\\, b\\nc\\:d") == "a, b\nc:d"
    assert one('TEL;TYPE="work,voice";X-A="^\'q^\'";X-B=a:0113').phones[0].types == {"work", "voice"}


WORDS = st.text(st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\x85\u2028\u2029"), max_size=40)
WORDS = WORDS.map(str.strip)
TYPES = st.frozensets(st.sampled_from(["work", "home", "cell", "fax"]), max_size=2)
WAYS = st.lists(st.builds(CardWay, WORDS.filter(bool).map("0{}".format), TYPES, WORDS, st.booleans()), max_size=3)
NOTES = st.lists(st.lists(WORDS.filter(bool), min_size=1, max_size=3).map("\n".join), max_size=2)
CARDS = st.builds(
    Card,
    st.just(1),
    kind=st.just(CardKind.PERSON),
    display=WORDS.filter(bool).map(" ".join).map("Ann{}".format).map(lambda text: " ".join(text.split())),
    family=WORDS,
    given=WORDS,
    organisation=WORDS.filter(lambda text: not text.startswith("Ann")),
    departments=st.lists(WORDS.filter(bool), max_size=2).map(tuple),
    title=WORDS,
    emails=WAYS,
    phones=WAYS,
    websites=WAYS,
    addresses=st.lists(
        st.builds(CardAddress, street=WORDS.filter(bool), town=WORDS, postcode=WORDS, types=TYPES), max_size=2
    ),
    notes=NOTES,
    categories=st.lists(WORDS.filter(bool), max_size=3, unique=True),
    uid=WORDS,
)


@pytest.mark.parametrize("version", ["3.0", "4.0"])
@given(cards=st.lists(CARDS, min_size=1, max_size=3))
def test_what_we_write_comes_back_as_it_was(version, cards):
    text = "".join(write_cards(cards, version))
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    found = list(read_cards(text.split("\n")))
    for card in found:
        card.number, card.version = 1, ""
    assert found == cards


@given(st.text(max_size=400))
def test_no_text_breaks_the_reading(text):
    for card in cards_of(f"BEGIN:VCARD\n{text}\nEND:VCARD"):
        assert isinstance(card.name, str)


@pytest.mark.skipif(not SHARED.is_dir(), reason="the real files stand beside the project, not in it")
@pytest.mark.parametrize("path", sorted(SHARED.glob("*.vcf")), ids=lambda path: path.name)
def test_every_card_and_address_of_real_files_is_read(path):
    source = look_at(path)
    with source.lines() as lines:
        cards = list(read_cards(lines, source.encoding))
    text = path.read_bytes().decode("latin-1").upper().replace("\r\n ", "")
    inside = text.count("AGENT:BEGIN:VCARD") + text.count("AGENT:\r\nBEGIN:VCARD") + text.count("AGENT:\nBEGIN:VCARD")
    assert len(cards) == text.count("BEGIN:VCARD") - inside
    assert all(card.name and card.whole for card in cards)
    written = sum(line.partition(":")[0].partition(";")[0].endswith("EMAIL") for line in text.splitlines())
    assert sum(len(card.emails) for card in cards) >= written - inside
    assert not any("�" in card.name for card in cards)


def test_blanks_before_the_colon_and_lines_that_are_nothing():
    card = one(
        "FN :Ann Bell\r\nEMAIL ; INTERNET : a@elm.example\r\nTEL;WORK :0113 496 0000\r\nsome junk\r\nTITLE:Clerk", "2.1"
    )
    assert (card.name, card.title) == ("Ann Bell", "Clerk")
    assert [way.value for way in (*card.emails, *card.phones)] == ["a@elm.example", "0113 496 0000"]


def test_a_note_that_was_broken_by_hand_keeps_its_lines():
    long = "word " * 15
    card = one(f"NOTE:Ring first\r\nthen write\r\nNOTE:{long}\r\nand more")
    assert card.notes == ["Ring first\nthen write", f"{long}and more"]


@pytest.mark.parametrize(("version", "family"), [("3.0", "Bell Lee"), ("4.0", "Bell Lee"), ("2.1", "Bell,Lee")])
def test_a_family_name_of_two_parts(version, family):
    assert one("N:Bell,Lee;Ann;;;", version).family == family


def test_further_organisations_and_titles_are_kept_to_be_told():
    card = one(
        "FN:Ann\r\nORG:Elm School\r\nORG:Oak Trust;Office\r\nTITLE:Head\r\nTITLE:Governor\r\nTITLE;ALTID=1:Directrice",
        "4.0",
    )
    assert (card.organisation, card.title, card.more) == ("Elm School", "Head", ["Oak Trust", "Governor"])
