"""Whatever stands in a table: it is read or refused in a sentence, nothing is lost, and our own lists come back."""

from __future__ import annotations

import csv
import io
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.errors import BadImport, Stopped
from models.exchange.contact_tables import TableChoices, read_contact_table
from models.exchange.incoming import IncomingPerson
from tests.models.exchange.contact_tables.made_tables import csv_file, person, sentence

WORDS = st.sampled_from(
    ["Name", "Email", "School", "Tel", "Headteacher", "Chair", "Postcode", "Notes", "Ann Bell", "Hills Academy", "n/a",
     "a@b.example", "01632 960000", "1632960000", "31/02/2025", "Sept 2025", "45931", "Total", "VACANCY", "Mr A / Ms B",
     "LS1 1UR", "['Hills']", "=1+1", "", "", ""]
)  # fmt: skip
CELLS = WORDS | st.text(max_size=12)
TABLES = st.lists(st.lists(CELLS, max_size=7), max_size=9)


def as_csv(rows: list[list[str]]) -> bytes:
    """Return rows as a file, with what no file can hold left out."""
    stream = io.StringIO()
    csv.writer(stream).writerows([[cell.replace("\0", "") for cell in row] for row in rows])
    return stream.getvalue().encode("utf-8", "replace")


@settings(max_examples=300, deadline=None)
@given(TABLES)
def test_any_table_is_read_or_refused_in_a_sentence(tmp_path_factory, rows):
    path = tmp_path_factory.mktemp("any") / "list.csv"
    path.write_bytes(as_csv(rows))
    try:
        found = read_contact_table(path)
    except BadImport as error:
        sentence(error)
        return
    for one in found.contacts:
        assert len(one.cells) == len(found.headings)
        assert one.refusal or one.name
        assert all(text.endswith((".", "?")) for text in (*one.remarks, *one.doubts, one.refusal) if text)


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused_in_a_sentence(tmp_path_factory, data):
    path = tmp_path_factory.mktemp("any") / "list.csv"
    path.write_bytes(data)
    try:
        read_contact_table(path)
    except BadImport as error:
        sentence(error)


NAMES = st.from_regex(r"[A-Z][a-z]{3,8}", fullmatch=True)


@settings(deadline=None)
@given(
    st.lists(
        st.tuples(
            NAMES, NAMES, NAMES, st.integers(1632960000, 1632960999), st.from_regex(r"[a-z]{2,9}", fullmatch=True)
        ),
        min_size=1,
        max_size=8,
    ),
    st.sampled_from([",", ";", "\t", "|"]),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
)
def test_a_plain_list_comes_back_as_it_was_written(tmp_path_factory, people, delimiter, encoding):
    stream = io.StringIO()
    writer = csv.writer(stream, delimiter=delimiter)
    writer.writerow(["First name", "Surname", "School", "Telephone", "Email"])
    writer.writerows(
        [given, family, f"{place} Primary", f"0{phone}", f"{mail}@b.example"]
        for given, family, place, phone, mail in people
    )
    path = csv_file(tmp_path_factory.mktemp("own"), stream.getvalue(), encoding)
    found = read_contact_table(path)
    assert [
        (
            one.given_name,
            one.family_name,
            one.place.name.removesuffix(" Primary"),
            one.ways[1].understood,
            one.ways[0].value,
        )
        for one in map(person, found.contacts)
    ] == [(given, family, place, f"+44{phone}", f"{mail}@b.example") for given, family, place, phone, mail in people]


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("<html><body>Sign in</body></html>", "web page"),
        ("", "empty"),
        (" \n , ,\n", "empty"),
        ("Name,Email\n" + "x" * 3_000_000, "line"),
        ('Name,Email\n"' + "x\n" * 200_000, "quotation mark"),
        ("Name,Email\n" + "Ann Bell,a@b.example\n" * 60_001, "60,000 rows"),
    ],
    ids=["page", "nothing", "blanks", "line", "quote", "rows"],
)
def test_what_is_no_table_or_too_much_is_refused(tmp_path, text, word):
    with pytest.raises(BadImport) as error:
        read_contact_table(csv_file(tmp_path, text))
    assert word in error.value.sentence


def test_a_folder_and_a_file_that_is_not_there_are_told(tmp_path):
    for path in (tmp_path, tmp_path / "gone.csv"):
        with pytest.raises(BadImport):
            read_contact_table(path)


def test_reading_can_be_stopped(tmp_path):
    with pytest.raises(Stopped):
        read_contact_table(csv_file(tmp_path, "Name,Email\nAnn Bell,a@b.example\n"), TableChoices(), lambda: True)


def test_far_too_many_columns_are_told_and_long_cells_cut(tmp_path):
    text = "Name,Email,Notes" + ",x" * 400 + "\nAnn Bell,a@b.example," + "n" * 20_000 + "\n"
    found = read_contact_table(csv_file(tmp_path, text))
    assert any("403 columns" in remark for remark in found.recognised.remarks)
    assert len(person(found.contacts[0]).note) == 8_000


def test_the_time_grows_with_the_rows_and_no_faster(tmp_path):
    def seconds(count: int) -> float:
        rows = (
            f"Ann{'abcdefghij'[n % 10]} Bell,School {n // 3},0163296{n % 10000:04d},a{n}@b.example\n"
            for n in range(count)
        )
        path = csv_file(tmp_path, "Name,School,Tel,Email\n" + "".join(rows), name=f"{count}.csv")
        started = time.process_time()
        assert sum(isinstance(one, IncomingPerson) for one in read_contact_table(path).contacts) == count
        return time.process_time() - started

    assert min(seconds(8_000) for _again in range(2)) < 7 * min(seconds(2_000) for _again in range(3))


@pytest.mark.parametrize(
    "piece", ["(", "a and ", "a, ", '"x" ', "a/", "1 ", "a@b.", "Mr ", "<", "['", "ext ", "née ", "a - "]
)
def test_cells_made_to_be_slow_are_not(tmp_path, piece):
    cell = (piece * 8_000)[:8_000].replace('"', '""')
    text = "Name,Email,Tel,Role,Address,Start date\n" + f'"{cell}","{cell}","{cell}","{cell}","{cell}","{cell}"\n' * 20
    started = time.process_time()
    assert read_contact_table(csv_file(tmp_path, text)).recognised.head_row == 1
    assert time.process_time() - started < 5
