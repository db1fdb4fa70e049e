"""The standard words of papers: ours, and the school's own in their place.

Opening, closing and the sentence on personal data are put into every paper that goes before a meeting; what stands
before recommendations is asked for by the papers that have them. All of it is plain text.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from models.paper_words import PaperWords, find_paper_words
from reports.document import Block, Document, Heading, Tone, paragraph
from reports.papers import BOARD, COMMITTEE, COUNCILLORS, PARTNERS, REPORTS
from resources.i18n import _
from resources.i18n import marked as m

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from reports.report import Report

_GROUPS = (BOARD, COUNCILLORS, COMMITTEE, PARTNERS)
_ONE_PAGE = frozenset({"whats-on-poster"})
"""What has room for its own words only."""

_OURS = {
    "board-paper": PaperWords(recommend=m("The board is asked to:"), decide=m("The board is asked to decide:")),
    **dict.fromkeys(
        ("area-committee", "open-forum-log", "commitments"), PaperWords(recommend=m("The committee is asked to:"))
    ),
}
"""What a paper says where the school says nothing else."""


def has_standard_words(report: Report) -> bool:
    """Say whether a paper takes standard words: what goes before a meeting or to partners, no lists of the office."""
    return report.audience in _GROUPS and report.name not in _ONE_PAGE


def papers_with_words() -> tuple[Report, ...]:
    """Return the papers that take standard words, in the order in which they are offered."""
    return tuple(report for report in REPORTS if has_standard_words(report))


def our_words(paper: str) -> PaperWords:
    """Return what the program says in a paper, in the reader's language; "" for parts that it does not have."""
    ours = _OURS.get(paper, PaperWords())
    return PaperWords(
        recommend=_(ours.recommend) if ours.recommend else "", decide=_(ours.decide) if ours.decide else ""
    )


def find_standard_words(session: Session, paper: str) -> PaperWords:
    """Return the words of a paper: the school's where it has its own, otherwise ours."""
    own, ours = find_paper_words(session, paper), our_words(paper)
    return replace(own, recommend=own.recommend or ours.recommend, decide=own.decide or ours.decide)


def with_standard_words(session: Session, report: Report, document: Document) -> Document:
    """Return a paper with its opening, its closing and its sentence on personal data, where the school has any."""
    if not has_standard_words(report):
        return document
    words = find_paper_words(session, report.name)
    if not (words.opening or words.closing or words.protection):
        return document
    first = next((at for at, block in enumerate(document.blocks) if isinstance(block, Heading)), len(document.blocks))
    blocks = (
        *document.blocks[:first],
        *_paragraphs(words.opening),
        *document.blocks[first:],
        *_paragraphs(words.closing),
        *_paragraphs(words.protection, Tone.NOTE),
    )
    return replace(document, blocks=blocks)


def _paragraphs(text: str, tone: Tone = Tone.BODY) -> Iterator[Block]:
    """Yield a paragraph for each line that is not blank."""
    yield from (paragraph(line.strip(), tone=tone) for line in text.splitlines() if line.strip())
