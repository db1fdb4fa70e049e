"""Reads the web page of a paper back with a strict reader of XML and holds it against the paper."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree import ElementTree

from reports.cleaning import clean
from reports.document import (
    Block,
    Chart,
    Document,
    Drawing,
    Facts,
    Heading,
    ListBlock,
    Paragraph,
    Span,
    Table,
    plain,
)
from reports.formatting import cell_text, total, value_text
from reports.html import html_bytes

PICTURES = "{http://www.w3.org/2000/svg}"


def read(document: Document) -> ElementTree.Element:
    """Return the page as a strict reader sees it."""
    return ElementTree.fromstring(html_bytes(document).decode())


def words_of(element: ElementTree.Element) -> str:
    return " ".join("".join(element.itertext()).split())


def folded(text: str) -> str:
    return " ".join(clean(text).split())


def expected(block: Block) -> Iterator[str]:
    """Yield the words of a block in the order in which they are read."""
    match block:
        case Heading():
            yield block.text
        case Paragraph():
            yield plain(block.content)
        case ListBlock():
            for item in block.items:
                yield plain(item.content)
                if item.inner:
                    yield from expected(item.inner)
        case Facts():
            if block.rows:
                yield block.title
            for label, value in block.rows:
                yield from (label, value_text(value))
        case Table() if not block.rows:
            yield from (block.empty or block.title, block.note)
        case Table():
            yield block.title
            yield from (column.title for column in block.columns)
            for row in block.rows:
                yield from (cell_text(value, column) for value, column in zip(row, block.columns, strict=True))
            if any(column.total for column in block.columns):
                named = False
                for index, column in enumerate(block.columns):
                    if column.total:
                        yield cell_text(total(row[index] for row in block.rows), column)
                    elif not named:
                        named = True
                        yield "Total"
            yield block.note


def notes_in(document: Document) -> list[str]:
    """Return what the notes of a paper say, in the order of reading."""
    return [plain(span.note) for block in document.blocks for span in _spans(block) if span.note]


def _spans(block: Block) -> Iterator[Span]:
    match block:
        case Paragraph():
            yield from block.content
        case ListBlock():
            for item in block.items:
                yield from item.content
                if item.inner:
                    yield from _spans(item.inner)


def take_notes(main: ElementTree.Element) -> list[str]:
    """Take the notes and their numbers out of a page and return what the notes say; the numbers lead both ways."""
    numbers = []
    for mark in main.iter("sup"):
        (leading,) = mark.iter("a")
        numbers.append((leading.get("href"), f"#{leading.get('id')}"))
        mark.remove(leading)
    said = []
    for section in [one for one in main if one.get("role") == "doc-endnotes"]:
        for item, (place, mark_place) in zip(section.iter("li"), numbers, strict=True):
            back = [link for link in item.iter("a") if link.get("role") == "doc-backlink"]
            assert (f"#{item.get('id')}", back[0].get("href")) == (place, mark_place)
            said.append(squeezed("".join(item.itertext())).removesuffix("↩"))
        main.remove(section)
    assert len(said) == len(numbers)
    return said


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


def check(document: Document) -> None:
    """Hold the page of a paper against the paper: its words in order, its names, links and pictures."""
    page = read(document)
    assert page.get("lang") == document.language
    main = page.find(".//main")
    assert main is not None
    names = [element.get("id") for element in page.iter() if element.get("id")]
    for picture in main.iter("figure"):
        drawing = picture.find(f"{PICTURES}svg")
        assert drawing is not None
        assert drawing.get("role") == "img"
        assert (drawing.get("aria-label") or "").strip()
        picture.clear()
    assert take_notes(main) == [squeezed(clean(words)) for words in notes_in(document)]
    said = "".join(squeezed("".join(element.itertext())) for element in main)
    said = said.replace("Therearenofigurestoshow.", "")
    blocks = [block for block in document.blocks if not isinstance(block, Chart | Drawing)]
    assert said == "".join(squeezed(clean(words)) for block in blocks for words in expected(block))
    assert len(names) == len(set(names))
    for head in page.iter("th"):
        assert head.get("scope") in ("row", "col")
    for link in page.iter("a"):
        address = link.get("href") or ""
        assert re.match(r"(https?:|mailto:|tel:|#)", address)
        assert not address.startswith("#") or address[1:] in names
    assert not {element.tag for element in page.iter()} & {"script", "iframe", "object", "embed", "link", "img", "form"}
    assert not [name for element in page.iter() for name in element.attrib if name.startswith("on")]
