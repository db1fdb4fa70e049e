"""Word's own footnotes: a part of the file with one note each, which Word numbers and keeps on its page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.parts.story import StoryPart
from docx.text.paragraph import Paragraph

from reports import style
from reports.document import Runs
from reports.docx.look import set_style
from reports.docx.marks import mark

_TEXT, _REFERENCE = "FootnoteText", "FootnoteReference"
_LINES = {"separator": -1, "continuationSeparator": 0}
"""The lines above the notes of a page, which Word keeps among the notes, by their numbers."""
Write = Callable[[Paragraph, Runs], None]
"""Writes spans into a paragraph."""


@dataclass(slots=True)
class _Holder:
    """What holds the paragraphs of notes."""

    part: StoryPart


class Footnotes:
    """The notes of a document; without any it has no part for them."""

    def __init__(self, word: WordDocument) -> None:
        self._word = word
        self._part: StoryPart | None = None

    def add(self, line: Paragraph, number: int, content: Runs, write: Write) -> None:
        """Put the number of a note at the end of a paragraph, and the note into its part."""
        reference = line.add_run()
        look = reference._r.get_or_add_rPr()
        look.append(mark("rStyle", val=_REFERENCE))
        reference._r.append(mark("footnoteReference", id=number))
        if self._part is None:
            self._part = self._new_part()
        note = parse_xml(
            f'<w:footnote {nsdecls("w")} w:id="{number}"><w:p><w:pPr><w:pStyle w:val="{_TEXT}"/></w:pPr>'
            f'<w:r><w:rPr><w:rStyle w:val="{_REFERENCE}"/></w:rPr><w:footnoteRef/></w:r>'
            '<w:r><w:t xml:space="preserve"> </w:t></w:r></w:p></w:footnote>'
        )
        self._part.element.append(note)
        write(Paragraph(note.find(qn("w:p")), _Holder(self._part)), content)

    @property
    def part(self) -> StoryPart | None:
        """Return the part that holds the notes, if there is one."""
        return self._part

    def _new_part(self) -> StoryPart:
        """Return a part with the lines that stand above notes."""
        lines = "".join(
            f'<w:footnote w:type="{kind}" w:id="{number}"><w:p><w:r><w:{kind}/></w:r></w:p></w:footnote>'
            for kind, number in _LINES.items()
        )
        element = parse_xml(f"<w:footnotes {nsdecls('w', 'r')}>{lines}</w:footnotes>")
        package = self._word.part.package
        part = StoryPart(PackURI("/word/footnotes.xml"), CONTENT_TYPE.WML_FOOTNOTES, element, package)
        self._word.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
        known = mark("footnotePr")
        for number in _LINES.values():
            known.append(mark("footnote", id=number))
        settings = self._word.settings.element
        after = settings.find(qn("w:compat"))
        settings.insert(len(settings) if after is None else settings.index(after), known)
        self._add_styles()
        return part

    def _add_styles(self) -> None:
        """Give the notes and their numbers their look, under Word's own names."""
        text = self._word.styles.add_style("footnote text", WD_STYLE_TYPE.PARAGRAPH)
        text.element.set(qn("w:styleId"), _TEXT)
        set_style(self._word, "footnote text", style.NOTE_SIZE, after=2)
        reference = self._word.styles.add_style("footnote reference", WD_STYLE_TYPE.CHARACTER)
        reference.element.set(qn("w:styleId"), _REFERENCE)
        reference.font.superscript = True
