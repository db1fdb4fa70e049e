"""The sample book: the records of an invented English town, so that a new user can look round before typing.

Nothing in it is real: no person, school or place. Its text lies in `resources/sample/` as plain tables, told in days
before and after today (models/sample/days.py says how), so the same day always gives the same records.
"""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from models.sample.book import SampleBook
from models.sample.contact import add_contact
from models.sample.data_protection import add_data_protection
from models.sample.event_parts import add_event_parts
from models.sample.events import add_events, add_promotions, know_events
from models.sample.impact import add_impact
from models.sample.marks import add_marks
from models.sample.meeting_records import add_meeting_records
from models.sample.meetings import MeetingsWriter
from models.sample.parties import add_organisations, add_past_contacts, add_people, add_places, add_settings
from models.sample.partnerships import add_partnerships
from models.sample.people_places import add_people_places
from models.sample.register import add_register
from models.sample.subject_requests import add_subject_requests
from models.sample.talk import add_commitments, add_conversations
from models.sample.trails import add_trails
from models.sample.venues import add_venues


def fill_example(session: Session, today: date) -> None:
    """Fill an empty book with the records of Elm Lane Primary School and its neighbours as they stand today.

    The caller writes them in one change and marks the book as an example.
    """
    book = SampleBook(session, today)
    know_events(book)
    add_places(book)
    add_organisations(book)
    add_venues(book)
    add_events(book)
    add_people(book)
    add_past_contacts(book)
    add_partnerships(book)
    add_people_places(book)
    add_promotions(book)
    meetings = MeetingsWriter(book)
    meetings.write()
    add_meeting_records(book, meetings)
    talks = add_conversations(book)
    add_commitments(book, meetings, talks)
    add_trails(book, meetings)
    add_event_parts(book)
    add_contact(book)
    add_impact(book)
    add_marks(book)
    add_subject_requests(book)
    add_data_protection(book)
    add_register(book)
    add_settings(book)
