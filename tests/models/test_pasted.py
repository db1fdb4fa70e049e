"""Cells pasted from a spreadsheet: what the columns hold, what becomes of each row, and that hostile text is data."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from sqlalchemy import func, select

from models.actions.contact_points import ContactPointFields, add_contact_point
from models.actions.meetings import MeetingFields, create_meeting
from models.actions.organisations import OrganisationFields, create_organisation
from models.actions.pasted import add_pasted_attendance, add_pasted_people
from models.actions.people import PersonFields, create_person
from models.entities import Affiliation, Attendance, AttendanceStatus, ContactPoint, Person
from models.errors import WrongUse
from models.exchange.pasted import PastedColumn as C
from models.exchange.pasted import guess_columns, people_of, read_pasted, split_name
from models.queries.pasted import Verdict, count_verdicts, judge_people
from models.vocabulary import ContactPointKind, OrganisationKind

TODAY = date(2026, 11, 22)


def read(text):
    rows = read_pasted(text)
    columns, has_headings = guess_columns(rows)
    return people_of(rows, columns, has_headings=has_headings)


@pytest.fixture
def known(store):
    with store.write("Known") as session:
        place = create_organisation(
            session, OrganisationFields(name="Brookfield Primary School", kind=OrganisationKind.INSTITUTION)
        )
        nair = create_person(session, PersonFields(family_name="Nair", given_name="Priya"))
        fields = ContactPointFields(ContactPointKind.EMAIL, "priya@brook.example", person_id=nair)
        add_contact_point(session, fields)
    return place, nair


def test_columns_are_guessed_by_heading_and_by_content():
    rows = read_pasted("Full name\tSchool\tE-mail address\tJob title\nPriya Nair\tBrookfield\tp@b.example\tHead\n")
    assert guess_columns(rows) == ((C.NAME, C.ORGANISATION, C.EMAIL, C.ROLE), True)
    rows = read_pasted(
        "Priya Nair\tBrookfield School\tp@b.example\t07700 900123\tpresent\nJoe Marsh\t\tj@b.example\t\t"
    )
    assert guess_columns(rows) == ((C.NAME, C.ORGANISATION, C.EMAIL, C.MOBILE, C.STATUS), False)
    rows = read_pasted("Surname\tFirst name\tName\nNair\tPriya\tPriya Nair")
    assert guess_columns(rows)[0] == (C.FAMILY, C.GIVEN, C.LEAVE_OUT)


def test_cells_with_line_breaks_quotes_and_missing_ends_are_read():
    rows = read_pasted('Name\tNote\r\nPriya Nair\t"two\nlines, ""quoted"""\r\nJoe Marsh\r\n\r\n')
    assert rows == (("Name", "Note"), ("Priya Nair", 'two\nlines, "quoted"'), ("Joe Marsh", ""))
    assert read_pasted("Priya Nair\nJoe Marsh\n") == (("Priya Nair",), ("Joe Marsh",))


def test_names_are_split_either_way_round():
    assert split_name("Cllr Dr Priya van der Nair") == ("Cllr Dr", "Priya van der", "Nair")
    assert split_name("Nair, Ms Priya") == ("Ms", "Priya", "Nair")
    assert split_name("Nair") == ("", "", "Nair")
    assert split_name("") == ("", "", "")


def test_nothing_and_too_much_are_refused_in_words():
    with pytest.raises(WrongUse, match="no text to paste"):
        read_pasted(" \n\t\n")
    with pytest.raises(WrongUse, match="too much"):
        read_pasted("Name\n" * 2001)


def test_rows_are_new_known_or_say_what_is_wrong(store, known):
    text = (
        "Name\tOrganisation\tRole\tEmail\n"
        "Priya Nair\tBrookfield Primary School\tHead\tPRIYA@brook.example\n"
        "Joe Marsh\tBrookfield primary school\tClerk\tjoe@brook.example\n"
        "Ann Other\tNowhere School\tHead\tann@n.example\n"
        "Bob Bad\t\t\tnot an address\n"
        "Joe Marsh\tBrookfield Primary School\tClerk\tjoe@brook.example\n"
        "\t\t\tlonely@n.example\n"
    )
    with store.read() as session:
        judged = judge_people(session, read(text))
    assert [one.verdict for one in judged] == [
        Verdict.KNOWN, Verdict.NEW, Verdict.PROBLEM, Verdict.PROBLEM, Verdict.PROBLEM, Verdict.PROBLEM,
    ]  # fmt: skip
    words = " ".join(one.words for one in judged)
    for part in ("the same name", "No organisation is called “Nowhere School”", "no email address", "row 3", "no name"):
        assert part in words
    assert judged[0].person_id == known[1]
    assert count_verdicts(judged) == (1, 1, 4)


def test_one_write_adds_the_new_ones_and_undo_takes_them_back(store, known):
    text = (
        "Name\tOrganisation\tRole\tEmail\tMobile\n"
        "Joe Marsh\tBrookfield Primary School\tClerk\tj@b.example\t07700 900123"
    )
    with store.read() as session:
        judged = judge_people(session, read(text))
    with store.write("Paste people") as session:
        assert add_pasted_people(session, judged, TODAY) == 1
    with store.read() as session:
        joe = session.scalars(select(Person).where(Person.family_name == "Marsh")).one()
        points = select(ContactPoint.value).where(ContactPoint.person_id == joe.id)
        assert set(session.scalars(points)) == {"j@b.example", "07700 900123"}
        role = session.scalars(select(Affiliation).where(Affiliation.person_id == joe.id)).one()
        assert (role.role, role.organisation_id) == ("Clerk", known[0])
    store.undo()
    with store.read() as session:
        assert session.scalars(select(func.count(Person.id))).one() == 1


def test_who_was_there_is_pasted_with_their_status(store, known):
    with store.write("Meeting") as session:
        fields = MeetingFields(
            title="Forum",
            starts_at=datetime(2026, 11, 20, 18),  # noqa: DTZ001
            organisation_id=known[0],
        )
        meeting = create_meeting(session, fields)
    text = "Name\tPresent\nPriya Nair\tapologies\nJoe Marsh\tyes\nSam Odd\tperhaps\n"
    with store.read() as session:
        judged = judge_people(session, read(text), attending=True)
    assert [one.verdict for one in judged] == [Verdict.KNOWN, Verdict.NEW, Verdict.PROBLEM]
    with store.write("Paste") as session:
        assert add_pasted_attendance(session, meeting, judged, AttendanceStatus.EXPECTED, TODAY) == 2
    with store.read() as session:
        rows = session.execute(select(Attendance.person_id, Attendance.status)).all()
    assert {tuple(row) for row in rows} >= {(known[1], AttendanceStatus.APOLOGIES)}
    assert sorted(row.status for row in rows) == [AttendanceStatus.APOLOGIES, AttendanceStatus.PRESENT]


def test_hostile_text_is_kept_as_data(store, known):
    text = 'Name\tNote\n=HYPERLINK("http://x") <b>Evil</b>\t\'; DROP TABLE person; --\n'
    with store.read() as session:
        judged = judge_people(session, read(text))
    with store.write("Paste people") as session:
        add_pasted_people(session, judged, TODAY)
    with store.read() as session:
        evil = session.scalars(select(Person).order_by(Person.id.desc())).first()
        assert "HYPERLINK" in evil.display_name
        assert evil.note == "'; DROP TABLE person; --"
