"""The register, groups and postcodes in the import centre, and files that lead to another book."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox
from sqlalchemy import select

from desktop.pages.imports.page import EARLIER, FILE
from desktop.pages.imports.taking_back import TakeBackDialog
from models.actions.adoption import adopt
from models.actions.organisations import (
    OrganisationFields,
    RelationshipFields,
    add_relationship,
    create_organisation,
)
from models.entities import Organisation, OrganisationRelationship, RegisterPostcode
from models.imports.preview import Fate
from models.queries.postcodes import list_postcode_areas
from models.store import Store
from models.vocabulary import OrganisationKind, RelationshipType
from tests.desktop.accessibility import audit
from tests.desktop.in_view import wait_for
from tests.desktop.pages.desk import TODAY, open_desk
from tests.desktop.pages.import_centre import batches, bring, desk, go, settle

__all__ = ["desk", "open_desk"]

SCHOOLS = "URN,LA (code),EstablishmentName,EstablishmentStatus (name),Postcode\n100000,201,Elm Lane,Open,LS6 2AB\n"
SCHOOLS += ",201,Nobody,Open,\n"
GROUPS = "URN,Group UID,Group Name,Group Type,Joined date\n100000,5143,Elm Trust,Multi-academy trust,01/09/2019\n"
DIRECTORY = "pcds,oseast1m,osnrth1m\nLS6 2AB,427000,435500\nCB1 1AA,546000,258000\n"


def write(folder: Path, name: str, text: str) -> Path:
    place = folder / name
    place.write_text(text, "utf-8")
    return place


def facts(page) -> str:
    from desktop.widgets.labels import PlainLabel

    return " | ".join(label.text() for label in page.files.view.seen.summary.facts.findChildren(PlainLabel))


def write_in(line, text: str) -> None:
    line.selectAll()
    QTest.keyClicks(line, text)
    QTest.keyClick(line, Qt.Key.Key_Return)


def in_book(desk, entity: type) -> int:
    with desk.store.read() as session:
        return session.query(entity).count()


@pytest.fixture
def school(desk, tmp_path, qtbot):
    """The centre of a book with a school of the register."""
    page = bring(desk, qtbot, write(tmp_path, "schools20261101.csv", SCHOOLS))
    go(desk, qtbot, page)
    with desk.store.write("Adopt") as session:
        adopt(session, ["100000"], TODAY)
    return page


def test_the_register_is_told_in_numbers_and_listed(desk, tmp_path, qtbot):
    page = bring(desk, qtbot, write(tmp_path, "schools20261101.csv", SCHOOLS))
    seen = page.files.view.seen
    assert seen.body.currentWidget() is not seen.rows
    assert "New | 1 school" in facts(page)
    assert "Bring in the earlier file" in facts(page)
    assert [row.line.name for row in (seen.summary.model.row_at(0),)] == ["Line 3"]
    assert seen.foot.go.text() == "Bring in 1 school"
    assert seen.foot.words.text().endswith("Your own records stay as they are.")
    assert page.filter_box() is None
    assert audit(desk.window) == []
    go(desk, qtbot, page)
    assert page.tabs.currentIndex() == EARLIER
    panel = page.earlier.panel
    assert not panel.back.isVisible()
    assert panel._state.isVisible()
    assert panel.model.rowCount() == 1
    assert desk.window.undo_bar.act.text() == "Add schools from it…"
    again = bring(desk, qtbot, tmp_path / "schools20261101.csv")
    assert not again.files.view.seen.foot.go.isEnabled()
    assert audit(desk.window) == []


def test_memberships_are_written_where_that_is_ticked(school, desk, tmp_path, qtbot):
    page = bring(desk, qtbot, write(tmp_path, "groupLinks.csv", GROUPS))
    summary = page.files.view.seen.summary
    tick = summary.questions.editors["take"]
    assert isinstance(tick, QCheckBox)
    assert not tick.isChecked()
    assert page.files.view.seen.foot.go.text() == "Bring in 1 membership"
    tick.click()
    settle(qtbot, page)
    assert page.files.view.seen.foot.go.text() == "Bring in 1 membership, write 1 membership"
    assert "joins Elm Trust" in summary.model.row_at(0).says
    assert audit(desk.window) == []
    go(desk, qtbot, page)
    assert in_book(desk, OrganisationRelationship) == 1
    page.earlier.panel.back.click()
    dialog = wait_for(qtbot, TakeBackDialog)
    qtbot.waitUntil(lambda: dialog.go.isEnabled(), timeout=20_000)
    dialog.go.click()
    qtbot.waitUntil(lambda: in_book(desk, OrganisationRelationship) == 0, timeout=20_000)


def test_a_school_that_perhaps_left_its_trust_is_decided_by_itself(school, desk, tmp_path, qtbot):
    with desk.store.write("Adopt") as session:
        trust = create_organisation(session, OrganisationFields("Ash Trust", OrganisationKind.TRUST))
        (elm,) = session.scalars(select(Organisation.id).where(Organisation.name == "Elm Lane")).all()
        add_relationship(session, RelationshipFields(elm, trust, RelationshipType.MEMBER_OF))
        session.get_one(Organisation, trust).group_uid = "5144"
    page = bring(desk, qtbot, write(tmp_path, "groupLinks.csv", GROUPS.replace("100000", "100009")))
    summary = page.files.view.seen.summary
    row = next(n for n in range(summary.model.rowCount()) if summary.model.row_at(n).line.fate is Fate.DOUBTFUL)
    summary.table.setCurrentIndex(summary.model.index(row, 0))
    panel = summary.panel
    qtbot.waitUntil(lambda: panel.question.isVisible())
    assert audit(desk.window) == []
    (left,) = [choice for key, choice in panel.question.options.items() if key == elm]
    assert left.text() == "1: It left Ash Trust"
    assert page.files.view.seen.foot.words.text() == "1 doubtful row stays out until you decide."
    left.click()
    settle(qtbot, page)
    assert page.files.view.seen.foot.go.text().endswith("write 1 membership")
    go(desk, qtbot, page)
    with desk.store.read() as session:
        assert session.scalars(select(OrganisationRelationship.ends_on)).all() == [TODAY]


def test_postcodes_of_our_areas_come_in_and_go_again(school, desk, tmp_path, qtbot):
    page = bring(desk, qtbot, write(tmp_path, "directory_2026-05.csv", DIRECTORY))
    areas = page.files.view.seen.summary.questions.editors["areas"]
    assert areas.text() == "LS"
    assert page.files.view.seen.foot.go.text() == "Bring in 1 postcode"
    write_in(areas, "LS, CB")
    settle(qtbot, page)
    assert page.files.view.seen.foot.go.text() == "Bring in 2 postcodes"
    write_in(areas, "Leeds")
    settle(qtbot, page)
    assert "no part of the country" in page.files.view.file.notice
    assert page.files.view.file.mapping == {"areas": "LS, CB"}
    go(desk, qtbot, page)
    with desk.store.read() as session:
        assert [one.area for one in list_postcode_areas(session)] == ["CB", "LS"]
    page.earlier.panel.back.click()
    dialog = wait_for(qtbot, TakeBackDialog)
    qtbot.waitUntil(lambda: dialog.go.isEnabled(), timeout=20_000)
    assert dialog.summary.text() == "2 postcodes of CB, LS go from the book."
    assert audit(desk.window) == []
    dialog.go.click()
    qtbot.waitUntil(lambda: in_book(desk, RegisterPostcode) == 0, timeout=20_000)
    qtbot.waitUntil(lambda: batches(desk)[0].is_taken_back)


def test_areas_that_a_directory_has_not_can_be_said_otherwise(school, desk, tmp_path, qtbot):
    elsewhere = "pcds,oseast1m,osnrth1m\nCB1 1AA,546000,258000\n"
    page = bring(desk, qtbot, write(tmp_path, "directory_2026-05.csv", elsewhere))
    told = page.files.view.told
    assert "holds none of the postcodes that were asked for" in told.words.text()
    assert told.kind.value() == "postcodes"
    areas = told.questions.editors["areas"]
    assert areas.text() == "LS"
    assert audit(desk.window) == []
    page.intake.correct(page.files.view.file, {"areas": "CB6"})
    areas.clearFocus()
    settle(qtbot, page)
    assert page.files.view.file.mapping == {"areas": "CB6"}, "who only leaves the line says nothing"
    write_in(areas, "CB")
    settle(qtbot, page)
    assert page.files.view.seen.foot.go.text() == "Bring in 1 postcode"


def test_what_is_no_step_is_not_offered_to_undo(desk, tmp_path, qtbot):
    desk.window.undo_bar.forget()
    page = bring(desk, qtbot, write(tmp_path, "directory_2026-05.csv", DIRECTORY))
    go(desk, qtbot, page)
    assert not desk.window.undo_bar.isVisible()


def test_a_book_and_an_archive_lead_there(desk, tmp_path, qtbot):
    wanted: list[str] = []
    desk.context.wishes.book_wanted.connect(wanted.append)
    place = tmp_path / "other.liaison"
    Store.create(place).close()
    page = bring(desk, qtbot, place)
    told = page.files.view.told
    assert told.title.text() == "A record book"
    assert told.other.text().replace("&", "") == "Open this book"
    assert not told.field.isVisible()
    assert audit(desk.window) == []
    told.other.click()
    assert (wanted, page.intake.files) == ([str(place)], [])
    assert page.tabs.currentIndex() == FILE
