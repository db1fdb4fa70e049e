"""What held on a day is the same by a naive replay of the facts, whatever was entered in whatever order."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models.actions.affiliations import AffiliationFields, add_affiliation, end_affiliation
from models.actions.organisations import OrganisationFields, create_organisation
from models.actions.people import PersonFields, create_person
from models.actions.posts import PostFields, create_post
from models.entities import OrganisationKind, PartnershipMembership
from models.errors import WrongUse
from models.queries.affiliations import list_affiliations
from models.queries.contacts import list_organisation_people
from models.queries.members import list_members
from models.queries.partnership_members import list_members as list_partnership_members
from models.queries.posts import list_posts
from models.store import Store

FIRST = date(2024, 1, 1)
DAYS = st.integers(0, 60).map(lambda days: FIRST + timedelta(days=days))
PEOPLE, SEATS = 3, 2

Fact = tuple[int, date | None, date | None, bool, date | None]
"""Who, from when, until when, in the seat or without one, and the day on which they were ended afterwards."""

FACTS = st.lists(
    st.tuples(st.integers(0, PEOPLE - 1), st.none() | DAYS, st.none() | DAYS, st.booleans(), st.none() | DAYS),
    max_size=8,
)


@dataclass
class Replay:
    """The naive account: each fact that was taken, with its days."""

    kept: dict[int, tuple[int, date | None, date | None, bool]] = field(default_factory=dict)

    def holding(self, day: date) -> set[int]:
        """Return the roles that hold on a day, looking at one after the other."""
        found = set()
        for number, (_who, first, end, _seated) in self.kept.items():
            if first is not None and day < first:
                continue
            if end is not None and day >= end:
                continue
            found.add(number)
        return found


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(facts=FACTS, days=st.lists(DAYS, min_size=1, max_size=4))
def test_roles_of_a_day_are_those_of_a_replay(store: Store, facts: list[Fact], days: list[date]) -> None:
    replay = Replay()
    with store.write("Make") as session:
        board = create_organisation(session, OrganisationFields("Board", OrganisationKind.BODY))
        people = [create_person(session, PersonFields(f"Person {number}")) for number in range(PEOPLE)]
        post = create_post(session, PostFields(board, "Governor", seats=SEATS))
    for who, first, end, seated, ended in facts:
        form = AffiliationFields(
            people[who], board, "Governor", post_id=post if seated else None, starts_on=first, ends_on=end
        )
        try:
            with store.write("Role") as session:
                number = add_affiliation(session, form)
        except WrongUse:
            continue
        replay.kept[number] = (who, first, end, seated)
        if ended is not None and (first is None or ended >= first):
            try:
                with store.write("End") as session:
                    end_affiliation(session, number, ended)
            except WrongUse:
                continue
            replay.kept[number] = (who, first, ended, seated)
    with store.read() as session:
        for day in (*days, FIRST - timedelta(days=1), FIRST + timedelta(days=90)):
            held = replay.holding(day)
            assert {row.id for row in list_organisation_people(session, board, today=day, as_at=day)} == held
            who = {people[replay.kept[number][0]] for number in held}
            assert {row.person_id for row in list_members(session, board, day)} == who
            for person in people:
                mine = {number for number in held if people[replay.kept[number][0]] == person}
                assert {row.id for row in list_affiliations(session, person, today=day, as_at=day)} == mine
            (seat,) = list_posts(session, as_at=day, organisation_id=board)
            seated_people = {replay.kept[number][0] for number in held if replay.kept[number][3]}
            assert (seat.held, seat.vacant) == (len(seated_people), SEATS - len(seated_people))


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(facts=st.lists(st.tuples(st.integers(0, 2), DAYS, st.none() | DAYS), max_size=6), day=DAYS)
def test_members_of_a_day_are_those_of_a_replay(
    store: Store, facts: list[tuple[int, date, date | None]], day: date
) -> None:
    with store.write("Make") as session:
        whole = create_organisation(session, OrganisationFields("Partnership", OrganisationKind.PARTNERSHIP))
        places = [
            create_organisation(session, OrganisationFields(f"School {number}", OrganisationKind.INSTITUTION))
            for number in range(3)
        ]
        for place, first, end in facts:
            more = {"partnership_id": whole, "member_id": places[place], "starts_on": first, "ends_on": end}
            session.add(PartnershipMembership(**more))
        session.flush()
    expected = [places[place] for place, first, end in facts if first <= day and (end is None or day < end)]
    with store.read() as session:
        found = [row.member_id for row in list_partnership_members(session, whole, as_at=day)]
    assert sorted(found) == sorted(expected)
