"""The container of old office files: a file system of sectors in a file (MS-CFB). One stream of it is taken out."""

from __future__ import annotations

import struct

SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_END = 0xFFFFFFFA
"""Numbers from here on are no sectors: free, end of chain, or parts of the table itself."""
_STREAM = 2


class BrokenContainerError(Exception):
    """The sectors do not hang together."""


class Container:
    """The streams of a container, by their names."""

    def __init__(self, data: bytes) -> None:
        """Read the table of sectors and the list of streams. Raises BrokenContainerError for what is none."""
        if len(data) < 512 or not data.startswith(SIGNATURE):
            raise BrokenContainerError
        self._data = data
        shift = struct.unpack_from("<H", data, 30)[0]
        if shift not in (9, 12):
            raise BrokenContainerError
        self._size = 1 << shift
        first_directory, cutoff, first_mini, _minis = struct.unpack_from("<I4xIII", data, 48)
        self._cutoff = min(cutoff, 1 << 16)
        self._table = self._read_table()
        self._entries = self._read_directory(self._chain(first_directory))
        self._mini_table = _numbers(self._chain(first_mini))

    @property
    def names(self) -> frozenset[str]:
        """Return the names of the streams."""
        return frozenset(self._entries)

    def stream(self, name: str) -> bytes:
        """Return the bytes of a stream. Raises BrokenContainerError where its sectors do not hang together."""
        start, length = self._entries[name]
        if length >= self._cutoff:
            return self._chain(start)[:length]
        return self._mini_chain(start)[:length]

    def _read_table(self) -> tuple[int, ...]:
        """Return for each sector the one that comes after it."""
        sectors = list(struct.unpack_from("<109I", self._data, 76))
        more = struct.unpack_from("<I", self._data, 68)[0]
        seen: set[int] = set()
        while more < _END and more not in seen:
            seen.add(more)
            numbers = _numbers(self._sector(more))
            sectors += numbers[:-1]
            more = numbers[-1]
        used = [sector for sector in sectors if sector < _END]
        if len(used) != len(set(used)):
            raise BrokenContainerError
        return _numbers(b"".join(map(self._sector, used)))

    def _sector(self, number: int) -> bytes:
        start = (number + 1) * self._size
        if start >= len(self._data):
            raise BrokenContainerError
        # The last sector of a file may be cut short.
        return self._data[start : start + self._size].ljust(self._size, b"\0")

    def _chain(self, start: int) -> bytes:
        return b"".join(map(self._sector, _followed(start, self._table)))

    def _mini_chain(self, start: int) -> bytes:
        whole = self._chain(self._root)
        return b"".join(whole[number * 64 : number * 64 + 64] for number in _followed(start, self._mini_table))

    def _read_directory(self, data: bytes) -> dict[str, tuple[int, int]]:
        """Return where each stream starts and how long it is."""
        entries: dict[str, tuple[int, int]] = {}
        self._root = _END
        for place in range(0, len(data) - 127, 128):
            length, kind = struct.unpack_from("<HB", data, place + 64)
            start, size = struct.unpack_from("<II", data, place + 116)
            if kind == 5:
                self._root = start
            elif kind == _STREAM and 2 <= length <= 64:
                name = data[place : place + length - 2].decode("utf-16-le", "replace")
                entries.setdefault(name, (start, size))
        return entries


def _numbers(data: bytes) -> tuple[int, ...]:
    return struct.unpack(f"<{len(data) // 4}I", data[: len(data) // 4 * 4])


def _followed(start: int, table: tuple[int, ...]) -> list[int]:
    """Return the sectors of a chain. Raises BrokenContainerError for one that bites its tail or leaves the table."""
    found: list[int] = []
    while start < _END:
        if start >= len(table) or len(found) > len(table):
            raise BrokenContainerError
        found.append(start)
        start = table[start]
    return found
