"""Settings, help and about, as the hand meets them."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel

from desktop import own_name
from desktop.commands import Command, command_rows, key_rows
from desktop.dialogs.about import MADE_WITH, AboutDialog, version_of
from desktop.pages.help import SPEC as HELP
from desktop.pages.settings import SPEC as SETTINGS
from desktop.settings import BACKUP_FOLDER
from desktop.theme import Appearance
from models import settings as book
from models import who
from models.paper_words import find_paper_words
from models.queries.history import list_history
from models.queries.organisations import find_organisation_row
from reports.catalogue import find_report
from tests.desktop.accessibility import audit
from tests.desktop.in_view import in_view
from tests.desktop.pages.desk import TODAY, open_desk

__all__ = ["open_desk"]

LOOKS = [(Appearance.LIGHT, 100), (Appearance.DARK, 200)]


@pytest.fixture
def desk(open_desk, sample_file):
    return open_desk(sample_file, SETTINGS, HELP, first="settings")


def kept(desk, key):
    with desk.store.read() as session:
        return book.get_setting(session, key)


def words_on(widget):
    return [label.text() for label in widget.findChildren(QLabel)]


def test_each_setting_is_kept_as_it_is_left(desk):
    form = desk.window.stack.current_page().book
    name, near = form.us.field("our.person").editor, form.near.field("near.metres").editor
    assert name.text() == "Sam Okoro"
    name.clear()
    desk.keys(name, "Ada & Co")
    near.setFocus()
    assert kept(desk, book.OUR_PERSON) == "Ada & Co"
    near.clear()
    desk.keys(near, "20")
    name.setFocus()
    assert form.near.field("near.metres").message.text() == "Enter a whole number from 100 to 50000."
    assert kept(desk, book.NEAR_METRES) == 1500
    near.clear()
    desk.keys(near, "2000")
    name.setFocus()
    assert kept(desk, book.NEAR_METRES) == 2000
    pace = form.near.field("walking.metres_a_minute").editor
    pace.clear()
    desk.keys(pace, "65.5")
    name.setFocus()
    assert kept(desk, book.WALKING_METRES_A_MINUTE) == 65.5
    assert "about 20 minutes" in form.near.field("walking.detour_factor").hint.text()
    desk.context.actions[Command.UNDO].trigger()
    assert pace.text() == "80"


def test_the_name_in_the_history_is_kept_on_this_computer(desk, tmp_path, monkeypatch):
    monkeypatch.setattr(own_name, "place", lambda: tmp_path / "name.txt")
    line = desk.window.stack.current_page().own_name.line
    line.setFocus()
    desk.keys(line, "/home/ann")
    desk.window.setFocus()
    assert "without /" in desk.window.stack.current_page().own_name.message.text()
    line.setText("Priya Nair")
    line.editingFinished.emit()
    assert desk.store.actor == own_name.kept_name() == "Priya Nair"
    assert not desk.window.stack.current_page().own_name.message.isVisible()
    with desk.store.write("Change") as session:
        book.set_setting(session, book.OUR_EMAIL, "p@example.org")
    with desk.store.read() as session:
        assert list_history(session, limit=1).rows[0].actor == "Priya Nair"
    line.setText("")
    line.editingFinished.emit()
    assert desk.store.actor == who.computer_name()


def test_the_look_of_papers_is_kept_and_a_logo_is_taken_and_removed(desk, tmp_path, qtbot):
    look = desk.window.stack.current_page().papers
    colour = look.form.field(book.HOUSE_COLOUR.name)
    foot = look.form.field(book.HOUSE_FOOT.name).editor
    colour.editor.setFocus()
    colour.editor.clear()
    desk.keys(colour.editor, "#ffee00")
    foot.setFocus()
    assert "dark enough to read on white" in colour.message.text()
    assert kept(desk, book.HOUSE_COLOUR) == "#0B5A8A"
    colour.editor.clear()
    desk.keys(colour.editor, "#0f5c2e")
    foot.setFocus()
    assert kept(desk, book.HOUSE_COLOUR) == "#0F5C2E"
    assert look.nothing.isVisibleTo(look)
    picture = QImage(300, 100, QImage.Format.Format_RGB32)
    picture.fill(0x0F5C2E)
    assert picture.save(str(tmp_path / "logo.png"))
    look.take_logo(str(tmp_path / "logo.png"))
    qtbot.waitUntil(lambda: kept(desk, book.HOUSE_LOGO) != "", timeout=5000)
    qtbot.waitUntil(lambda: look.picture.isVisibleTo(look), timeout=5000)
    (tmp_path / "broken.png").write_bytes(b"no picture")
    before = kept(desk, book.HOUSE_LOGO)
    look.take_logo(str(tmp_path / "broken.png"))
    qtbot.waitUntil(
        lambda: any("broken.png is not a picture" in words for words in words_on(desk.window)), timeout=5000
    )
    assert kept(desk, book.HOUSE_LOGO) == before
    assert audit(desk.window) == []
    look.remove.click()
    assert kept(desk, book.HOUSE_LOGO) == ""
    desk.context.actions[Command.UNDO].trigger()
    assert kept(desk, book.HOUSE_LOGO) == before


def test_which_small_numbers_others_read_is_said_and_kept(desk):
    form = desk.window.stack.current_page().book
    field = form.few.field(book.LEAST_SHOWN.name)
    assert field.hint.text() == "Others read “fewer than 5” for 1 to 4"
    field.editor.clear()
    desk.keys(field.editor, "2")
    form.us.field("our.person").editor.setFocus()
    assert field.message.text() == "Enter a whole number from 3 to 20."
    field.editor.clear()
    desk.keys(field.editor, "10")
    form.us.field("our.person").editor.setFocus()
    assert kept(desk, book.LEAST_SHOWN) == 10
    assert field.hint.text() == "Others read “fewer than 10” for 1 to 9"
    desk.context.actions[Command.UNDO].trigger()
    assert field.editor.text() == "5"


def test_our_school_is_chosen_from_the_organisations(desk):
    form = desk.window.stack.current_page().book
    form.school.clear()
    desk.keys(form.school, "greenway academy")
    desk.press(form.school, Qt.Key.Key_Return)
    number = kept(desk, book.OUR_ORGANISATION)
    with desk.store.read() as session:
        assert find_organisation_row(session, number, today=TODAY).name == "Greenway Academy"


def test_the_look_follows_the_choice_and_the_keys(desk):
    page, theme = desk.window.stack.current_page(), desk.context.theme
    page.look.set_value(Appearance.DARK)
    page.look.picked.emit(page.look.value())
    assert theme.appearance is Appearance.DARK
    page.size_of_text.set_value(150)
    page.size_of_text.picked.emit(150)
    assert theme.zoom == 150
    theme.zoom_out()
    assert page.size_of_text.value() == 140
    theme.zoom_reset()


def test_the_page_says_where_the_book_is_and_whether_it_is_locked(desk):
    page = desk.window.stack.current_page()
    words = words_on(page)
    assert str(desk.store.location) in words
    assert page.lock.text().startswith("This book has no passphrase")
    labels = [label for label in page.findChildren(QLabel) if label.text() == str(desk.store.location)]
    assert labels[0].textFormat() is Qt.TextFormat.PlainText
    assert not labels[0].textInteractionFlags() & Qt.TextInteractionFlag.LinksAccessibleByMouse


def test_help_shows_every_key_and_about_every_part(desk):
    desk.context.actions[Command.HELP].trigger()
    assert desk.window.stack.current_key == "help"
    words = words_on(desk.window.stack.current_page())
    assert all((keys or "in the menu") in words and meaning in words for _menu, keys, meaning in command_rows())
    assert {keys for _menu, keys, _meaning in key_rows()} <= set(words)
    assert desk.window.rail._group.checkedButton() is None
    desk.context.actions[Command.SETTINGS].trigger()
    assert desk.window.stack.current_key == "settings"
    desk.context.actions[Command.ABOUT].trigger()
    about = in_view(AboutDialog)
    shown = words_on(about)
    for name, package, licence in MADE_WITH:
        assert version_of(package)
        assert {name, version_of(package), licence} <= set(shown)
    assert not any("http" in text for text in shown)
    about.reject()


def test_about_names_every_library_that_is_asked_for():
    asked = tomllib.loads((Path(__file__).parents[3] / "pyproject.toml").read_text("utf-8"))["project"]
    named = {re.match(r"[\w-]+", line)[0].casefold() for line in asked["dependencies"]}
    named |= {re.match(r"[\w-]+", line)[0].casefold() for line in asked["optional-dependencies"]["server"]}
    assert named == {package.casefold() for _name, package, _licence in MADE_WITH}


@pytest.mark.parametrize(("look", "zoom"), LOOKS)
def test_settings_and_help_can_be_reached_and_read(desk, look, zoom, qtbot):
    desk.context.theme.set_appearance(look)
    desk.context.theme.set_zoom(zoom)
    qtbot.wait(30)
    assert audit(desk.window) == []
    desk.window.stack.show_page("help")
    qtbot.wait(30)
    assert audit(desk.window) == []
    about = AboutDialog(desk.window)
    about.open()
    qtbot.wait(20)
    assert audit(about) == []
    about.reject()


def test_backups_go_where_they_are_told_to(desk, tmp_path):
    page = desk.window.stack.current_page()
    page.keep_backups_in(str(tmp_path / "stick"))
    assert desk.context.settings.get(BACKUP_FOLDER) == str(tmp_path / "stick")
    assert page.backups.text() == str(tmp_path / "stick")


def test_standard_words_are_kept_for_each_paper_and_given_up_again(open_desk, sample_file) -> None:
    desk = open_desk(sample_file, SETTINGS, first="settings")
    card = desk.window.stack.current_page().words
    opening, recommend = card.form.field("opening").editor, card.form.field("recommend").editor
    assert card.paper.value() == "board-paper"
    assert card.form.field("recommend").hint.text() == "Ours: The board is asked to:"
    opening.set_text("Dear governors")
    card.form.leave("opening")
    recommend.setText("x" * 130)
    card.paper.set_value("agenda")
    card.paper.picked.emit("agenda")
    assert card.paper.value() == "board-paper"
    assert "120" in card.form.field("recommend").problem()
    recommend.setText("Governors are asked to:")
    card.paper.set_value("agenda")
    card.paper.picked.emit("agenda")
    assert opening.text() == ""
    assert not card.form.field("recommend").isVisibleTo(card)
    with desk.store.read() as session:
        kept = find_paper_words(session, "board-paper")
    assert (kept.opening, kept.recommend) == ("Dear governors", "Governors are asked to:")
    card.paper.set_value("board-paper")
    card.paper.picked.emit("board-paper")
    card.reset.click()
    QApplication.processEvents()
    assert opening.text() == ""
    assert not card.reset.isEnabled()
    assert desk.store.undo_label() == "Our words again: Board paper: external relations"
    desk.window.undo()
    QApplication.processEvents()
    assert opening.text() == "Dear governors"


def test_the_card_of_data_protection_leads_to_its_papers_and_to_what_is_law(desk, qtbot):
    tab = desk.window.stack.current_page().tabs.parts_tabs["protection"]
    asked = []
    desk.context.wishes.page_requested.connect(lambda key, wish: asked.append((key, wish)))
    for name in ("what-we-hold", "processing-record", "privacy-notice"):
        tab.findChild(QAbstractButton, f"paper_{name}").click()
        assert find_report(name).name == name
        assert asked[-1] == ("reports", name)
    tab.findChild(QAbstractButton, "help_on_protection").click()
    assert asked[-1] == ("help", "protection")
    page = desk.window.stack.current_page()
    assert page.objectName() == "page_help"
    qtbot.waitUntil(lambda: page.area.verticalScrollBar().value() > 0)
    said = " ".join(words_on(page.protection))
    for words in ("check current guidance", "within one month", "72 hours", "20 school days", "30 days", "2026"):
        assert words in said, words
    assert not audit(desk.window)
