"""Text made to be taken for something else, brought in by files and taken out again: the same text on every way.

What a kind of file cannot hold, or a reader leaves out on purpose, is left out of the comparison: characters that are
not seen, and line ends where a place has one line. Letters, signs and their order are never others.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path

import pytest
from openpyxl import load_workbook
from sqlalchemy import select

from models.actions.contact_points import ContactPointFields, add_contact_point
from models.actions.people import PersonFields, create_person
from models.cleaning import clean, keepable
from models.entities import Conversation, Event, Meeting, Person
from models.exports.formats import Format
from models.exports.making import Wanted, make_export
from models.rounds.kinds import ROUNDS
from models.rounds.making import make_sheet
from models.rounds.writing import preview_sheet
from models.store import Store
from models.vocabulary import ContactPointKind
from reports.rounds import write_round
from tests.desktop.cli.running import run
from tests.models.imports.incoming_files import Choice, on_its_way
from tests.models.people_and_places import TODAY
from tests.safety.nasty import LONG, NASTY

pytestmark = pytest.mark.requirement("R26")

_UNSEEN = dict.fromkeys(map(ord, "\u200b\ufeff\u200d\x7f\x9b›")) | dict.fromkeys(map(ord, "\x85…"), " ")
"""Two of them are read as what Windows means by them."""
TEXTS = {number: text for number, text in enumerate(NASTY) if text not in LONG}


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Store]:
    made = Store.create(tmp_path / "book.liaison")
    with made.write("Add") as session:
        sender = create_person(session, PersonFields("Sender", "Ann"))
        add_contact_point(session, ContactPointFields(ContactPointKind.EMAIL, "a@b.example", person_id=sender))
    yield made
    made.close()


def same(text: str) -> str:
    """Return what must be alike of a text, whichever file brought it."""
    return " ".join(clean(keepable(text).translate(_UNSEEN)).split())


def assert_all(found: dict[int, str], texts: dict[int, str]) -> None:
    wrong = {ascii(text): ascii(found.get(n)) for n, text in texts.items() if same(found.get(n, "")) != same(text)}
    assert wrong == {}


def notes(book: Store) -> dict[int, str]:
    with book.read() as session:
        return {
            int(person.family_name[4:]): person.note
            for person in session.scalars(select(Person))
            if person.family_name.startswith("Nmbr")
        }


def in_a_card(text: str) -> str:
    """Return a text as a vCard or a calendar writes it."""
    whole = keepable(text).replace("\\", "\\\\").replace(",", "\\,").replace(";", "\\;")
    return "\\n".join(whole.splitlines())


def test_a_table_brings_in_what_it_says(book: Store, tmp_path: Path) -> None:
    table = io.StringIO()
    written = csv.writer(table, quoting=csv.QUOTE_ALL)
    written.writerow(["First name", "Family name", "Notes"])
    written.writerows(["Ann", f"Nmbr{number}", keepable(text)] for number, text in TEXTS.items())
    path = tmp_path / "table.csv"
    path.write_bytes(table.getvalue().encode())
    file = on_its_way(book, path, "contacts")
    file.decide_all(Choice.NEW)
    file.take_in()
    # A cell of nothing but a full stop says that there is nothing.
    assert_all(notes(book), {number: text for number, text in TEXTS.items() if text.strip() != "."})


def test_cards_bring_in_what_they_say_and_take_it_out_again(book: Store, tmp_path: Path) -> None:
    path = tmp_path / "cards.vcf"
    cards = (
        f"BEGIN:VCARD\r\nVERSION:3.0\r\nN:Nmbr{number};Ann;;;\r\nFN:Ann Nmbr{number}\r\nNOTE:{in_a_card(text)}\r\n"
        for number, text in TEXTS.items()
    )
    path.write_text("END:VCARD\r\n".join((*cards, "")), "utf-8", newline="")
    file = on_its_way(book, path)
    file.decide_all(Choice.NEW)
    file.take_in()
    assert_all(notes(book), TEXTS)


def test_a_note_of_32768_letters_comes_in_whole(book: Store, tmp_path: Path) -> None:
    path = tmp_path / "card.vcf"
    card = f"BEGIN:VCARD\r\nVERSION:3.0\r\nN:Nmbr1;Ann;;;\r\nFN:Ann Nmbr1\r\nNOTE:{LONG[0]}\r\nEND:VCARD\r\n"
    path.write_text(card, "utf-8", newline="")
    on_its_way(book, path).take_in()
    assert notes(book) == {1: LONG[0]}


def test_calendars_bring_in_what_they_say(book: Store, tmp_path: Path) -> None:
    path = tmp_path / "days.ics"
    entries = (
        f"BEGIN:VEVENT\r\nUID:{number}\r\nDTSTART:202612{number % 28 + 1:02}T{number // 28 + 9:02}0000\r\n"
        f"SUMMARY:{number:03} {in_a_card(text)}\r\nDESCRIPTION:{in_a_card(text)}\r\nEND:VEVENT\r\n"
        for number, text in TEXTS.items()
    )
    path.write_text(f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{''.join(entries)}END:VCALENDAR\r\n", "utf-8", newline="")
    on_its_way(book, path, "calendar").take_in()
    with book.read() as session:
        found = [*session.scalars(select(Event)), *session.scalars(select(Meeting))]
        titles = {int(one.title[:3]): one.title[3:] for one in found}
        said = {int(one.title[:3]): one.note for one in found}
    assert_all(titles, TEXTS)
    assert_all(said, TEXTS)


def test_emails_bring_in_what_they_say(book: Store, tmp_path: Path) -> None:
    for number, text in TEXTS.items():
        mail = EmailMessage()
        mail["From"], mail["To"], mail["Subject"] = "a@b.example", "c@d.example", f"{number:03} {same(text)}"
        mail["Date"], mail["Message-ID"] = "Mon, 16 Nov 2026 09:30:00 +0000", f"<{number}@x>"
        mail.set_content(keepable(text))
        path = tmp_path / f"{number}.eml"
        path.write_bytes(mail.as_bytes())
        on_its_way(book, path, "mail").take_in()
    with book.read() as session:
        found = list(session.scalars(select(Conversation)))
        subjects = {int(one.subject[:3]): one.subject[3:] for one in found}
        bodies = {int(one.subject[:3]): one.note for one in found}
    assert_all(subjects, TEXTS)
    assert_all(bodies, TEXTS)


@pytest.fixture
def told(book: Store) -> Store:
    """A book that has each text in a note of somebody."""
    with book.write("Add them") as session:
        for number, text in TEXTS.items():
            create_person(session, PersonFields(f"Nmbr{number}", keepable(text).split("\n")[0] or "Ann", note=text))
    return book


@pytest.mark.parametrize("form", [Format.CONTACTS_CSV, Format.OUTLOOK_CSV])
def test_tables_for_others_hold_no_formula_and_every_letter(told: Store, form: Format) -> None:
    with told.read() as session:
        data = make_export(session, Wanted(form), TODAY).data
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    cells = [cell for row in rows[1:] for cell in row if cell]
    risky = [cell for cell in cells if cell.startswith(tuple("=@\t\r＝＋－＠")) or cell[:2] in ("-1", "+1")]
    assert risky == []
    whole = " ".join(same(cell) for cell in cells)
    names = [same(keepable(text).split("\n")[0]) for text in TEXTS.values()]
    assert [name for name in names if name not in whole] == []


def test_the_command_line_prints_each_text_and_none_steers_the_terminal(told: Store) -> None:
    place = told.location
    people = run("--book", place, "--json", "list", "people").data
    assert len(people) == len(TEXTS) + 1
    for number, text in list(TEXTS.items())[::6]:
        person = next(one["id"] for one in people if one["name"].endswith(f"Nmbr{number}"))
        shown = json.dumps(run("--book", place, "--json", "show", f"person:{person}").data, ensure_ascii=False)
        assert json.dumps(keepable(text).strip(), ensure_ascii=False)[1:-1].split("\\n")[0][:30] in shown
        words = run("--book", place, "show", f"person:{person}")
        assert all(mark.isprintable() or mark == "\n" for mark in words.text), ascii(text)
        found = run("--book", place, "search", text or "x")
        assert found.code in (0, 2)
        assert all(mark.isprintable() or mark == "\n" for mark in found.text + found.err), ascii(text)


@pytest.mark.parametrize("password", ["", "four quite plain words"])
def test_a_sheet_that_goes_out_and_comes_back_changes_nothing(told: Store, tmp_path: Path, password: str) -> None:
    with told.read() as session:
        out = make_sheet(session, ROUNDS["people"], TODAY)
    assert len(out.rows) == len(TEXTS) + 1
    write_round(out, tmp_path / "people.xlsx", TODAY, password)
    preview = preview_sheet(told, tmp_path / "people.xlsx", TODAY, password=password)
    assert (preview.unchanged, [ascii(row) for row in preview.rows]) == (len(TEXTS) + 1, [])
    if not password:
        cells = [cell for sheet in load_workbook(tmp_path / "people.xlsx") for row in sheet.iter_rows() for cell in row]
        assert [ascii(cell.value) for cell in cells if cell.data_type == "f"] == []
