"""The board pack in the window: from a meeting's record or from anywhere, papers chosen and ordered, files told of."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from desktop.commands import Command
from desktop.dialogs.add_papers import AddPapersDialog, take_papers
from desktop.dialogs.board_pack import PackDialog, PackMadeDialog
from desktop.pages.meetings import SPEC
from desktop.theme import Appearance
from desktop.widgets.labels import PlainLabel
from models.entities import Meeting
from models.queries.minutes import list_papers
from models.queries.packs import list_issued_packs
from models.vocabulary import Visibility
from tests.desktop.accessibility import audit
from tests.desktop.in_view import find_in_view
from tests.desktop.pages.desk import open_desk
from tests.reports.pdf.foreign import encrypted, tagged, untagged

__all__ = ["open_desk"]

NEXT = 36
"""The next meeting of our board."""
ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def desk(open_desk, sample_file):
    made = open_desk(sample_file, SPEC, first="meetings")
    made.context.open("meeting", NEXT)
    return made


def words(dialog) -> str:
    return "\n".join(label.text() for label in dialog.findChildren(PlainLabel))


def opened(desk) -> PackDialog:
    desk.context.actions[Command.BOARD_PACK].trigger()
    QApplication.processEvents()
    dialog = find_in_view(PackDialog)
    assert dialog is not None
    return dialog


def add(desk, qtbot, folder: Path, name: str, data: bytes, item: int = 5, *, secret: bool = False) -> None:
    place = folder / name
    place.write_bytes(data)
    take_papers(desk.context, NEXT, desk.window, [str(place)])
    qtbot.waitUntil(lambda: find_in_view(AddPapersDialog) is not None)
    dialog = find_in_view(AddPapersDialog)
    dialog.item.set_value(dialog.item.values()[item])
    dialog.secret.setChecked(secret)
    dialog.saved.emit()
    qtbot.waitUntil(lambda: find_in_view(AddPapersDialog) is None)


def test_a_file_is_added_chosen_moved_and_the_pack_is_made_and_noted(desk, qtbot, tmp_path) -> None:
    add(desk, qtbot, tmp_path, "Budget.pdf", tagged("Budget"))
    add(desk, qtbot, tmp_path, "Plans.pdf", untagged(), secret=True)
    record = desk.window.stack.current_page().record
    record.pack.click()
    dialog = find_in_view(PackDialog)
    before = dialog.papers.keys()
    assert before[0] == "agenda"
    assert "1" in before
    assert "2" not in before, "it belongs to Part II"
    assert "Part II gets a file of its own, with 1 paper." in words(dialog)
    dialog.papers.setCurrentRow(before.index("1"))
    desk.press(dialog.papers, Qt.Key.Key_Up, ALT)
    assert dialog.papers.keys().index("1") == before.index("1") - 1
    desk.press(dialog.papers, Qt.Key.Key_Space)
    assert "1" not in set(dialog.papers.keys())
    desk.press(dialog.papers, Qt.Key.Key_Space)
    dialog.issue.setChecked(True)
    out = tmp_path / "out"
    out.mkdir()
    sent = out / "Board pack 2026-12-03 Elm Lane Board of Governors.pdf"
    sent.write_bytes(b"went out last week")
    dialog.make(str(out))
    qtbot.waitUntil(lambda: find_in_view(PackMadeDialog) is not None, timeout=60_000)
    told = find_in_view(PackMadeDialog)
    assert "“Plans.pdf” has no tags" in words(told)
    assert sent.read_bytes() == b"went out last week"
    names = sorted(file.name for file in out.iterdir() if file != sent)
    assert names[0] == "Board pack 2026-12-03 Elm Lane Board of Governors (2).pdf"
    assert len(names) == 2
    assert all(name in words(told) for name in names)
    told.reject()
    with desk.store.read() as session:
        assert [row.is_part_two for row in list_issued_packs(session, NEXT)] == [False, True]
    record.tabs.setCurrentIndex(1)
    assert "The pack went out on 22 November 2026" in words(record.later[0])
    again = opened(desk)
    assert again.kind.isVisible()
    again.reject()


def test_the_boxes_that_were_changed_stay_when_a_paper_is_added(desk, qtbot, tmp_path) -> None:
    dialog = opened(desk)
    keys = dialog.papers.keys()
    dialog.papers.setCurrentRow(0)
    desk.press(dialog.papers, Qt.Key.Key_Space)
    add(desk, qtbot, tmp_path, "Budget.pdf", tagged("Budget"))
    assert set(dialog.papers.keys()) == set(keys[1:]) | {"1"}
    dialog.reject()


def test_what_no_pack_can_have_is_told_when_it_is_added(desk, qtbot, tmp_path) -> None:
    place = tmp_path / "Secret.pdf"
    place.write_bytes(encrypted(untagged(), user="x"))
    with qtbot.waitSignal(desk.context.jobs.failed) as caught:
        take_papers(desk.context, NEXT, desk.window, [str(place)])
    assert "protected by a password" in caught.args[0].sentence
    with desk.store.read() as session:
        assert list_papers(session, NEXT) == ()


def test_nothing_ticked_is_told_in_the_dialog(desk) -> None:
    dialog = opened(desk)
    for place in range(dialog.papers.count()):
        dialog.papers.item(place).setCheckState(Qt.CheckState.Unchecked)
    dialog.saved.emit()
    assert "Tick the papers" in dialog.problem.text()
    dialog.reject()


def test_away_from_any_meeting_it_is_the_next_one_of_our_board(desk) -> None:
    desk.window.stack.current_page().show_list()
    dialog = opened(desk)
    assert "Elm Lane board of governors, 3 December 2026" in dialog.about.text()
    dialog.reject()


@pytest.mark.parametrize(("look", "zoom"), [(Appearance.LIGHT, 100), (Appearance.DARK, 200)])
def test_everybody_can_use_it(desk, look, zoom) -> None:
    desk.context.theme.set_appearance(look)
    desk.context.theme.set_zoom(zoom)
    dialog = opened(desk)
    assert audit(dialog) == []
    dialog.password.wanted.setChecked(True)
    assert audit(dialog) == []
    dialog.reject()
    adding = AddPapersDialog(desk.context, NEXT, [], desk.window)
    adding.open()
    assert audit(adding) == []
    adding.done(0)
    record = desk.window.stack.current_page().record
    record.tabs.setCurrentIndex(1)
    assert audit(desk.window) == []


def test_a_book_that_is_only_read_makes_packs_and_notes_nothing(open_desk, sample_file) -> None:
    desk = open_desk(sample_file, SPEC, first="meetings", read_only=True)
    desk.context.open("meeting", NEXT)
    dialog = opened(desk)
    assert not dialog.issue.isVisible()
    dialog.reject()


def test_readers_who_may_not_know_of_the_meeting_get_a_sentence_and_no_papers(desk) -> None:
    with desk.context.store.write("Ours alone") as session:
        session.get_one(Meeting, NEXT).visibility = Visibility.INTERNAL
    dialog = opened(desk)
    assert dialog.papers.keys()
    assert not dialog.problem.isVisible()
    dialog.readers.set_value(Visibility.PUBLIC)
    dialog.readers.picked.emit(Visibility.PUBLIC)
    assert dialog.papers.keys() == []
    assert dialog.problem.text().startswith("These readers may not know of ")
    dialog.saved.emit()
    assert dialog.problem.text().startswith("These readers may not know of ")
    dialog.readers.set_value(Visibility.INTERNAL)
    dialog.readers.picked.emit(Visibility.INTERNAL)
    assert dialog.papers.keys()
    assert not dialog.problem.isVisible()
