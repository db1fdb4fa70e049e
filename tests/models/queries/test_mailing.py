"""Whom post goes to, how it is addressed, who gets none and why."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from models.actions.affiliations import AffiliationFields, add_affiliation
from models.actions.contact_points import ContactPointFields, add_contact_point
from models.actions.event_roles import EventRoleFields, add_event_role
from models.actions.events import EventFields, create_event
from models.actions.groups import GroupFields, add_group, add_to_group
from models.actions.organisations import OrganisationFields, archive_organisation, create_organisation
from models.actions.people import PersonFields, create_person
from models.actions.promotions import ask_organisations
from models.actions.saved_searches import SavedSearchFields, add_saved_search
from models.actions.tags import TagFields, add_tag, tag_records
from models.addresses import lines_of_parts, lines_of_text, place_key
from models.errors import WrongUse
from models.queries.mailing import OFFICE, Why, plan_mailing
from models.queries.mailing_sets import MailingSet, SetKind, find_set, list_sets, name_set
from models.queries.parties import Party
from models.roles import CHAIR, CLERK, HEAD
from models.vocabulary import ContactPointKind, ContactWay, EventPart, OrganisationKind, Visibility

DAY = date(2026, 11, 22)
SCHOOL = OrganisationFields(
    "Greenway Academy", OrganisationKind.INSTITUTION, street="1 Greenway", town="Millbrook", county="Wendleshire",
    postcode="mb51ga",
)  # fmt: skip


class Book:
    """A few schools with people."""

    def __init__(self, session) -> None:
        self.session = session
        self.school = create_organisation(session, SCHOOL)
        board = OrganisationFields("Local Governing Body", OrganisationKind.BODY, body_kind="Local governing body")
        friends = OrganisationFields("Friends", OrganisationKind.PTA)
        self.board = create_organisation(session, self._inside(board))
        self.friends = create_organisation(session, self._inside(friends))
        self.head = self.person("Ade", "Okafor", "Mr", self.school, HEAD, best=True)
        self.chair = self.person("Jo", "Carter", "", self.board, "Chair")
        self.pta = self.person("Pat", "Lin", "Ms", self.friends, "Chair")

    def _inside(self, fields: OrganisationFields) -> OrganisationFields:
        from dataclasses import replace

        return replace(fields, parent_id=self.school)

    def person(self, given, family, title="", at=None, role="", best=False, refuses=(), visible=Visibility.INTERNAL):
        number = create_person(
            self.session, PersonFields(family, given, title, do_not_contact=refuses, visibility=visible)
        )
        if at is not None:
            add_affiliation(self.session, AffiliationFields(number, at, role, is_best_contact=best))
        return number

    def post(self, value, **owner) -> None:
        add_contact_point(self.session, ContactPointFields(ContactPointKind.POST, value, **owner))


@pytest.fixture
def book(store):
    with store.write("Fill") as session:
        yield Book(session)


def of_place(number):
    return Party(organisation_id=number)


def test_an_organisation_is_addressed_by_its_best_contact_line_by_line(book) -> None:
    mailing = plan_mailing(book.session, [of_place(book.school)], today=DAY)
    (one,) = mailing.rows
    assert one.envelope == ("Mr Ade Okafor", "Head", "Greenway Academy", "1 Greenway", "MILLBROOK", "MB5 1GA")
    assert (one.dear, one.postcode, one.party) == ("Mr Okafor", "MB5 1GA", Party(book.head, book.school))
    assert mailing.left_out == ()


def test_the_office_alone_is_addressed_where_that_is_wished(book) -> None:
    (one,) = plan_mailing(book.session, [of_place(book.school)], today=DAY, to=OFFICE).rows
    assert one.envelope[0] == "Greenway Academy"
    assert (one.person, one.dear, one.party) == ("", "", of_place(book.school))


def test_a_role_is_looked_for_on_the_board_and_never_with_the_parents(book) -> None:
    (one,) = plan_mailing(book.session, [of_place(book.school)], today=DAY, to=CHAIR).rows
    assert one.names == ("Jo Carter", "Chair of governors", "Greenway Academy")
    (clerk,) = plan_mailing(book.session, [of_place(book.school)], today=DAY, to=CLERK).rows
    assert clerk.names == ("The Clerk to the governors", "Greenway Academy")
    assert clerk.dear == ""
    council = create_organisation(book.session, OrganisationFields("Council", OrganisationKind.COUNCIL, street="Hall"))
    mailing = plan_mailing(book.session, [of_place(council)], today=DAY, to=CHAIR)
    assert [one.why for one in mailing.left_out] == [Why.NO_HOLDER]
    assert mailing.rows == ()


def test_who_refuses_letters_is_never_addressed(book) -> None:
    number = create_organisation(
        book.session, OrganisationFields("Fenside", OrganisationKind.INSTITUTION, street="Fen", postcode="MB1 6FN")
    )
    quiet = book.person("Quiet", "One", "Dr", number, HEAD, True, (ContactWay.LETTER,))
    mailing = plan_mailing(book.session, [of_place(number), Party(person_id=quiet)], today=DAY)
    (one,) = mailing.rows
    assert one.envelope == ("Fenside", "Fen", "MB1 6FN")
    assert one.note == "Dr Quiet One does not want letters"
    assert [(out.name, out.why) for out in mailing.left_out] == [("Dr Quiet One", Why.REFUSED)]
    for to in (HEAD, OFFICE):
        assert not any("Quiet" in line for row in plan_mailing(book.session, [of_place(number)], today=DAY, to=to).rows
                       for line in row.envelope)  # fmt: skip


def test_one_an_address_unless_wished_and_the_others_are_told(book) -> None:
    parties = [of_place(book.school), of_place(book.board), of_place(book.friends)]
    mailing = plan_mailing(book.session, parties, today=DAY)
    assert len(mailing.rows) == 1
    assert {(out.why, out.of) for out in mailing.left_out} == {(Why.SAME_ADDRESS, "Mr Ade Okafor, Greenway Academy")}
    every = plan_mailing(book.session, parties, today=DAY, one_an_address=False)
    assert [row.names[-1] for row in every.rows] == ["Greenway Academy"] * 3
    assert every.rows[1].names == ("Jo Carter", "Chair", "Local Governing Body", "Greenway Academy")
    twice = plan_mailing(
        book.session, [of_place(book.school), Party(book.head, book.school)], today=DAY, one_an_address=False
    )
    assert [out.why for out in twice.left_out] == [Why.TWICE], "nobody gets two"


def test_a_person_is_written_to_at_home_where_that_is_known_else_where_they_work(book) -> None:
    home = book.person("Lee", "Hart", "Sir")
    book.post("12, Elm Lane, Millbrook mb4 2el", person_id=home)
    nowhere = book.person("No", "Where")
    mailing = plan_mailing(book.session, [Party(person_id=n) for n in (home, book.head, nowhere)], today=DAY)
    assert mailing.rows[0].envelope == ("Sir Lee Hart", "12 Elm Lane", "Millbrook", "MB4 2EL")
    assert mailing.rows[0].dear == "Sir Lee"
    assert mailing.rows[1].envelope[2] == "Greenway Academy"
    assert [(out.name, out.why) for out in mailing.left_out] == [("No Where", Why.NO_ADDRESS)]
    best = plan_mailing(book.session, [of_place(book.school)], today=DAY).rows
    book.post("Home of the head, MB1 1AA", person_id=book.head)
    assert plan_mailing(book.session, [of_place(book.school)], today=DAY).rows == best, "no letter of work goes home"


def test_the_address_noted_for_post_goes_before_where_they_are(book) -> None:
    book.post("PO Box 7\nMillbrook\nMB5 9ZZ", organisation_id=book.school)
    (one,) = plan_mailing(book.session, [of_place(book.school)], today=DAY).rows
    assert one.lines == ("PO Box 7", "Millbrook", "MB5 9ZZ")


def test_closed_put_away_and_without_address_get_none(book) -> None:
    closed = create_organisation(
        book.session, OrganisationFields("Old", OrganisationKind.INSTITUTION, street="x", closed_on=DAY)
    )
    bare = create_organisation(book.session, OrganisationFields("Bare", OrganisationKind.CHARITY))
    away = create_organisation(book.session, OrganisationFields("Away", OrganisationKind.CHARITY, street="y"))
    archive_organisation(book.session, away)
    mailing = plan_mailing(book.session, [of_place(n) for n in (closed, bare, away)], today=DAY)
    assert mailing.rows == ()
    assert [out.why for out in mailing.left_out] == [Why.CLOSED, Why.NO_ADDRESS, Why.GONE]
    assert plan_mailing(book.session, [of_place(closed)], today=date(2026, 11, 21)).rows


def test_nobody_above_the_audience_is_named(book) -> None:
    number = create_organisation(
        book.session, OrganisationFields("Fenside", OrganisationKind.INSTITUTION, street="Fen", postcode="MB1 6FN")
    )
    secret = book.person("Very", "Secret", "", number, HEAD, True, visible=Visibility.CONFIDENTIAL)
    mailing = plan_mailing(
        book.session, [of_place(number), Party(person_id=secret)], today=DAY, audience=Visibility.INTERNAL
    )
    assert "Secret" not in repr(mailing)
    assert "Secret" in repr(plan_mailing(book.session, [of_place(number)], today=DAY))


def test_sets_of_every_kind(book) -> None:
    session, school, chair = book.session, book.school, book.chair
    group = add_group(session, GroupFields("Winter fair"))
    add_to_group(session, group, [("organisation", school), ("person", chair)])
    tag = add_tag(session, TagFields("Neighbours"))
    tag_records(session, tag, [("organisation", school)])
    rules = '{"field": "name", "is": "contains", "value": "Greenway"}'
    search = add_saved_search(session, SavedSearchFields("Greenway", "organisation", rules), DAY)
    meetings = add_saved_search(
        session, SavedSearchFields("Meetings", "meeting", '{"field": "title", "is": "contains", "value": "x"}'), DAY
    )
    event = create_event(session, EventFields("Fair", datetime(2026, 12, 12, 11)))  # noqa: DTZ001
    add_event_role(session, event, EventRoleFields(EventPart.INVITED, person_id=chair))
    add_event_role(session, event, EventRoleFields(EventPart.ATTENDED, person_id=book.pta))
    ask_organisations(session, event, [school], DAY)
    both = (of_place(school), Party(person_id=chair))
    found = {kind: list_sets(session, kind, DAY) for kind in SetKind}
    assert {row.wanted.number for row in found[SetKind.FILTER]} == {search}
    assert set(find_set(session, MailingSet(SetKind.GROUP, group), DAY)) == set(both)
    assert find_set(session, MailingSet(SetKind.TAG, tag), DAY) == (of_place(school),)
    assert find_set(session, MailingSet(SetKind.FILTER, search), DAY) == (of_place(school),)
    assert set(find_set(session, MailingSet(SetKind.EVENT, event), DAY)) == set(both), "who came is not asked again"
    chosen = MailingSet(SetKind.CHOSEN, refs=(("person", chair), ("organisation", school), ("person", chair)))
    assert find_set(session, chosen, DAY) == (Party(person_id=chair), of_place(school))
    assert name_set(session, MailingSet(SetKind.GROUP, group)) == "Winter fair"
    with pytest.raises(WrongUse, match="Meetings"):
        find_set(session, MailingSet(SetKind.FILTER, meetings), DAY)


def test_reading_a_thousand_takes_no_statement_for_each(book, store) -> None:
    from sqlalchemy import event

    numbers = [
        create_organisation(book.session, OrganisationFields(f"S{n}", OrganisationKind.INSTITUTION, street=f"{n} St"))
        for n in range(40)
    ]
    counted: list[str] = []
    engine = book.session.get_bind()
    event.listen(engine, "before_cursor_execute", lambda *args: counted.append(args[2]))
    plan_mailing(book.session, [of_place(n) for n in numbers[:2]], today=DAY)
    few = len(counted)
    plan_mailing(book.session, [of_place(n) for n in numbers], today=DAY)
    assert len(counted) - few == few


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("Elm Lane, Millbrook, MB4 2EL", ("Elm Lane", "Millbrook", "MB4 2EL")),
        ("Elm Lane\nMillbrook, Wendleshire mb42el.", ("Elm Lane", "Millbrook, Wendleshire", "MB4 2EL")),
        ("  \n ", ()),
        ("Hall", ("Hall",)),
        ("GIR 0AA", ("GIR 0AA",)),
    ],
)
def test_an_address_as_somebody_wrote_it(text, lines) -> None:
    assert lines_of_text(text) == lines


def test_two_ways_of_writing_one_address_are_one() -> None:
    assert place_key(lines_of_parts("12, Elm Lane", "", "Millbrook", "Wends", "MB42EL")) == place_key(
        lines_of_text("12 elm lane; Millbrook MB4 2EL".replace(";", ","))
    )
