"""Long lists of a file as trees, so that a reader's program finds one of thousands without reading them all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import TypeVar

from reports.pdf.writer import Writer

BRANCH = 64
"""What hangs on one branch at most; a shorter list is no tree."""

_T = TypeVar("_T")
Row = tuple[bytes, bytes]
"""A name or number and what it stands for."""


def _branches(whole: Iterable[_T]) -> Iterator[tuple[_T, ...]]:
    """Yield what hangs on each branch."""
    rest = iter(whole)
    while part := tuple(islice(rest, BRANCH)):
        yield part


def name_tree(writer: Writer, rows: Sequence[Row]) -> bytes:
    """Return names in the order of their bytes as the file's catalogue lists them."""
    return _tree(writer, b"Names", rows)


def number_tree(writer: Writer, rows: Sequence[Row]) -> bytes:
    """Return numbers in their order as the file lists them."""
    return _tree(writer, b"Nums", rows)


def _tree(writer: Writer, kind: bytes, rows: Sequence[Row]) -> bytes:
    if len(rows) <= BRANCH:
        return b"<<%s>>" % _leaf(kind, rows)
    nodes = [(part[0][0], part[-1][0], _leaf(kind, part)) for part in _branches(rows)]
    while len(nodes) > 1:
        nodes = [
            (part[0][0], part[-1][1], b"/Kids[%s]" % b" ".join(_node(writer, *node) for node in part))
            for part in _branches(nodes)
        ]
    return b"<<%s>>" % nodes[0][2]


def _leaf(kind: bytes, rows: Sequence[Row]) -> bytes:
    return b"/%s[%s]" % (kind, b" ".join(b"%s %s" % row for row in rows))


def _node(writer: Writer, first: bytes, last: bytes, inside: bytes) -> bytes:
    """Write a branch, which says between which names it is, and return the way to it."""
    return b"%d 0 R" % writer.put(b"<</Limits[%s %s]%s>>" % (first, last, inside))


class PageTree:
    """The branches that pages hang on; a short file has only the root."""

    def __init__(self, writer: Writer) -> None:
        self.root = writer.reserve()
        self._writer = writer
        self._parents: dict[int, int] = {}

    def parent_of(self, index: int, count: int) -> int:
        """Return the number of the branch of a page among so many."""
        if count <= BRANCH:
            return self.root
        if index // BRANCH not in self._parents:
            self._parents[index // BRANCH] = self._writer.reserve()
        return self._parents[index // BRANCH]

    def write(self, pages: Sequence[int], entries: bytes) -> int:
        """Write all branches and the root, with what holds for every page."""
        whole = list(pages)
        sizes = dict.fromkeys(whole, 1)
        level = {self._parents[place]: list(part) for place, part in enumerate(_branches(whole)) if self._parents}
        while len(level) > BRANCH:
            above = {self._writer.reserve(): list(part) for part in _branches(level)}
            self._write_level(level, above, sizes)
            level = above
        if level:
            self._write_level(level, {self.root: list(level)}, sizes)
            whole = list(level)
        return self._writer.put(b"<</Type/Pages/Count %d%s/Kids[%s]>>" % (len(pages), entries, _ways(whole)), self.root)

    def _write_level(self, level: dict[int, list[int]], above: dict[int, list[int]], sizes: dict[int, int]) -> None:
        parents = {kid: parent for parent, kids in above.items() for kid in kids}
        for at, kids in level.items():
            sizes[at] = sum(sizes[kid] for kid in kids)
            body = b"<</Type/Pages/Parent %d 0 R/Count %d/Kids[%s]>>" % (parents[at], sizes[at], _ways(kids))
            self._writer.put(body, at)


def _ways(numbers: Sequence[int]) -> bytes:
    return b" ".join(b"%d 0 R" % at for at in numbers)
