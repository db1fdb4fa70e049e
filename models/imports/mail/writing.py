"""Writing an email down as a conversation, with its files."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from sqlalchemy.orm import Session

from models.actions.attachments import add_attachment, attach, of_file
from models.actions.contact_points import ContactPointFields, add_contact_point
from models.actions.conversation_writing import ConversationFields
from models.actions.conversations import log_conversation
from models.actions.people import PersonFields, create_person
from models.imports.mail.plans import MailPlan, NewParty
from models.imports.preview import PreviewLine
from models.queries.parties import Party
from models.queries.records import Ref
from models.vocabulary import Channel, ContactPointKind


def mail_writer(session: Session, today: date, source: str) -> Callable[[PreviewLine], Ref]:
    """Return what writes an email down and gives the conversation."""

    def write(line: PreviewLine) -> Ref:
        plan = line.plan
        assert isinstance(plan, MailPlan)
        parties = plan.parties
        if plan.new_party is not None:
            parties = (_add(session, plan.new_party, source),)
        number = log_conversation(
            session,
            ConversationFields(
                Channel.EMAIL,
                plan.direction,
                plan.happened_on,
                parties,
                happened_at=plan.happened_at,
                subject=plan.subject,
                note=plan.note,
                answers_id=plan.answers_id,
            ),
        )
        for file in plan.files:
            attachment = add_attachment(session, of_file(file.name, file.data), today, source=source)
            attach(session, attachment, "conversation", number)
        return "conversation", number

    return write


def _add(session: Session, new: NewParty, source: str) -> Party:
    person = create_person(session, PersonFields(new.family_name, new.given_name, new.title, source=source))
    point = ContactPointFields(ContactPointKind.EMAIL, new.address, person_id=person, source=source)
    add_contact_point(session, point)
    return Party(person)
