"""Whose bank holidays count is a setting of the book, and school days go by it."""

from __future__ import annotations

from datetime import date

import pytest

from models.errors import WrongUse
from models.queries.periods import find_school_calendar
from models.queries.term_days import find_school_days
from models.settings import NATION, get_setting, set_setting
from models.store import Store

ST_ANDREW = date(2026, 11, 30)


def test_a_day_off_in_one_nation_is_a_school_day_in_another(store: Store) -> None:
    with store.read() as session:
        assert get_setting(session, NATION) == "ENG"
        assert find_school_calendar(session).is_school_day(ST_ANDREW)
        assert find_school_days(session, ST_ANDREW, ST_ANDREW).why_shut(ST_ANDREW) == ""
    with store.write("Scotland") as session:
        set_setting(session, NATION, "SCT")
    with store.read() as session:
        assert "Andrew" in find_school_calendar(session).why_no_school_day(ST_ANDREW)
        assert "Andrew" in find_school_days(session, ST_ANDREW, ST_ANDREW).why_shut(ST_ANDREW)
    store.undo()
    with store.read() as session:
        assert find_school_calendar(session).is_school_day(ST_ANDREW)


def test_a_nation_nobody_knows_is_refused(store: Store) -> None:
    with store.write("Wrong") as session, pytest.raises(WrongUse, match="Choose England and Wales"):
        set_setting(session, NATION, "FRA")
