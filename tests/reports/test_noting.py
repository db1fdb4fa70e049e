"""A paper is noted with its choices, and is made all the same where it cannot be noted."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date

import pytest

from models.errors import BookLocked, WrongUse
from models.queries.report_runs import RunRow, find_run, list_runs
from models.store import Store
from models.vocabulary import Visibility
from reports.catalogue import REPORTS, build_report, default_parameters, find_report
from reports.checking import READERS, told
from reports.noting import choices_of, lines_left_out, note_paper, printed
from reports.parameters import Parameters
from reports.parts import LeftOut
from tests.books import new_database
from tests.postgres_server import PostgresServer

__all__ = ["new_database"]

TODAY = date(2026, 11, 22)


def note(store: Store, name: str, **choices: object) -> RunRow:
    report = find_report(name)
    with store.read() as session:
        parameters = report.settle(session, replace(default_parameters(as_at=TODAY), **choices))  # type: ignore[arg-type]
        document = build_report(session, report, parameters)
    noted = note_paper(store, report, parameters, document, printed("pdf", "a.pdf", b"the paper"))
    assert noted.trouble == ""
    assert noted.run_id is not None
    with store.read() as session:
        return find_run(session, noted.run_id)


@pytest.mark.parametrize(
    ("name", "choices"),
    [
        ("board-paper", {"audience": Visibility.PUBLIC, "recipient": "Elm Lane Board of Governors"}),
        ("minutes", {"audience": Visibility.CONFIDENTIAL}),
        ("unanswered-register", {"about": ("organisation", 17)}),
        ("promotion-grid", {"ward_id": 1, "first_day": date(2026, 1, 1), "last_day": date(2026, 6, 30)}),
    ],
)
def test_the_choices_come_back_and_make_the_same_paper(sample: Store, name: str, choices: dict[str, object]) -> None:
    run, report = note(sample, name, **choices), find_report(name)
    assert run.sha256 == hashlib.sha256(b"the paper").hexdigest()
    with sample.read() as session:
        again = choices_of(run)
        wanted = report.settle(session, replace(default_parameters(as_at=TODAY), **choices))  # type: ignore[arg-type]
        first = build_report(session, report, wanted)
        assert build_report(session, report, again) == first
    assert run.left_out == lines_left_out(first)


def test_lines_left_out_are_counted_by_every_paper_that_leaves_any_out(sample: Store) -> None:
    counted = 0
    for report in REPORTS:
        with sample.read() as session:
            for audience in report.audiences:
                parameters: Parameters = replace(default_parameters(as_at=TODAY), audience=audience)
                try:
                    document = build_report(session, report, parameters)
                except WrongUse:
                    # About one record, of which the sample has no usual one.
                    continue
                assert all(isinstance(one, LeftOut) for one in document.left_out), report.name
                counted += lines_left_out(document)
    assert counted > 0


def test_a_busy_book_gives_the_paper_and_says_why_it_is_not_noted(
    sample: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    report = find_report("board-paper")
    with sample.read() as session:
        document = build_report(session, report, default_parameters(as_at=TODAY))
        before = len(list_runs(session).rows)

    @contextmanager
    def busy(*_words: object, **_more: object) -> Iterator[None]:
        raise BookLocked("The book is busy.")
        yield

    monkeypatch.setattr(sample, "write", busy)
    file = printed("pdf", "a.pdf", b"x")
    noted = note_paper(sample, report, default_parameters(as_at=TODAY), document, file)
    assert noted.run_id is None
    assert noted.trouble == "It is not noted among the papers made. The book is busy."
    with sample.read() as session:
        assert len(list_runs(session).rows) == before


def test_a_file_is_said_to_be_ours_only_where_it_is(sample: Store) -> None:
    run = note(sample, "agenda")
    assert told("a.pdf", (run,), ()).is_ours
    assert not told("a.pdf", (), (run,)).is_ours
    assert not told("a.pdf", (), ()).is_ours
    many = told("a.pdf", (run,) * 8, ())
    assert len(many.lines) == 6
    assert many.lines[-1] == "And 3 more."
    assert set(READERS) == set(Visibility)


def test_somebody_who_may_only_read_a_book_on_a_server_gets_the_paper_and_a_sentence(
    postgres_server: PostgresServer, new_database: str
) -> None:
    name = postgres_server.new_database(new_database)
    owner = Store.open(postgres_server.url(name))
    with owner.engine.begin() as connection:
        connection.exec_driver_sql("DROP ROLE IF EXISTS only_reads")
        connection.exec_driver_sql("CREATE ROLE only_reads")
        connection.exec_driver_sql("GRANT SELECT ON ALL TABLES IN SCHEMA public TO only_reads")
    reader = Store.open(f"{postgres_server.url(name)}&options=-crole%3Donly_reads")
    report, parameters = find_report("due-this-week"), default_parameters(as_at=TODAY)
    with reader.read() as session:
        document = build_report(session, report, parameters)
    noted = note_paper(reader, report, parameters, document, printed("pdf", "a.pdf", b"x"))
    assert noted.run_id is None
    assert noted.trouble == "It is not noted among the papers made: the book is open for reading only."
    reader.close()
    assert note_paper(owner, report, parameters, document, printed("pdf", "a.pdf", b"x")).run_id == 1
    with owner.engine.begin() as connection:
        connection.exec_driver_sql("DROP OWNED BY only_reads")
        connection.exec_driver_sql("DROP ROLE only_reads")
    owner.close()
    postgres_server.drop_database(name)
