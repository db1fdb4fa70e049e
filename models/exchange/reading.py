"""Reading tables of text from outside: which characters, which delimiter, which records, on which line.

Files of 66 MB are usual here, so nothing is held: one pass over the bytes settles the characters and the checksum,
a second one gives the records.

The characters are settled by rule, not by guess: a mark at the start, the pattern of UTF-16, UTF-8 if the whole file
is that without a single fault, else Windows-1252, or Mac Roman where lines end as only old Macs end them. A guess from
the first megabytes fails on the register, whose first accent may stand 30 MB in. Windows-1252 is read as Latin-1, and
then the characters U+0080 to U+009F are put right in either case: files that someone re-encoded carelessly hold them
as well.
"""

from __future__ import annotations

import codecs
import csv
import hashlib
import io
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import mode
from typing import BinaryIO

from models.errors import BadImport, Stopped
from models.exchange.unpacking import MOST_BYTES, opened

Progress = Callable[[int, int], None]
"""Called with how much is done and how much there is."""

Cancelled = Callable[[], bool]
"""Asked now and then; true stops the work with `Stopped`."""

Opener = Callable[[Path], AbstractContextManager[BinaryIO]]
"""Gives the bytes of a file that is a table."""

DELIMITERS = (",", ";", "\t", "|")

ROWS_TRIED = 12
"""Titles may stand above the headings, but not many."""

CHUNK = 256 * 1024
SAMPLE = 64 * 1024
MOST_LINE = 8 * CHUNK
"""No line of a table is as long as this; a file without line ends would otherwise be held whole."""

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_C1 = re.compile("[\x80-\x9f]")
_WINDOWS = {chr(code): bytes([code]).decode("cp1252", "replace") for code in range(0x80, 0xA0)}
_CONTROLS = re.compile("[\x01-\x08\x0b\x0e-\x1f\x7f]")
_MARKUP = re.compile(r"\s*<(?:!doctype|\?xml|html|head|body|table|div)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class TextSource:
    """What one pass over a file found out: how to read it, and which file it was."""

    path: Path
    encoding: str
    """`utf-8`, `utf-16-le`, `utf-16-be`, `windows-1252` or `mac-roman`."""
    sha256: str
    """Of the bytes as they are when unpacked, so that a packed copy is known for the same file."""
    size: int
    """Unpacked bytes."""
    skipped: int
    """Bytes of the mark at the start."""
    needs_cleaning: bool
    """True when some character is not plain ASCII, or is NUL."""
    opener: Opener = opened

    def in_encoding(self, encoding: str) -> TextSource:
        """Return the file to be read in characters that a user chose."""
        skipped = self.skipped if encoding == self.encoding else 0
        return replace(self, encoding=encoding, skipped=skipped, needs_cleaning=True)

    @contextmanager
    def lines(self) -> Iterator[TextLines]:
        """Open the file as clean lines, ends of line included."""
        with self.opener(self.path) as binary:
            binary.read(self.skipped)
            codec = "latin-1" if self.encoding == "windows-1252" else self.encoding
            # The file may have changed since it was looked at; then its characters show as unreadable, no more.
            with io.TextIOWrapper(binary, codec, errors="replace", newline="") as text:
                yield TextLines(text, binary, self.needs_cleaning)


class TextLines:
    """The lines of an open file, cleaned, and how far the reading is."""

    def __init__(self, text: Iterable[str], binary: BinaryIO, needs_cleaning: bool) -> None:
        self._text = text
        self._binary = binary
        self._needs_cleaning = needs_cleaning

    def __iter__(self) -> Iterator[str]:
        return map(clean, self._text) if self._needs_cleaning else iter(self._text)

    def position(self) -> int:
        """Return about how many bytes were read."""
        return self._binary.tell()


def clean(text: str) -> str:
    """Return text without NUL and with stray Windows characters (U+0080 to U+009F) as what they were meant to be."""
    if "\0" in text:
        text = text.replace("\0", "")
    if not text.isascii():
        text = _C1.sub(lambda found: _WINDOWS[found[0]], text)
    return text


def look_at(
    path: Path, cancelled: Cancelled | None = None, wanted: str = "a CSV file", opener: Opener = opened
) -> TextSource:
    """Read a file once and say how to read it; `wanted` says what it should be, for the words of a refusal.

    `opener` gives its bytes, and is asked for them again whenever it is read.

    Raises BadImport, with what it is instead, when the file is empty, not text, or far too large; Stopped when asked.
    """
    with opener(path) as binary:
        first = binary.read(CHUNK)
        if not first.strip():
            raise BadImport(f"“{path.name}” is empty. Download it again.")
        encoding, skipped = marked_encoding(first)
        _refuse_other_kinds(path, first[skipped:], encoding, wanted)
        return replace(_look_through(path, binary, first, encoding, skipped, cancelled), opener=opener)


def marked_encoding(start: bytes) -> tuple[str | None, int]:
    """Return the encoding that the first bytes prove, if they do, and the length of the mark."""
    for mark, encoding in _BOMS:
        if start.startswith(mark):
            return encoding, len(mark)
    # Western text in UTF-16 has a NUL for every other byte.
    sample = start[:4096]
    half = max(1, len(sample) // 2)
    even, odd = sample[0::2].count(0) / half, sample[1::2].count(0) / half
    if odd > 0.7 and even < 0.1:
        return "utf-16-le", 0
    if even > 0.7 and odd < 0.1:
        return "utf-16-be", 0
    return None, 0


def _refuse_other_kinds(path: Path, start: bytes, encoding: str | None, wanted: str) -> None:
    """Raise BadImport when the first bytes are a web page or no text at all."""
    sample = start[:4096].decode(encoding if encoding and encoding.startswith("utf-16") else "latin-1", "replace")
    if _MARKUP.match(sample):
        raise BadImport(
            f"“{path.name}” is a web page or XML, not {wanted}. Perhaps the website sent a page in place of the "
            "download: open it to see, and download again."
        )
    if len(_CONTROLS.findall(sample)) + sample.count("\0") > len(sample) / 20:
        raise BadImport(f"“{path.name}” is not a text file. Choose {wanted}.")


def _look_through(
    path: Path, binary: BinaryIO, first: bytes, marked: str | None, skipped: int, cancelled: Cancelled | None
) -> TextSource:
    """Go over all bytes: checksum, size, and whether the characters are what they seem."""
    encoding = marked or "utf-8"
    decoder: codecs.IncrementalDecoder | None = codecs.getincrementaldecoder(encoding)()
    checksum = hashlib.sha256()
    size = line_length = 0
    plain = True
    proven = False
    chunk, text = first, first[skipped:]
    while chunk:
        if cancelled is not None and cancelled():
            raise Stopped("The import was stopped. Nothing was changed.")
        checksum.update(chunk)
        size += len(chunk)
        line_length = 0 if b"\n" in chunk or b"\r" in chunk else line_length + len(chunk)
        if size > MOST_BYTES or line_length > MOST_LINE:
            raise BadImport(_too_large_words(path.name, line_length))
        plain = plain and text.isascii() and b"\0" not in text
        found = _decoded(decoder, text) if decoder else None
        decoder = decoder if found is not None else None
        proven = proven or bool(found and not found.isascii())
        chunk = text = binary.read(CHUNK)
    is_cut_off = decoder is not None and _decoded(decoder, b"", final=True) is None
    # Faulty UTF-16 is nothing else, nor is UTF-8 of which only the last character is cut off; that shows as unreadable.
    if (decoder is None or (is_cut_off and not proven)) and not encoding.startswith("utf-16"):
        encoding = "mac-roman" if _is_of_old_mac(first) else "windows-1252"
    return TextSource(path, encoding, checksum.hexdigest(), size, skipped, not plain or encoding.startswith("utf-16"))


def _is_of_old_mac(start: bytes) -> bool:
    """Say whether lines end as only old Macs end them; line ends within cells may be others."""
    return start.count(b"\r") - start.count(b"\r\n") > start.count(b"\n")


def _decoded(decoder: codecs.IncrementalDecoder, data: bytes, final: bool = False) -> str | None:
    """Return the next bytes as text; None where there is a fault in them."""
    try:
        return decoder.decode(data, final)
    except UnicodeDecodeError:
        return None


def _too_large_words(name: str, line_length: int) -> str:
    """Return why a file is refused for its size."""
    if line_length > MOST_LINE:
        return f"“{name}” has no line ends, so it is not a table. Choose a CSV file."
    return (
        f"“{name}” is larger than {MOST_BYTES // 1024**2} MB, several times the register of all England. "
        "Choose the CSV file as it was downloaded."
    )


def sample_lines(source: TextSource, most: int = 60) -> list[str]:
    """Return the first lines of the file, fewer when they are long."""
    taken: list[str] = []
    length = 0
    with source.lines() as lines:
        for line in lines:
            taken.append(line)
            length += len(line)
            if len(taken) >= most or length > SAMPLE:
                break
    return taken


def detect_delimiter(lines: Sequence[str]) -> str:
    """Return the delimiter that cuts most of these lines into the same number of cells, a comma when none does.

    >>> detect_delimiter(["a;b;c", "1,5;2;3", "2,5;2;3"])
    ';'
    """
    best, best_score = ",", (0.0, 0)
    for delimiter in DELIMITERS:
        widths = _widths(lines, delimiter)
        if not widths:
            continue
        width = mode(widths)
        score = (sum(1 for each in widths if each == width) / len(widths), width)
        if width > 1 and score > best_score:
            best, best_score = delimiter, score
    return best


def first_records(lines: Sequence[str], delimiter: str) -> list[tuple[int, list[str]]]:
    """Return the last line and the cells of the first records, among which the headings are."""
    taken = []
    reader = csv.reader(lines, delimiter=delimiter)
    try:
        for row in reader:
            taken.append((reader.line_num, row))
            if len(taken) >= ROWS_TRIED:
                break
    except csv.Error:
        # What cannot be cut with this delimiter has no headings with it; the others are tried.
        return taken
    return taken


def _widths(lines: Sequence[str], delimiter: str) -> list[int]:
    """Return how many cells each record has; a record that cannot be read ends the count."""
    widths = []
    try:
        for row in csv.reader(lines, delimiter=delimiter):
            if row:
                widths.append(len(row))
    except csv.Error:
        # One delimiter of several is on trial: what it cannot cut speaks against it and is told nobody.
        return widths
    # The sample may end amid a record.
    return widths[:-1] if len(widths) > 2 else widths


@dataclass(frozen=True, slots=True)
class Records:
    """The records of an open table, and where in the file the reading is."""

    _lines: TextLines
    _delimiter: str
    _name: str

    def __iter__(self) -> Iterator[tuple[int, int, list[str]]]:
        """Give (first line, last line, cells) of every record that is not an empty line; lines count from 1."""
        reader = csv.reader(self._lines, delimiter=self._delimiter)
        last = 0
        try:
            for row in reader:
                first = last + 1
                last = reader.line_num
                if row:
                    yield first, last, row
        except csv.Error as error:
            raise BadImport(
                f"“{self._name}” cannot be read from line {last + 1} on: a quotation mark is never closed there, "
                "or a cell holds over 100,000 characters. Download it again."
            ) from error

    def position(self) -> int:
        """Return about how many bytes were read."""
        return self._lines.position()


@contextmanager
def records(source: TextSource, delimiter: str) -> Iterator[Records]:
    """Open a table for reading record by record."""
    with source.lines() as lines:
        yield Records(lines, delimiter, source.path.name)
