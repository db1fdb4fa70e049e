"""Two schools give each other the shared part of a partnership: each keeps their own edits, conflicts are asked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import func, select

from models.actions.affiliations import AffiliationFields, add_affiliation
from models.actions.commitment_progress import refer_commitment
from models.actions.commitments import CommitmentFields, close_commitment, make_commitment, reopen_commitment
from models.actions.contact_points import ContactPointFields, add_contact_point
from models.actions.erasing.person import erase_person
from models.actions.meetings import MeetingFields, create_meeting, edit_meeting, fields_of
from models.actions.organisations import OrganisationFields, create_organisation
from models.actions.partnership_members import MembershipFields, add_membership
from models.actions.partnerships import PartnershipFields, create_partnership
from models.actions.people import PersonFields, create_person
from models.entities import (
    Affiliation,
    Commitment,
    CommitmentState,
    ContactPoint,
    Meeting,
    Organisation,
    PartnershipMembership,
    Person,
)
from models.errors import BadImport, WrongUse
from models.exchange.partner_file import write_partner_file
from models.imports.centre import take_back
from models.imports.partners.gathering import shared_part
from models.imports.preview import Choice, Fate
from models.store import Store
from models.vocabulary import ContactPointKind, OrganisationKind, Visibility
from tests.models.imports.incoming_files import TODAY, on_its_way
from tests.models.people_and_places import moment
from tests.safety.planted_person import dump

DAY = date(2024, 9, 1)


@pytest.fixture
def partner(tmp_path: Path) -> Iterator[Store]:
    """The book of the other school."""
    book = Store.create(tmp_path / "partner.liaison")
    yield book
    book.close()


@pytest.fixture
def partnership(store: Store) -> int:
    """A partnership of two schools with a convenor whom partners may see, one whom they may not, and a meeting."""
    with store.write("Add") as session:
        number = create_partnership(session, PartnershipFields("North Learning Partnership"))
        for name in ("Elm Lane School", "Oak School"):
            school = create_organisation(session, OrganisationFields(name, OrganisationKind.INSTITUTION, town="Leeds"))
            add_membership(session, MembershipFields(number, school, starts_on=DAY))
        joan = create_person(session, PersonFields("Cole", "Joan", visibility=Visibility.PARTNERS))
        hidden = create_person(session, PersonFields("Hidden", "Hal"))
        for person in (joan, hidden):
            add_affiliation(session, AffiliationFields(person, number, "Convenor" if person == joan else "Member"))
        add_contact_point(session, ContactPointFields(ContactPointKind.EMAIL, "joan@elm.example", person_id=joan))
        for title, level in (("Autumn meeting", Visibility.PARTNERS), ("Our own", Visibility.INTERNAL)):
            fields = MeetingFields(title, moment(2026, 12, 1, 16), number, place="Elm Lane", visibility=level)
            create_meeting(session, replace(fields, starts_at=moment(2026, 12, 1 + len(title) % 5, 16)))
    return number


def give(store: Store, number: int, folder: Path, name: str) -> Path:
    """Write the shared part of a partnership."""
    with store.read() as session:
        content = shared_part(session, number, TODAY)
    path = folder / name
    path.write_bytes(write_partner_file(content))
    return path


def number_of(store: Store) -> int:
    """Return the partnership of a book."""
    with store.read() as session:
        return session.scalars(select(Organisation.id).where(Organisation.kind == OrganisationKind.PARTNERSHIP)).one()


def change_place(store: Store, place: str) -> None:
    """Let the shared meeting be elsewhere."""
    with store.write("Move") as session:
        meeting = session.scalars(select(Meeting.id).where(Meeting.title == "Autumn meeting")).one()
        edit_meeting(session, meeting, replace(fields_of(session, meeting), place=place))


def place_of(store: Store) -> str:
    """Return where the shared meeting is."""
    with store.read() as session:
        return session.scalars(select(Meeting.place).where(Meeting.title == "Autumn meeting")).one()


def test_only_what_partners_may_read_is_given(store: Store, tmp_path: Path, partnership: int) -> None:
    text = give(store, partnership, tmp_path, "out.json").read_text("utf-8")
    assert "Joan" in text
    assert "Autumn meeting" in text
    assert "Hidden" not in text
    assert "Our own" not in text
    with store.read() as session:
        school = session.scalars(select(Organisation.id).where(Organisation.name == "Oak School")).one()
        with pytest.raises(WrongUse, match="is none"):
            shared_part(session, school, TODAY)


def test_a_partner_takes_it_in_once_and_can_take_it_out(
    store: Store, partner: Store, tmp_path: Path, partnership: int
) -> None:
    path = give(store, partnership, tmp_path, "out.json")
    file = on_its_way(partner, path, "exchange")
    assert {line.fate for line in file.preview.lines} == {Fate.NEW}
    done = file.take_in()
    with partner.read() as session:
        counts = [
            session.scalar(select(func.count(kind.id)))
            for kind in (Organisation, Person, Affiliation, ContactPoint, PartnershipMembership, Meeting)
        ]
        assert counts == [3, 1, 1, 1, 2, 1]
        assert session.scalars(select(Person.visibility)).all() == [Visibility.PARTNERS]
    assert {line.fate for line in on_its_way(partner, path, "exchange").preview.lines} == {Fate.SAME}
    assert done.batch_id is not None
    outcome = take_back(partner, done.batch_id)
    assert (outcome.kept, outcome.could_not) == ((), ())
    assert partner.check() == []


def test_whom_they_erased_does_not_come_in_again(
    store: Store, partner: Store, tmp_path: Path, partnership: int
) -> None:
    path = give(store, partnership, tmp_path, "out.json")
    on_its_way(partner, path, "exchange").take_in()
    with partner.write("Erase", is_step=False) as session:
        joan = session.scalars(select(Person.id)).one()
        erase_person(session, joan, TODAY, "Asked")
    again = on_its_way(partner, path, "exchange")
    refused = [line for line in again.preview.lines if line.fate is Fate.REFUSED]
    assert {line.name for line in refused} == {"person", "affiliation", "contact_point"}
    again.take_in()
    assert "Joan" not in dump(partner)
    assert "joan@elm.example" not in dump(partner)
    assert partner.check() == []


def test_what_only_they_changed_comes_and_what_only_we_changed_stays(
    store: Store, partner: Store, tmp_path: Path, partnership: int
) -> None:
    on_its_way(partner, give(store, partnership, tmp_path, "1.json"), "exchange").take_in()
    change_place(store, "Town Hall")
    file = on_its_way(partner, give(store, partnership, tmp_path, "2.json"), "exchange")
    (line,) = (line for line in file.preview.lines if line.fate is not Fate.SAME)
    assert [(change.title, *change.words) for change in line.changes] == [("Place", "Elm Lane", "Town Hall")]
    file.take_in()
    change_place(partner, "Library")
    again = on_its_way(partner, give(store, partnership, tmp_path, "2.json"), "exchange")
    assert {line.fate for line in again.preview.lines} == {Fate.SAME}, "our own edit stays"
    back = on_its_way(store, give(partner, number_of(partner), tmp_path, "back.json"), "exchange")
    assert [line.fate for line in back.preview.lines if line.fate is not Fate.SAME] == [Fate.CHANGED]
    back.take_in()
    assert place_of(store) == "Library"
    with store.read() as session:
        assert session.scalar(select(func.count(Organisation.id))) == 3, "what went out and came back is known"


def test_what_both_changed_is_asked(store: Store, partner: Store, tmp_path: Path, partnership: int) -> None:
    on_its_way(partner, give(store, partnership, tmp_path, "1.json"), "exchange").take_in()
    change_place(store, "Town Hall")
    change_place(partner, "Library")
    file = on_its_way(partner, give(store, partnership, tmp_path, "2.json"), "exchange")
    (line,) = (line for line in file.preview.lines if line.fate is not Fate.SAME)
    assert (line.fate, line.can_be_new) == (Fate.DOUBTFUL, False)
    assert line.reasons == ("Place: both of us changed it. We say “Library”, they say “Town Hall”.",)
    ours = file.decide({line.fingerprint: Choice.LEAVE_OUT})
    assert ours.taken == ()
    file.decide({line.fingerprint: line.candidates[0].id})
    file.take_in()
    assert place_of(partner) == "Town Hall"


def promise_of(store: Store) -> tuple[CommitmentState, date | None]:
    """Return how the shared promise stands."""
    with store.read() as session:
        row = session.execute(select(Commitment.state, Commitment.closed_on)).one()
        return row[0], row[1]


def end(store: Store, state: CommitmentState, on: date) -> None:
    """Let the shared promise end."""
    with store.write("End") as session:
        close_commitment(session, session.scalars(select(Commitment.id)).one(), state, on, "Half of it")


@pytest.fixture
def promised(store: Store, partner: Store, tmp_path: Path, partnership: int) -> int:
    """A promise of the partnership that both have."""
    with store.write("Promise") as session:
        fields = CommitmentFields(
            "A shared calendar", DAY, owner_organisation_id=partnership, observable_result="It is on the website",
            due_on=date(2026, 12, 1), visibility=Visibility.PARTNERS,
        )  # fmt: skip
        make_commitment(session, fields)
    on_its_way(partner, give(store, partnership, tmp_path, "promised.json"), "exchange").take_in()
    assert promise_of(partner) == (CommitmentState.OPEN, None)
    return partnership


def test_that_a_promise_was_kept_travels_both_ways(store: Store, partner: Store, tmp_path: Path, promised: int) -> None:
    end(store, CommitmentState.KEPT_IN_PART, date(2026, 11, 1))
    file = on_its_way(partner, give(store, promised, tmp_path, "2.json"), "exchange")
    (line,) = (line for line in file.preview.lines if line.fate is not Fate.SAME)
    assert [(one.title, *one.words) for one in line.changes] == [
        ("State", "Open", "Kept in part"),
        ("Ended", "", "1 November 2026"),
    ]
    file.take_in()
    assert promise_of(partner) == (CommitmentState.KEPT_IN_PART, date(2026, 11, 1))
    with partner.read() as session:
        assert session.scalars(select(Commitment.outcome_note)).one() == "So says the partner’s file."
    with partner.write("Open") as session:
        reopen_commitment(session, session.scalars(select(Commitment.id)).one())
    back = on_its_way(store, give(partner, number_of(partner), tmp_path, "back.json"), "exchange")
    back.take_in()
    assert promise_of(store) == (CommitmentState.OPEN, None)
    assert {one.fate for one in on_its_way(partner, give(store, promised, tmp_path, "3.json"), "exchange").preview.lines
            } == {Fate.SAME}  # fmt: skip


def test_how_a_promise_ended_is_asked_where_we_say_otherwise(
    store: Store, partner: Store, tmp_path: Path, promised: int
) -> None:
    end(store, CommitmentState.LAPSED, date(2026, 11, 1))
    end(partner, CommitmentState.KEPT, date(2026, 11, 3))
    file = on_its_way(partner, give(store, promised, tmp_path, "2.json"), "exchange")
    (line,) = (line for line in file.preview.lines if line.fate is not Fate.SAME)
    assert line.fate is Fate.DOUBTFUL
    assert line.reasons[0] == "State: both of us changed it. We say “Kept”, they say “Lapsed”."
    assert promise_of(partner) == (CommitmentState.KEPT, date(2026, 11, 3))
    file.decide({line.fingerprint: line.candidates[0].id})
    file.take_in()
    assert promise_of(partner) == (CommitmentState.LAPSED, date(2026, 11, 1))


def test_a_promise_that_they_referred_on_says_what_to_do(
    store: Store, partner: Store, tmp_path: Path, promised: int
) -> None:
    with store.write("Refer") as session:
        school = session.scalars(select(Organisation.id).where(Organisation.name == "Oak School")).one()
        number = session.scalars(select(Commitment.id)).one()
        refer_commitment(session, number, school, date(2026, 11, 1), "They took it")
    file = on_its_way(partner, give(store, promised, tmp_path, "2.json"), "exchange")
    (line,) = (line for line in file.preview.lines if line.fate is not Fate.SAME)
    assert (line.fate, "refer it on by hand" in line.reasons[0]) == (Fate.REFUSED, True)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "it is no JSON"),
        ("[]", "does not say that it is one"),
        ("[" * 100_000, "it is no JSON"),
        ('{"format": "liaison-desk partner exchange", "version": 9}', "newer version"),
        (
            '{"format": "liaison-desk partner exchange", "version": 1, "records": [{"kind": "note"}]}',
            "kind is not known",
        ),
        (
            '{"format": "liaison-desk partner exchange", "version": 1, "made_on": "2026-01-01", "records": '
            '[{"kind": "person", "uid": "a", "values": {"title": ["x"]}}]}',
            "neither text nor a whole number",
        ),
    ],
)
def test_what_is_no_such_file_is_refused_in_a_sentence(store: Store, tmp_path: Path, text: str, words: str) -> None:
    path = tmp_path / "odd.json"
    path.write_text(text)
    with pytest.raises(BadImport, match=words):
        on_its_way(store, path, "exchange")
