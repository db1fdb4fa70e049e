"""Choices of a paper are kept under a name, renamed, put away and brought back."""

from __future__ import annotations

from datetime import date

import pytest

from models.actions.saved_reports import (
    SavedReportFields,
    add_saved_report,
    put_away_saved_report,
    rename_saved_report,
)
from models.errors import WrongUse
from models.queries.saved_reports import find_saved_report, list_saved_reports
from models.vocabulary import Visibility

TERM = SavedReportFields("Term report  to the governors", "board-paper", "pdf", Visibility.INTERNAL, "this-term")


def keep(store, fields=TERM) -> int:
    with store.write("Save the report") as session:
        return add_saved_report(session, fields)


def names(store) -> list[str]:
    with store.read() as session:
        return [row.name for row in list_saved_reports(session)]


def test_choices_are_kept_with_a_period_that_goes_with_the_day(store) -> None:
    keep(store)
    with store.read() as session:
        row = find_saved_report(session, "TERM REPORT to the Governors")
    assert (row.name, row.report, row.form) == ("Term report to the governors", "board-paper", "pdf")
    assert (row.period, row.first_day, row.last_day, row.as_at) == ("this-term", None, None, None)


def test_they_are_renamed_put_away_and_brought_back_by_undo(store) -> None:
    number = keep(store)
    with store.write("Rename") as session:
        rename_saved_report(session, number, "For the governors")
    assert names(store) == ["For the governors"]
    with store.write("Remove") as session:
        put_away_saved_report(session, number)
    assert names(store) == []
    store.undo()
    store.undo()
    assert names(store) == ["Term report to the governors"]
    store.undo()
    assert names(store) == []


def test_two_of_one_name_and_none_are_refused_in_words(store) -> None:
    number = keep(store)
    with pytest.raises(WrongUse, match="There is a saved report “Term report to the governors” already"):
        keep(store)
    with pytest.raises(WrongUse, match="Enter a name for the report"):
        keep(store, SavedReportFields(" ", "agenda"))
    with store.write("Rename to itself") as session:
        rename_saved_report(session, number, "TERM report to the governors")
    with pytest.raises(WrongUse, match="ends before it begins"):
        keep(store, SavedReportFields("x", "agenda", first_day=date(2026, 2, 1), last_day=date(2026, 1, 1)))


def test_one_that_is_not_there_is_answered_with_those_there_are(store) -> None:
    with store.read() as session, pytest.raises(WrongUse, match="No report is saved yet"):
        find_saved_report(session, "Nothing")
    keep(store)
    with store.read() as session, pytest.raises(WrongUse, match=r"“Nothing”\. Choose one of: “Term report"):
        find_saved_report(session, "Nothing")


def test_choices_of_a_confidential_copy_show_to_few(store) -> None:
    keep(store, SavedReportFields("Part II", "agenda", audience=Visibility.CONFIDENTIAL))
    with store.read() as session:
        assert list_saved_reports(session, audience=Visibility.INTERNAL) == ()
        assert len(list_saved_reports(session)) == 1
