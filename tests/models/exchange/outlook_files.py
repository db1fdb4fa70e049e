"""Emails as Outlook saves them (.msg), made for tests: a small writer of the compound files that they are.

Only as much of the format as an email needs (Microsoft, MS-CFB and MS-OXMSG): short streams, one level of storages.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence

_SECTOR, _MINI = 512, 64
_END, _FREE, _FAT = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD

Tree = Mapping[str, "bytes | Tree"]


def outlook_mail(
    subject: str,
    body: str,
    sender: tuple[str, str],
    to: Sequence[tuple[str, str]],
    files: Mapping[str, bytes] | None = None,
) -> bytes:
    """Return an email of Outlook that has no headings of the internet, as one that was never sent has none."""
    files = files or {}
    root: dict[str, bytes | Tree] = {
        **_texts({0x001A: "IPM.Note", 0x0037: subject, 0x1000: body, 0x0C1A: sender[0], 0x0C1F: sender[1]}),
        "__properties_version1.0": struct.pack("<8xIIII8x", len(to), len(files), len(to), len(files))
        + _properties([0x001A, 0x0037, 0x1000, 0x0C1A, 0x0C1F]),
    }
    for number, (name, address) in enumerate(to):
        root[f"__recip_version1.0_#{number:08X}"] = {
            **_texts({0x3001: name, 0x39FE: address}),
            "__properties_version1.0": bytes(8) + _properties([0x3001, 0x39FE]) + _number(0x0C15, 1),
        }
    for number, (name, data) in enumerate(files.items()):
        root[f"__attach_version1.0_#{number:08X}"] = {
            **_texts({0x3707: name}),
            "__substg1.0_37010102": data,
            "__properties_version1.0": bytes(8)
            + _properties([0x3707])
            + struct.pack("<HHIII", 0x0102, 0x3701, 6, len(data), 0)
            + _number(0x3705, 1),
        }
    return compound_file(root)


def _texts(texts: Mapping[int, str]) -> dict[str, bytes]:
    return {f"__substg1.0_{key:04X}001F": text.encode("utf-16-le") for key, text in texts.items()}


def _properties(keys: Sequence[int]) -> bytes:
    return b"".join(struct.pack("<HHIII", 0x001F, key, 6, 0, 0) for key in keys)


def _number(key: int, value: int) -> bytes:
    return struct.pack("<HHIii", 0x0003, key, 6, value, 0)


def compound_file(tree: Tree) -> bytes:
    """Return a compound file of streams shorter than 4,096 bytes, and of storages with such streams."""
    entries: list[tuple[str, int, int, int, int, int]] = []
    mini = bytearray()
    mini_fat: list[int] = []

    def add(name: str, node: bytes | Tree) -> int:
        place = len(entries)
        entries.append((name, 0, _FREE, _FREE, 0, 0))
        if isinstance(node, bytes):
            assert len(node) < 4096
            start, count = len(mini) // _MINI, -(-len(node) // _MINI)
            mini.extend(node.ljust(count * _MINI, b"\0"))
            mini_fat.extend([*range(start + 1, start + count), _END] if count else [])
            entries[place] = (name, 2, _FREE, _FREE, start if count else _END, len(node))
        else:
            entries[place] = (name, 5 if place == 0 else 1, _FREE, children(node), 0, 0)
        return place

    def children(node: Tree) -> int:
        # A chain to the right: what reads these files goes left and right and does not ask for balance.
        places = [add(name, inner) for name, inner in node.items()]
        for place, after in zip(places, [*places[1:], _FREE], strict=True):
            name, kind, _right, child, start, size = entries[place]
            entries[place] = (name, kind, after, child, start, size)
        return places[0] if places else _FREE

    add("Root Entry", tree)
    return _laid_out(entries, bytes(mini), mini_fat)


def _laid_out(entries: Sequence[tuple[str, int, int, int, int, int]], mini: bytes, mini_fat: Sequence[int]) -> bytes:
    parts = [b"", _padded(struct.pack(f"<{len(mini_fat)}I", *mini_fat), b"\xff"), _padded(mini)]
    directory_sectors = -(-len(entries) * 128 // _SECTOR)
    sectors = [directory_sectors, len(parts[1]) // _SECTOR, len(parts[2]) // _SECTOR]
    starts = [1, 1 + sectors[0], 1 + sectors[0] + sectors[1]]
    fat = [_FAT]
    for start, count in zip(starts, sectors, strict=True):
        fat += [*range(start + 1, start + count), _END] if count else []
    assert len(fat) <= _SECTOR // 4
    root = entries[0]
    whole = [(*root[:4], starts[2] if sectors[2] else _END, len(mini)), *entries[1:]]
    parts[0] = _padded(b"".join(_entry(*one) for one in whole))
    header = struct.pack(
        "<8s16xHHHHH6xIIIIIIIII",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 0x3E, 3, 0xFFFE, 9, 6, 0, 1, 1, 0, 4096,
        starts[1] if sectors[1] else _END, sectors[1], _END, 0,
    ) + struct.pack("<109I", 0, *[_FREE] * 108)  # fmt: skip
    return header + _padded(struct.pack(f"<{len(fat)}I", *fat), b"\xff") + b"".join(parts)


def _entry(name: str, kind: int, right: int, child: int, start: int, size: int) -> bytes:
    words = name.encode("utf-16-le")
    return struct.pack("<64sHBBIII16xI8x8xIII", words, len(words) + 2, kind, 1, _FREE, right, child, 0, start, size, 0)


def _padded(data: bytes, filler: bytes = b"\0") -> bytes:
    return data.ljust(-(-len(data) // _SECTOR) * _SECTOR, filler)
