"""What holds for every paper there is and for all its readers: it reads back, opens, repeats itself and leaks nothing.

The papers are found by themselves; whoever adds one need not touch this file.
"""

from __future__ import annotations

import getpass
import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook
from sqlalchemy.orm import Session

from models.errors import WrongUse
from models.queries.audience import may_read, nameable_to
from models.queries.forms import list_choices
from models.store import Store
from models.vocabulary import Visibility
from reports.catalogue import REPORTS, Report, build_report, default_parameters
from reports.document import Document, Table
from reports.parameters import Parameters, Ref
from reports.pdf import pdf_bytes, write_pdf
from reports.xlsx import xlsx_bytes
from tests.models.random_book import fill, level_of, marks_in
from tests.reports.docx.reading import check as check_word
from tests.reports.html.reading import check
from tests.reports.pdf.test_round_trip import assert_same
from tests.tools.verapdf import judge

TODAY = date(2026, 11, 22)
COPIES = [
    pytest.param(report, audience, id=f"{report.name}-{audience.value}")
    for report in REPORTS
    for audience in report.audiences
]
SEEDS = (11, 12, 13)
PUBLIC_BY_NATURE = frozenset({"person", "affiliation", "area"})
"""Holders of a public office, with their party and ward: never above what is our own (queries/audience.py)."""
OPEN_FORUM = frozenset({"meeting", "forum_question", "organisation"})
"""What was asked in an open forum, with the meeting and the body it was asked in, in the same way."""
OF_OPEN_FORUMS = frozenset({"area-committee", "open-forum-log", "open-asks", "ward-briefing"})


@pytest.fixture(scope="module")
def random_book(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    store = Store.create(tmp_path_factory.mktemp("random") / "random.liaison")
    yield store
    store.close()


def subjects(session: Session, report: Report, parameters: Parameters, most: int = 3) -> list[Ref | None]:
    """Return what a paper is made about: the usual record, all, and some of each kind."""
    if not report.asks.about:
        return [None]
    usual = report.usual(session, parameters)
    found: list[Ref | None] = [usual] if usual is not None or report.asks.all_without else []
    for kind in report.asks.about:
        found += [(kind, choice.id) for choice in list_choices(session, kind, limit=most)]
    return found


def papers_of(session: Session, report: Report, audience: Visibility, most: int = 3) -> Iterator[Document]:
    """Yield a paper as its readers get it, about several records; those they may not know of are refused."""
    asked = replace(default_parameters(as_at=TODAY), audience=audience)
    for subject in subjects(session, report, asked, most):
        try:
            yield build_report(session, report, replace(asked, about=subject))
        except WrongUse:
            assert subject is not None


@pytest.mark.parametrize(("report", "audience"), COPIES)
def test_it_reads_back_in_every_form(sample: Store, report: Report, audience: Visibility) -> None:
    with sample.read() as session:
        made = list(papers_of(session, report, audience, most=1))
    assert made
    for document in made:
        assert_same(document)
        check(document)
        check_word(document)
        book = load_workbook(io.BytesIO(xlsx_bytes(document)))
        tables = [block for block in document.blocks if isinstance(block, Table) and block.rows]
        assert sum(len(sheet.tables) for sheet in book) >= len(tables)
        assert document.title
        assert document.author
        assert document.as_at == TODAY


@pytest.mark.parametrize(("report", "audience"), COPIES)
def test_the_same_choices_give_the_same_bytes_and_name_no_user(
    sample: Store, report: Report, audience: Visibility
) -> None:
    with sample.read() as session:
        first = next(papers_of(session, report, audience))
    with sample.read() as session:
        again = next(papers_of(session, report, audience))
    for printed in (pdf_bytes, xlsx_bytes):
        data = printed(first)
        assert data == printed(again)
        assert getpass.getuser().encode() not in data or getpass.getuser() in repr(first)


@pytest.mark.parametrize(("report", "audience"), COPIES)
def test_an_empty_book_gives_a_plain_paper_or_a_sentence(tmp_path: Path, report: Report, audience: Visibility) -> None:
    store = Store.create(tmp_path / "empty.liaison")
    with store.read() as session:
        asked = replace(default_parameters(as_at=TODAY), audience=audience)
        if report.asks.about and not report.asks.all_without:
            with pytest.raises(WrongUse, match="Choose which"):
                build_report(session, report, asked)
        else:
            assert_same(build_report(session, report, asked))
    store.close()


@pytest.mark.parametrize("seed", SEEDS)
def test_no_paper_tells_its_readers_a_word_above_their_level(random_book: Store, seed: int) -> None:
    found = set()
    with pytest.raises(ZeroDivisionError), random_book.write("Fill, and take it back") as session:
        rows = fill(session, seed)
        for report in REPORTS:
            told_anyway = PUBLIC_BY_NATURE | (OPEN_FORUM if report.name in OF_OPEN_FORUMS else frozenset())
            for audience in report.audiences:
                for document in papers_of(session, report, audience):
                    for kind, number in marks_in(document):
                        level = level_of(rows, kind, number)
                        public = kind in told_anyway and level in nameable_to(audience)
                        if not may_read(audience, level) and not public:
                            found.add(f"{report.name} tells {audience.value} of {kind} {number}: {level.value}")
        raise ZeroDivisionError
    assert found == set()


def test_verapdf_finds_nothing(sample: Store, tmp_path: Path) -> None:
    if lacking := judge.missing():
        pytest.skip(f"veraPDF cannot run without {lacking}")
    with sample.read() as session:
        for report in REPORTS:
            write_pdf(next(papers_of(session, report, report.visibility)), tmp_path / f"{report.name}.pdf")
    assert judge.judge(sorted(tmp_path.glob("*.pdf")), "ua1,2a", tmp_path) == []
