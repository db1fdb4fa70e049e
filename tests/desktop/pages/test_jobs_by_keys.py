"""Jobs that take so many keys and no more: a councillor's call is logged, the neighbours are told about an event."""

from __future__ import annotations

import email
import email.policy

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop import mail, places
from desktop.commands import Command
from desktop.dialogs.quick_log import QuickLogDialog
from desktop.dialogs.tell_neighbours import TellNeighboursDialog
from desktop.pages.conversations import SPEC as CONVERSATIONS
from desktop.pages.events import SPEC as EVENTS
from desktop.theme import Appearance
from models.queries.conversations import ConversationFilter, list_conversations
from models.queries.events import EventFilter, list_events
from models.queries.promotions import list_promotions
from models.vocabulary import Channel, Direction, PromotionState, ReplyState
from tests.desktop.accessibility import audit
from tests.desktop.in_view import find_all_in_view
from tests.desktop.pages.desk import TODAY, open_desk

__all__ = ["open_desk"]

ALT, CONTROL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier


class Keys:
    """Presses keys on whatever has the focus, and counts those that are no free text."""

    def __init__(self, qtbot) -> None:
        self._qtbot, self.count = qtbot, 0

    def press(self, key, modifier=Qt.KeyboardModifier.NoModifier) -> None:
        self.count += 1
        QTest.keyClick(self._focus(), key, modifier)
        QApplication.processEvents()

    def name(self, text: str) -> None:
        self.count += len(text)
        QTest.keyClicks(self._focus(), text)

    def free(self, text: str) -> None:
        QTest.keyClicks(self._focus(), text)

    def _focus(self):
        self._qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
        return QApplication.focusWidget()


def dialog_of(qtbot, kind):
    found = []

    def there() -> bool:
        found[:] = find_all_in_view(kind)
        return bool(found) and found[0].isAncestorOf(QApplication.focusWidget() or found[0].window())

    qtbot.waitUntil(there)
    return found[0]


@pytest.fixture
def posted(monkeypatch, tmp_path):
    """Keep drafts in a folder of the test, and open them in a mail program that only takes them."""
    opened: list = []
    monkeypatch.setattr(places, "drafts_folder", lambda: tmp_path / "emails")
    monkeypatch.setattr(mail, "open_draft", lambda place: opened.append(place) or True)
    monkeypatch.setattr(mail, "open_folder", opened.append)
    return opened


def event_of(desk, title):
    with desk.store.read() as session:
        return list_events(session, EventFilter(words=title, first_day=TODAY), limit=None).rows[-1].id


def promotions_of(desk, event):
    with desk.store.read() as session:
        return {row.organisation_id: row for row in list_promotions(session, event)}


def talks_of(desk, words):
    with desk.store.read() as session:
        rows = list_conversations(session, ConversationFilter(words=words, first_day=TODAY), limit=None).rows
        return [row for row in rows if row.subject == words]


def test_a_councillors_call_is_logged_with_seven_keys_from_any_page(open_desk, sample_file, qtbot) -> None:
    desk = open_desk(sample_file, EVENTS, CONVERSATIONS, first="events")
    keys = Keys(qtbot)
    keys.press(Qt.Key.Key_L, CONTROL)
    dialog_of(qtbot, QuickLogDialog)
    keys.name("nair")
    keys.press(Qt.Key.Key_Return)
    keys.free("Wants five minutes at the next meeting")
    keys.press(Qt.Key.Key_Return, CONTROL)
    assert keys.count == 7
    with desk.store.read() as session:
        row = list_conversations(session, limit=1).rows[0]
    assert row.who.startswith("Cllr Priya Nair")
    assert (row.channel, row.direction, row.happened_on) == (Channel.CALL, Direction.IN, TODAY)
    assert (row.preview, row.reply_state) == ("Wants five minutes at the next meeting", ReplyState.NONE_NEEDED)


def test_neighbours_are_told_with_four_keys_or_fewer_each_by_the_right_contact_and_noted(
    open_desk, sample_file, qtbot, posted
) -> None:
    desk = open_desk(sample_file, EVENTS, CONVERSATIONS, first="events")
    event = event_of(desk, "Greenway winter concert")
    before = promotions_of(desk, event)
    desk.window.stack.open_record("event", event)
    keys = Keys(qtbot)
    keys.press(Qt.Key.Key_G, ALT)
    dialog = dialog_of(qtbot, TellNeighboursDialog)
    rows = {one.organisation_id: one for one in dialog._recipients}
    fresh = [one.metres for one in dialog._recipients if not one.told and not one.asked_before]
    assert fresh == sorted(fresh), "those never asked stand by distance"
    assert QApplication.focusWidget() is dialog.list
    keys.press(Qt.Key.Key_Down)
    keys.press(Qt.Key.Key_Space)
    chosen = dialog.ticked()
    assert chosen
    assert dialog.save.text() == f"Write to {len(chosen)}"
    keys.press(Qt.Key.Key_Return)
    assert keys.count <= 4
    qtbot.waitUntil(lambda: promotions_of(desk, event) != before, timeout=20_000)
    qtbot.waitUntil(lambda: bool(posted), timeout=20_000)

    after = promotions_of(desk, event)
    told = {number for number in chosen if after[number].state is PromotionState.ASKED}
    assert told == set(chosen)
    assert all(after[number].person_id in (rows[number].contact_id, None) for number in chosen)
    talks = talks_of(desk, "Greenway winter concert")
    assert len(talks) == len(chosen)
    by_email = [one for one in talks if one.channel is Channel.EMAIL]
    folder = desk_folder(posted)
    drafts = list(folder.glob("*.eml"))
    assert len(drafts) == len(by_email) > 0
    message = email.message_from_bytes(drafts[0].read_bytes(), policy=email.policy.default)
    assert message["X-Unsent"] == "1"
    assert message["Subject"] == "Greenway winter concert"
    assert len(message["To"].addresses) == 1, "nobody sees who else gets it"
    assert message.get_content().startswith("Dear ")
    assert len(list(folder.glob("*.pdf"))) == (1 if len(by_email) < len(talks) else 0)
    desk.context.actions[Command.UNDO].trigger()
    assert promotions_of(desk, event) == before
    assert talks_of(desk, "Greenway winter concert") == []


def desk_folder(posted):
    return posted[0] if posted[0].is_dir() else posted[0].parent


def test_letters_to_print_begin_on_a_page_each(open_desk, sample_file, qtbot, posted) -> None:
    pdfium = pytest.importorskip("pypdfium2")
    desk = open_desk(sample_file, EVENTS, first="events")
    event = event_of(desk, "Greenway winter concert")
    desk.window.stack.open_record("event", event)
    desk.press(desk.window.stack.current_page().panel, Qt.Key.Key_G, ALT)
    dialog = dialog_of(qtbot, TellNeighboursDialog)
    dialog.way.set_value(Channel.LETTER)
    chosen = [dialog._messages[number] for number in dialog.ticked()]
    assert {one.channel for one in chosen} == {Channel.LETTER}
    dialog.saved.emit()
    qtbot.waitUntil(lambda: bool(posted), timeout=20_000)
    (place,) = desk_folder(posted).glob("*.pdf")
    paper = pdfium.PdfDocument(place)
    pages = [page.get_textpage().get_text_bounded() for page in paper]
    assert len(pages) == len(chosen)
    for words, one in zip(pages, chosen, strict=True):
        assert f"Dear {one.person or one.organisation}" in words
        assert one.organisation in words
    paper.close()


def test_nothing_is_written_or_noted_without_anybody_ticked(open_desk, sample_file, qtbot, posted) -> None:
    desk = open_desk(sample_file, EVENTS, first="events")
    event = event_of(desk, "Greenway winter concert")
    before = promotions_of(desk, event)
    desk.window.stack.open_record("event", event)
    desk.press(desk.window.stack.current_page().panel, Qt.Key.Key_G, ALT)
    dialog = dialog_of(qtbot, TellNeighboursDialog)
    dialog.none.click()
    dialog.saved.emit()
    assert dialog.isVisible()
    assert dialog.problem.text() == "Tick at least one organisation to tell."
    assert promotions_of(desk, event) == before
    assert posted == []


@pytest.mark.parametrize(("look", "zoom"), [(Appearance.LIGHT, 100), (Appearance.DARK, 200)])
def test_everybody_can_tell_neighbours(open_desk, sample_file, qtbot, look, zoom) -> None:
    desk = open_desk(sample_file, EVENTS, first="events")
    desk.context.theme.set_appearance(look)
    desk.context.theme.set_zoom(zoom)
    desk.window.stack.open_record("event", event_of(desk, "Greenway winter concert"))
    desk.press(desk.window.stack.current_page().panel, Qt.Key.Key_G, ALT)
    dialog = dialog_of(qtbot, TellNeighboursDialog)
    assert audit(dialog) == []
