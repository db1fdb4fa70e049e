"""What compressed parts of a foreign file hold, never unfolding more than a computer can hold (safety.md, T9)."""

from __future__ import annotations

import base64
import binascii
import re
import zlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pikepdf

MOST_OF_PAGE = 48 * 1024 * 1024
"""Bytes that the drawing of one page may unfold into."""
MOST_OF_TABLES = 192 * 1024 * 1024
"""Bytes that the lists of a file's objects may unfold into, all together."""
_MOST_OF_OLD = 64 * 1024
"""Bytes of a part packed in a way that nobody has used since the nineties, and that cannot be unfolded in steps."""
_TABLE = re.compile(rb"(?:ObjStm|XRef|#)[^\x00]{0,2000}?\bstream\r?\n", re.S)


class Unreadable(Exception):
    """A part that is damaged."""


class TooMuch(Exception):
    """A part that unfolds into too much."""


def inflate(data: bytes, room: int) -> bytes:
    """Return what deflated bytes hold. Raises TooMuch beyond `room` bytes, Unreadable for what is damaged."""
    engine = zlib.decompressobj()
    try:
        found = engine.decompress(data, room + 1)
    except zlib.error as error:
        raise Unreadable(str(error)) from error
    if len(found) > room:
        raise TooMuch
    if not engine.eof:
        raise Unreadable("cut short")
    return found


def check_tables(data: bytes) -> None:
    """Look at the compressed lists of a file's objects before the library unfolds them whole. Raises TooMuch."""
    room = MOST_OF_TABLES
    for match in _TABLE.finditer(data):
        engine = zlib.decompressobj()
        try:
            room -= len(engine.decompress(memoryview(data)[match.end() :], room + 1))
        except zlib.error:
            continue
        if room < 0:
            raise TooMuch


def page_content(page: pikepdf.Object) -> bytes:
    """Return the drawing of a page, its parts joined. Raises Unreadable or TooMuch."""
    import pikepdf

    content = page.get("/Contents")
    if content is None:
        return b""
    parts = list(content) if isinstance(content, pikepdf.Array) else [content]
    found, room = [], MOST_OF_PAGE
    for part in parts:
        if not isinstance(part, pikepdf.Stream):
            continue
        found.append(unfold(part, room))
        room -= len(found[-1])
    return b"\n".join(found)


def unfold(stream: pikepdf.Stream, room: int) -> bytes:
    """Return the bytes of a stream of drawing. Raises Unreadable or TooMuch."""
    import pikepdf

    filters = stream.stream_dict.get("/Filter")
    names = [] if filters is None else list(filters) if isinstance(filters, pikepdf.Array) else [filters]
    plain = stream.stream_dict.get("/DecodeParms") is None
    data = stream.read_raw_bytes()
    known = {"/FlateDecode", "/ASCII85Decode", "/ASCIIHexDecode"}
    if not (plain and known.issuperset(map(str, names))):
        return _unfold_old(stream, len(data), room)
    for name in map(str, names):
        data = inflate(data, room) if name == "/FlateDecode" else _from_text(data, name)
    if len(data) > room:
        raise TooMuch
    return data


def _from_text(data: bytes, name: str) -> bytes:
    try:
        if name == "/ASCIIHexDecode":
            digits = re.sub(rb"\s", b"", data.partition(b">")[0])
            return binascii.unhexlify(digits + b"0" * (len(digits) % 2))
        return base64.a85decode(data.partition(b"~>")[0].removeprefix(b"<~"), ignorechars=b" \t\n\r\v\f\x00")
    except ValueError as error:
        raise Unreadable(str(error)) from error


def _unfold_old(stream: pikepdf.Stream, size: int, room: int) -> bytes:
    import pikepdf

    if size > _MOST_OF_OLD:
        raise TooMuch
    try:
        data = stream.read_bytes()
    except pikepdf.PdfError as error:
        raise Unreadable(str(error)) from error
    if len(data) > room:
        raise TooMuch
    return data
