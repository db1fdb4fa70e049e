"""The history reads as people would tell it."""

from __future__ import annotations

from datetime import date

from models.actions.affiliations import AffiliationFields, add_affiliation, end_affiliation
from models.actions.organisations import archive_organisation
from models.base import utc_now
from models.entities import Organisation, OrganisationKind, Person
from models.queries.told_history import tell_history
from models.store import Store
from models.vocabulary import Tier, Visibility

CHAIR = "Chair of governors"


def on_by(store: Store) -> str:
    """Return when and by whom everything here was done: a server adds the name it let them in by."""
    today = utc_now().date()
    assert store.actor == ("Ann (liaison)" if store.on_server else "Ann")
    return f"On {today.day} {today:%B} {today.year} {store.actor}"


def begin(store: Store) -> tuple[int, int, int]:
    with store.write("Begin") as session:
        school = Organisation(kind=OrganisationKind.INSTITUTION)
        school.rename("Mill Lane Primary")
        people = [Person(), Person()]
        people[0].rename("", "Bea", "Long")
        people[1].rename("", "Cy", "Nash")
        session.add_all([school, *people])
        session.flush()
        return school.id, people[0].id, people[1].id


def sentences(store: Store, **asked: object) -> list[str]:
    with store.read() as session:
        return [words for change in tell_history(session, **asked).rows for words in change.sentences]  # type: ignore[arg-type]


def test_a_change_of_chair_is_told_as_one(store: Store) -> None:
    school, bea, cy = begin(store)
    with store.write("Add") as session:
        role = add_affiliation(session, AffiliationFields(bea, school, CHAIR, starts_on=date(2024, 9, 1)))
    with store.write("Change the chair") as session:
        end_affiliation(session, role, date(2026, 3, 3))
        add_affiliation(session, AffiliationFields(cy, school, CHAIR, starts_on=date(2026, 3, 3)))
    assert sentences(store)[0] == f"{on_by(store)} changed the {CHAIR} of Mill Lane Primary to Cy Nash."
    assert sentences(store)[1] == f"{on_by(store)} added the role {CHAIR}."


def test_each_field_is_told_with_before_and_after(store: Store) -> None:
    school, _bea, _cy = begin(store)
    with store.write("Move") as session:
        record = session.get_one(Organisation, school)
        record.town, record.tier, record.opened_on = "Leeds", Tier.CLOSE, date(1984, 9, 4)
    with store.write("Move again") as session:
        record = session.get_one(Organisation, school)
        record.town, record.opened_on = "Otley", None
    ours = sentences(store, record=("organisation", school))
    thing = "the organisation Mill Lane Primary"
    assert f"{on_by(store)} changed the town of {thing} from “Leeds” to “Otley”." in ours
    assert f"{on_by(store)} cleared the opened on of {thing}, which was 4 September 1984." in ours
    assert f"{on_by(store)} changed the tier of {thing} from “No tier” to “Close”." in ours
    assert ours[-1] == f"{on_by(store)} added {thing}."
    towns = sentences(store, record=("organisation", school), field="town")
    assert [words.split(" to ")[-1] for words in towns] == ["“Otley”.", "“Leeds”."]
    assert sentences(store, record=("organisation", school), field="street") == []


def test_putting_away_undo_and_removal_are_told(store: Store) -> None:
    school, _bea, _cy = begin(store)
    with store.write("Put away") as session:
        archive_organisation(session, school)
    store.undo()
    told = sentences(store)
    assert told[0] == f"{on_by(store)} brought the organisation Mill Lane Primary back."
    assert told[1] == f"{on_by(store)} put the organisation Mill Lane Primary away."
    store.undo()
    assert f"{on_by(store)} removed the organisation Mill Lane Primary." in sentences(store)


def test_an_audience_is_not_told_of_what_it_may_not_read(store: Store) -> None:
    school, bea, _cy = begin(store)
    with store.write("Mark") as session:
        session.get_one(Organisation, school).visibility = Visibility.PUBLIC
        session.get_one(Person, bea).note = "SECRET"
    public = sentences(store, audience=Visibility.PUBLIC)
    assert public
    assert not any("SECRET" in words or "Bea" in words for words in public)
    assert any("SECRET" in words for words in sentences(store))
