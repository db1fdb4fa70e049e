"""What is written in a file, for searching: plain text, tables, web pages, letters, workbooks, PDFs, emails.

Nothing is unpacked to the disk, nothing is fetched, and no more is read than MOST_TEXT; a file that is damaged, locked
or built to burst gives no text, never an error, for it is kept as it is whether its words can be read or not.
"""

from __future__ import annotations

import email
import email.policy
import io
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from xml.etree import ElementTree

MOST_TEXT = 400_000
"""Characters of a file that are searched; a report of 150 pages has so many."""
MOST_UNPACKED = 60 * 1024 * 1024
"""Bytes that a letter or workbook may unpack to; more is a mistake, or meant to fill the memory."""
MOST_PAGES = 400

_BLANKS = re.compile(r"[ \t\r\f\v\xa0]+")
_UNREADABLE = (
    zipfile.BadZipFile,
    zlib.error,
    ElementTree.ParseError,
    RuntimeError,
    NotImplementedError,
    ValueError,
    LookupError,
    EOFError,
    OSError,
)
"""What the standard library raises for files that are not what their name says, locked ones among them."""


def read_text(name: str, data: bytes) -> str:
    """Return the words of a file by the ending of its name; "" where they cannot be read easily."""
    reader = _READERS.get(name.rpartition(".")[2].lower())
    if reader is None:
        return ""
    try:
        return _tidy(reader(data))
    except _UNREADABLE:
        return ""


def _tidy(text: str) -> str:
    lines = (_BLANKS.sub(" ", line).strip() for line in text[: MOST_TEXT * 2].replace("\x00", "").splitlines())
    return "\n".join(line for line in lines if line)[:MOST_TEXT]


def _plain(data: bytes) -> str:
    """Return text by its byte order mark, as UTF-8 if it is, otherwise as Windows wrote it."""
    data = data[: MOST_TEXT * 4]
    for mark, code in ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")):
        if data.startswith(mark):
            return data[len(mark) :].decode(code, errors="replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        # A character cut in half at the bound is no sign of another code.
        if error.start >= len(data) - 4 and len(data) == MOST_TEXT * 4:
            return data[: error.start].decode("utf-8")
        return data.decode("cp1252", errors="replace")


class _Page(HTMLParser):
    """Takes the words of a web page and leaves its scripts and styles."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []
        self._skipping = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin to leave out what no reader sees; blocks begin a line."""
        del attrs
        if tag in ("script", "style", "template"):
            self._skipping += 1
        elif tag not in ("b", "i", "em", "strong", "a", "span", "u", "sup", "sub"):
            self.words.append("\n")

    def handle_endtag(self, tag: str) -> None:
        """End what is left out."""
        if tag in ("script", "style", "template"):
            self._skipping = max(0, self._skipping - 1)

    def handle_data(self, data: str) -> None:
        """Keep the words."""
        if not self._skipping:
            self.words.append(data)


def html_text(text: str) -> str:
    """Return the words of a web page, without its scripts and styles."""
    page = _Page()
    page.feed(text)
    page.close()
    return "".join(page.words)


def _html(data: bytes) -> str:
    return html_text(_plain(data))


def _members(data: bytes, wanted: re.Pattern[str]) -> Iterator[bytes]:
    """Yield parts of an archive in order, refusing one that unpacks to more than MOST_UNPACKED in all."""
    left = MOST_UNPACKED
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = [entry for entry in archive.infolist() if wanted.fullmatch(entry.filename)]
        for entry in sorted(names, key=lambda entry: (len(entry.filename), entry.filename)):
            with archive.open(entry) as member:
                # The size an archive tells of itself may be a lie, so what comes out is counted.
                part = member.read(left + 1)
            left -= len(part)
            if left < 0:
                raise ValueError("the archive unpacks to too much")
            if b"<!DOCTYPE" in part[:2000] or b"<!ENTITY" in part[:2000]:
                raise ValueError("office files declare no entities")
            yield part


_DOCX = re.compile(r"word/(document|footnotes|endnotes|header\d*|footer\d*)\.xml")
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def _docx(data: bytes) -> str:
    parts: list[str] = []
    for member in _members(data, _DOCX):
        for element in ElementTree.fromstring(member).iter():
            if element.tag == _WORD + "t":
                parts.append(element.text or "")
            elif element.tag in (_WORD + "tab", _WORD + "br"):
                parts.append(" ")
            elif element.tag == _WORD + "p":
                parts.append("\n")
    return "".join(parts)


_XLSX = re.compile(r"xl/(sharedStrings|worksheets/sheet\d+)\.xml")
_SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def _xlsx(data: bytes) -> str:
    """Return the texts of a workbook: each once, as it keeps them; numbers are not searched for."""
    parts: list[str] = []
    for member in _members(data, _XLSX):
        for element in ElementTree.fromstring(member).iter():
            if element.tag in (_SHEET + "si", _SHEET + "is"):
                parts.append("".join(text.text or "" for text in element.iter(_SHEET + "t")))
    return "\n".join(parts)


def _pdf(data: bytes) -> str:
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError:
        return ""
    parts: list[str] = []
    length = 0
    try:
        for number in range(min(len(document), MOST_PAGES)):
            page = document[number]
            words = page.get_textpage()
            parts.append(words.get_text_bounded())
            words.close()
            page.close()
            length += len(parts[-1])
            if length > MOST_TEXT:
                break
    except pypdfium2.PdfiumError:
        pass  # What was read before the damaged page is worth keeping.
    finally:
        document.close()
    return "\n".join(parts)


def _eml(data: bytes) -> str:
    """Return the headings and the words of an email, not those of the files it carries."""
    from models.exchange.mail_headings import heading

    message = email.message_from_bytes(data, policy=email.policy.default)
    parts = [heading(message, name) for name in ("Subject", "From", "To", "Cc")]
    body = message.get_body(preferencelist=("plain", "html"))
    if body is not None:
        content = body.get_content()
        if isinstance(content, str):
            parts.append(html_text(content) if body.get_content_type() == "text/html" else content)
    return "\n".join(parts)


_READERS: dict[str, Callable[[bytes], str]] = {
    "txt": _plain,
    "csv": _plain,
    "tsv": _plain,
    "md": _plain,
    "html": _html,
    "htm": _html,
    "docx": _docx,
    "xlsx": _xlsx,
    "pdf": _pdf,
    "eml": _eml,
}
READABLE = tuple(_READERS)
"""The endings of files whose words are searched."""
