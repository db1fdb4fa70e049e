"""From a paper to a web page: headings, lists, tables and pictures, each as the element that says what it is."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator
from typing import assert_never

from reports.cleaning import clean_line
from reports.directions import reads_from_right
from reports.document import (
    CONTENTS_DEPTH,
    Block,
    Cell,
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
    plain,
)
from reports.formatting import RIGHT_ALIGNED, cell_text, long_date, total_cells, value_text
from reports.house import logo_size
from reports.html.look import style_of
from reports.html.pictures import figure
from reports.html.tags import element, empty, text, within, words
from reports.links import safe_address
from reports.notes import Notes, mark_place, place
from resources.i18n import _

_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
_LOGO_ROOM = (240.0, 72.0)
"""The width and height of a logo at most, in the dots of a screen."""
_TONES = {Tone.BODY: None, Tone.LEAD: "lead", Tone.NOTE: "note"}
_MAIN = "paper"


def page_of(document: Document) -> str:
    """Return the whole page of a paper."""
    page = _Page(document)
    head = (
        empty("meta", charset="utf-8"),
        empty("meta", http_equiv="Content-Security-Policy", content=_POLICY),
        empty("meta", name="viewport", content="width=device-width, initial-scale=1"),
        *(
            empty("meta", name=name, content=clean_line(said))
            for name, said in (("author", document.author), ("description", document.subject))
            if said
        ),
        element("title", text(clean_line(document.title))),
        f"<style>{style_of(document.house.accent, poster=document.poster)}</style>",
    )
    body = (
        element("a", text(_("Go to the paper")), class_="skip", href=f"#{_MAIN}"),
        element("header", *page.front()),
        element("main", "\n", *page.blocks(), id=_MAIN),
        element("footer", *page.foot()),
    )
    inside = element("head", "\n", "\n".join(head), "\n") + "\n" + element("body", "\n", "\n".join(body), "\n")
    return f"<!DOCTYPE html>\n{element('html', chr(10), inside, chr(10), lang=document.language)}\n"


class _Page:
    """A paper on its way to the page."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._headings = named_headings(document)
        self._names = iter([name for _heading, name in self._headings])
        self._notes = Notes()

    def front(self) -> Iterator[str]:
        """Yield the title with what stands on the cover, and the contents list."""
        document = self._document
        if document.house.logo:
            picture = base64.b64encode(document.house.logo).decode("ascii")
            width, height = logo_size(document.house.logo, *_LOGO_ROOM)
            yield empty(
                "img",
                src=f"data:image/png;base64,{picture}",
                alt=document.house.logo_words,
                width=f"{width:.0f}",
                height=f"{height:.0f}",
                class_="logo",
            )
        if document.author:
            yield element("p", words(document.author), class_="author")
        yield element("h1", words(clean_line(document.title)))
        if document.subtitle:
            yield element("p", words(document.subtitle), class_="subtitle")
        if document.cover:
            yield _facts(Facts(document.cover))
        if document.contents and self._headings:
            yield element("nav", element("h2", text(_("Contents"))), self._contents(), aria_label=_("Contents"))

    def _contents(self) -> str:
        """Return the headings as a list, with those below one in a list inside it."""
        listed = [pair for pair in self._headings if pair[0].level <= CONTENTS_DEPTH]
        least = min((heading.level for heading, _anchor in listed), default=1)
        items: list[tuple[str, list[str]]] = []
        for heading, anchor in listed:
            link = element("a", words(clean_line(heading.text)), href=f"#{anchor}")
            if heading.level > least and items:
                items[-1][1].append(element("li", link))
            else:
                items.append((link, []))
        return element("ul", *(element("li", link, element("ul", *under) if under else "") for link, under in items))

    def blocks(self) -> Iterator[str]:
        """Yield every block."""
        for block in self._document.blocks:
            yield self._block(block) + "\n"
        if self._notes.found:
            yield self._endnotes()

    def _endnotes(self) -> str:
        """Return the notes, each with the way back to its place in the text."""
        items = []
        for number, note in enumerate(self._notes.found, 1):
            back = element(
                "a",
                "↩",
                href=f"#{mark_place(number)}",
                role="doc-backlink",
                aria_label=_("Back to the text of note {number}").format(number=number),
            )
            items.append(element("li", within(plain(note), "".join(map(_span, note))), " ", back, id=place(number)))
        title = element("h2", text(_("Notes")), id="notes-title")
        return element("section", title, element("ol", *items), role="doc-endnotes", aria_labelledby="notes-title")

    def foot(self) -> Iterator[str]:
        """Yield what the paper is and the day it speaks for."""
        document = self._document
        said = " · ".join(filter(None, (document.reference, document.house.foot, long_date(document.as_at))))
        yield element("p", text(said))

    def _block(self, block: Block) -> str:
        match block:
            case Heading():
                return element(f"h{block.level}", words(clean_line(block.text)), id=next(self._names))
            case Paragraph():
                return element("p", self._runs(block.content), class_=_TONES[block.tone], dir=_direction(block.content))
            case ListBlock():
                return self._list(block)
            case Facts():
                return _facts(block)
            case Table():
                return _table(block)
            case Chart() | Drawing():
                return figure(block)
            case PageBreak():
                return '<div class="page"></div>'
            case _:
                assert_never(block)

    def _runs(self, runs: Runs) -> str:
        return "".join(map(self._noted, runs))

    def _noted(self, span: Span) -> str:
        """Return a span with the number of its note, which leads there."""
        if not span.note:
            return _span(span)
        said, number, space = self._notes.take(span)
        leading = element(
            "a",
            str(number),
            href=f"#{place(number)}",
            id=mark_place(number),
            role="doc-noteref",
            aria_label=_("Note {number}").format(number=number),
        )
        return _span(said) + element("sup", leading) + space

    def _list(self, block: ListBlock) -> str:
        items = (
            element(
                "li",
                within(plain(item.content), self._runs(item.content)),
                self._list(item.inner) if item.inner else "",
            )
            for item in block.items
        )
        return element("ol" if block.ordered else "ul", *items)


def _direction(runs: Runs) -> str | None:
    return "rtl" if reads_from_right(plain(runs)) else None


def _span(span: Span) -> str:
    said = text(span.text)
    said = element("strong", said) if span.bold else said
    said = element("em", said) if span.italic else said
    address = safe_address(span.link) if span.link else None
    return element("a", said, href=address) if address is not None and span.text.strip() else said


def _facts(facts: Facts) -> str:
    """Return labels and what they stand for, as a table whose first column names the rows."""
    if not facts.rows:
        return ""
    rows = (
        element("tr", element("th", words(label), scope="row"), element("td", words(value_text(value))))
        for label, value in facts.rows
    )
    caption = element("caption", words(facts.title)) if facts.title else ""
    return element("table", caption, element("tbody", *rows), class_="facts")


def _table(table: Table) -> str:
    """Return a table that can be scrolled sideways by keys on a narrow screen, or the words for an empty one."""
    key = _key(table.key)
    note = element("p", words(table.note), class_="note") if table.note else ""
    if not table.rows:
        return element("p", words(table.empty or table.title), id=key) + note
    head = element("tr", *(_head(column.title, _class(column.kind in RIGHT_ALIGNED)) for column in table.columns))
    body = "\n".join(
        element("tr", *(_cell(value, index, table) for index, value in enumerate(values))) for values in table.rows
    )
    parts = [
        element("caption", words(table.title), id=f"{key}-title"),
        element("thead", head),
        element("tbody", "\n", body, "\n"),
    ]
    if any(column.total for column in table.columns):
        parts.append(element("tfoot", element("tr", *_totals(table))))
    whole = element("table", *parts, id=key)
    return element("div", whole, class_="wide", role="region", aria_labelledby=f"{key}-title", tabindex="0") + note


def _head(title: str, look: str | None) -> str:
    return element("th", words(title), scope="col", class_=look)


def _cell(value: Cell, index: int, table: Table) -> str:
    column = table.columns[index]
    said = words(cell_text(value, column))
    if column.row_header:
        return element("th", said, scope="row")
    return element("td", said, class_=_class(column.kind in RIGHT_ALIGNED and not isinstance(value, str)))


def _totals(table: Table) -> Iterator[str]:
    for sum_of, column in zip(total_cells(table), table.columns, strict=True):
        if sum_of.names_row:
            yield element("th", text(sum_of.words), scope="row")
        else:
            yield element("td", text(sum_of.words), class_=_class(column.total and column.kind in RIGHT_ALIGNED))


def _class(number: bool) -> str | None:
    return "number" if number else None


def _key(key: str) -> str:
    """Return a table's name as the name of a place."""
    return re.sub(r"\s+", "-", key)
