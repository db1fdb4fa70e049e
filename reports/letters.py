"""Letters to several people about one thing: each begins on a page of its own, ready to print and post."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from reports.document import Block, Document, Heading, PageBreak, Paragraph, runs
from reports.formatting import long_date
from resources.i18n import _


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter: the lines of its address, and its words with a blank line between paragraphs."""

    address: str
    text: str


def letters_document(title: str, letters: Sequence[Letter], day: date, *, sender: str = "") -> Document:
    """Return letters as one paper; `sender` is whose letters they are."""
    return Document(title, tuple(_blocks(title, letters, day)), day, author=sender, subject=_("Letters"))


def _blocks(title: str, letters: Sequence[Letter], day: date) -> Iterator[Block]:
    for number, letter in enumerate(letters):
        if number:
            yield PageBreak()
            yield Heading(title, 2)
        yield Paragraph(runs(long_date(day)))
        for line in letter.address.splitlines():
            if line.strip():
                yield Paragraph(runs(line.strip()))
        for words in letter.text.split("\n\n"):
            # A line of its own stays one: when, where and for whom stand below each other.
            for line in words.splitlines():
                if line.strip():
                    yield Paragraph(runs(line.strip()))
