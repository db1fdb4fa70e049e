"""People and organisations of a file beside those of the book: new, known with something new, the same, or a doubt."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import func, select

from models.actions.affiliations import AffiliationFields, add_affiliation
from models.actions.contact_points import ContactPointFields, add_contact_point
from models.actions.organisations import OrganisationFields, create_organisation
from models.actions.people import PersonFields, create_person, edit_person
from models.entities import Affiliation, ContactPoint, Group, GroupMember, Organisation, Person, TagLink
from models.errors import StaleRecord
from models.exchange.incoming import ContactsRead, IncomingPerson, Office, Place, Recognised, Way
from models.imports.contacts.judging import judge_contacts
from models.imports.preview import Choice, Fate
from models.queries.held import find_held
from models.store import Store
from models.vocabulary import ContactPointKind, OrganisationKind
from tests.models.imports.incoming_files import TODAY, card, fates, on_its_way, vcards


@pytest.fixture
def elm(store: Store) -> int:
    """A school with its head, Ann Lee."""
    with store.write("Add") as session:
        school = create_organisation(
            session, OrganisationFields("Elm Lane Primary School", OrganisationKind.INSTITUTION)
        )
        ann = create_person(session, PersonFields("Lee", "Ann"))
        add_affiliation(session, AffiliationFields(ann, school, "Head of institution"))
        add_contact_point(session, ContactPointFields(ContactPointKind.EMAIL, "a.lee@elm.example", person_id=ann))
    return school


def test_everyone_new_comes_in_as_one_step(store: Store, tmp_path: Path) -> None:
    path = vcards(
        tmp_path,
        card("Joe", "Bell", "ORG:Northfield Council", "TITLE:Receptionist", "EMAIL:joe@north.example"),
        card("Priya", "Nair", "ORG:Northfield Council", "CATEGORIES:Neighbours"),
    )
    file = on_its_way(store, path)
    assert fates(file.preview) == [("Northfield Council", "new"), ("Joe Bell", "new"), ("Priya Nair", "new")]
    with store.read() as session:
        assert session.scalar(select(func.count(Person.id))) == 0, "looking writes nothing"
    done = file.take_in()
    assert done.batch_id is not None
    with store.read() as session:
        (council,) = session.scalars(select(Organisation))
        assert (council.name, council.kind) == ("Northfield Council", OrganisationKind.COUNCIL)
        assert {row.role for row in session.scalars(select(Affiliation))} == {"Receptionist", "Contact"}
        assert session.scalars(select(ContactPoint.value)).all() == ["joe@north.example"]
        assert session.scalar(select(func.count(TagLink.id))) == 1
        assert all("people.vcf" in person.source for person in session.scalars(select(Person)))
    store.undo()
    with store.read() as session:
        assert session.scalar(select(func.count(Person.id))) == 0


def test_the_same_file_twice_changes_nothing(store: Store, tmp_path: Path) -> None:
    path = vcards(tmp_path, card("Joe", "Bell", "EMAIL:joe@north.example"), card("Mary", "Ng"))
    on_its_way(store, path).take_in()
    with store.write("Rename") as session:
        joe = session.scalars(select(Person.id).where(Person.family_name == "Bell")).one()
        edit_person(session, joe, PersonFields("Bell-Carr", "Joseph"))
    again = on_its_way(store, path)
    assert {line.fate for line in again.preview.lines} == {Fate.SAME}, "what was edited since stays as it is"
    assert again.take_in().batch_id is None


def test_who_is_known_by_name_and_address_gets_what_is_new(store: Store, tmp_path: Path, elm: int) -> None:
    path = vcards(
        tmp_path, card("Ann", "Lee", "ORG:Elm Lane Primary School", "EMAIL:A.Lee@elm.example", "TEL:01632 960101")
    )
    file = on_its_way(store, path)
    (line,) = file.preview.lines
    assert (line.fate, [change.words for change in line.changes]) == (Fate.CHANGED, [("", "01632 960101")])
    file.take_in()
    with store.read() as session:
        assert session.scalar(select(func.count(Person.id))) == 1
        assert session.scalar(select(func.count(Affiliation.id))) == 1, "she has a role there, so none is added"


def test_a_name_alone_is_no_proof(store: Store, tmp_path: Path, elm: int) -> None:
    file = on_its_way(store, vcards(tmp_path, card("Ann", "Lee", "ORG:Other Place")))
    place, line = file.preview.lines
    assert (place.fate, line.fate) == (Fate.NEW, Fate.DOUBTFUL)
    (offered,) = line.candidates
    assert "Elm Lane Primary School" in offered.words
    assert file.take_in().preview.count(Fate.DOUBTFUL) == 1
    again = on_its_way(store, vcards(tmp_path, card("Ann", "Lee", "ORG:Other Place")))
    again.decide({again.preview.lines[0].fingerprint: offered.id})
    again.take_in()
    with store.read() as session:
        assert session.scalar(select(func.count(Person.id))) == 1
        assert session.scalar(select(func.count(Affiliation.id))) == 2


def test_a_doubtful_line_may_be_somebody_new_or_left_out(store: Store, tmp_path: Path, elm: int) -> None:
    path = vcards(tmp_path, card("Ann", "Lee"), card("Anne", "Lee", "EMAIL:a.lee@elm.example"))
    file = on_its_way(store, path)
    first, second = file.preview.lines
    assert (first.fate, second.fate) == (Fate.DOUBTFUL, Fate.DOUBTFUL)
    preview = file.decide({first.fingerprint: Choice.NEW, second.fingerprint: Choice.LEAVE_OUT})
    assert [line.fate for line in preview.lines] == [Fate.NEW, Fate.REFUSED]
    preview = file.decide({second.fingerprint: None})
    assert preview.lines[1].fate is Fate.DOUBTFUL, "a decision can be taken back"


def test_an_organisation_of_nearly_the_name_is_asked_about_once(store: Store, tmp_path: Path, elm: int) -> None:
    with store.write("Edit") as session:
        session.get_one(Organisation, elm).town = "Leeds"
    place = Place("Elm Lane Primary")
    people = [
        IncomingPerson(number, name, given_name=name, family_name="Hill", place=place)
        for number, name in enumerate(("Amy", "Ben"), 1)
    ]
    read = ContactsRead(Recognised("contacts", "Contacts"), (), tuple(people))
    with store.read() as session:
        lines = judge_contacts(session, read)
        asked = next(line for line in lines if line.record_kind == "organisation")
        if asked.fate is Fate.DOUBTFUL:
            assert [line.fate for line in lines] == [Fate.DOUBTFUL] * 3
            lines = judge_contacts(session, read, {asked.fingerprint: elm})
        assert [line.fate for line in lines if line.record_kind == "person"] == [Fate.NEW, Fate.NEW]


def test_two_rows_of_one_person_make_one_person(store: Store, tmp_path: Path) -> None:
    path = vcards(
        tmp_path,
        card("Joe", "Bell", "ORG:North School", "EMAIL:joe@bell.example"),
        card("Joe", "Bell", "ORG:South School", "EMAIL:joe@bell.example"),
    )
    file = on_its_way(store, path)
    assert [line.fate.value for line in file.preview.lines] == ["new", "new", "new", "changed"]
    file.take_in()
    with store.read() as session:
        assert session.scalar(select(func.count(Person.id))) == 1
        assert session.scalar(select(func.count(Affiliation.id))) == 2
        assert session.scalar(select(func.count(ContactPoint.id))) == 1


def test_an_address_of_somebody_else_is_a_doubt_and_an_offices_is_none(store: Store, tmp_path: Path, elm: int) -> None:
    with store.write("Add") as session:
        point = ContactPointFields(ContactPointKind.EMAIL, "office@elm.example", organisation_id=elm)
        add_contact_point(session, point)
    path = vcards(
        tmp_path, card("Bob", "Frost", "EMAIL:a.lee@elm.example"), card("Cy", "Grant", "EMAIL:office@elm.example")
    )
    bob, cy = on_its_way(store, path).preview.lines
    assert (bob.fate, bob.reasons) == (Fate.DOUBTFUL, ("The book has a.lee@elm.example with Ann Lee.",))
    assert cy.fate is Fate.NEW


def test_a_card_that_comes_again_changed_is_compared_with_the_person_it_became(store: Store, tmp_path: Path) -> None:
    on_its_way(store, vcards(tmp_path, card("Mary", "Ng", "UID:urn:uuid:4fbe8971"))).take_in()
    path = vcards(tmp_path, card("Mary", "Okafor", "UID:urn:uuid:4fbe8971", "EMAIL:mary@n.example"), name="newer.vcf")
    file = on_its_way(store, path)
    (line,) = file.preview.lines
    assert line.fate is Fate.CHANGED
    assert [(change.title, *change.words) for change in line.changes] == [
        ("Name", "Mary Ng", "Mary Okafor"),
        ("Email", "", "mary@n.example"),
    ]
    file.take_in()
    with store.read() as session:
        assert [person.display_name for person in session.scalars(select(Person))] == ["Mary Okafor"]


def test_a_book_changed_meanwhile_stops_what_would_be_something_else_now(store: Store, tmp_path: Path) -> None:
    file = on_its_way(store, vcards(tmp_path, card("Mary", "Ng")))
    with store.write("Add") as session:
        create_person(session, PersonFields("Ng", "Mary"))
    with pytest.raises(StaleRecord, match="changed meanwhile"):
        file.take_in()
    with store.read() as session:
        assert session.scalar(select(func.count(Person.id))) == 1


def test_a_number_that_is_none_is_left_out_and_said(store: Store, tmp_path: Path) -> None:
    (line,) = on_its_way(store, vcards(tmp_path, card("Mary", "Ng", "TEL;TYPE=WORK:ask reception"))).preview.lines
    assert line.fate is Fate.NEW
    assert any("ask reception" in note for note in line.notes)
    assert not line.changes


def test_the_lines_of_imports_are_told_to_who_asks_what_is_held(store: Store, tmp_path: Path) -> None:
    on_its_way(store, vcards(tmp_path, card("Mary", "Ng"))).take_in()
    with store.read() as session:
        mary = session.scalars(select(Person.id)).one()
        told = [words for words in find_held(session, mary).elsewhere if "imports" in words]
    assert told == ["The list of imports has 1 line of a file about this person or with this name."]


def test_lists_become_groups(store: Store, tmp_path: Path) -> None:
    path = vcards(
        tmp_path,
        card("Mary", "Ng", "UID:m1"),
        card("Joe", "Bell", "UID:j1"),
        card("", "", "FN:Fair helpers", "KIND:group", "UID:g1", "MEMBER:m1", "MEMBER:j1").replace("FN: \r\n", ""),
    )
    file = on_its_way(store, path)
    file.take_in()
    with store.read() as session:
        (group,) = session.scalars(select(Group))
        assert group.name == "Fair helpers"
    assert {line.fate for line in on_its_way(store, path).preview.lines} == {Fate.SAME}


def test_days_of_a_role_are_filled_in_and_ends_follow_the_file(store: Store, elm: int) -> None:
    office = Office("Head of institution", starts_on=TODAY.replace(year=2020), term_ends_on=TODAY.replace(year=2028))
    person = IncomingPerson(
        1, "Ann Lee", given_name="Ann", family_name="Lee", place=Place("Elm Lane Primary School"), offices=(office,),
        ways=(Way(ContactPointKind.EMAIL, "a.lee@elm.example"),),
    )  # fmt: skip
    read = ContactsRead(Recognised("governance", "Governors"), (), (person,))
    with store.read() as session:
        (line,) = judge_contacts(session, read)
    assert [(change.title, change.words[1]) for change in line.changes] == [
        ("From", "23 November 2020"),
        ("Term ends", "23 November 2028"),
    ]


HALL = "BEGIN:VCARD\nVERSION:4.0\nKIND:org\nFN:Elm Hall\nORG:Elm Hall\nUID:hall\nEND:VCARD\n"


def group_card(*members: str) -> str:
    """Return the card of a group."""
    lines = "".join(f"MEMBER:{member}\n" for member in members)
    return f"BEGIN:VCARD\nVERSION:4.0\nKIND:group\nFN:Neighbours\nUID:group\n{lines}END:VCARD\n"


def members_of_groups(store: Store) -> list[tuple[str, str]]:
    """Return the kinds of the members of all groups."""
    with store.read() as session:
        question = select(Group.name, GroupMember.record_kind).join(GroupMember, GroupMember.group_id == Group.id)
        return [(name, kind) for name, kind in session.execute(question.order_by(GroupMember.id))]


def test_a_list_of_people_and_organisations_tells_who_is_not_in_the_file(store: Store, tmp_path: Path) -> None:
    group = group_card("urn:uuid:hall", "urn:uuid:gone", "mailto:z@elm.example", "urn:uuid:ann")
    file = on_its_way(store, vcards(tmp_path, group, HALL, card("Ann", "Bell", "UID:ann")))
    line = file.preview.lines[0]
    assert (line.fate, line.changes[0].after) == (Fate.NEW, "2")
    assert line.notes == ("Not in the file, so not in the group: z@elm.example.", "1 member is not in the file.")
    file.take_in()
    assert members_of_groups(store) == [("Neighbours", "person"), ("Neighbours", "organisation")]


def test_a_list_of_those_whom_the_book_knows_already_has_them(store: Store, tmp_path: Path) -> None:
    ann = card("Ann", "Bell", "UID:ann")
    on_its_way(store, vcards(tmp_path, ann, HALL)).take_in()
    path = vcards(tmp_path, ann, HALL, group_card("urn:uuid:ann", "urn:uuid:hall"), name="with_group.vcf")
    on_its_way(store, path).take_in()
    assert len(members_of_groups(store)) == 2
    same = vcards(tmp_path, ann, group_card("urn:uuid:ann"), name="other.vcf")
    assert {line.fate for line in on_its_way(store, same).preview.lines} == {Fate.SAME}


def test_a_list_of_nobody_is_refused(store: Store, tmp_path: Path) -> None:
    line = on_its_way(store, vcards(tmp_path, HALL, group_card("urn:uuid:gone"))).preview.lines[-1]
    assert (line.fate, line.reasons) == (Fate.REFUSED, ("None of its members is in the file.",))


def test_who_leaves_a_row_out_waits_for_no_other_to_be_tried_again(store: Store, tmp_path: Path) -> None:
    path = vcards(tmp_path, card("Joe", "Bell", "EMAIL:joe@bell.example"), card("Joe", "Bell", "EMAIL:j@bell.example"))
    file = on_its_way(store, path)
    (doubtful,) = (line for line in file.preview.lines if line.fate is Fate.DOUBTFUL)
    tried: list[str] = []
    with pytest.MonkeyPatch.context() as patch:
        rehearse = store.rehearse
        patch.setattr(store, "rehearse", lambda: tried.append("tried") or rehearse())
        left_out = file.decide({doubtful.fingerprint: Choice.LEAVE_OUT})
        assert (fates(left_out), tried) == ([("Joe Bell", "new"), ("Joe Bell", "refused")], [])
        both = file.decide({doubtful.fingerprint: Choice.NEW})
        assert (fates(both), tried) == ([("Joe Bell", "new"), ("Joe Bell", "new")], ["tried"])
        with store.write("Elsewhere") as session:
            create_person(session, PersonFields("Fox", "Ed"))
        file.decide({})
    assert tried == ["tried", "tried"], "the book changed"
