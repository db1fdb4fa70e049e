"""The lists of the settings: every card and form for everybody, and what each of them does."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication

from desktop.pages.people import SPEC as PEOPLE
from desktop.pages.settings import SHOWN
from desktop.pages.settings import SPEC as SETTINGS
from desktop.pages.settings.tabs import sections
from desktop.parts.dialog import PartDialog, StepDialog
from desktop.theme import Appearance
from models.actions.tags import TagFields, add_tag, tag_record
from models.errors import AppError
from models.queries.custom_fields import list_custom_fields
from models.queries.forms import find_form
from models.queries.partnership_types import list_partnership_types
from models.queries.tags import list_tags, list_tags_of
from models.vocabulary import FieldKind
from tests.desktop.accessibility import audit
from tests.desktop.in_view import field_of, in_view
from tests.desktop.pages.desk import TODAY, open_desk

__all__ = ["open_desk"]

LOOKS = [(Appearance.LIGHT, 100), (Appearance.DARK, 200)]
NAMES = [name for _words, _parts, name in sections(lambda: TODAY)]


@pytest.fixture
def shown(open_desk, sample_file):
    desk = open_desk(sample_file, SETTINGS, PEOPLE, first="settings")
    return desk, desk.window.stack.current_page().tabs


def asked(desk, question, *given, **more):
    with desk.store.read() as session:
        return question(session, *given, **more)


@pytest.mark.parametrize("name", NAMES)
def test_every_tab_and_form_is_for_everybody_and_saves_what_it_shows(shown, name) -> None:
    desk, tabs = shown
    tab = tabs.show_kind(name)
    QApplication.processEvents()
    theme = desk.context.theme
    for look, size in LOOKS:
        theme.set_appearance(look)
        theme.set_zoom(size)
        assert audit(desk.window) == []
    theme.set_zoom(100)
    for card in tab.cards.values():
        part = card.part
        if part.add:
            _look_at(theme, card.add)
        number = next((number for number in card._rows if number > 0 and card._may_change(number)), None)
        if part.edit is None or number is None:
            continue
        before = _form(desk, part, number)
        form = PartDialog(desk.context, part, card._owner, number, desk.window)
        form.open()
        try:
            form.write()
        except AppError as error:
            pytest.fail(f"{part.kind}: {error.sentence}")
        form.reject()
        after = _form(desk, part, number)
        assert {**after, "version": 0} == {**before, "version": 0}, part.kind
        for step in part.steps:
            if step.fields:
                _look_at(theme, lambda card=card, step=step, number=number: card._take(step, number))


def _form(desk, part, number):
    with desk.store.read() as session:
        extra = part.read(session, number) if part.read is not None else {}
        form = find_form(session, part.kind, number, part.form, **extra)
    return {name: getattr(form, name) for name in type(form).__dataclass_fields__}


def _look_at(theme, show) -> None:
    show()
    form = in_view(PartDialog | StepDialog)
    for look, size in LOOKS:
        theme.set_appearance(look)
        theme.set_zoom(size)
        assert audit(form) == []
    theme.set_zoom(100)
    form.reject()


def test_a_type_a_field_and_a_term_are_made_and_undone(shown) -> None:
    desk, tabs = shown
    tabs.show_kind("partnership_type").cards["partnership_type"].add()
    form = in_view(PartDialog)
    field_of(form, "name").setText("Reading circle")
    form.saved.emit()
    assert "Reading circle" in {row.name for row in asked(desk, list_partnership_types)}
    tabs.show_kind("custom_field").cards["custom_field"].add()
    form = in_view(PartDialog)
    field_of(form, "label").setText("Lunch")
    field_of(form, "about").set_value("person")
    field_of(form, "kind").set_value(FieldKind.CHOICE)
    field_of(form, "options").set_text("None\nVegan")
    form.saved.emit()
    assert not form.isVisible(), form.problem.text()
    made = next(row for row in asked(desk, list_custom_fields) if row.label == "Lunch")
    assert (made.about, made.options) == ("person", ("None", "Vegan"))
    card = tabs.show_kind("calendar_period").cards["calendar_period"]
    before = card.count()
    card.add()
    form = in_view(PartDialog)
    field_of(form, "name").setText("INSET")
    field_of(form, "first_day").setText("4 Jan 2027")
    field_of(form, "last_day").setText("4 Jan 2027")
    form.saved.emit()
    assert not form.isVisible(), form.problem.text()
    assert card.count() == before + 1
    for _step in range(3):
        desk.store.undo()
    assert card.count() == before
    assert "Lunch" not in {row.label for row in asked(desk, list_custom_fields)}


def test_two_tags_are_made_one_and_what_carried_either_carries_it(shown) -> None:
    desk, tabs = shown
    with desk.store.write("Tags") as session:
        music, songs = (add_tag(session, TagFields(name)) for name in ("Musik", "Songs of ours"))
        tag_record(session, songs, "person", 1)
    card = tabs.show_kind("tag").cards["tag"]
    step = next(one for one in card.menu_of(songs).actions() if one.text().startswith("Merge with"))
    step.trigger()
    form = in_view(StepDialog)
    form.saved.emit()
    assert form.isVisible(), "which stays must be said"
    field_of(form, "into").set_value(music)
    form.saved.emit()
    assert not form.isVisible(), form.problem.text()
    assert "Songs of ours" not in {row.name for row in asked(desk, list_tags)}
    assert "Musik" in {row.name for row in asked(desk, list_tags_of, "person", 1)}
    merge = tabs.show_kind("merge_record").cards["merge_record"]
    number = next(iter(merge._rows))
    next(one for one in merge.menu_of(number).actions() if one.text() == "Separate them again").trigger()
    assert "Songs of ours" in {row.name for row in asked(desk, list_tags_of, "person", 1)}


def test_what_a_search_finds_opens_where_it_is_kept(shown) -> None:
    desk, tabs = shown
    desk.window.stack.show_page("people")
    for kind in ("tag", "area", "custom_field"):
        assert kind in SHOWN
    number = asked(desk, list_tags)[0].id
    assert desk.window.stack.open_record("tag", number)
    assert tabs.parts_tabs["lists"].cards["tag"].view.current() == number
    desk.window.stack.show_page("settings", "custom_field")
    assert tabs.tabText(tabs.currentIndex()) == "Fields of your own"
