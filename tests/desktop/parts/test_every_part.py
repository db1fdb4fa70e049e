"""Every part of every page: its card, its form for a new one, its form for one that is there, for everybody.

Which part stands where is taken from the pages' own `TABS`, so that a new part is tested as soon as it is shown.
"""

from __future__ import annotations

import importlib
import importlib.util
import pkgutil
from dataclasses import fields as fields_of

import pytest
from sqlalchemy import select

import desktop.pages
import desktop.parts
from desktop.pages.help import SPEC as HELP
from desktop.pages.settings.tabs import sections
from desktop.parts.card import PartCard
from desktop.parts.dialog import PartDialog, StepDialog
from desktop.parts.spec import Owner, Part
from desktop.theme import Appearance
from models.actions.report_runs import DisclosureFields, RunFields, add_disclosure, note_run
from models.errors import AppError, WrongUse
from models.kinds import KINDS
from models.queries.forms import find_form
from models.queries.records import table_of
from models.vocabulary import Visibility
from tests.desktop.accessibility import audit
from tests.desktop.pages.desk import TODAY, open_desk

__all__ = ["open_desk"]

KIND_OF = {
    "organisations": "organisation",
    "people": "person",
    "partnerships": "organisation",
    "conversations": "conversation",
    "meetings": "meeting",
    "commitments": "commitment",
    "events": "event",
    "papers_made": "report_run",
}


def _shown() -> dict[str, tuple[str, Part]]:
    """Return each part of a page with the kind of record it belongs to there."""
    found: dict[str, tuple[str, Part]] = {}
    for module in pkgutil.iter_modules(desktop.pages.__path__):
        place = f"desktop.pages.{module.name}.parts"
        if importlib.util.find_spec(place) is None:
            continue
        made = importlib.import_module(place)
        tabs = [(KIND_OF[module.name], tab) for tab in getattr(made, "TABS", ())]
        tabs += [(kind, tab) for kind, others in getattr(made, "OTHER_TABS", {}).items() for tab in others]
        for kind, (_words, parts, name) in tabs:
            for part in parts:
                found[f"{module.name}-{name}-{part.key}"] = (kind, part)
    return found


SHOWN = _shown()
SEEN = {id(part) for _kind, part in SHOWN.values()}
SEEN |= {id(part) for _words, parts, _name in sections(lambda: TODAY) for part in parts}


def test_every_part_that_is_told_is_shown_somewhere() -> None:
    told = set()
    for module in pkgutil.iter_modules(desktop.parts.__path__):
        made = importlib.import_module(f"desktop.parts.{module.name}")
        told |= {name for name, value in vars(made).items() if isinstance(value, Part) and id(value) not in SEEN}
    assert told == set()


def owner_with_rows(desk, kind, part):
    """Return a record of the sample that has rows of a part, and the rows; None where the sample has none.

    One whose parts may still be changed, where there is any.
    """
    closed_one = None
    table = table_of(kind)
    name = KINDS[kind].name
    with desk.store.read() as session:
        for number, words in session.execute(select(table.c.id, table.c[name]).order_by(table.c.id)):
            owner = Owner(kind, number, str(words))
            try:
                rows = part.rows(session, owner, TODAY)
            except WrongUse:
                # An organisation that is no partnership.
                continue
            if rows and (part.closed is None or not part.closed(session, owner)):
                return owner, rows
            if rows:
                closed_one = closed_one or (owner, rows)
    return closed_one


def _give_a_paper(desk) -> None:
    """Note a paper and who got it: papers are made from the sample, and none stands in it."""
    with desk.store.write("Give a paper") as session:
        made = RunFields("action-log", "pdf", "log.pdf", 1, "0" * 64, Visibility.INTERNAL, TODAY)
        add_disclosure(session, note_run(session, made), DisclosureFields(TODAY, name="All governors"))


@pytest.mark.parametrize("key", sorted(SHOWN))
def test_a_part_works_for_everybody(open_desk, sample_file, qtbot, key) -> None:
    kind, part = SHOWN[key]
    desk = open_desk(sample_file, HELP, first="help")
    if kind == "report_run":
        _give_a_paper(desk)
    found = owner_with_rows(desk, kind, part)
    assert found is not None, f"the sample has no {KINDS[part.kind].word} for any {kind}"
    owner, rows = found
    card = PartCard(desk.context, part)
    qtbot.addWidget(card)
    with desk.store.read() as session:
        card.load(session, owner)
    card.resize(900, 700)
    card.show()
    assert card.count() == len({part.line(row).id for row in rows}), "rows of one part need numbers of their own"
    number = next((part.line(row).id for row in rows if part.changes is None or part.changes(row)), None)
    if part.form is not None and part.edit is not None and number is not None and number > 0:
        _save_unchanged(desk, qtbot, part, owner, number)
    if part.add:
        _look_at(desk, qtbot, PartDialog(desk.context, part, owner))
    for step in part.together:
        if step.fields:
            _look_at(desk, qtbot, StepDialog(desk.context, part, step, owner, owner.id))
    for step in part.steps:
        if step.fields:
            _look_at(desk, qtbot, StepDialog(desk.context, part, step, owner, abs(number or 1)))
    for step in part.together:
        if step.fields:
            _look_at(desk, qtbot, StepDialog(desk.context, part, step, owner, owner.id))


def _save_unchanged(desk, qtbot, part, owner, number) -> None:
    """Open the form of one that is there, save it as it is, and expect the book to be as it was."""
    with desk.store.read() as session:
        extra = part.read(session, number) if part.read is not None else {}
        before = find_form(session, part.kind, number, part.form, **extra)
    form = PartDialog(desk.context, part, owner, number)
    qtbot.addWidget(form)
    form.open()
    try:
        form.write()
    except AppError as error:
        pytest.fail(f"{part.kind}: {error.sentence}")
    with desk.store.read() as session:
        extra = part.read(session, number) if part.read is not None else {}
        after = find_form(session, part.kind, number, part.form, **extra)
    names = [field.name for field in fields_of(part.form) if field.name != "version"]
    assert {name: getattr(after, name) for name in names} == {name: getattr(before, name) for name in names}
    form.reject()


def _look_at(desk, qtbot, form) -> None:
    qtbot.addWidget(form)
    form.open()
    theme = desk.context.theme
    for look, size in ((Appearance.LIGHT, 100), (Appearance.DARK, 200)):
        theme.set_appearance(look)
        theme.set_zoom(size)
        assert audit(form) == []
    theme.set_zoom(100)
    form.reject()
