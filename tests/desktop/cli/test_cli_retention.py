"""The command line lists what is due by its age and keeps decisions; it deletes nothing."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from models.actions.people import PersonFields, create_person
from models.store import Store
from tests.desktop.cli.running import ask, run


def test_what_is_due_is_listed_and_kept(book: Path) -> None:
    with closing(Store.open(book)) as store, store.write("Somebody") as session:
        create_person(session, PersonFields("Quiet", "Ann"))
    late = ("--as-at", "2036-11-23")
    due = ask(book, "retention", *late)
    assert due["schedule"] == {"months_after_role": 12, "months_without_contact": 24, "years_of_notes": 3}
    (first, *_others) = due["people"]
    kept = ask(book, "retention", "keep", f"person:{first['person_id']}", "--until", "2037-01-01", "--why", "A", *late)
    assert first["person_id"] not in {row["person_id"] for row in kept["people"]}
    held = ask(book, "retention", "hold", "year:2026", "--for", "litigation", "--why", "A claim", *late)
    decision = next(row["id"] for row in held["kept"] if row["hold"] == "litigation")
    assert 2026 not in {row["year"] for row in held["years"]}
    lifted = ask(book, "retention", "lift", f"decision:{decision}", *late)
    assert {row["year"] for row in lifted["years"]} == {row["year"] for row in due["years"]}
    none = ask(book, "retention", "schedule", "--without-contact", 0, "--after-role", 0, *late)
    assert none["people"] == []
    assert "Nothing is deleted" in run("--book", book, "retention").err


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("keep", "person:1"), "why it is kept"),
        (("keep", "person:1", "--why", "A"), "Enter the day until when"),
        (("keep", "organisation:1", "--why", "A", "--until", "2090-01-01"), "Say what to keep"),
        (("keep", "person:987654", "--why", "A", "--until", "2090-01-01"), "987654"),
        (("hold", "person:1", "--until", "2090-01-01", "--why", "A"), "no use for --until"),
        (("lift", "person:1"), "Say which hold"),
        (("list", "--why", "A"), "no use for --why"),
        (("schedule", "--notes", "-1"), "--notes"),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(book: Path, words: tuple[str, ...], sentence: str) -> None:
    result = run("--book", book, "retention", *words)
    assert result.code == 2
    assert sentence in result.err
