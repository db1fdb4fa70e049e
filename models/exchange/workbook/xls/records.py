"""The records of an Excel stream (BIFF), and the texts in them, which may go on in the next record."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass

BOF, EOF, CONTINUE = 0x0809, 0x000A, 0x003C


@dataclass(frozen=True, slots=True)
class Record:
    """One record: what it is, and its bytes."""

    kind: int
    data: bytes


def records_from(stream: bytes, place: int = 0) -> Iterator[Record]:
    """Yield the records from a place on, to the end of the stream or to where it is cut off."""
    end = len(stream) - 4
    unpack = struct.Struct("<HH").unpack_from
    while place <= end:
        kind, length = unpack(stream, place)
        place += 4
        yield Record(kind, stream[place : place + length])
        place += length


def short_text(data: bytes, place: int, encoding: str, *, wide: bool, length_bytes: int = 1) -> str:
    """Return a text that says its length first and stands in one record; `wide` from Excel 97 on.

    Raises struct.error where the record is cut off before the length.
    """
    (length,) = struct.unpack_from("<B" if length_bytes == 1 else "<H", data, place)
    place += length_bytes
    if not wide:
        return data[place : place + length].decode(encoding, "replace")
    (flags,) = struct.unpack_from("<B", data, place)
    place += 1 + (2 if flags & 8 else 0) + (4 if flags & 4 else 0)
    if flags & 1:
        return data[place : place + length * 2].decode("utf-16-le", "replace")
    return data[place : place + length].decode("latin-1")


class SharedTexts:
    """Reads the texts that cells share: a stream of its own cut into records at any place, even within a text."""

    def __init__(self, parts: list[bytes]) -> None:
        """Take the record of shared texts and those that continue it."""
        self._parts = parts
        self._part, self._place = 0, 8

    def read(self) -> list[str]:
        """Return the texts, as many as there are before the records end."""
        texts: list[str] = []
        try:
            while True:
                texts.append(self._text())
        except (struct.error, IndexError):
            return texts

    def _text(self) -> str:
        self._next_if_used_up()
        length, flags = struct.unpack("<HB", self._take(3))
        runs = struct.unpack("<H", self._take(2))[0] if flags & 8 else 0
        extra = struct.unpack("<I", self._take(4))[0] if flags & 4 else 0
        words = self._characters(length, wide=bool(flags & 1))
        self._skip(runs * 4 + extra)
        return words

    def _characters(self, length: int, *, wide: bool) -> str:
        """Return so many characters; in the record that continues them they may be of the other width."""
        found: list[str] = []
        while True:
            size = 2 if wide else 1
            data = self._parts[self._part][self._place : self._place + length * size]
            data = data[: len(data) // size * size]
            found.append(data.decode("utf-16-le" if wide else "latin-1", "replace"))
            self._place += len(data)
            length -= len(data) // size
            if length <= 0:
                return "".join(found)
            self._part, self._place = self._part + 1, 1
            wide = bool(self._parts[self._part][0] & 1)

    def _take(self, count: int) -> bytes:
        data = self._parts[self._part][self._place : self._place + count]
        self._place += count
        return data

    def _skip(self, count: int) -> None:
        while count > 0:
            left = len(self._parts[self._part]) - self._place
            step = min(count, left)
            self._place += step
            count -= step
            if count:
                self._part, self._place = self._part + 1, 0

    def _next_if_used_up(self) -> None:
        while self._place >= len(self._parts[self._part]):
            self._part, self._place = self._part + 1, 0
