"""Notes and files stand on every page that shows one record, take dropped files, and are found from elsewhere."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication
from sqlalchemy import select

from desktop.marks.tab import MarksTab
from desktop.pages.commitments import SPEC as COMMITMENTS
from desktop.pages.conversations import SPEC as CONVERSATIONS
from desktop.pages.events import SPEC as EVENTS
from desktop.pages.meetings import SPEC as MEETINGS
from desktop.pages.organisations import SPEC as ORGANISATIONS
from desktop.pages.partnerships import SPEC as PARTNERSHIPS
from desktop.pages.people import SPEC as PEOPLE
from desktop.theme import Appearance
from models.actions.notes import NoteFields, add_note
from models.queries.records import table_of
from tests.desktop.accessibility import audit
from tests.desktop.pages.desk import TODAY, open_desk

__all__ = ["open_desk"]

PAGES = {
    "organisation": ORGANISATIONS,
    "person": PEOPLE,
    "conversation": CONVERSATIONS,
    "meeting": MEETINGS,
    "commitment": COMMITMENTS,
    "event": EVENTS,
}


@pytest.mark.parametrize("kind", sorted(PAGES))
def test_a_note_found_elsewhere_is_shown_on_its_record(open_desk, sample_file, kind) -> None:
    desk = open_desk(sample_file, PAGES[kind], first=PAGES[kind].key)
    with desk.store.write("Note") as session:
        table = table_of(kind)
        number = session.execute(select(table.c.id).where(table.c.archived_at.is_(None)).order_by(table.c.id)).scalar()
        note = add_note(session, NoteFields(kind, number, TODAY, "Worth knowing"))
    assert desk.window.stack.open_record("note", note)
    QApplication.processEvents()
    tabs = [tab for tab in desk.window.stack.current_page().findChildren(MarksTab) if tab.isVisible()]
    assert len(tabs) == 1
    assert tabs[0].cards["note"].view.current() == note
    for look, size in ((Appearance.LIGHT, 100), (Appearance.DARK, 200)):
        desk.context.theme.set_appearance(look)
        desk.context.theme.set_zoom(size)
        assert audit(desk.window) == []


def test_a_partnership_has_them_too(open_desk, sample_file) -> None:
    desk = open_desk(sample_file, PARTNERSHIPS, first="partnerships")
    assert desk.window.stack.current_page().findChildren(MarksTab)
