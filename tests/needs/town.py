"""Making a small town through the public actions: organisations, people, roles, conversations, events."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from sqlalchemy.orm import Session

from models.actions.affiliations import AffiliationFields, add_affiliation
from models.actions.areas import AreaFields, CouncillorFields, add_councillor, create_area
from models.actions.contact_points import ContactPointFields, add_contact_point
from models.actions.organisations import OrganisationFields, create_organisation
from models.actions.people import PersonFields, create_person
from models.entities import (
    AreaKind,
    Attendance,
    AttendanceStatus,
    Channel,
    ContactPointKind,
    Conversation,
    ConversationParty,
    Direction,
    Event,
    EventRole,
    InstitutionProfile,
    Meeting,
    MeetingState,
    OrganisationKind,
    ReplyState,
)
from models.vocabulary import EventPart, EventStage, Visibility

TODAY = date(2026, 11, 22)


@dataclass
class Town:
    """A book being filled by the short names of its records."""

    session: Session

    def place(self, name: str, kind: OrganisationKind = OrganisationKind.INSTITUTION, **more: Any) -> int:
        """Add an organisation; `phase`, `type_group` and the like go to what the register says of it."""
        columns = InstitutionProfile.__table__.columns.keys()
        profile = {key: more.pop(key) for key in tuple(more) if key in columns and key != "id"}
        number = create_organisation(self.session, OrganisationFields(name, kind, **more))
        if profile:
            self.session.add(InstitutionProfile(organisation_id=number, **profile))
            self.session.flush()
        return number

    def person(self, name: str, email: str = "", phone: str = "", **more: Any) -> int:
        """Add a person by title, given and family name: "Cllr Priya Nair", "Ann Bell"."""
        *title, given, family = name.split()
        fields = PersonFields(family, given, " ".join(title), **{"visibility": Visibility.PUBLIC, **more})
        number = create_person(self.session, fields)
        for kind, value in ((ContactPointKind.EMAIL, email), (ContactPointKind.PHONE, phone)):
            if value:
                add_contact_point(self.session, ContactPointFields(kind, value, person_id=number))
        return number

    def role(self, person: int, place: int, role: str, since: date | None = date(2020, 9, 1), **more: Any) -> int:
        """Give somebody a role."""
        return add_affiliation(self.session, AffiliationFields(person, place, role, starts_on=since, **more))

    def ward(self, name: str, parent: int | None = None, kind: AreaKind = AreaKind.WARD) -> int:
        """Add a ward or other area."""
        return create_area(self.session, AreaFields(name, kind, parent_id=parent))

    def councillor(self, name: str, council: int, ward: int, party: str, since: date = date(2024, 5, 6)) -> int:
        """Add a councillor and return the person's number."""
        number = self.person(f"Cllr {name}")
        add_councillor(self.session, CouncillorFields(number, council, ward, party, since, date(2028, 5, 4)))
        return number

    def talk(
        self,
        day: date,
        *parties: tuple[int | None, int | None],
        ours: str = "Sam Okoro",
        direction: Direction = Direction.BOTH,
        channel: Channel = Channel.VISIT,
        reply: ReplyState = ReplyState.NONE_NEEDED,
        visibility: Visibility = Visibility.INTERNAL,
    ) -> int:
        """Write down a conversation with pairs of person and organisation."""
        row = Conversation(
            channel=channel,
            direction=direction,
            happened_on=day,
            subject="About the fair",
            our_person=ours,
            reply_state=reply,
            visibility=visibility,
        )
        self.session.add(row)
        self.session.flush()
        for person, place in parties:
            self.session.add(ConversationParty(conversation_id=row.id, person_id=person, organisation_id=place))
        self.session.flush()
        return row.id

    def event(self, host: int, day: date, came: tuple[int, ...] = (), asked: tuple[int, ...] = ()) -> int:
        """Add an event with who came and who was asked and did not."""
        row = Event(title="Summer fair", organisation_id=host, starts_at=_at(day), stage=EventStage.HELD)
        self.session.add(row)
        self.session.flush()
        for people, attended in ((came, True), (asked, None)):
            for person in people:
                role = EventRole(event_id=row.id, person_id=person, part=EventPart.INVITED, attended=attended)
                self.session.add(role)
        self.session.flush()
        return row.id

    def meeting(
        self, body: int, day: date, there: tuple[tuple[int, int | None], ...], away: tuple[int, ...] = ()
    ) -> int:
        """Add a meeting that was held, with who was there (for whom) and who was expected and not."""
        row = Meeting(title="Meeting", organisation_id=body, starts_at=_at(day), state=MeetingState.HELD)
        self.session.add(row)
        self.session.flush()
        present, absent = AttendanceStatus.PRESENT, AttendanceStatus.ABSENT
        for person, place, status in (*((*pair, present) for pair in there), *((one, None, absent) for one in away)):
            self.session.add(Attendance(meeting_id=row.id, person_id=person, organisation_id=place, status=status))
        self.session.flush()
        return row.id


def _at(day: date) -> datetime:
    return datetime.combine(day, time(18, 30))
