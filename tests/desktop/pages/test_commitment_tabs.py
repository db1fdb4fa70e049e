"""How a commitment goes on, the trail it is a step of, and the priorities and actions beside the list."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from desktop.pages.commitments import SPEC
from desktop.pages.meetings import SPEC as MEETINGS
from desktop.parts.dialog import PartDialog, StepDialog
from desktop.theme import Appearance
from models.queries.action_points import ActionFilter, list_actions
from models.queries.commitments import find_commitment, list_commitments
from models.queries.priorities import list_priorities
from models.queries.trails import TrailKind, find_trail
from models.vocabulary import CommitmentGroup, CommitmentState
from tests.desktop.accessibility import audit
from tests.desktop.in_view import in_view
from tests.desktop.pages.desk import TODAY, open_desk

__all__ = ["open_desk"]

LOOKS = [(Appearance.LIGHT, 100), (Appearance.DARK, 200)]


@pytest.fixture
def desk(open_desk, sample_file):
    return open_desk(sample_file, SPEC, MEETINGS, first="commitments")


def whole_trail(desk):
    """Return a priority whose trail reaches evidence and an outcome, and the trail."""
    with desk.store.read() as session:
        for row in list_priorities(session, TODAY):
            trail = find_trail(session, TrailKind.PRIORITY, row.id, TODAY)
            if {TrailKind.ACTION, TrailKind.EVIDENCE, TrailKind.OUTCOME} <= trail.reaches:
                return row, trail
    raise LookupError("the sample has no whole trail")


def open_one(desk):
    with desk.store.read() as session:
        return list_commitments(session, CommitmentGroup.LATE, TODAY, limit=1).rows[0]


def test_an_update_is_added_and_changes_how_it_stands(desk) -> None:
    page, row = desk.window.stack.current_page(), open_one(desk)
    desk.context.open("commitment", row.id)
    page.detail.tabs.setCurrentIndex(1)
    card = page.detail.progress.tab.cards["commitment_update"]
    before = card.count()
    card.add()
    dialog = in_view(PartDialog)
    for one in dialog.form_fields:
        if one.spec.name == "text":
            one.show({"text": "They have begun"}, {})
        if one.spec.name == "state_after":
            one.show({"state_after": CommitmentState.IN_PROGRESS}, {})
    dialog.saved.emit()
    assert card.count() == before + 1
    with desk.store.read() as session:
        assert find_commitment(session, row.id).state is CommitmentState.IN_PROGRESS
    desk.window.undo()
    assert card.count() == before


def test_what_has_ended_is_judged_and_what_is_open_is_not(desk) -> None:
    page, row = desk.window.stack.current_page(), open_one(desk)
    desk.context.open("commitment", row.id)
    page.detail.tabs.setCurrentIndex(1)
    card = page.detail.progress.tab.cards["commitment_update"]
    judge = next(step for step in card.part.together if step.words.startswith("Judge"))
    card._take_together(judge)
    dialog = in_view(StepDialog)
    dialog.form_fields[2].show({"note": "All came"}, {})
    dialog.saved.emit()
    assert "End it first" in dialog.problem.text()
    dialog.reject()


def test_a_trail_is_walked_from_priority_to_outcome_with_its_minutes(desk) -> None:
    priority, trail = whole_trail(desk)
    desk.context.open("priority", priority.id)
    page = desk.window.stack.current_page()
    assert page.on_beside
    view = page.beside.trail
    items = view.view.items()
    assert [item.record.id for item in items] == [line.step.id for line in trail.lines]
    assert [item.lead.strip() for item in items][-1] in ("Outcome", "Evidence", "Action", "Commitment")
    assert all(reference in " ".join(item.detail for item in items) for reference in trail.references)
    assert "The trail is whole" in view.lacks.text()
    place = next(n for n, item in enumerate(items) if item.record.kind is TrailKind.COMMITMENT)
    view.view.setFocus()
    view.view.setCurrentIndex(view.view.model().index(place, 0))
    desk.press(view.view, Qt.Key.Key_Return)
    here = next(item for item in view.view.items() if item.aside == "You are here")
    assert here.record.kind is TrailKind.COMMITMENT
    assert view.home.isVisible()
    view.open_step(here.record)
    assert page.panel.row.id == here.record.id
    assert not page.on_beside


def test_a_commitment_says_what_its_trail_still_lacks(desk) -> None:
    with desk.store.read() as session:
        rows = list_commitments(session, CommitmentGroup.LATE, TODAY, limit=None).rows
        row = next(
            row for row in rows
            if TrailKind.ACTION not in find_trail(session, TrailKind.COMMITMENT, row.id, TODAY).reaches
        )  # fmt: skip
    desk.context.open("commitment", row.id)
    page = desk.window.stack.current_page()
    page.detail.tabs.setCurrentIndex(2)
    assert "It still lacks" in page.detail.trail.lacks.text()
    assert "an action" in page.detail.trail.lacks.text()


def test_priorities_from_which_nothing_followed_stand_first(desk) -> None:
    page = desk.window.stack.current_page()
    page.findChild(QPushButton, "priorities_and_actions").click()
    assert page.on_beside
    asides = [item.aside for item in page.beside.tab.cards["priority"].view.items()]
    idle = [place for place, words in enumerate(asides) if words == "Nothing done yet"]
    assert idle == list(range(len(idle)))
    assert page.beside.tab.cards["action"].count() > 0
    assert page.go_back()
    assert page.list.view.hasFocus()


def test_an_action_is_carried_to_another_day(desk) -> None:
    page = desk.window.stack.current_page()
    with desk.store.read() as session:
        action = list_actions(session, TODAY, ActionFilter(open_only=True))[0]
    page.findChild(QPushButton, "priorities_and_actions").click()
    card = page.beside.tab.cards["action"]
    carry = next(step for step in card.part.steps if step.words.startswith("Carry"))
    card._take(carry, action.id)
    dialog = in_view(StepDialog)
    day = TODAY + timedelta(days=30)
    dialog.form_fields[0].show({"due_on": day}, {})
    dialog.saved.emit()
    with desk.store.read() as session:
        now = next(row for row in list_actions(session, TODAY) if row.id == action.id)
    assert (now.times_carried, now.due_on) == (action.times_carried + 1, day)


def test_an_action_under_a_commitment_is_found_there(desk) -> None:
    with desk.store.read() as session:
        action = next(row for row in list_actions(session, TODAY) if row.commitment_id is not None)
        given = next(row for row in list_actions(session, TODAY) if row.commitment_id is None)
    page = desk.window.stack.current_page()
    desk.context.open("action", action.id)
    assert page.panel.row.id == action.commitment_id
    assert page.detail.tabs.currentIndex() == 1
    desk.context.open("action", given.id)
    assert page.on_beside


@pytest.mark.parametrize(("look", "zoom"), LOOKS)
def test_tabs_and_priorities_are_for_everybody(desk, theme, qtbot, look, zoom) -> None:
    theme.set_appearance(look)
    theme.set_zoom(zoom)
    faults = []
    priority, _trail = whole_trail(desk)
    page = desk.window.stack.current_page()
    desk.context.open("commitment", open_one(desk).id)
    for place in (1, 2):
        page.detail.tabs.setCurrentIndex(place)
        qtbot.wait(20)
        faults += audit(desk.window)
    desk.context.open("priority", priority.id)
    qtbot.wait(20)
    faults += audit(desk.window)
    assert faults == []
