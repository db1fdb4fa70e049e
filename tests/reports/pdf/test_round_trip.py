"""A paper printed and read back through its structure is the same paper."""

from __future__ import annotations

import re

import page
from hypothesis import HealthCheck, Phase, given, settings

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
            words = words if isinstance(follower, Node) and follower.tag == "Link" else words.rstrip()
        if inside == "Reference":
            words = re.sub(r" \d+$", " 0", words)
        if node.tag != "Figure" and words:
            kids.append(words)
    target = "" if inside == "Reference" else node.target
    return Node(node.tag, kids, node.scope, node.numbering, " ".join(node.alt.split()), target)


def verdict(data: bytes, profile: str) -> str:
    """Return what an independent validator says of a file, nothing when it conforms."""
    limits = page.SafetyLimits(max_table_grid_rows=100_000, max_table_grid_cells=10_000_000)
    report = page.validate_pdf_bytes(data, profile=profile, limits=limits)
    return "" if report.is_compliant and not report.failures else str(report)


def assert_same(document: Document) -> Reading:
    """Print a paper, read it back and compare; return what was read."""
    data = pdf_bytes(document)
    reading = Reading(data)
    assert reading.problems == []
    assert normal(reading.tree) == normal(tree_of(document))
    assert reading.outline == outline_of(document)
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
