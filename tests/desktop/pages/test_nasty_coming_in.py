"""Hostile texts on their way in, looked at before anything is written: a partner's file, and cells pasted."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from sqlalchemy import select

from desktop.commands import Command
from desktop.lists.paste_dialog import PasteDialog
from desktop.pages.imports import SPEC as IMPORTS
from desktop.pages.people import SPEC as PEOPLE
from models.actions.organisations import OrganisationFields, edit_organisation
from models.cleaning import keepable
from models.entities import Organisation, Person
from models.errors import WrongUse
from models.exchange.pasted import LONGEST_CELL, guess_columns, people_of, read_pasted
from models.queries.forms import find_form
from tests.desktop.in_view import find_in_view, in_view
from tests.desktop.pages.desk import Desk, open_desk
from tests.desktop.pages.import_centre import bring, go
from tests.desktop.pages.import_centre import settle as until_read
from tests.desktop.plain_widgets import faults
from tests.safety.test_nasty_from_partners import TEXTS, partners_file
from tests.safety.test_nasty_in_and_out import same

__all__ = ["open_desk"]


@pytest.fixture
def desk(open_desk: Callable[..., Desk]) -> Desk:
    return open_desk(None, IMPORTS, PEOPLE, first="imports")


def rows_looked_at(qtbot, page) -> set[str]:
    """Look at the whole centre with each row of the file in view in turn."""
    rows = page.files.view.seen.rows
    found = faults(page.window())
    for number in range(rows.model.rowCount()):
        rows.table.selectRow(number)
        found |= faults(page)
    return found


@pytest.mark.requirement("R26")
def test_no_text_of_a_partner_is_taken_for_markup_before_it_is_in(desk: Desk, tmp_path: Path, qtbot) -> None:
    path = partners_file(tmp_path)
    page = bring(desk, qtbot, path)
    assert page.files.view.seen.rows.model.rowCount() > 400
    assert not rows_looked_at(qtbot, page)
    go(desk, qtbot, page)
    assert not faults(page.window())
    # Now both changed the same value: what we say and what they say stand beside each other.
    with desk.store.write("Edit") as session:
        for (number,) in session.execute(select(Organisation.id).limit(20)).all():
            form = find_form(session, "organisation", number, OrganisationFields)
            edit_organisation(session, number, replace(form, town="<b>ours</b> & =1+1"))
    path.write_text(path.read_text("utf-8").replace('"town": "', '"town": "<i>theirs</i> '), "utf-8")
    page = bring(desk, qtbot, path)
    until_read(qtbot, page)
    assert [line for line in page.files.file.preview.lines if "both of us changed" in " ".join(line.reasons)]
    assert not rows_looked_at(qtbot, page)


def pasted(desk: Desk, qtbot, text: str) -> PasteDialog:
    """Paste into the list of people."""
    desk.window.stack.show_page("people")
    desk.context.jobs.finish()
    QGuiApplication.clipboard().setText(text)
    desk.window.commands[Command.PASTE_ROWS].trigger()
    asked = in_view(PasteDialog)
    qtbot.waitUntil(lambda: bool(asked._judged), timeout=20_000)
    return asked


def cells(*rows: tuple[str, ...]) -> str:
    """Return rows as a spreadsheet puts them on the clipboard."""
    written = io.StringIO(newline="")
    csv.writer(written, delimiter="\t", lineterminator="\r\n").writerows(rows)
    return written.getvalue()


@pytest.mark.requirement("R26")
def test_pasted_texts_are_kept_as_they_are(desk: Desk, qtbot) -> None:
    texts = {number: keepable(text) for number, text in TEXTS.items() if same(text)}
    heads = [("First name", "Surname", "Note")]
    asked = pasted(desk, qtbot, cells(*heads, *((text, f"Nmbr{number}", text) for number, text in texts.items())))
    assert not faults(asked)
    assert not faults(desk.window)
    asked.go.click()
    # Once they are written the dialog goes, and with it its words.
    qtbot.waitUntil(lambda: (there := find_in_view(PasteDialog)) is None or there.problem.isVisible(), timeout=20_000)
    there = find_in_view(PasteDialog)
    assert there is None, there.problem.text()
    with desk.store.read() as session:
        rows = session.execute(select(Person.family_name, Person.given_name, Person.note)).all()
    found = {int(family[4:]): (given, note) for family, given, note in rows}
    assert found.keys() == texts.keys()
    wrong = {ascii(text): ascii(found[n]) for n, text in texts.items() if {*map(same, found[n])} != {same(text)}}
    assert wrong == {}


@pytest.mark.requirement("R26")
@pytest.mark.parametrize("heading", ["Unheard of <b>x</b>", "=1+1", "<img src=file:///trap/x.png>"])
def test_headings_that_are_pasted_are_words(desk: Desk, qtbot, heading: str) -> None:
    asked = pasted(desk, qtbot, cells(("Name", heading), ("Ann Lee", heading)))
    assert not faults(asked)


@pytest.mark.requirement("R30")
@pytest.mark.parametrize("letters", [LONGEST_CELL + 1, 32_768, 1_000_000])
def test_a_cell_that_is_too_long_is_told_and_not_cut(desk: Desk, qtbot, letters: int) -> None:
    asked = pasted(desk, qtbot, "Name\n{}\n".format("x" * letters))
    (judged,) = asked._judged
    assert judged.words.startswith(f"A cell of this row holds more than {LONGEST_CELL:,} letters.")
    assert not asked.go.isEnabled()
    assert len(judged.person.name) < 2 * LONGEST_CELL


@pytest.mark.requirement("R30")
def test_a_note_that_is_too_long_is_told_among_others() -> None:
    rows = read_pasted("Name\tNote\nAnn Lee\t{}\nCy Dee\t{}\n".format("x" * LONGEST_CELL, "x" * 32_768))
    assert [one.is_too_long for one in people_of(rows, guess_columns(rows)[0], has_headings=True)] == [False, True]
    with pytest.raises(WrongUse, match="far too long"):
        read_pasted("Name\tNote\nAnn Lee\t{}\n".format("x" * 1_000_000))
