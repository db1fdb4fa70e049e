"""Notes and files of a record as the hand meets them: chips, cards, drops, own fields, history."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import QByteArray, QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from desktop.marks.file_preview import FilePreview, plain_name
from desktop.marks.history import ChangeDialog
from desktop.marks.tab import MarksTab
from desktop.pages.people import SPEC
from desktop.parts.dialog import PartDialog, StepDialog
from desktop.theme import Appearance
from models.actions.attachments import MOST_BYTES
from models.actions.custom_fields import CustomFieldFields, add_custom_field
from models.actions.people import PersonFields, create_person
from models.queries.attachments import list_attachments, read_attachment
from models.queries.custom_fields import list_custom_values
from models.queries.groups import list_groups_of
from models.queries.notes import NoteFilter, list_notes
from models.queries.references import ReferenceFilter, list_references
from models.queries.reminders import list_reminders
from models.queries.tags import list_tags_of
from models.vocabulary import FieldKind
from tests.desktop.accessibility import audit
from tests.desktop.in_view import field_of, in_view
from tests.desktop.pages.desk import TODAY, open_desk

__all__ = ["open_desk"]

LOOKS = [(Appearance.LIGHT, 100), (Appearance.DARK, 200)]


@pytest.fixture
def shown(open_desk):
    """Return the tab of somebody in view."""
    desk = open_desk(None, SPEC, first="people")
    with desk.store.write("Begin") as session:
        number = create_person(session, PersonFields("Nair", "Priya"))
        for at, (label, kind, options) in enumerate(
            (
                ("Badge", FieldKind.TEXT, ()),
                ("Size", FieldKind.NUMBER, ()),
                ("Vetted on", FieldKind.DATE, ()),
                ("Lunch", FieldKind.CHOICE, ("None", "Vegan")),
                ("Parking", FieldKind.YES_NO, ()),
            )
        ):
            add_custom_field(session, CustomFieldFields("person", label, kind, options, at))
    page = desk.window.stack.current_page()
    page.show_record("person", number)
    detail = page.detail
    tab = next(tab for tab in detail.parts_tabs if isinstance(tab, MarksTab))
    detail.tabs.setCurrentIndex(
        next(at for at in range(detail.tabs.count()) if detail.tabs.widget(at).isAncestorOf(tab))
    )
    QApplication.processEvents()
    return desk, detail, number, tab


def asked(desk, question, *given, **more):
    with desk.store.read() as session:
        return question(session, *given, **more)


def test_a_tag_is_typed_offered_put_on_and_taken_off(shown) -> None:
    desk, _detail, number, tab = shown
    desk.keys(tab.tags.line, "Music")
    assert [choice.line.title for choice in tab.tags.line.choices()] == ["New tag “Music”"]
    desk.press(tab.tags.line, Qt.Key.Key_Return)
    assert [row.name for row in asked(desk, list_tags_of, "person", number)] == ["Music"]
    assert [chip.text() for chip in tab.tags.chips()] == ["Music"]
    desk.keys(tab.tags.line, "mus")
    assert tab.tags.line.choices() == [] or tab.tags.line.choices()[0].kind == "new", "what it has is not offered"
    tab.tags.line.clear()
    QTest.keyClick(tab.tags.chips()[0], Qt.Key.Key_Delete)
    assert asked(desk, list_tags_of, "person", number) == ()
    assert desk.store.undo() == "Tag Music taken off: Priya Nair"
    assert tab.tags.count() == 1, "the card hears of the undo by itself"
    scroll = tab.parentWidget().parentWidget()
    scroll.ensureWidgetVisible(tab.groups.line)
    QApplication.processEvents()
    desk.keys(tab.groups.line, "Heads")
    assert tab.groups.line.is_open, desk.window.focusWidget()
    desk.press(tab.groups.line, Qt.Key.Key_Return)
    assert [row.name for row in asked(desk, list_groups_of, "person", number)] == ["Heads"]
    tab.groups.chips()[0].click()
    assert asked(desk, list_groups_of, "person", number) == ()


def test_a_note_a_reference_and_a_reminder_are_added_changed_and_taken_back(shown, qtbot) -> None:
    desk, _detail, number, tab = shown
    tab.cards["note"].add()
    form = in_view(PartDialog)
    form.saved.emit()
    assert form.isVisible(), "an empty note is not saved"
    field_of(form, "text").set_text("Back from leave in May")
    form.saved.emit()
    assert [row.text for row in asked(desk, list_notes, NoteFilter(record=("person", number))).rows] == [
        "Back from leave in May"
    ]
    card = tab.cards["note"]
    card.view.setCurrentIndex(card.view.model().index(0, 0))
    card.view.activated.emit(card.view.currentIndex())
    form = in_view(PartDialog)
    field_of(form, "text").set_text("Back in June")
    form.saved.emit()
    assert asked(desk, list_notes, NoteFilter(record=("person", number))).rows[0].text == "Back in June"

    tab.cards["reference"].add()
    form = in_view(PartDialog)
    field_of(form, "title").setText("A profile")
    field_of(form, "url").setText("https://paper.example/nair")
    form.saved.emit()
    row = asked(desk, list_references, ReferenceFilter(record=("person", number)))[0]
    assert (row.title, [one.id for one in row.records]) == ("A profile", [number])
    tab.cards["reference"].menu_of(row.id).actions()[-1].trigger()
    assert asked(desk, list_references, ReferenceFilter(record=("person", number))) == ()
    assert len(asked(desk, list_references)) == 1, "taken off the record, it stays in the library"

    offer = tab.cards["reference"].findChild(QWidget, "reference_together_0")
    assert offer.isVisible()
    offer.click()
    form = in_view(StepDialog)
    form.saved.emit()
    assert form.isVisible(), "nothing is chosen yet"
    line = field_of(form, "reference_id")
    qtbot.waitUntil(form.isActiveWindow)
    desk.keys(line, "prof")
    assert [choice.line.title for choice in line.choices()] == ["A profile"]
    desk.press(line, Qt.Key.Key_Return)
    form.saved.emit()
    assert [one.id for one in asked(desk, list_references, ReferenceFilter(record=("person", number)))] == [row.id]
    assert len(asked(desk, list_references)) == 1, "it is kept once"
    assert not offer.isVisible(), "nothing is kept that does not stand here"
    assert desk.store.undo() == "Use one kept elsewhere: Priya Nair"
    assert asked(desk, list_references, ReferenceFilter(record=("person", number))) == ()
    desk.store.redo()

    tab.cards["reminder"].add()
    form = in_view(PartDialog)
    field_of(form, "text").setText("Ask how she is")
    field_of(form, "due_on").setText("27 Nov")
    form.saved.emit()
    (reminder,) = asked(desk, list_reminders, TODAY, up_to=date.max, record=("person", number))
    assert reminder.due_on == date(2026, 11, 27)
    step = next(one for one in tab.cards["reminder"].menu_of(reminder.id).actions() if one.text() == "Seen to")
    step.trigger()
    assert asked(desk, list_reminders, TODAY, up_to=date.max, record=("person", number)) == ()
    for _step in range(7):
        desk.store.undo()
    assert [card.count() for card in tab.cards.values()] == [0, 0, 0, 0]


def test_files_are_dropped_kept_looked_at_renamed_and_taken_off(shown, qtbot, tmp_path) -> None:
    desk, detail, number, tab = shown
    place, large = tmp_path / "Plan für Mai.txt", tmp_path / "large.bin"
    place.write_text("Meet in May")
    with large.open("wb") as file:
        file.truncate(MOST_BYTES + 1)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(one)) for one in (place, large, tmp_path)])
    at = QPointF(5, 5)
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(at.toPoint(), Qt.DropAction.CopyAction, data, left, none)
    QApplication.sendEvent(detail, enter)
    assert enter.isAccepted()
    QApplication.sendEvent(detail, QDropEvent(at, Qt.DropAction.CopyAction, data, left, none))
    qtbot.waitUntil(lambda: tab.files.count() == 1)
    assert "large.bin” is larger than 50 MB" in tab.files.refused.text()
    assert "is a folder" in tab.files.refused.text()
    (row,) = asked(desk, list_attachments, ("person", number))
    assert asked(desk, read_attachment, row.id).data == b"Meet in May"
    assert desk.store.undo_label() == "Add Plan für Mai.txt: Priya Nair"

    tab.files.view.setCurrentIndex(tab.files.view.model().index(0, 0))
    tab.files.view.activated.emit(tab.files.view.currentIndex())
    look = in_view(FilePreview)
    assert audit(look) == []
    look.reject()
    words = [action.text() for action in tab.files.menu_of(row.id).actions() if action.text()]
    assert words == ["Look at it", "Open in its own program", "Save a copy…", "Rename…", "Take off"]
    next(one for one in tab.files.menu_of(row.id).actions() if one.text() == "Rename…").trigger()
    form = in_view(PartDialog)
    field_of(form, "name").setText("Plan.txt")
    form.saved.emit()
    assert asked(desk, list_attachments, ("person", number))[0].name == "Plan.txt"
    next(one for one in tab.files.menu_of(row.id).actions() if one.text() == "Take off").trigger()
    assert asked(desk, list_attachments, ("person", number)) == ()
    assert desk.store.undo() == "File taken out: Priya Nair"
    assert tab.files.count() == 1


def test_text_is_no_file(shown) -> None:
    _desk, detail, _number, tab = shown
    data = QMimeData()
    data.setData("text/plain", QByteArray(b"words"))
    enter = QDragEnterEvent(
        QPointF(5, 5).toPoint(), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )  # fmt: skip
    enter.ignore()
    QApplication.sendEvent(detail, enter)
    assert not enter.isAccepted()
    assert tab.files.count() == 0


@pytest.mark.parametrize(
    ("name", "plain"), [("../a:b?.pdf", "a_b_.pdf"), ("..", "file"), ("C:\\x\\y.doc", "y.doc"), ("a\nb.txt", "a_b.txt")]
)
def test_a_name_is_never_a_path(name, plain) -> None:
    assert plain_name(name) == plain


def test_own_fields_are_saved_as_they_are_left_each_by_its_kind(shown) -> None:
    desk, _detail, number, tab = shown
    form = tab.own.form
    fields = {one.field.label: f"own_{one.field.id}" for one in asked(desk, list_custom_values, "person", number)}
    desk.keys(form.editor(fields["Badge"]), "Blue")
    form.editor(fields["Size"]).setFocus()
    desk.keys(form.editor(fields["Size"]), "many")
    form.editor(fields["Vetted on"]).setFocus()
    desk.keys(form.editor(fields["Vetted on"]), "1 Nov")
    form.flush()
    for label, value in (("Lunch", "Vegan"), ("Parking", False)):
        form.editor(fields[label]).set_value(value)
        form.leave(fields[label])
    values = {one.field.label: one.value for one in asked(desk, list_custom_values, "person", number)}
    assert values == {
        "Badge": "Blue",
        "Size": None,
        "Vetted on": date(2026, 11, 1),
        "Lunch": "Vegan",
        "Parking": False,
    }
    form.editor(fields["Size"]).setText("many")
    assert form.field(fields["Size"]).problem() == "“many” is no number for “Size”."
    desk.store.undo()
    assert form.editor(fields["Parking"]).value() is None


def test_the_history_tells_and_takes_one_change_back(shown) -> None:
    desk, _detail, number, tab = shown
    with desk.store.write("Rename") as session:
        from models.entities import Person

        session.get_one(Person, number).note = "Ring after ten"
    texts = [item.text for item in tab.history.view.items()]
    assert "Ring after ten" in texts[0]
    change = tab.history.view.items()[0].record
    tab.history.menu_of(change).actions()[-1].trigger()
    dialog = in_view(ChangeDialog)
    assert audit(dialog) == []
    dialog.saved.emit()
    assert not dialog.isVisible()
    assert tab.history.view.items()[0].text == "Taken back: Rename"
    assert tab.history.view.items()[1].aside == "Taken back"
    assert len(tab.history.menu_of(change).actions()) == 1, "what does not stand cannot be taken back"


@pytest.mark.parametrize(("look", "size"), LOOKS)
def test_everyone_can_use_the_tab(shown, look, size) -> None:
    desk, _detail, _number, tab = shown
    desk.keys(tab.tags.line, "Music")
    desk.press(tab.tags.line, Qt.Key.Key_Return)
    desk.context.theme.set_appearance(look)
    desk.context.theme.set_zoom(size)
    assert audit(desk.window) == []
    for key in ("note", "reference", "reminder"):
        tab.cards[key].add()
        form = in_view(PartDialog)
        assert audit(form) == []
        form.reject()
