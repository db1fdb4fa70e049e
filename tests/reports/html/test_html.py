"""The web page of a paper, read by a strict reader of XML: what it says, where it leads, and what it never does."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path

from hypothesis import HealthCheck, Phase, given, settings

from reports.document import Column, Document, Heading, Kind, Paragraph, Span, Table, runs
from reports.html import html_bytes, write_html
from reports.links import safe_address
from tests.reports.html.reading import check, folded, read, words_of
from tests.reports.pdf.papers import papers
from tests.reports.pdf.sample_paper import sample


@settings(
    max_examples=60,
    deadline=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
    phases=(Phase.explicit, Phase.generate),
)
@given(papers())
def test_every_paper_reads_back_as_it_was(document: Document) -> None:
    check(document)


def test_the_sample_paper_has_its_front_its_contents_and_its_foot() -> None:
    document = sample()
    check(document)
    page = read(document)
    (title,) = page.iter("h1")
    assert words_of(title) == folded(document.title)
    nav = page.find(".//nav")
    assert nav is not None
    listed = [words_of(link) for link in nav.iter("a")]
    assert listed == [folded(block.text) for block in document.blocks if isinstance(block, Heading) and block.level < 4]
    assert html_bytes(document) == html_bytes(document)


def test_hostile_words_stay_words(tmp_path: Path) -> None:
    evil = "<script>alert(1)</script> & \"'><img src=x onerror=alert(1)>\u202e ]]> --> </style>"
    column = Column(evil, Kind.TEXT, row_header=True)
    document = Document(
        title=evil,
        subtitle=evil,
        author=evil,
        subject=evil,
        reference=evil,
        blocks=(
            Heading(evil, 2),
            Paragraph(runs([evil, Span("go", link="javascript:alert(1)"), Span("mail", link="mailto:a@b.example")])),
            Table("evil", evil, (column,), ((evil,), ("=1+1",))),
        ),
        as_at=date(2026, 11, 22),
    )
    check(document)
    links = [link.get("href") for link in read(document).iter("a")]
    assert links == ["#paper", "mailto:a@b.example"]
    write_html(document, tmp_path / "evil.html")
    stream = io.BytesIO()
    write_html(document, stream)
    assert (tmp_path / "evil.html").read_bytes() == stream.getvalue()
    assert safe_address("javascript:alert(1)") is None


def test_the_page_forbids_what_it_does_not_need() -> None:
    policy = next(one for one in read(sample()).iter("meta") if one.get("http-equiv"))
    assert policy.get("content") == "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
