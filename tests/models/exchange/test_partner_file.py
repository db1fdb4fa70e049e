"""What a partner shares, as a file: it comes back as it was, and the same content gives the same bytes."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.cleaning import clean
from models.errors import BadImport
from models.exchange.partner_file import (
    PartnerFile,
    SharedRecord,
    print_of_value,
    read_partner_file,
    write_partner_file,
)

WORDS = st.text(st.characters(codec="utf-8"), max_size=60).map(clean)
VALUES = st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | WORDS
RECORDS = st.builds(
    SharedRecord,
    st.sampled_from(["person", "organisation"]),
    st.uuids().map(str),
    st.dictionaries(st.sampled_from(["name", "note", "starts_on", "is_open"]), VALUES),
    st.dictionaries(st.sampled_from(["name", "note"]), VALUES.map(print_of_value)),
)
FILES = st.builds(
    PartnerFile, WORDS, WORDS, st.dates(), st.lists(RECORDS, max_size=5, unique_by=lambda one: one.uid).map(tuple)
)


@settings(deadline=None)
@given(FILES)
def test_what_leaves_comes_in_as_it_was(tmp_path_factory: pytest.TempPathFactory, content: PartnerFile) -> None:
    path = tmp_path_factory.mktemp("partner") / "shared.json"
    path.write_bytes(write_partner_file(content))
    assert read_partner_file(path, ("person", "organisation")) == content
    assert write_partner_file(content) == path.read_bytes()


@pytest.mark.parametrize(
    "content",
    [b"", b"{}", b"[]", b"\xff\xfe", b'{"format": "liaison-desk partner exchange", "version": 9}', b"[" * 100_000],
)
def test_what_is_none_is_refused_in_a_sentence(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "shared.json"
    path.write_bytes(content)
    with pytest.raises(BadImport, match=r"shared\.json"):
        read_partner_file(path, ("person",))


def test_the_day_it_was_made_is_asked_for(tmp_path: Path) -> None:
    path = tmp_path / "shared.json"
    path.write_bytes(
        write_partner_file(PartnerFile("Elm", "North", date(2026, 11, 23), ())).replace(b"2026-11", b"soon")
    )
    with pytest.raises(BadImport, match="when it was made"):
        read_partner_file(path, ("person",))
