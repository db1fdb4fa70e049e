"""Whose the entries of a calendar are: what a person says of the whole file, and the names that stand in it."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.entities import Attendance
from models.exchange.calendars.entries import Occurrence
from models.exchange.incoming import Place
from models.imports.calendars.reading import CalendarRead
from models.imports.contacts.places import asked_of, find_places
from models.queries.records import find_names
from models.settings import OUR_ORGANISATION, get_setting


class Owners:
    """The organisations that the entries of one calendar belong to, and the person whose calendar it is."""

    def __init__(self, session: Session, read: CalendarRead) -> None:
        self._session = session
        names = {one.organiser.name for one in read.occurrences if one.organiser is not None} | {read.name}
        asked = [asked_of(Place(name)) for name in sorted(names) if name]
        found = find_places(session, asked)
        self._by_name = {one.place.name: found[one.key].id for one in asked}
        self.names: Mapping[int, str] = {place.id: place.name for place in found.values() if place.id is not None}
        """What the organisations are called, by their numbers."""
        self.said: int | None = None
        """The organisation that a person says the calendar is of."""
        self.of_dates: int | None = None
        """Whose terms and holidays they are; None for our own, by which everything is reckoned."""
        self.person: int | None = None
        """The person that it is of."""
        self.person_name = ""
        self._calendar = self._by_name.get(read.name)
        if read.whose is not None:
            name = find_names(session, [read.whose])[read.whose].name
            if read.whose[0] == "organisation":
                self.said = self._calendar = read.whose[1]
                self.of_dates = None if self.said == get_setting(session, OUR_ORGANISATION) else self.said
                self.names = {**self.names, self.said: name}
            else:
                self.person, self.person_name = read.whose[1], name

    def of_entry(self, one: Occurrence) -> int | None:
        """Return whose a meeting or an event is: its own organiser's, else whose calendar it is."""
        own = self._by_name.get(one.organiser.name) if one.organiser is not None else None
        return own or self._calendar

    def is_expected(self, meeting_id: int) -> bool:
        """Say whether the person whose calendar it is stands among those expected at a meeting of the book."""
        question = select(Attendance.id).where(Attendance.meeting_id == meeting_id, Attendance.person_id == self.person)
        return self._session.scalars(question).first() is not None
