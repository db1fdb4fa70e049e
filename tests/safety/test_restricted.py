"""Whose data is restricted or confidential is in no list, choice, search, letter, paper or export unless asked for."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select

from models.actions.deleted import bring_back_records
from models.actions.people import PersonFields, edit_person
from models.actions.restriction import lift_restriction, restrict_processing
from models.entities import Affiliation, Person
from models.errors import WrongUse
from models.exports.formats import Format
from models.exports.making import Wanted, make_export
from models.queries.deleted import list_deleted
from models.queries.held import find_held
from models.queries.party_choices import find_parties_like
from models.queries.people import PersonFilter, list_people
from models.queries.restricted import list_restricted
from models.sample import fill_example
from models.search import search
from models.store import Store
from models.vocabulary import Visibility
from reports.catalogue import REPORTS, default_parameters
from tests.books import new_book, new_database, store

__all__ = ["new_book", "new_database", "store"]

TODAY = date(2026, 11, 22)
NAME = "Zzyzx"


@pytest.fixture
def people(store: Store) -> list[int]:
    """Everybody of the example who holds a role, with a family name that only they have."""
    with store.write("Fill") as session:
        fill_example(session, TODAY)
    with store.write("Rename") as session:
        found = sorted(set(session.scalars(select(Affiliation.person_id))))
        for number in found:
            person = session.get(Person, number)
            assert person is not None
            person.rename(person.title, f"P{number}", NAME)
    return found


def papers_naming(book: Store) -> set[str]:
    """Return the papers that name one of them, made for the readers they are made for."""
    naming = set()
    with book.read() as session:
        for report in REPORTS:
            parameters = default_parameters(as_at=TODAY)
            if report.asks.about and report.usual(session, parameters) is None and not report.asks.all_without:
                continue
            if NAME in repr(report.build(session, parameters)):
                naming.add(report.name)
    return naming


@pytest.mark.requirement("R34")
def test_no_paper_names_whose_data_is_restricted_or_confidential(store: Store, people: list[int]) -> None:
    before = papers_naming(store)
    assert len(before) > 5, "otherwise nothing is shown here"
    with store.write("Restrict") as session:
        for number in people[::2]:
            restrict_processing(session, number, TODAY, "They say it is wrong")
        for number in people[1::2]:
            person = session.get(Person, number)
            assert person is not None
            person.visibility = Visibility.CONFIDENTIAL
    with store.read() as session:
        for format in Format:
            assert NAME.encode() not in make_export(session, Wanted(format), TODAY).data
    assert papers_naming(store) == set()


def test_they_leave_lists_choices_and_search_and_come_back_as_they_were(store: Store, people: list[int]) -> None:
    one = people[0]
    with store.read() as session:
        before = list_restricted(session)
    assert before, "the sample has somebody whose data is restricted"
    with store.write("Restrict") as session:
        restrict_processing(session, one, TODAY, "They say it is wrong")
    name = f"P{one} {NAME}"
    with store.read() as session:
        for wanted in (PersonFilter(), PersonFilter(archived=True)):
            assert one not in [row.id for row in list_people(session, wanted, today=TODAY).rows]
        assert ("person", one) not in [(hit.kind, hit.id) for hit in search(session, name)]
        assert not any(name in repr(row) for row in find_parties_like(session, name, today=TODAY))
        assert one not in [row.id for row in list_deleted(session, since=_long_ago()) if row.kind == "person"]
        (row,) = set(list_restricted(session)) - set(before)
        assert (row.id, row.reason) == (one, "They say it is wrong")
        assert name in find_held(session, one).name
    with store.write("Lift") as session:
        lift_restriction(session, one)
    with store.read() as session:
        assert one in [row.id for row in list_people(session, PersonFilter(), today=TODAY).rows]
        assert session.scalar(select(Person.visibility).where(Person.id == one)) is Visibility.INTERNAL
        assert list_restricted(session) == before


def test_nothing_but_lifting_it_brings_them_back(store: Store, people: list[int]) -> None:
    one = people[0]
    with store.write("Restrict") as session:
        restrict_processing(session, one, TODAY, "They say it is wrong")
    for work in (
        lambda session: bring_back_records(session, [("person", one)]),
        lambda session: edit_person(session, one, PersonFields(NAME, "P")),
        lambda session: restrict_processing(session, one, TODAY, "Again"),
    ):
        with pytest.raises(WrongUse, match="restricted"), store.write("Try") as session:
            work(session)


def _long_ago():
    from datetime import datetime

    return datetime(2000, 1, 1)  # noqa: DTZ001 - as the book keeps moments
