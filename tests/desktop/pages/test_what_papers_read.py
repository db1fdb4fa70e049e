"""The page of reports hears of every change that a paper may show: of each table that any of them reads."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import event

from desktop.pages.reports.page import ReportsPage
from models.errors import AppError
from models.kinds import KINDS
from models.store import Store
from reports.catalogue import REPORTS, Report, build_report, default_parameters
from reports.parameters import Ref

TODAY = date(2026, 11, 22)
_TABLE = re.compile(r'\b(?:FROM|JOIN)\s+"?([a-z_]+)"?|,\s+"?([a-z_]+)"?(?:\s+AS\s+\w+)?\s+WHERE', re.I)


@pytest.fixture(scope="module")
def sample(sample_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    store = Store.open(shutil.copy(sample_file, tmp_path_factory.mktemp("read")))
    yield store
    store.close()


def tables_of(store: Store, report: Report) -> set[str]:
    """Return the tables that a paper reads, whatever it is about."""
    statements: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
        statements.append(statement)

    event.listen(store.engine, "before_cursor_execute", note)
    try:
        with store.read() as session:
            for about in (None, *_subjects(report)):
                parameters = default_parameters(as_at=TODAY)
                try:
                    build_report(session, report, replace(parameters, about=about))
                except AppError:
                    continue
    finally:
        event.remove(store.engine, "before_cursor_execute", note)
    return {name for statement in statements for pair in _TABLE.findall(statement) for name in pair if name}


def _subjects(report: Report) -> list[Ref]:
    return [(kind, number) for kind in report.asks.about for number in (1, 17, 24)]


@pytest.mark.parametrize("name", [report.name for report in REPORTS])
def test_the_page_hears_of_every_table_a_paper_reads(sample: Store, name: str) -> None:
    report = next(one for one in REPORTS if one.name == name)
    read = tables_of(sample, report) & set(KINDS)
    assert read, "the paper reads nothing"
    assert read <= set(ReportsPage.kinds), sorted(read - set(ReportsPage.kinds))


def test_what_only_says_what_was_made_does_not_make_the_preview_anew() -> None:
    assert not {"report_run", "disclosure", "saved_report"} & set(ReportsPage.kinds)
