"""Foreign text files: characters, packing, delimiters, and what is refused."""

from __future__ import annotations

import bz2
import csv
import gzip
import hashlib
import io
import lzma
import os
import tempfile
import tracemalloc
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.errors import BadImport, Stopped
from models.exchange import unpacking
from models.exchange.reading import clean, detect_delimiter, look_at, records, sample_lines

DATA = Path(__file__).parents[4] / "shared" / "data"


def written(folder: Path, content: bytes, name: str = "table.csv") -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def table(path: Path, delimiter: str = ",") -> list[list[str]]:
    with records(look_at(path), delimiter) as opened:
        return [row for _, _, row in opened]


TEXT = "name,note\r\nZoë,“café”\r\n"


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        (TEXT.encode("utf-8"), "utf-8"),
        (TEXT.encode("utf-8-sig"), "utf-8"),
        (TEXT.encode("cp1252"), "windows-1252"),
        (TEXT.encode("utf-16"), "utf-16-le"),
        (b"\xfe\xff" + TEXT.encode("utf-16-be"), "utf-16-be"),
        (TEXT.encode("utf-16-le"), "utf-16-le"),
        (TEXT.encode("utf-16-be"), "utf-16-be"),
        (b"\xef\xbb\xbf" + TEXT.encode("cp1252"), "windows-1252"),
        # Windows characters that somebody took for Latin-1 and stored as UTF-8.
        (TEXT.encode("cp1252").decode("latin-1").encode("utf-8"), "utf-8"),
    ],
)
def test_characters_are_settled_by_rule(tmp_path: Path, content: bytes, encoding: str) -> None:
    path = written(tmp_path, content)
    assert look_at(path).encoding == encoding
    assert table(path) == [["name", "note"], ["Zoë", "“café”"]]


def test_one_faulty_byte_at_the_very_end_decides(tmp_path: Path) -> None:
    path = written(tmp_path, b"name\r\n" + b"x" * 99 + b"\r\n" * 400_000 + b"caf\xe9\r\n")
    source = look_at(path)
    assert source.encoding == "windows-1252"
    assert table(path)[-1] == ["café"]


def test_a_character_cut_by_the_end_of_a_chunk_is_no_fault(tmp_path: Path) -> None:
    row = "é" * 997 + "\n"
    path = written(tmp_path, b"x" + (row * 400).encode())
    assert look_at(path).encoding == "utf-8"
    assert {len(cells[0]) for cells in table(path)[1:]} == {997}


def test_bytes_that_windows_leaves_undefined_show_as_unreadable(tmp_path: Path) -> None:
    assert table(written(tmp_path, b"a\x81b,\x92\n")) == [["a\ufffdb", "’"]]


def test_nul_is_dropped(tmp_path: Path) -> None:
    assert table(written(tmp_path, b"a\x00b,c\nd,e\nand,more text\n")) == [
        ["ab", "c"],
        ["d", "e"],
        ["and", "more text"],
    ]
    assert clean("a\0b\x92") == "ab’"


def test_checksum_is_of_the_content_whatever_the_packing(tmp_path: Path) -> None:
    content = TEXT.encode("cp1252") * 500
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("extract.csv", content)
        packed.writestr("__MACOSX/extract.csv", b"x")
        packed.writestr("readme.md", b"x")
    expected = hashlib.sha256(content).hexdigest()
    for name, data in {
        "plain.csv": content,
        "packed.csv.gz": gzip.compress(content, mtime=0),
        "packed.csv.xz": lzma.compress(content),
        "two.csv.xz": lzma.compress(content[:700]) + lzma.compress(content[700:]),
        "packed.zip": archive.getvalue(),
    }.items():
        path = written(tmp_path, data, name)
        source = look_at(path)
        assert (source.sha256, source.size) == (expected, len(content)), name
        assert len(table(path)) == 1000, name


def test_lines_of_records_are_counted_from_one(tmp_path: Path) -> None:
    path = written(tmp_path, b'a,b\n\n"two\nlines",x\nlast,y\n')
    with records(look_at(path), ",") as opened:
        assert [(first, last) for first, last, _ in opened] == [(1, 1), (3, 4), (5, 5)]


def zipped(*names: str, method: int = zipfile.ZIP_STORED) -> bytes:
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", method) as packed:
        for name in names:
            packed.writestr(name, "a,b\n")
    return archive.getvalue()


NO_TABLES = [
    ("empty.csv", b"", "is empty"),
    ("blank.csv", b" \r\n \r\n", "is empty"),
    ("new.xlsx", zipped("[Content_Types].xml", "xl/workbook.xml"), "save it as CSV"),
    ("new.csv", zipped("[Content_Types].xml", "xl/workbook.xml"), "is a workbook, not a CSV file"),
    ("open.ods", zipped("mimetype", "content.xml"), "is a workbook"),
    ("old.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "is a workbook"),
    ("paper.pdf", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "is a PDF document"),
    ("page.csv", b"\n<!DOCTYPE html><html><body>Sign in</body></html>", "is a web page"),
    ("page.csv", "<html>".encode("utf-16"), "is a web page"),
    ("feed.csv", b"\xef\xbb\xbf<?xml version='1.0'?><a/>", "is a web page or XML"),
    ("rubbish.bin", bytes(range(256)) * 20, "is not a text file"),
    ("nothing.zip", zipped("readme.md"), "holds no CSV file"),
    ("many.zip", zipped("a.csv", "b.csv"), "holds 2 tables: a.csv, b.csv"),
    ("rare.zip", zipped("a.csv", method=zipfile.ZIP_BZIP2), "packed in a rare way"),
    ("cut.zip", zipped("a.csv")[:-30], "damaged or incomplete"),
    ("cut.gz", gzip.compress(os.urandom(5000))[:-100], "damaged or incomplete"),
    ("bent.gz", gzip.compress(b"a,b\n" * 500)[:20] + b"\xff" * 50, "damaged or incomplete"),
    ("cut.xz", lzma.compress(os.urandom(5000))[:-100], "damaged or incomplete"),
    ("bent.xz", lzma.compress(b"a,b\n" * 500)[:30] + b"\xff" * 50, "damaged or incomplete"),
    ("greedy.xz", lzma.compress(b"a,b", filters=[{"id": lzma.FILTER_LZMA2, "dict_size": 2**29}]), "damaged"),
    ("endless.csv", b"a," * 2_000_000, "has no line ends"),
]


@pytest.mark.parametrize(("name", "content", "words"), NO_TABLES, ids=[name for name, *_ in NO_TABLES])
def test_what_is_no_table_is_refused_with_its_name(tmp_path: Path, name: str, content: bytes, words: str) -> None:
    with pytest.raises(BadImport, match="^“" + name.replace(".", r"\.") + "” ") as caught:
        look_at(written(tmp_path, content, name))
    assert words in caught.value.sentence
    assert caught.value.sentence.endswith(".")


def test_folders_and_missing_files_have_their_sentence(tmp_path: Path) -> None:
    with pytest.raises(BadImport, match="is a folder"):
        look_at(tmp_path)
    with pytest.raises(BadImport, match=r"There is no file “none\.csv”"):
        look_at(tmp_path / "none.csv")


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="the superuser may read everything")
def test_a_file_that_may_not_be_read_has_its_sentence(tmp_path: Path) -> None:
    path = written(tmp_path, b"a,b\n")
    path.chmod(0)
    with pytest.raises(BadImport, match="may not read"):
        look_at(path)


def test_a_file_that_unpacks_without_end_is_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("models.exchange.reading.MOST_BYTES", 3_000_000)
    path = written(tmp_path, gzip.compress(b"a,b\n" * 1_000_000), "bomb.gz")
    assert path.stat().st_size < 10_000
    with pytest.raises(BadImport, match="is larger than"):
        look_at(path)
    assert unpacking.MOST_BYTES > 66_062_722


def test_looking_can_be_stopped(tmp_path: Path) -> None:
    with pytest.raises(Stopped):
        look_at(written(tmp_path, b"a,b\n" * 500_000), cancelled=lambda: True)


def test_memory_does_not_grow_with_the_file(tmp_path: Path) -> None:
    path = written(tmp_path, b'100000,"Caf\xe9 School",x\r\n' * 600_000)
    tracemalloc.start()
    try:
        source = look_at(path)
        with records(source, ",") as opened:
            count = sum(1 for _ in opened)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert count == 600_000
    assert peak < 3_000_000


def test_an_open_quotation_mark_is_told_with_its_line(tmp_path: Path) -> None:
    path = written(tmp_path, b'a,b\n1,"x\n' + b"2,yyyyyyyyyyyyyyyyyyyyyyyy\n" * 8000)
    with pytest.raises(BadImport, match="from line 2 on: a quotation mark"):
        table(path)


@pytest.mark.parametrize(
    ("text", "delimiter"),
    [
        ("a,b\n1,2\n", ","),
        ("a;b;c\n1,5;2;3\n2,5;2;3\n", ";"),
        ("a\tb\n1, one\t2\n3\t4, four, five\n", "\t"),
        ("a|b|c\n1|2|3\n", "|"),
        ('name,note\n"a;b;c",1\n"d;e;f",2\n', ","),
        ("one column\nwith words\n", ","),
        ("", ","),
    ],
)
def test_delimiters_are_found_by_consistency(text: str, delimiter: str) -> None:
    assert detect_delimiter(text.splitlines(keepends=True)) == delimiter


@pytest.mark.parametrize(
    ("name", "delimiter"),
    [
        ("spreadsheets/leeds2023_school_events_first200.csv", ","),
        ("spreadsheets/leeds_primary_schools_2024.csv", ","),
        ("spreadsheets/messytables__complex.csv", ","),
        ("spreadsheets/messytables__utf8bom.csv", ","),
        ("spreadsheets/pollock__file_field_delimiter_0x9.csv", "\t"),
        ("contacts_csv/outlook_classic_en-GB_cp1252.csv", ","),
        ("contacts_csv/google_contacts_2024format.csv", ","),
    ],
)
def test_delimiters_of_real_files(name: str, delimiter: str) -> None:
    path = DATA / "dev" / name
    if not path.exists():
        pytest.skip("the real files are not here")
    assert detect_delimiter(sample_lines(look_at(path))) == delimiter


def sentence_or_name(path: Path) -> str:
    """Read a file and return the sentence it is refused with, else its name; anything else than that is raised."""
    try:
        table(path, detect_delimiter(sample_lines(look_at(path))))
    except BadImport as error:
        return error.sentence
    return f"“{path.name}”"


@given(st.binary(max_size=3000))
@settings(max_examples=400, deadline=None)
def test_no_bytes_raise_anything_but_a_sentence(content: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = written(Path(folder), content)
        assert "“table.csv”" in sentence_or_name(path)


PACKED = [gzip.compress(b"a,b\n" * 99), lzma.compress(b"a,b\n" * 99), zipped("a.csv"), bz2.compress(b"a,b\n")]


@given(
    st.sampled_from(PACKED), st.lists(st.tuples(st.integers(0, 400), st.integers(0, 255)), max_size=6), st.integers(1)
)
@settings(max_examples=600, deadline=None)
def test_no_damaged_archive_raises_anything_but_a_sentence(
    packed: bytes, changes: list[tuple[int, int]], cut: int
) -> None:
    damaged = bytearray(packed[: max(1, cut % (2 * len(packed)))])
    for place, byte in changes:
        damaged[place % len(damaged)] = byte
    with tempfile.TemporaryDirectory() as folder:
        path = written(Path(folder), bytes(damaged))
        assert "“table.csv”" in sentence_or_name(path)


@given(st.lists(st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\0\r")), min_size=2), min_size=1))
@settings(deadline=None)
def test_what_csv_writes_is_read_back(rows: list[list[str]]) -> None:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows([["x", "y"], *rows])
    content = text.getvalue()
    with tempfile.TemporaryDirectory() as folder:
        path = written(Path(folder), content.encode())
        try:
            read = table(path)
        except BadImport:
            # Mostly control characters: not a text file by our rule.
            return
    assert read == [["x", "y"], *[[clean(cell) for cell in row] for row in rows]]
