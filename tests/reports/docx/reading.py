"""Reads a Word document back with python-docx and holds it against the paper."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator

import docx
from docx.document import Document as WordDocument
from docx.oxml import parse_xml
from docx.oxml.ns import qn

from reports.cleaning import clean
from reports.document import Chart, Document, Drawing
from reports.docx import docx_bytes
from reports.docx.marks import place_name
from tests.reports.html.reading import expected, notes_in


def read(document: Document) -> WordDocument:
    """Return the document as python-docx opens it."""
    return docx.Document(io.BytesIO(docx_bytes(document)))


def squeezed(text: str) -> str:
    """Return words without the spaces between them."""
    return re.sub(r"\s+", "", text)


def texts(word: WordDocument) -> Iterator[str]:
    """Yield the words of the body in their order, in tables too."""
    for text in word.element.body.iter(qn("w:t")):
        yield text.text or ""


def _notes(word: WordDocument) -> list[str]:
    """Return what the notes say, each with its number in the text, in order."""
    numbers = [int(one.get(qn("w:id"))) for one in word.element.body.iter(qn("w:footnoteReference"))]
    parts = [one.target_part for one in word.part.rels.values() if one.reltype.endswith("/footnotes")]
    if not parts:
        assert not numbers
        return []
    root = parse_xml(parts[0].blob)
    notes = {int(note.get(qn("w:id"))): note for note in root.iter(qn("w:footnote"))}
    assert numbers == list(range(1, len(notes) - 1))
    return [squeezed("".join(text.text or "" for text in notes[number].iter(qn("w:t")))) for number in numbers]


def check(document: Document) -> WordDocument:
    """Hold the words of a document, its links and the words of its pictures against the paper."""
    word = read(document)
    blocks = [block for block in document.blocks if not isinstance(block, Chart | Drawing)]
    pictures = [block for block in document.blocks if isinstance(block, Chart | Drawing)]
    drawn = [block for block in pictures if isinstance(block, Drawing) or (block.categories and block.series)]
    whole = squeezed("".join(texts(word)))
    at = 0
    for words in (words for block in blocks for words in expected(block)):
        found = whole.find(squeezed(clean(words)), at)
        assert found >= 0, words
        at = found + len(squeezed(clean(words)))
    assert _notes(word) == [squeezed(clean(words)) for words in notes_in(document)]
    alts = [one.get("descr") for one in word.element.body.iter(qn("wp:docPr"))]
    assert [squeezed(alt or "") for alt in alts] == [squeezed(clean(block.alt)) for block in drawn]
    places = {one.get(qn("w:name")) for one in word.element.body.iter(qn("w:bookmarkStart"))}
    for link in word.element.body.iter(qn("w:hyperlink")):
        anchor, number = link.get(qn("w:anchor")), link.get(qn("r:id"))
        if number is not None:
            address = word.part.rels[number].target_ref
            assert re.match(r"(https?|mailto|tel):", address)
        else:
            assert anchor in places
            assert anchor == place_name(anchor[2:])
    for table in word.element.body.iter(qn("w:tbl")):
        rows = list(table.iter(qn("w:tr")))
        cells = {len(list(row.iter(qn("w:tc")))) for row in rows}
        assert cells == {len(list(table.iter(qn("w:gridCol"))))}
    return word
