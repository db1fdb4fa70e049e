"""From a paper to a Word document."""

from __future__ import annotations

from datetime import datetime, time
from io import BytesIO
from typing import assert_never
from zipfile import ZipFile

import docx
from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK, WD_TAB_ALIGNMENT
from docx.oxml.ns import qn
from docx.shared import Pt
from docx.text.paragraph import Paragraph as WordParagraph
from docx.text.run import Run

from reports import style
from reports.charts import NO_FIGURES
from reports.cleaning import clean, clean_line
from reports.document import (
    CONTENTS_DEPTH,
    Block,
    Chart,
    Document,
    Drawing,
    Facts,
    Heading,
    ListBlock,
    PageBreak,
    Paragraph,
    Runs,
    Span,
    Table,
    Tone,
    named_headings,
)
from reports.docx.directions import mark_directions
from reports.docx.footnotes import Footnotes
from reports.docx.look import AUTHOR, LEAD, NOTE, set_page, set_poster, set_styles
from reports.docx.marks import Numbering, add_field, add_link, describe, mark, name_place
from reports.docx.pictures import WIDTH, painted
from reports.docx.tables import data_table, facts_table
from reports.house import logo_size
from reports.leading import with_leading
from reports.links import safe_address
from reports.notes import Notes
from reports.zips import APPLICATION, FixedZip
from resources.i18n import _

_TONES = {Tone.BODY: None, Tone.LEAD: LEAD, Tone.NOTE: NOTE}
_LOGO_ROOM = (170.0, 52.0)
"""The width and height of a logo at most, in points."""
_APP, _THUMBNAIL = "docProps/app.xml", "thumbnail"


def document_bytes(document: Document) -> bytes:
    """Return a paper as the bytes of a Word document."""
    word = docx.Document()
    _Paper(document, word).write()
    _tell(document, word)
    made, target = BytesIO(), BytesIO()
    word.save(made)
    with ZipFile(made) as parts, FixedZip(target, document.as_at) as archive:
        for name in parts.namelist():
            archive.writestr(name, APPLICATION if name == _APP else parts.read(name))
    return target.getvalue()


def _tell(document: Document, word: WordDocument) -> None:
    """Say in the file what it is; nothing of the computer or its user."""
    properties, moment = word.core_properties, datetime.combine(document.as_at, time())
    properties.title, properties.author = clean_line(document.title), clean_line(document.author)
    properties.subject, properties.language = clean_line(document.subject), document.language
    properties.keywords = clean_line(", ".join(document.keywords))
    properties.comments = properties.last_modified_by = ""
    properties.created = properties.modified = moment
    relations = word.part.package.rels
    for number, relation in list(relations.items()):
        if relation.reltype.endswith(_THUMBNAIL):
            del relations[number]


class _Paper:
    """A paper on its way into a document."""

    def __init__(self, document: Document, word: WordDocument) -> None:
        self._document, self._word = document, word
        self._width = set_page(word)
        set_styles(word, document.language, document.house.accent)
        if document.poster:
            set_poster(word, document.house.accent)
        self._numbering = Numbering(word)
        self._notes, self._footnotes = Notes(), Footnotes(word)
        self._places = 0
        self._headings = named_headings(document)
        self._names = iter([name for _heading, name in self._headings])

    def write(self) -> None:
        """Write the whole paper."""
        self._around()
        self._front()
        for block, leads in with_leading(self._document.blocks):
            self._block(block, leads)
        section = self._word.sections[0]
        notes = [self._footnotes.part.element] if self._footnotes.part else []
        for part in (self._word.element.body, section.header._element, section.footer._element, *notes):
            mark_directions(part)

    def _around(self) -> None:
        """Write what stands around the pages: the title, the school, the number of the page."""
        document, section = self._document, self._word.sections[0]
        for part, left, right in (
            (section.header, clean_line(document.title), clean_line(document.author)),
            (section.footer, " · ".join(filter(None, map(clean_line, (document.reference, document.house.foot)))), ""),
        ):
            line = part.paragraphs[0]
            line.paragraph_format.tab_stops.clear_all()
            line.paragraph_format.tab_stops.add_tab_stop(Pt(self._width / 20), WD_TAB_ALIGNMENT.RIGHT)
            line.add_run(f"{left}\t{right}")
        before, between = _("Page {page} of {pages}").split("{page}")
        between, after = between.split("{pages}")
        line.add_run(before)
        add_field(line, "PAGE", "1")
        line.add_run(between)
        add_field(line, "NUMPAGES", "1")
        line.add_run(after)

    def _front(self) -> None:
        document, word = self._document, self._word
        if document.house.logo:
            line = word.add_paragraph()
            line.alignment = WD_ALIGN_PARAGRAPH.RIGHT
            width, _height = logo_size(document.house.logo, *_LOGO_ROOM)
            run = line.add_run()
            run.add_picture(BytesIO(document.house.logo), width=Pt(width))
            describe(run, _("Logo"), clean_line(document.house.logo_words))
        if document.cover and document.author:
            word.add_paragraph(clean_line(document.author), AUTHOR)
        word.add_paragraph(clean_line(document.title), "Title")
        if document.subtitle:
            word.add_paragraph(clean_line(document.subtitle), "Subtitle")
        if document.cover:
            self._facts(Facts(document.cover))
            self._new_page()
        if document.contents and self._headings:
            self._contents()
            self._new_page()

    def _contents(self) -> None:
        """Write the contents list: links to the headings, which Word's own outline lists too."""
        self._word.add_paragraph(_("Contents"), "Heading 1")
        for heading, name in self._headings:
            if heading.level > CONTENTS_DEPTH:
                continue
            line = self._word.add_paragraph()
            line.paragraph_format.left_indent = Pt(14 * max(0, heading.level - 2))
            self._linked(line, Span(clean_line(heading.text)), f"#{name}")

    def _block(self, block: Block, leads: bool) -> None:
        match block:
            case Heading():
                line = self._word.add_paragraph(clean_line(block.text), f"Heading {max(1, min(block.level - 1, 5))}")
                self._place(line, next(self._names))
            case Paragraph():
                words = self._word.add_paragraph(style=_TONES[block.tone])
                if leads:
                    words.paragraph_format.keep_with_next = True
                self._runs(words, block.content)
            case ListBlock():
                self._list(block, 0)
            case Facts():
                self._facts(block)
            case Table():
                self._table(block)
            case Chart() | Drawing():
                self._picture(block)
            case PageBreak():
                self._new_page()
            case _:
                assert_never(block)

    def _new_page(self) -> None:
        self._word.add_paragraph().add_run().add_break(WD_BREAK.PAGE)

    def _list(self, block: ListBlock, level: int) -> None:
        number = self._numbering.numbered() if block.ordered else self._numbering.bullets
        for item in block.items:
            line = self._word.add_paragraph()
            self._numbering.put(line, number, level)
            self._runs(line, item.content)
            if item.inner:
                self._list(item.inner, level + 1)

    def _facts(self, facts: Facts) -> None:
        if facts.title:
            self._word.add_paragraph(clean_line(facts.title), "Caption")
        if facts.rows:
            self._append(facts_table(facts, self._width))

    def _table(self, table: Table) -> None:
        if not table.rows:
            self._place(self._word.add_paragraph(clean(table.empty or table.title)), table.key)
        else:
            self._place(self._word.add_paragraph(clean_line(table.title), "Caption"), table.key)
            self._append(data_table(table, self._width))
        if table.note:
            self._word.add_paragraph(clean(table.note), NOTE)

    def _append(self, table: object) -> None:
        """Put a table at the end, and a small gap behind it: Word joins tables that touch."""
        body = self._word.element.body
        body.insert(len(body) - 1, table)  # Before the properties of the section, which come last.
        gap = self._word.add_paragraph()
        gap.paragraph_format.space_after = Pt(2)
        gap.paragraph_format.line_spacing = Pt(4)

    def _picture(self, block: Chart | Drawing) -> None:
        if isinstance(block, Chart) and not (block.categories and block.series):
            self._word.add_paragraph(_(NO_FIGURES))
            return
        self._word.add_paragraph(clean_line(block.title), "Caption")
        picture, height = painted(block)
        run = self._word.add_paragraph().add_run()
        room = style.PAGE_HEIGHT - style.MARGIN_TOP - style.MARGIN_BOTTOM - 60
        run.add_picture(BytesIO(picture), width=Pt(WIDTH * min(1.0, room / height)))
        describe(run, clean_line(block.title), clean_line(block.alt))

    def _place(self, line: WordParagraph, name: str) -> None:
        self._places += 1
        name_place(line, name, self._places)

    def _runs(self, line: WordParagraph, runs: Runs) -> None:
        for span in runs:
            if not span.note:
                self._plain_runs(line, (span,))
                continue
            words, number, space = self._notes.take(span)
            self._plain_runs(line, (words,))
            self._footnotes.add(line, number, span.note, self._plain_runs)
            self._plain_runs(line, (Span(space),))

    def _plain_runs(self, line: WordParagraph, runs: Runs) -> None:
        for span in runs:
            if not span.text:
                continue
            address = safe_address(span.link) if span.link and span.text.strip() else None
            if address is None:
                _styled(line.add_run(clean(span.text)), span)
            else:
                self._linked(line, span, address)

    def _linked(self, line: WordParagraph, span: Span, address: str) -> None:
        """Write words inside a link, coloured and underlined."""
        link = add_link(line, address)
        run = line.add_run(clean(span.text))
        _styled(run, span)
        properties = run._r.get_or_add_rPr()
        properties.append(mark("color", val=self._document.house.accent[1:]))
        properties.append(mark("u", val="single"))
        link.append(run._r)


def _styled(run: Run, span: Span) -> None:
    if span.bold:
        run.bold = True
    if span.italic:
        run.italic = True
    for text in run._r.iter(qn("w:t")):
        text.set(qn("xml:space"), "preserve")
