"""No question about people and places tells an audience a name above it, tried on the whole example book."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

import pytest
from sqlalchemy import create_engine, select
from sqlalchemy.orm import Session

from models.base import Base
from models.entities import Affiliation, Event, Meeting, Organisation, Person, map_all
from models.queries.acquaintance import list_first_met
from models.queries.affiliations import list_affiliations
from models.queries.appointments import list_appointments
from models.queries.audience import nameable_to, readable_by
from models.queries.authority_seats import list_seats_on_authorities
from models.queries.bringing_together import list_convening
from models.queries.constitution import list_constitution
from models.queries.contact_points import list_unchecked_points
from models.queries.contacts import best_contacts, list_organisation_people
from models.queries.councillor_contact import list_ward_table
from models.queries.councillor_terms import list_councillor_terms
from models.queries.government import list_authorities
from models.queries.key_people import list_sole_contacts, list_sole_relationships
from models.queries.organisation_links import list_lapsed_links, list_links, list_status_changes
from models.queries.posts import list_posts, list_vacancies
from models.queries.recipients import list_reach
from models.queries.role_gaps import list_gaps
from models.queries.role_search import find_role_holders
from models.queries.sectors import list_board_sectors, list_sectors
from models.sample import fill_example
from models.vocabulary import Visibility

TODAY = date(2026, 11, 22)
Question = Callable[[Session, Visibility], object]


@pytest.fixture(scope="module")
def session() -> Iterator[Session]:
    engine = create_engine("sqlite://")
    map_all()
    Base.metadata.create_all(engine)
    with Session(engine) as session:
        fill_example(session, TODAY)
        # A few more closed doors than the example has: a school, a community group, a councillor, an event, a meeting.
        for kind, number in ((Organisation, 20), (Organisation, 45), (Person, 62), (Event, 5), (Meeting, 5)):
            row = session.get(kind, number)
            assert row is not None
            row.visibility = Visibility.CONFIDENTIAL
        session.commit()
        yield session


def _every(session: Session, kind: type[Organisation] | type[Person]) -> list[int]:
    return list(session.scalars(select(kind.id)))


QUESTIONS: dict[str, Question] = {
    "first met": lambda s, a: list_first_met(s, audience=a),
    "appointments": lambda s, a: list_appointments(s, as_at=TODAY, audience=a),
    "seats": lambda s, a: list_seats_on_authorities(s, as_at=TODAY, audience=a),
    "convening": lambda s, a: list_convening(s, "events", as_at=TODAY, audience=a),
    "unchecked": lambda s, a: list_unchecked_points(s, today=TODAY, months=1, audience=a),
    "ward table": lambda s, a: list_ward_table(s, as_at=TODAY, audience=a),
    "terms": lambda s, a: list_councillor_terms(s, as_at=TODAY, audience=a),
    "authorities": lambda s, a: list_authorities(s, as_at=TODAY, audience=a),
    "sole relationships": lambda s, a: list_sole_relationships(s, today=TODAY, audience=a),
    "sole contacts": lambda s, a: list_sole_contacts(s, today=TODAY, audience=a),
    "lapsed": lambda s, a: list_lapsed_links(s, today=TODAY, audience=a),
    "links": lambda s, a: list_links(s, as_at=TODAY, audience=a),
    "status": lambda s, a: list_status_changes(s, audience=a),
    "posts": lambda s, a: list_posts(s, as_at=TODAY, audience=a),
    "vacancies": lambda s, a: list_vacancies(s, as_at=TODAY, audience=a),
    "reach": lambda s, a: list_reach(s, _every(s, Person), None, today=TODAY, audience=a),
    "gaps": lambda s, a: list_gaps(s, as_at=TODAY, audience=a),
    "roles": lambda s, a: find_role_holders(s, "e", as_at=TODAY, audience=a),
    "sectors": lambda s, a: list_sectors(s, audience=a),
    "best": lambda s, a: [best_contacts(s, one, as_at=TODAY, audience=a) for one in _every(s, Organisation)],
    "people": lambda s, a: [
        list_organisation_people(s, one, today=TODAY, audience=a) for one in _every(s, Organisation)
    ],
    "roles of people": lambda s, a: [list_affiliations(s, one, today=TODAY, audience=a) for one in _every(s, Person)],
    "boards": lambda s, a: [list_board_sectors(s, one, as_at=TODAY, audience=a) for one in _every(s, Organisation)],
    "constitutions": lambda s, a: [
        list_constitution(s, one, as_at=TODAY, audience=a) for one in _every(s, Organisation)
    ],
}


@pytest.mark.parametrize("audience", [Visibility.PUBLIC, Visibility.PARTNERS, Visibility.INTERNAL])
@pytest.mark.parametrize("question", QUESTIONS)
def test_no_name_above_the_audience_is_told(session: Session, question: str, audience: Visibility) -> None:
    told = repr(QUESTIONS[question](session, audience))
    everything = repr(QUESTIONS[question](session, Visibility.CONFIDENTIAL))
    councillors = set(session.scalars(select(Affiliation.person_id).where(Affiliation.area_id.is_not(None))))
    hidden = {
        name
        for number, name, level in session.execute(select(Person.id, Person.display_name, Person.visibility))
        if level not in (nameable_to(audience) if number in councillors else readable_by(audience))
    }
    hidden |= {
        name
        for name, level in session.execute(select(Organisation.name, Organisation.visibility))
        if level not in readable_by(audience)
    }
    assert hidden
    assert [name for name in sorted(hidden) if name in told] == []
    assert everything != "()"
