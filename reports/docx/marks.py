"""What python-docx has no word for, written as Word's own marks: fields, links, places, lists that begin at one."""

from __future__ import annotations

from docx.document import Document as WordDocument
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.text.paragraph import Paragraph
from docx.text.run import Run

_LEVELS = 3
_INDENT = 360
"""Twentieths of a point that each level of a list is moved in."""
_BULLETS = ("\u2022", "\u2013", "\u2022")
_NUMBERS = ("decimal", "lowerLetter", "lowerRoman")


def mark(tag: str, **values: str | int) -> BaseOxmlElement:
    """Return an element of Word's language with attributes of the same."""
    found = OxmlElement(f"w:{tag}")
    for name, value in values.items():
        found.set(qn(f"w:{name}"), str(value))
    return found


def add_field(paragraph: Paragraph, code: str, shown: str) -> None:
    """Add a field that Word works out, with what it shows until then."""
    for kind in ("begin", "", "separate", "shown", "end"):
        run = paragraph.add_run(shown if kind == "shown" else "")
        if kind == "":
            instruction = mark("instrText")
            instruction.set(qn("xml:space"), "preserve")
            instruction.text = f" {code} "
            run._r.append(instruction)
        elif kind != "shown":
            run._r.append(mark("fldChar", fldCharType=kind))


def add_link(paragraph: Paragraph, address: str) -> BaseOxmlElement:
    """Add a link to an address, or with "#" to a place in the document; runs are put inside it."""
    if address.startswith("#"):
        link = mark("hyperlink", anchor=place_name(address[1:]), history=1)
    else:
        link = mark("hyperlink", history=1)
        link.set(qn("r:id"), paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
    paragraph._p.append(link)
    return link


def name_place(paragraph: Paragraph, name: str, number: int) -> None:
    """Give a paragraph a name that links lead to."""
    paragraph._p.insert(
        1 if paragraph._p.pPr is not None else 0, mark("bookmarkStart", id=number, name=place_name(name))
    )
    paragraph._p.append(mark("bookmarkEnd", id=number))


def place_name(name: str) -> str:
    """Return a name as Word takes it for a place: a letter first, no blanks, at most 40 characters."""
    kept = "".join(character if character.isalnum() else "_" for character in name)
    return f"p_{kept}"[:40]


def describe(run: Run, name: str, alt: str) -> None:
    """Give the picture of a run its words for those who cannot see it."""
    for properties in run._r.iter(qn("wp:docPr")):
        properties.set("name", name)
        properties.set("descr", alt)


class Numbering:
    """The lists of a document: one look for bullets, one for numbers, and a count of its own for each numbered list."""

    def __init__(self, word: WordDocument) -> None:
        self._root = word.part.numbering_part.element
        for child in list(self._root):
            self._root.remove(child)
        for number, kinds in enumerate((("bullet",) * _LEVELS, _NUMBERS)):
            self._root.append(self._look(number, kinds))
        self._count = 0
        self.bullets = self._new(0)

    def numbered(self) -> int:
        """Return the number of a new list that begins at one."""
        return self._new(1)

    def _new(self, look: int) -> int:
        self._count += 1
        found = mark("num", numId=self._count)
        found.append(mark("abstractNumId", val=look))
        if look:
            for level in range(_LEVELS):
                override = mark("lvlOverride", ilvl=level)
                override.append(mark("startOverride", val=1))
                found.append(override)
        self._root.append(found)
        return self._count

    def _look(self, number: int, kinds: tuple[str, ...]) -> BaseOxmlElement:
        look = mark("abstractNum", abstractNumId=number)
        look.append(mark("multiLevelType", val="hybridMultilevel"))
        for level, kind in enumerate(kinds):
            one = mark("lvl", ilvl=level)
            words = _BULLETS[level] if kind == "bullet" else f"%{level + 1}."
            for child in (
                mark("start", val=1),
                mark("numFmt", val=kind),
                mark("lvlText", val=words),
                mark("lvlJc", val="left"),
            ):
                one.append(child)
            indent = mark("pPr")
            indent.append(mark("ind", left=_INDENT * (level + 1), hanging=_INDENT))
            one.append(indent)
            look.append(one)
        return look

    def put(self, paragraph: Paragraph, number: int, level: int) -> None:
        """Make a paragraph an item of a list."""
        properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
        properties.get_or_add_ilvl().val = min(level, _LEVELS - 1)
        properties.get_or_add_numId().val = number
