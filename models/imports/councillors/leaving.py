"""Councillors of the book whom a complete list of their ward no longer names: each a proposal to end the term."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.actions.affiliations import end_affiliation
from models.entities import Affiliation, Area, ImportLine, Organisation, Person
from models.exchange.councillors.reading import CouncillorsRead, HeldSeat, absent_from
from models.exchange.incoming import Incoming, IncomingPerson
from models.imports.contacts.judging import judge_contacts
from models.imports.contacts.writing import contacts_writer
from models.imports.kinds import Asked
from models.imports.preview import Candidate, Choice, Decisions, Fate, FieldChange, PreviewLine, print_of
from models.queries.dated import valid_on
from models.queries.records import Ref
from models.roles import RoleGroup, role_group
from resources.i18n import _


@dataclass(frozen=True, slots=True)
class EndPlan:
    """A role that ends because its holder is no longer named."""

    affiliation_id: int
    on: date


def judge_councillors(
    session: Session, read: CouncillorsRead, decisions: Decisions, asked: Asked
) -> tuple[PreviewLine, ...]:
    """Return what becomes of each councillor of the list, then a proposal for each whom it no longer names."""
    lines = judge_contacts(session, read, decisions, step=asked.step)
    lines = tuple(map(_without_council, read.contacts, lines)) if _lacks_council(read) else lines
    held = {seat.number: (seat, person) for seat, person in _held(session, asked.today)}
    missing = absent_from(read, [seat for seat, _person in held.values()])
    return (*lines, *(_proposal(*held[seat.number], decisions, asked.today) for seat in missing))


def _lacks_council(read: CouncillorsRead) -> bool:
    """Say whether the list gives roles and no council to hold them at."""
    return not any(isinstance(one, IncomingPerson) and one.place for one in read.contacts)


def _without_council(one: Incoming, line: PreviewLine) -> PreviewLine:
    """Return the line of a councillor as one to be decided: without the council the role would be lost."""
    has_role = isinstance(one, IncomingPerson) and bool(one.offices)
    if not has_role or line.fate not in (Fate.NEW, Fate.CHANGED):
        return line
    words = _("The list does not name its council. Say which council it is of.")
    return replace(line, fate=Fate.DOUBTFUL, reasons=(words,), can_be_new=False, plan=None)


def _held(session: Session, today: date) -> Iterator[tuple[HeldSeat, int]]:
    """Yield the seats that councillors hold today, with the number of each person."""
    question = (
        select(
            Affiliation.id,
            Affiliation.role,
            Person.id,
            Person.given_name,
            Person.family_name,
            Organisation.name,
            Area.name,
        )
        .join(Person, Person.id == Affiliation.person_id)
        .join(Organisation, Organisation.id == Affiliation.organisation_id)
        .outerjoin(Area, Area.id == Affiliation.area_id)
        .where(valid_on(Affiliation, today), Person.archived_at.is_(None))
        .order_by(Affiliation.id)
    )
    rows = [row for row in session.execute(question) if role_group(row[1]) is RoleGroup.COUNCILLOR]
    keys = _keys(session, {row[2] for row in rows})
    for number, _role, person, given, family, council, ward in rows:
        yield HeldSeat(number, f"{given} {family}".strip(), council, ward or "", keys.get(person, "")), person


def _keys(session: Session, people: set[int]) -> dict[int, str]:
    """Return what lists knew people by when they came in."""
    question = select(ImportLine.record_id, ImportLine.key).where(
        ImportLine.record_kind == "person", ImportLine.key != "", ImportLine.record_id.is_not(None)
    )
    rows = session.execute(question.order_by(ImportLine.id)) if people else ()
    return {number: key for number, key in rows if number in people}


def _proposal(seat: HeldSeat, person: int, decisions: Decisions, today: date) -> PreviewLine:
    fingerprint = print_of("absent", seat.number, today)
    words = _("The list no longer names {name} for {ward}. If the term has ended, say so.").format(
        name=seat.name, ward=seat.ward or seat.council
    )
    end = Candidate(person, seat.name, _("end the role today"))
    decision = decisions.get(fingerprint)
    if decision is Choice.LEAVE_OUT:
        return PreviewLine(0, seat.name, Fate.SAME, "person", person, fingerprint=fingerprint)
    if decision == person:
        change = FieldChange("ends_on", _("Until"), None, today)
        return PreviewLine(
            0, seat.name, Fate.CHANGED, "person", person, (change,), fingerprint=fingerprint,
            plan=EndPlan(seat.number, today),
        )  # fmt: skip
    return PreviewLine(
        0, seat.name, Fate.DOUBTFUL, "person", person, reasons=(words,), candidates=(end,), can_be_new=False,
        fingerprint=fingerprint,
    )  # fmt: skip


def councillors_writer(session: Session, today: date, source: str) -> Callable[[PreviewLine], Ref]:
    """Return what writes the lines of a list of councillors."""
    write_contact = contacts_writer(session, today, source)

    def write(line: PreviewLine) -> Ref:
        plan = line.plan
        if not isinstance(plan, EndPlan):
            return write_contact(line)
        assert line.record_id is not None
        end_affiliation(session, plan.affiliation_id, plan.on, _("No longer in the council’s list"))
        return "person", line.record_id

    return write
