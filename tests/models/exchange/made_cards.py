"""Cards as a book holds them, made up at random: any words that a record can hold, on one line."""

from __future__ import annotations

from hypothesis import strategies as st

from models.cleaning import clean
from models.exchange.vcards.cards import Card, CardAddress, CardKind, CardWay

WORDS = st.text(
    st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp", "Cn", "Co", "Zs"), include_characters=" "), max_size=20
).map(lambda text: " ".join(clean(text).split()))
FILLED = WORDS.filter(bool)
PHONES = st.sampled_from(["01223 460277", "+44 1223 460277", "+441223460277", "+44-1223-460277", "07700 900123 x4"])
EMAILS = st.sampled_from(["jo@elm.example", "+jo.bell@elm.example", "-jo@elm.example", "o'neill@elm.example"])
TYPES = st.sampled_from([frozenset(), frozenset({"work"}), frozenset({"cell"}), frozenset({"fax", "work"})])


def ways(values: st.SearchStrategy[str], most: int = 3) -> st.SearchStrategy[list[CardWay]]:
    return st.lists(st.builds(CardWay, values, TYPES), max_size=most, unique_by=lambda way: way.value)


ADDRESSES = st.builds(
    CardAddress, street=FILLED, town=WORDS, region=WORDS, postcode=st.sampled_from(["", "CB1 2AB"]),
    types=st.just(frozenset({"work"})),
)  # fmt: skip
PEOPLE = st.builds(
    Card,
    number=st.just(0),
    kind=st.just(CardKind.PERSON),
    display=FILLED,
    given=FILLED,
    family=FILLED,
    prefix=WORDS,
    suffix=WORDS,
    nickname=WORDS,
    organisation=WORDS,
    title=WORDS,
    emails=ways(EMAILS),
    phones=ways(PHONES),
    addresses=st.lists(ADDRESSES, max_size=1),
    categories=st.lists(FILLED.filter(lambda word: ":::" not in word), max_size=2, unique=True),
)
"""People with what a card of ours may hold."""
