"""The record of processing and the privacy notice say what the settings say, and the diary tells of breaches."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from datetime import date, datetime
from pathlib import Path

import pytest

from models.actions.breaches import BreachFields, note_breach
from models.actions.notes import NoteFields, add_note
from models.actions.people import PersonFields, create_person
from models.settings import (
    KEEP_AFTER_ROLE,
    KEEP_NOTES,
    KEEP_WITHOUT_CONTACT,
    PROTECTION_OFFICER,
    PROTECTION_PURPOSES,
    set_setting,
)
from models.store import Store
from models.vocabulary import Visibility
from reports.catalogue import find_report
from reports.document import Document, Facts, Table
from reports.parameters import Parameters

DAY = date(2026, 11, 22)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """Return an empty book."""
    with closing(Store.create(tmp_path / "book.liaison")) as made:
        yield made


def make(store: Store, name: str, **choices: object) -> Document:
    with store.read() as session:
        return find_report(name).build(session, Parameters(date(2026, 9, 1), DAY, DAY, **choices))


def facts(paper: Document) -> dict[str, object]:
    return dict(next(block for block in paper.blocks if isinstance(block, Facts)).rows)


def test_the_record_of_processing_says_what_is_not_entered(store: Store) -> None:
    before = facts(make(store, "processing-record"))
    assert "Not entered" in str(before["Data protection officer"])
    assert "12 months after their last role" in str(before["Looked at again"])
    with store.write("Settings") as session:
        set_setting(session, PROTECTION_OFFICER, "D. Pro")
        set_setting(session, PROTECTION_PURPOSES, "Working with neighbours")
        for key in (KEEP_AFTER_ROLE, KEEP_WITHOUT_CONTACT, KEEP_NOTES):
            set_setting(session, key, 0)
        for name in ("Nair", "Lee"):
            create_person(session, PersonFields(name, "Ann", lawful_basis="public_task"))
    after = facts(make(store, "processing-record"))
    assert (before["Basis in law, and people"], after["Basis in law, and people"]) == (
        "Nobody is kept",
        "Public task: 2",
    )
    assert (after["Data protection officer"], after["Purposes"]) == ("D. Pro", "Working with neighbours")
    assert "Not entered" in str(after["Looked at again"])


def test_the_record_of_processing_says_whether_the_book_is_encrypted(store: Store, tmp_path: Path) -> None:
    assert "NOT encrypted" in str(facts(make(store, "processing-record"))["Security"])
    with closing(Store.create(tmp_path / "locked.liaison", "four quite plain words")) as locked:
        said = str(facts(make(locked, "processing-record"))["Security"])
    assert said.startswith("One book, encrypted (AES-256)")


def test_the_privacy_notice_tells_of_rights_and_of_the_schedule(store: Store) -> None:
    with store.write("Settings") as session:
        set_setting(session, KEEP_NOTES, 5)
    said = str(make(store, "privacy-notice"))
    for words in ("Information Commissioner", "5 years after their school year", "public task", "No machine decides"):
        assert words in said, words


@pytest.mark.parametrize(("audience", "tells"), [(None, False), (Visibility.CONFIDENTIAL, True)])
def test_what_happened_is_in_the_confidential_diary_only(
    store: Store, audience: Visibility | None, tells: bool
) -> None:
    with store.write("Note") as session:
        fields = BreachFields(
            datetime.fromisoformat("2026-11-20T17:00"),
            "A list was left on a bus",
            people_affected=6,
            actions="Asked for it back.",
            decision_reason="It may have been read.",
        )
        note_breach(session, fields)
    paper = make(store, "requests-diary", audience=audience)
    (table,) = [block for block in paper.blocks if isinstance(block, Table) and block.key == "breaches"]
    assert "23 November 2026" in str(table.rows)
    assert ("left on a bus" in str(paper)) is tells
    (done,) = [block for block in paper.blocks if isinstance(block, Table) and block.key == "breach_words"] or [None]
    assert (done is not None) is tells, "what was done, who was told and why: article 33(5)"
    if done is not None:
        assert done.rows == ((1, None, 6, "Asked for it back.", None, "It may have been read."),)


@pytest.mark.parametrize(("audience", "tells"), [(None, False), (Visibility.CONFIDENTIAL, True)])
def test_what_we_hold_warns_of_texts_without_their_words(
    store: Store, audience: Visibility | None, tells: bool
) -> None:
    empty = facts(make(store, "what-we-hold"))
    assert {empty[name] for name in ("People nothing ties to us", "Texts to read again")} == {0}
    with store.write("Note") as session:
        person = create_person(session, PersonFields("Nair", "Priya"))
        add_note(session, NoteFields("person", person, DAY, "Off sick since May"))
    paper = make(store, "what-we-hold", audience=audience)
    assert facts(paper)["Texts to read again"] == 1
    assert facts(paper)["People nothing ties to us"] == 1
    assert "Off sick" not in str(paper)
    where = [block for block in paper.blocks if isinstance(block, Table) and block.key == "where"]
    assert bool(where) is tells
    if where:
        assert where[0].rows == (("Note", 1, DAY, "Priya Nair"),)
