"""A paper of many pages: numbers, contents and bookmarks agree, and what is long is kept in branches."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pikepdf

from reports.pdf import pdf_bytes, write_pdf
from reports.pdf.trees import BRANCH, name_tree
from reports.pdf.writer import Writer
from tests.benchmarks.long_paper import check, paper
from tests.reports.pdf.reading import leaves
from tests.reports.pdf.test_round_trip import assert_same


def test_a_paper_of_more_than_a_branch_of_pages_agrees_with_itself(tmp_path: Path) -> None:
    write_pdf(paper(70), tmp_path / "long.pdf")
    assert check(tmp_path / "long.pdf", 70) > BRANCH
    assert_same(paper(70))


def test_short_papers_have_no_branches() -> None:
    pdf = pikepdf.open(BytesIO(pdf_bytes(paper(2))))
    assert [kid.Type for kid in pdf.Root.Pages.Kids] == ["/Page"] * len(pdf.pages)


def test_thousands_of_names_are_found_by_their_branches() -> None:
    file = BytesIO()
    writer = Writer(file)
    rows = [(b"(n%05d)" % number, b"%d" % number) for number in range(5_000)]
    pages = writer.put(b"<</Type/Pages/Kids[]/Count 0>>")
    tree = name_tree(writer, rows)
    writer.finish(writer.put(b"<</Type/Catalog/Pages %d 0 R/Names<</Dests %s>>>>" % (pages, tree)), writer.put(b"<<>>"))
    with pikepdf.open(BytesIO(file.getvalue())) as pdf:
        found = list(leaves(pdf.Root.Names.Dests, "/Names"))
        assert [int(value) for value in found[1::2]] == list(range(5_000))
    assert len(tree) < 2_000
