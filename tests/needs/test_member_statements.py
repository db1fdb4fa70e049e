"""What each member of a partnership signs up to, under the four headings of the founding text."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from models.actions.member_statements import StatementFields, archive_statement, edit_statement, sign_statement
from models.actions.member_statements import write_statement as write
from models.errors import WrongUse
from models.queries.member_statements import list_missing_statements, list_statements, list_statements_due
from models.store import Store
from models.vocabulary import StatementHeading, Visibility
from tests.needs.impact_records import Area, area

__all__ = ["area"]

TODAY = date(2026, 11, 22)
SIGNED = date(2026, 9, 10)


@pytest.mark.need("N091")
def test_each_member_signs_under_four_headings_and_what_is_missing_is_told(store: Store, area: Area) -> None:
    with store.write("Write statements") as session:
        numbers = [
            write(session, StatementFields(area.partnership, area.elm, heading, f"Elm Lane: {heading.value}"))
            for heading in StatementHeading
        ]
        write(session, StatementFields(area.partnership, area.oakley, StatementHeading.SHARE, "Our sports hall"))
    with store.write("Sign") as session:
        for number in numbers:
            sign_statement(session, number, SIGNED, date(2026, 12, 1))

    with store.read() as session:
        signed = list_statements(session, partnership_id=area.partnership, member_id=area.elm)
        assert [row.heading for row in signed] == list(StatementHeading)
        assert {row.signed_on for row in signed} == {SIGNED}
        missing = {row.member_id: row.headings for row in list_missing_statements(session, area.partnership, TODAY)}
        assert area.elm not in missing
        # A draft is no signature, and nobody had signed the day before.
        assert missing[area.oakley] == missing[area.hartwell] == tuple(StatementHeading)
        before = {row.member_id for row in list_missing_statements(session, area.partnership, date(2026, 9, 9))}
        assert before == {area.elm, area.oakley, area.hartwell, area.council}
        assert {row.member_id for row in list_statements_due(session, TODAY)} == {area.elm}
        assert list_statements_due(session, date(2026, 10, 1)) == ()
        assert list_statements(session, partnership_id=area.second) == ()
        assert list_statements(session, partnership_id=area.partnership, audience=Visibility.PUBLIC) == ()


@pytest.mark.need("N091")
def test_only_members_sign_and_signed_words_stay(store: Store, area: Area) -> None:
    fields = StatementFields(area.partnership, area.elm, StatementHeading.WELCOME_CHALLENGE, "A peer review a year")
    with store.write("Write") as session:
        number = write(session, fields)
        sign_statement(session, number, SIGNED)
    with pytest.raises(WrongUse), store.write("Not a member") as session:
        write(session, replace(fields, member_id=area.closed))
    with pytest.raises(WrongUse, match="signed"), store.write("Change") as session:
        edit_statement(session, number, replace(fields, text="None at all", signed_on=SIGNED))
    with pytest.raises(WrongUse), store.write("Nothing") as session:
        write(session, replace(fields, text=" "))
    with store.write("Put away") as session:
        archive_statement(session, number)
    with store.read() as session:
        assert list_statements(session, partnership_id=area.partnership) == ()
    assert store.undo() == "Put away"
    with store.read() as session:
        assert [row.text for row in list_statements(session, member_id=area.elm)] == ["A peer review a year"]
