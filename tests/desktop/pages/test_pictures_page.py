"""The page of pictures and the star of an organisation, in a real window on the sample book."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication

from desktop.commands import Command
from desktop.pages.events import SPEC as EVENTS
from desktop.pages.organisations import SPEC as ORGANISATIONS
from desktop.pages.pictures import SPEC as PICTURES_PAGE
from desktop.pages.pictures.page import PicturesPage
from desktop.pictures.panel import PICTURE, TABLE
from desktop.pictures.view import PictureView
from desktop.tables.data_table import DataTable
from desktop.theme import Appearance
from reports.pictures.catalogue import PICTURES
from tests.desktop.accessibility import audit
from tests.desktop.pages.desk import Desk, open_desk

__all__ = ["open_desk"]

Open = Callable[..., Desk]


@pytest.fixture
def desk(open_desk: Open, sample_file: Path, qtbot) -> Desk:
    made = open_desk(sample_file, PICTURES_PAGE, ORGANISATIONS, EVENTS, first="pictures")
    qtbot.waitUntil(lambda: page_of(made).panel.picture is not None)
    return made


def page_of(desk: Desk) -> PicturesPage:
    page = desk.window.stack.current_page()
    assert isinstance(page, PicturesPage)
    return page


def show(desk: Desk, qtbot, key: str) -> PicturesPage:
    page = page_of(desk)
    page.show_key(key)
    qtbot.waitUntil(lambda: not desk.context.jobs.is_busy)
    qtbot.waitUntil(lambda: page.panel.picture is not None and page._wanted > 0)
    QApplication.processEvents()
    return page


def test_every_picture_is_drawn_and_can_be_walked_to_its_end(desk: Desk, qtbot) -> None:
    for spec in PICTURES:
        page = show(desk, qtbot, spec.key)
        view = page.panel.view
        assert page.panel.shown() is view, spec.key
        assert view.accessibleName() == page.panel.picture.title
        assert len(view.accessibleDescription()) > 20
        view.setFocus()
        desk.press(view, Qt.Key.Key_Home)
        seen = {view.currentIndex().row()}
        for _step in range(len(view.spots) + 3):
            desk.press(view, Qt.Key.Key_Right)
            seen.add(view.currentIndex().row())
        assert seen == set(range(len(view.spots))), f"{spec.key}: each part is reached by the Right arrow"
        rect = view.visualRect(view.currentIndex())
        assert view.viewport().rect().intersects(rect), f"{spec.key}: what is current is in view"
        desk.press(view, Qt.Key.Key_Up)
        assert view.currentIndex().isValid()


def test_a_ward_narrows_every_picture_of_many_and_is_said_where_it_cannot(desk: Desk, qtbot) -> None:
    page = show(desk, qtbot, "replies")
    choices = page.choices
    assert choices.ward.value() is None
    assert choices.words().endswith("The whole area")
    whole = len(page.panel.picture.table.rows)
    place = next(n for n in range(1, choices.ward.count()) if choices.ward.itemText(n) == "Southgate")
    choices.ward.setCurrentIndex(place)
    choices.ward.activated.emit(place)
    qtbot.waitUntil(lambda: not desk.context.jobs.is_busy)
    QApplication.processEvents()
    assert len(page.panel.picture.table.rows) < whole
    for spec in PICTURES:
        show(desk, qtbot, spec.key)
        field = choices.fields["who" if "who" in spec.takes else "ward"]
        if spec.takes & {"who", "ward"}:
            assert field.isVisible(), spec.key
            assert "Southgate" in field.editor.currentText(), "it stays when another picture is looked at"
            assert not choices.unmoved.isVisible()
        else:
            assert choices.unmoved.text() == "This picture is of one organisation, so it is not narrowed to Southgate."
            assert choices.unmoved.isVisible()
    choices.ward.setCurrentIndex(0)
    choices.ward.activated.emit(0)
    assert not isinstance(choices.who.value(), int)


def test_a_screen_reader_hears_each_part_and_where_it_is(desk: Desk, qtbot) -> None:
    view = show(desk, qtbot, "network").panel.view
    face = QAccessible.queryAccessibleInterface(view)
    assert face is not None
    assert face.text(QAccessible.Text.Name) == "Who is linked with whom"
    assert face.text(QAccessible.Text.Description).startswith("Network of ")
    words = [face.child(number).text(QAccessible.Text.Name) for number in range(face.childCount())]
    assert "Kingsmead Regional College: linked with nobody" in words
    assert len(words) == len(view.spots)
    assert face.child(0).rect().isValid()
    assert view.visualRect(view.model().index(0, 0)).isValid()


def test_enter_opens_the_record_of_a_part_and_back_returns_to_the_picture(desk: Desk, qtbot) -> None:
    view = show(desk, qtbot, "network").panel.view
    view.setFocus()
    desk.press(view, Qt.Key.Key_Home)
    record = view.current_record()
    assert record is not None
    desk.press(view, Qt.Key.Key_Return)
    assert desk.window.stack.current_key == "organisations"
    assert desk.window.stack.record_in_view() == ("organisation", record.id)
    desk.context.actions[Command.BACK].trigger()
    assert desk.window.stack.current_key == "pictures"
    assert page_of(desk).spec.key == "network"


def test_the_same_stands_in_a_table_whose_rows_open_too(desk: Desk, qtbot) -> None:
    page = show(desk, qtbot, "promotions")
    page.panel.switch.set_on(frozenset({TABLE}))
    table = page.panel.shown()
    assert isinstance(table, DataTable)
    picture = page.panel.picture
    assert table.model().rowCount() == len(picture.table.rows)
    assert [column.title for column in table.model().columns] == [column.title for column in picture.table.columns]
    table.setFocus()
    table.setCurrentIndex(table.model().index(0, 0))
    desk.press(table, Qt.Key.Key_Return)
    assert desk.window.stack.current_key == "events"
    assert desk.window.stack.record_in_view() == (picture.records[0].kind, picture.records[0].id)


def test_the_table_stays_when_another_picture_is_looked_at(desk: Desk, qtbot) -> None:
    page = show(desk, qtbot, "replies")
    page.panel.switch.set_on(frozenset({TABLE}))
    show(desk, qtbot, "keeping")
    assert page.panel.on_table
    assert isinstance(page.panel.shown(), DataTable)
    export = page.export_list()
    assert export is not None
    assert export.count == len(page.panel.picture.table.rows)
    page.panel.switch.set_on(frozenset({PICTURE}))
    assert page.panel.shown() is page.panel.view


def test_a_mouse_points_at_what_is_under_it(desk: Desk, qtbot) -> None:
    view = show(desk, qtbot, "together").panel.view
    for row in (0, 5, len(view.spots) // 2):
        view.scrollTo(view.model().index(row, 0))
        where = view.visualRect(view.model().index(row, 0)).center()
        assert view.indexAt(where).row() == row
        qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=where)
        assert view.currentIndex().row() == row
    assert not view.indexAt(view.viewport().rect().topLeft()).isValid()


def test_choices_narrow_the_picture(desk: Desk, qtbot) -> None:
    page = show(desk, qtbot, "nearby")
    assert not page.choices.fields["walk"].isHidden()
    assert page.choices.fields["period"].isHidden()
    many = len(page.panel.picture.table.rows)
    page.choices.walk.set_value(15)
    page.choices.walk.picked.emit(15)
    qtbot.waitUntil(lambda: len(page.panel.picture.table.rows) < many)
    page = show(desk, qtbot, "replies")
    before = page.panel.picture
    page.choices.period.set_value("last-month")
    page.choices.period.picked.emit("last-month")
    qtbot.waitUntil(lambda: page.panel.picture is not before)
    assert len(page.panel.picture.table.rows) < len(before.table.rows)


def test_a_change_in_the_book_is_drawn(desk: Desk, qtbot) -> None:
    from models.actions.organisations import RelationshipFields, add_relationship
    from models.queries.partnership_network import find_network
    from models.vocabulary import RelationshipType

    page = show(desk, qtbot, "network")
    before = page.panel.picture
    with desk.store.read() as session:
        alone = find_network(session, as_at=desk.context.today()).isolated
    with desk.store.write("Link") as session:
        add_relationship(
            session, RelationshipFields(from_id=alone[0].id, to_id=alone[1].id, type=RelationshipType.WORKS_WITH)
        )
    qtbot.waitUntil(lambda: page.panel.picture is not before)
    assert f"{alone[0].name}: 1 link" in {spot.words for spot in page.panel.view.spots}


def test_a_picture_is_saved_with_its_table(desk: Desk, qtbot, tmp_path: Path) -> None:
    page = show(desk, qtbot, "funnel")
    target = tmp_path / "funnel.pdf"
    said: list[str] = []
    desk.context.wishes.said.connect(said.append)
    page.save(str(target))
    qtbot.waitUntil(lambda: bool(said))
    assert target.read_bytes().startswith(b"%PDF")
    assert said == [f"Saved as funnel.pdf in {tmp_path}."]


def test_a_book_with_nothing_says_so_in_words(open_desk: Open, qtbot) -> None:
    desk = open_desk(None, PICTURES_PAGE, first="pictures")
    qtbot.waitUntil(lambda: page_of(desk).panel.picture is not None)
    for spec in PICTURES:
        page = show(desk, qtbot, spec.key)
        qtbot.waitUntil(lambda page=page: not page.panel.switch.isEnabled())
        assert page.panel.nothing.isVisible()
        assert page.panel.nothing.words.text().endswith(".")
        assert not page.save_button.isEnabled()
        assert audit(desk.window) == [], spec.key


def test_the_command_leads_here_from_anywhere(desk: Desk, qtbot) -> None:
    desk.window.stack.show_page("organisations")
    desk.context.actions[Command.PICTURES].trigger()
    assert desk.window.stack.current_key == "pictures"
    action = desk.context.actions[Command.PICTURES]
    assert any(action in menu.actions() for menu in desk.window.menus.values())


@pytest.mark.parametrize("zoom", [100, 200])
@pytest.mark.parametrize("look", [Appearance.LIGHT, Appearance.DARK])
def test_everybody_can_read_and_reach_it(desk: Desk, qtbot, zoom: int, look: Appearance) -> None:
    desk.context.theme.set_zoom(zoom)
    desk.context.theme.set_appearance(look)
    for key in ("network", "together", "nearby", "star"):
        page = show(desk, qtbot, key)
        assert audit(desk.window) == [], key
        page.panel.switch.set_on(frozenset({TABLE}))
        QApplication.processEvents()
        assert audit(desk.window) == [], f"{key} as a table"
        page.panel.switch.set_on(frozenset({PICTURE}))
    page.split.show_list()
    QApplication.processEvents()
    assert audit(desk.window) == []


def test_a_switch_between_pictures_is_painted_at_once(desk: Desk, qtbot) -> None:
    """What is painted again at a switch is the time the window stands still; the drawing itself is the worker's."""
    page = show(desk, qtbot, "together")
    view = page.panel.view
    times = []
    for _turn in range(4):
        begun = time.process_time()
        view._planned = None
        view._lay_out()
        view.grab()
        times.append(time.process_time() - begun)
    assert min(times) < 0.1


def test_an_organisation_has_its_star_in_a_tab(desk: Desk, qtbot) -> None:
    desk.window.stack.open_record("organisation", 6)
    page = desk.window.stack.current_page()
    detail = page.detail
    place = next(at for at in range(detail.tabs.count()) if detail.tabs.tabText(at) == "Links")
    assert detail.links.panel.picture is None, "drawn when it is looked at"
    detail.tabs.setCurrentIndex(place)
    QApplication.processEvents()
    view = detail.links.panel.view
    assert isinstance(view, PictureView)
    assert detail.links.panel.picture.title == "Links of Elm Lane Primary School"
    view.setFocus()
    desk.press(view, Qt.Key.Key_Home)
    record = view.current_record()
    desk.press(view, Qt.Key.Key_Return)
    assert desk.window.stack.record_in_view() == ("organisation", record.id)
    QApplication.processEvents()
    assert audit(desk.window) == []


def test_a_picture_is_printed_as_the_page_that_is_saved(desk: Desk, qtbot, monkeypatch: pytest.MonkeyPatch) -> None:
    printed: list[tuple[bytes, str]] = []
    monkeypatch.setattr(
        "desktop.widgets.printing.print_pdf", lambda content, title, _parent: printed.append((content, title))
    )
    show(desk, qtbot, "funnel")
    assert desk.context.actions[Command.PRINT].isEnabled()
    desk.context.actions[Command.PRINT].trigger()
    qtbot.waitUntil(lambda: bool(printed))
    assert printed[0][0].startswith(b"%PDF")
    assert printed[0][1] == "From being keen to a result"
