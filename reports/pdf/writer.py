"""The file itself: numbered objects, packed in compressed groups, with a compressed cross-reference (PDF 1.7).

Text of names, strings and numbers is built here so that nothing from people reaches the file unescaped.
"""

from __future__ import annotations

import hashlib
import struct
import zlib
from functools import cache
from typing import BinaryIO

_PLACE = struct.Struct(">BQH")
"""A line of the cross-reference: kind, where, index."""

GROUP = 200
"""Objects packed into one compressed stream; small enough that a reader unpacks little to find one."""


def text_string(text: str) -> bytes:
    """Return a PDF text string: hexadecimal UTF-16, which needs no escapes and holds every language."""
    return b"<FEFF" + text.encode("utf-16-be", "replace").hex().upper().encode() + b">"


def byte_string(data: bytes) -> bytes:
    """Return a PDF byte string in hexadecimal."""
    return b"<" + data.hex().upper().encode() + b">"


@cache
def name(text: str) -> bytes:
    """Return a PDF name with everything but letters, digits and a few marks escaped."""
    safe = b"+-_."
    return b"/" + b"".join(
        bytes((byte,)) if (chr(byte).isalnum() and byte < 128) or byte in safe else b"#%02X" % byte
        for byte in text.encode("utf-8")
    )


def number(value: float) -> str:
    """Return a number with two decimals at most, a hundredth of a point being finer than any printer."""
    text = f"{value:.2f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


class Writer:
    """Collects the objects of a file and writes them; equal calls give equal bytes."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._digest = hashlib.md5(usedforsecurity=False)
        self._position = 0
        self._places = bytearray(_PLACE.pack(0, 0, 65535))
        self._next = 1
        self._group: list[tuple[int, bytes]] = []
        self._emit(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")

    def reserve(self) -> int:
        """Return a number for an object that is written later."""
        taken = self._next
        self._next += 1
        return taken

    def put(self, body: bytes, at: int | None = None) -> int:
        """Write an object that is no stream and return its number."""
        at = self.reserve() if at is None else at
        self._group.append((at, body))
        if len(self._group) >= GROUP:
            self._pack()
        return at

    def put_stream(self, entries: bytes, data: bytes, at: int | None = None, compress: bool = True) -> int:
        """Write a stream with these dictionary entries and return its number."""
        at = self.reserve() if at is None else at
        if compress:
            data = zlib.compress(data, 6)
            entries += b"/Filter/FlateDecode"
        self._place(at, 1, self._position, 0)
        self._emit(b"%d 0 obj\n<<%s/Length %d>>\nstream\n" % (at, entries, len(data)))
        self._emit(data)
        # A return at the end of the data and a new line after it would be taken for one line end.
        self._emit(b"\r\nendstream\nendobj\n" if data.endswith(b"\r") else b"\nendstream\nendobj\n")
        return at

    def finish(self, root: int, info: int) -> None:
        """Write what is left, the cross-reference and the trailer."""
        self._pack()
        at = self.reserve()
        start = self._position
        self._place(at, 1, start, 0)
        identity = byte_string(self._digest.digest())
        entries = b"/Type/XRef/Size %d/W[1 8 2]/Root %d 0 R/Info %d 0 R/ID[%s%s]" % (
            self._next,
            root,
            info,
            identity,
            identity,
        )
        self.put_stream(entries, bytes(self._places), at)
        self._emit(b"startxref\n%d\n%%%%EOF\n" % start)

    def _pack(self) -> None:
        """Write the waiting objects as one compressed group."""
        if not self._group:
            return
        at = self.reserve()
        index, bodies, offset = [], [], 0
        for place, (which, body) in enumerate(self._group):
            self._place(which, 2, at, place)
            index.append(b"%d %d" % (which, offset))
            bodies.append(body)
            offset += len(body) + 1
        head = b" ".join(index) + b"\n"
        entries = b"/Type/ObjStm/N %d/First %d" % (len(index), len(head))
        self._group = []
        self.put_stream(entries, head + b"\n".join(bodies), at)

    def _place(self, which: int, kind: int, where: int, index: int) -> None:
        """Note where an object is: by itself at a position (1), or in a group at an index (2)."""
        start = which * _PLACE.size
        if len(self._places) < start + _PLACE.size:
            self._places.extend(bytes(self._next * _PLACE.size - len(self._places)))
        _PLACE.pack_into(self._places, start, kind, where, index)

    def _emit(self, data: bytes) -> None:
        """Append bytes to the file."""
        self._file.write(data)
        self._digest.update(data)
        self._position += len(data)
