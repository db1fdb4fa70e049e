"""Small XML files of others as trees, read so that no file can make the program reach out, grow or fall over."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from xml.parsers import expat

from models.errors import BadImport
from models.exchange.unpacking import opened
from resources.i18n import _

MOST_BYTES = 30 * 1024 * 1024
MOST_DEPTH = 60
MOST_PARTS = 400_000
"""The councillors of a council have about 5,000 elements."""
_CHUNK = 64 * 1024


@dataclass(slots=True)
class Node:
    """An element: its name in small letters, its own text, its line in the file and what stands in it."""

    name: str
    line: int = 0
    text: str = ""
    parts: list[Node] = field(default_factory=list)

    def all(self, name: str) -> Iterator[Node]:
        """Give what stands directly in it under a name."""
        return (part for part in self.parts if part.name == name)

    def first(self, name: str) -> Node | None:
        """Return the first of a name that stands directly in it."""
        return next(self.all(name), None)

    def text_of(self, name: str) -> str:
        """Return the text of the first of a name, without blanks around it; nothing where there is none."""
        found = self.first(name)
        return found.text.strip() if found is not None else ""


def read_tree(path: Path) -> Node:
    """Return the outermost element of a file.

    Raises BadImport when it is no XML, is larger than 30 MB, nested deeper than 60, or declares a document type:
    that is where files hide what makes a reader fetch or grow.
    """
    building = _Building(path.name)
    left = MOST_BYTES
    try:
        with opened(path) as stream:
            while chunk := stream.read(_CHUNK):
                left -= len(chunk)
                if left < 0:
                    raise building.refused(_("It is larger than {most} MB.").format(most=MOST_BYTES // 1024**2))
                building.parser.Parse(chunk, False)
            building.parser.Parse(b"", True)
    except (expat.ExpatError, LookupError, ValueError) as error:
        raise building.refused(_("It is not XML, or damaged.")) from error
    return building.root.parts[0]


class _Building:
    """A tree in the making."""

    def __init__(self, name: str) -> None:
        self.root = Node("")
        self._name = name
        self._open = [self.root]
        self._texts: list[list[str]] = [[]]
        self._count = 0
        self.parser = expat.ParserCreate()
        self.parser.buffer_text = True
        self.parser.StartDoctypeDeclHandler = self._refuse_doctype
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._add_text

    def refused(self, why: str) -> BadImport:
        """Return the error that names the file."""
        return BadImport(_("“{name}” cannot be read. {why} Download it again.").format(name=self._name, why=why))

    def _refuse_doctype(self, *_found: object) -> None:
        raise self.refused(_("It declares a document type, which no list of this kind does."))

    def _start(self, name: str, _marks: dict[str, str]) -> None:
        if len(self._open) > MOST_DEPTH:
            raise self.refused(_("Its parts stand in each other too deeply."))
        self._count += 1
        if self._count > MOST_PARTS:
            raise self.refused(_("It has more parts than any list of this kind."))
        node = Node(name.rpartition(":")[2].lower(), self.parser.CurrentLineNumber)
        self._open[-1].parts.append(node)
        self._open.append(node)
        self._texts.append([])

    def _end(self, _called: str) -> None:
        self._open.pop().text = "".join(self._texts.pop())

    def _add_text(self, text: str) -> None:
        self._texts[-1].append(text)
