"""A paper printed and read back through its structure is the same paper."""

from __future__ import annotations

import re

import page
import pypdfium2
from hypothesis import HealthCheck, Phase, given, settings

from reports import style
from reports.document import Document
from reports.pdf import pdf_bytes
from tests.reports.pdf.expected import outline_of, tree_of
from tests.reports.pdf.papers import papers
from tests.reports.pdf.reading import Node, Reading


def normal(node: Node, inside: str = "") -> Node:
    """Return an element with its spaces evened out, where only those beside a link count, and no page numbers."""
    kids: list[str | Node] = []
    for index, kid in enumerate(node.kids):
        if isinstance(kid, Node):
            kids.append(normal(kid, node.tag))
            continue
        words = re.sub(r"\s+", " ", kid)
        if node.tag != "Link" or inside == "Reference":
            words = words.lstrip() if index == 0 else words
            follower = node.kids[index + 1] if index + 1 < len(node.kids) else None
            words = words if isinstance(follower, Node) and follower.tag in ("Link", "Reference") else words.rstrip()
        if inside == "Reference":
            words = re.sub(r" \d+$", " 0", words)
        if node.tag != "Figure" and words:
            kids.append(words)
    target = "" if inside == "Reference" and not node.target.startswith("#_note-") else node.target
    return Node(node.tag, kids, node.scope, node.numbering, " ".join(node.alt.split()), target)


def verdict(data: bytes, profile: str) -> str:
    """Return what an independent validator says of a file, nothing when it conforms."""
    limits = page.SafetyLimits(max_table_grid_rows=100_000, max_table_grid_cells=10_000_000)
    report = page.validate_pdf_bytes(data, profile=profile, limits=limits)
    return "" if report.is_compliant and not report.failures else str(report)


def outside(data: bytes) -> list[str]:
    """Return what is written in the margins of the pages, where only header, footer and tips of letters belong.

    A slanted letter reaches 3 points out, a vowel sign of one script below the last letter of another 3.5.
    """
    right, top = style.PAGE_WIDTH - style.MARGIN_RIGHT, style.PAGE_HEIGHT - style.MARGIN_TOP
    sides = (
        (0, 0, style.MARGIN_LEFT - 3, style.PAGE_HEIGHT),
        (right + 4, 0, style.PAGE_WIDTH, style.PAGE_HEIGHT),
        (0, 52, style.PAGE_WIDTH, style.MARGIN_BOTTOM - 1),
        (0, top + 1, style.PAGE_WIDTH, style.PAGE_HEIGHT - 50),
    )
    found = []
    for number, printed in enumerate(pypdfium2.PdfDocument(data)):
        text = printed.get_textpage()
        words = [text.get_text_bounded(*side).strip() for side in sides]
        found += [f"page {number}, side {side}: {part}" for side, part in enumerate(words) if part]
    return found


def assert_same(document: Document) -> Reading:
    """Print a paper, read it back and compare; return what was read."""
    data = pdf_bytes(document)
    reading = Reading(data)
    assert reading.problems == []
    assert normal(reading.tree) == normal(tree_of(document))
    assert reading.outline == outline_of(document)
    assert outside(data) == []
    for profile in ("ua1", "2a"):
        assert verdict(data, profile) == ""
    return reading


@settings(
    max_examples=40,
    deadline=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
    phases=(Phase.explicit, Phase.generate),
)
@given(papers())
def test_every_paper_reads_back_as_it_was(document: Document) -> None:
    assert_same(document)
