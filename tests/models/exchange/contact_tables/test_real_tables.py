"""The real tables at hand, read whole. Skipped where the files are not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from models.errors import BadImport
from models.exchange.contact_tables import read_contact_table
from models.exchange.incoming import ContactsRead, IncomingOrganisation, IncomingPerson
from tests.models.exchange.contact_tables.made_tables import sentence

DATA = Path(__file__).parents[5] / "shared" / "data" / "dev"

pytestmark = pytest.mark.skipif(not DATA.is_dir(), reason="the real files are not here")

# File, words of the kind, row of headings, people, organisations, refused.
FILES = [
    ("contacts_csv/google_contacts_2024format.csv", "Google contacts (CSV)", 1, 1, 1, 0),
    ("contacts_csv/outlook_classic_en-GB_cp1252.csv", "Outlook contacts (CSV)", 1, 3, 1, 0),
    ("contacts_csv/roundcube__email.csv", "List of contacts (CSV)", 1, 0, 0, 4),
    ("contacts_csv/roundcube__gmail.csv", "Google contacts, as before 2024 (CSV)", 1, 1, 0, 0),
    ("contacts_csv/roundcube__tb_plain.csv", "Thunderbird address book (CSV)", 1, 1, 0, 0),
    ("councillors/trafford_councillors_2025-09-02.csv", "List of contacts (CSV)", 1, 62, 0, 0),
    ("councillors/democracyclub_candidates_2015_first400.csv", "List of contacts (CSV)", 1, 400, 0, 0),
    ("councillors/leeds_wards.csv", "List of contacts (CSV)", None, 0, 0, 0),
    ("spreadsheets/constructed_school_contacts_a.xlsx", "List of contacts (Excel)", 4, 5, 1, 0),
    ("spreadsheets/leeds_culture_orgs.csv", "List of contacts (CSV)", 1, 0, 165, 0),
    ("spreadsheets/leeds_primary_schools_2024.csv", "List of contacts (CSV)", 2, 0, 227, 0),
    ("spreadsheets/messytables__begrotingsanalyse-2011.csv", "List of contacts (CSV)", None, 0, 0, 0),
    ("spreadsheets/messytables__null.csv", "List of contacts (CSV)", None, 0, 0, 0),
    ("spreadsheets/pollock__file_field_delimiter_0x9.csv", "List of contacts (TSV)", 1, 0, 0, 0),
    ("spreadsheets/messytables__simple.ods", "List of contacts (OpenDocument)", 1, 3, 0, 0),
    ("openformats/oruk3_csv_contacts.csv", "List of contacts (CSV)", 1, 1, 0, 0),
    ("openformats/oruk3_csv_organizations.csv", "List of contacts (CSV)", 1, 0, 1, 0),
]


def _tables() -> Iterator[Path]:
    """Yield every table that is no part of the register's size."""
    for folder in ("spreadsheets", "contacts_csv", "openformats", "councillors", "gias", "postcode"):
        for path in sorted((DATA / folder).glob("*")):
            if path.suffix in (".csv", ".xlsx", ".ods") and path.stat().st_size < 300_000:
                yield path


def counts(found: ContactsRead) -> tuple[int, int, int]:
    kinds = Counter(type(one) for one in found.contacts if not one.refusal)
    return kinds[IncomingPerson], kinds[IncomingOrganisation], sum(bool(one.refusal) for one in found.contacts)


@pytest.mark.parametrize(("name", "words", "head", "people", "bodies", "refused"), FILES, ids=[row[0] for row in FILES])
def test_a_real_table(name: str, words: str, head: int | None, people: int, bodies: int, refused: int) -> None:
    found = read_contact_table(DATA / name)
    assert found.recognised.words == words
    assert found.recognised.head_row == head
    assert counts(found) == (people, bodies, refused)


@pytest.mark.parametrize(
    "path",
    list(_tables()),
    ids=lambda path: path.name,
)
def test_every_table_is_read_or_refused_in_a_sentence(path: Path) -> None:
    try:
        found = read_contact_table(path)
    except BadImport as error:
        sentence(error)
        return
    for one in found.contacts:
        assert one.refusal or one.name
        assert len(one.cells) == len(found.headings)


def test_the_schools_of_leeds_have_all_that_their_list_says() -> None:
    found = read_contact_table(DATA / "spreadsheets" / "leeds_primary_schools_2024.csv")
    assert found.recognised.encoding == "windows-1252"
    schools = [one for one in found.contacts if isinstance(one, IncomingOrganisation)]
    assert all(one.postal.postcode and one.website and one.ways for one in schools)
    # One school has no address, and one its website in the place of it.
    assert sum(len(one.ways) == 2 for one in schools) == 225
    assert [one.number for one in schools if one.remarks] == [212]
    assert not any("\xa0" in way.value or way.value != way.value.strip() for one in schools for way in one.ways)
    assert sum(bool(one.doubts) for one in schools) == 0
