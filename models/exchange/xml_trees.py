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
_ODD_LETTER = expat.errors.codes[expat.errors.XML_ERROR_INVALID_TOKEN]


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

    def within(self, name: str, depth: int) -> Iterator[Node]:
        """Give what has a name: this one, or what stands in it at most so deep."""
        if self.name == name:
            yield self
        elif depth > 0:
            for part in self.parts:
                yield from part.within(name, depth - 1)

    def text_of(self, name: str) -> str:
        """Return the text of the first of a name, without blanks around it; nothing where there is none."""
        found = self.first(name)
        return found.text.strip() if found is not None else ""


def read_tree(path: Path) -> Node:
    """Return the outermost element of a file.

    Raises BadImport when it is no XML, is larger than 30 MB, nested deeper than 60, or declares a document type:
    that is where files hide what makes a reader fetch or grow.
    """
    first: expat.ExpatError | None = None
    for characters in (None, "iso-8859-1"):
        # Second, for files that are in other characters than they say: their first odd letter stops the reading.
        try:
            return _read(path, characters)
        except expat.ExpatError as error:
            first = first or error
            if error.code != _ODD_LETTER:
                break
    raise _refused(path.name, _("It is not XML, or damaged.")) from first


def _read(path: Path, characters: str | None) -> Node:
    building = _Building(path.name, characters)
    left = MOST_BYTES
    try:
        with opened(path) as stream:
            while chunk := stream.read(_CHUNK):
                left -= len(chunk)
                if left < 0:
                    raise _refused(path.name, _("It is larger than {most} MB.").format(most=MOST_BYTES // 1024**2))
                building.parser.Parse(chunk, False)
            building.parser.Parse(b"", True)
    except (LookupError, ValueError) as error:
        raise _refused(path.name, _("It is not XML, or damaged.")) from error
    return building.root.parts[0]


def _refused(name: str, why: str) -> BadImport:
    """Return the error that names the file."""
    return BadImport(_("“{name}” cannot be read. {why} Download it again.").format(name=name, why=why))


class _Building:
    """A tree in the making."""

    def __init__(self, name: str, characters: str | None) -> None:
        self.root = Node("")
        self._name = name
        self._open = [self.root]
        self._texts: list[list[str]] = [[]]
        self._count = 0
        self.parser = expat.ParserCreate(characters)
        self.parser.buffer_text = True
        self.parser.StartDoctypeDeclHandler = self._refuse_doctype
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._add_text

    def _refuse_doctype(self, *_found: object) -> None:
        raise _refused(self._name, _("It declares a document type, which no list of this kind does."))

    def _start(self, name: str, _marks: dict[str, str]) -> None:
        if len(self._open) > MOST_DEPTH:
            raise _refused(self._name, _("Its parts stand in each other too deeply."))
        self._count += 1
        if self._count > MOST_PARTS:
            raise _refused(self._name, _("It has more parts than any list of this kind."))
        node = Node(name.rpartition(":")[2].lower(), self.parser.CurrentLineNumber)
        self._open[-1].parts.append(node)
        self._open.append(node)
        self._texts.append([])

    def _end(self, _called: str) -> None:
        self._open.pop().text = "".join(self._texts.pop())

    def _add_text(self, text: str) -> None:
        self._texts[-1].append(text)
