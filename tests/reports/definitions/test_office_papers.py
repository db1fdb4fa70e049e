"""The papers of the office say what the records say: figures tie, the pressing comes first, who is left out is told."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pypdfium2
import pytest
from sqlalchemy import select

from models.actions.affiliations import AffiliationFields, add_affiliation
from models.base import utc_now
from models.entities import ContactPoint, Conversation, Organisation, OrganisationKind, Person
from models.errors import WrongUse
from models.queries.areas import list_area_names
from models.queries.change_counts import find_change_counts
from models.queries.commitments import count_commitments
from models.queries.contact_points import list_unchecked_points
from models.queries.handover import find_handover
from models.queries.promotion_grid import list_promotion_cells
from models.queries.unanswered import count_unanswered
from models.store import Store
from models.vocabulary import Channel, CommitmentGroup, ContactPointKind, Direction, PromotionState, Visibility
from reports.document import Document, Table
from reports.formatting import total
from reports.parameters import Ref
from reports.pdf import pdf_bytes
from tests.reports.definitions.saying import TODAY, column, facts_of, make, sentences, table_of

WEEK_END = date(2026, 11, 28)


def organisation(store: Store, name: str) -> Ref:
    with store.read() as session:
        number = session.scalar(select(Organisation.id).where(Organisation.name == name))
    assert number is not None
    return "organisation", number


# --- due this week --------------------------------------------------------------------------------------------------


def test_the_week_ties_to_the_windows_numbers_and_to_its_own_words(sample: Store) -> None:
    document = make(sample, "due-this-week", audience=Visibility.CONFIDENTIAL)
    week, late = table_of(document, "week"), table_of(document, "late")
    with sample.read() as session:
        promises = count_commitments(session, TODAY)
        replies = count_unanswered(session, TODAY)
    assert column(week, "Kind").count("Commitment") == promises[CommitmentGroup.THIS_WEEK]
    assert column(late, "Kind").count("Commitment") == promises[CommitmentGroup.LATE]
    assert column(late, "Kind").count("Reply to us") == replies.late
    assert facts_of(document)["Due in these days"] == len(week.rows)
    assert facts_of(document)["Late already"] == len(late.rows)
    assert f"Late on 22 November 2026: {promises[CommitmentGroup.LATE]} commitments" in sentences(document)


def test_the_week_is_seven_days_in_their_order_with_their_names(sample: Store) -> None:
    week = table_of(make(sample, "due-this-week"), "week")
    days = column(week, "Date")
    assert days == sorted(days)  # type: ignore[type-var]
    assert all(isinstance(day, date) and TODAY <= day <= WEEK_END for day in days)
    assert all(f"{day:%A}" == name for day, name in zip(days, column(week, "Day"), strict=True))
    late = table_of(make(sample, "due-this-week"), "late")
    assert all(isinstance(day, date) and day < TODAY for day in column(late, "Was due"))
    assert column(late, "Days late") == sorted(column(late, "Days late"), reverse=True)  # type: ignore[type-var]


def test_what_is_confidential_is_counted_and_not_told(sample: Store) -> None:
    ours, theirs = make(sample, "due-this-week", audience=Visibility.CONFIDENTIAL), make(sample, "due-this-week")
    lines = [len(table_of(one, key).rows) for one in (ours, theirs) for key in ("week", "late")]
    missing = sum(lines[:2]) - sum(lines[2:])
    assert missing > 0
    assert theirs.left_out == (f"{missing} thing is not listed because it is confidential.",)
    assert ours.left_out == ()
    assert facts_of(ours)["Circulation"] == "Confidential. Only for those who may read everything."


def test_what_was_kept_later_was_due_then(sample: Store) -> None:
    earlier = make(sample, "due-this-week", as_at=date(2026, 10, 5))
    assert table_of(earlier, "week").rows
    days = column(table_of(earlier, "late"), "Was due")
    assert all(isinstance(day, date) and day < date(2026, 10, 5) for day in days)


# --- the contact directory and the call sheet -----------------------------------------------------------------------


def test_the_directory_lists_heads_first_and_nobody_by_a_way_they_refuse(sample: Store) -> None:
    document = make(sample, "contact-directory")
    keys = [block.key for block in document.blocks if isinstance(block, Table)]
    assert keys[:2] == ["role-head", "role-chair"]
    assert keys[-2:] == ["offices", "not-known"]
    thorne = next(row for row in table_of(document, "role-head").rows if row[2] == "Mr Alistair Thorne")
    assert "Does not want to be reached by phone" in str(thorne[3])
    assert "01632" not in str(thorne[3])
    roles = [
        row for block in document.blocks if isinstance(block, Table) and block.key[:5] == "role-" for row in block.rows
    ]
    assert f"in {len(roles)} roles" in document.subtitle
    assert facts_of(document)["People"] == len({row[2] for row in roles})


def test_the_directory_says_what_is_not_known(sample: Store) -> None:
    document = make(sample, "contact-directory")
    assert any(row[3] is None for row in table_of(document, "role-other").rows)
    assert all(block.columns[3].unknown == "Not recorded" for block in document.blocks
               if isinstance(block, Table) and block.key[:5] == "role-")  # fmt: skip
    gaps = {row[0]: row[1] for row in table_of(document, "not-known").rows}
    assert "Governance professional (clerk)" in str(gaps["Fenside Nursery School"])
    assert document.left_out == ("1 role is not listed because it is confidential.",)


def test_the_directory_of_a_ward_has_its_schools_and_councillors_only(sample: Store) -> None:
    with sample.read() as session:
        ward = next(number for number, name in list_area_names(session, as_at=TODAY) if name == "Eastfield")
    whole, part = make(sample, "contact-directory"), make(sample, "contact-directory", ward_id=ward)
    councillors = column(table_of(part, "role-councillor"), "Organisation")
    assert councillors
    assert all(str(name).endswith(", Eastfield ward") for name in councillors)
    assert set(table_of(part, "role-head").rows) < set(table_of(whole, "role-head").rows)
    assert part.title == "Contact directory: Eastfield"


def test_the_directory_of_a_group_has_its_members(sample: Store) -> None:
    document = make(sample, "contact-directory", about=("record_group", 1))
    assert document.title == "Contact directory: Helpers of the winter fair"
    assert len(sentences(document)) > 0
    assert facts_of(document)["People"] in range(1, 20)


def test_the_call_sheet_ties_to_its_question_and_keeps_owners_together(sample: Store) -> None:
    document = make(sample, "call-sheet")
    table = table_of(document, "to-check")
    with sample.read() as session:
        rows = list_unchecked_points(session, today=TODAY, audience=Visibility.INTERNAL)
    assert len(table.rows) == facts_of(document)["Not checked for a year"] == sum(not row.is_refused for row in rows)
    owners = [str(name).split("\n")[0] for name in column(table, "Whose")]
    assert len([one for one, before in zip(owners, ["", *owners], strict=False) if one != before]) == len(set(owners))
    assert all(row[-2:] == (None, None) for row in table.rows)


def test_nobody_is_called_about_a_way_they_refuse(tmp_path: Path) -> None:
    store = Store.create(tmp_path / "calls.liaison")
    with store.write("Somebody") as session:
        school, person = Organisation(kind=OrganisationKind.INSTITUTION), Person(do_not_contact="phone")
        school.rename("Mill Lane")
        person.rename("", "Bea", "Long")
        session.add_all([school, person])
        session.flush()
        for kind, value in ((ContactPointKind.PHONE, "01632 960001"), (ContactPointKind.EMAIL, "bea@mill.example")):
            session.add(ContactPoint(person_id=person.id, kind=kind, value=value))
        add_affiliation(session, AffiliationFields(person.id, school.id, "Headteacher"))
    document = make(store, "call-sheet", about=("organisation", school.id))
    store.close()
    assert column(table_of(document, "to-check"), "Address or number") == ["bea@mill.example"]
    assert column(table_of(document, "to-check"), "Whose") == ["Bea Long\nHeadteacher, Mill Lane"]
    assert "1 address or number is not listed because whose it is does not want" in sentences(document)


# --- the cross-promotion grid ---------------------------------------------------------------------------------------


def grid_words(document: Document) -> list[object]:
    tables = [block for block in document.blocks if isinstance(block, Table) and block.key.startswith("grid-")]
    return [cell for table in tables for row in table.rows for cell in row[1:]]


def test_the_grid_shows_each_asking_once_and_the_empty_cells(sample: Store) -> None:
    document = make(sample, "promotion-grid")
    with sample.read() as session:
        cells = list_promotion_cells(
            session, date(2026, 9, 1), TODAY + timedelta(60), as_at=TODAY, audience=Visibility.INTERNAL
        )
    words = grid_words(document)
    assert sum(word is not None for word in words) == len(cells) == len(table_of(document, "askings").rows)
    assert None in words
    shown = sum(cell.state is PromotionState.DISPLAYED for cell in cells)
    asked = sum(cell.state is not PromotionState.SUGGESTED for cell in cells)
    events = table_of(document, "events")
    assert (total(column(events, "Asked")), total(column(events, "Displayed"))) == (asked, shown)  # type: ignore[arg-type]
    assert f"Organisations were asked {asked} times to tell of an event: {shown} displayed" in sentences(document)
    alone = column(events, "Asked").count(0)
    assert f"{alone} events were made known to nobody." in sentences(document)


def test_the_grid_is_as_it_stood_and_looks_ahead_only_from_its_own_day(sample: Store) -> None:
    then = make(sample, "promotion-grid", as_at=date(2026, 10, 20))
    days = [day for title in ("Asked", "Displayed") for day in column(table_of(then, "askings"), title)]
    assert all(isinstance(day, date) and day <= date(2026, 10, 20) for day in days if day is not None)
    past = make(sample, "promotion-grid", last_day=date(2026, 10, 31))
    assert facts_of(past)["Events to"] == date(2026, 10, 31)
    assert facts_of(make(sample, "promotion-grid"))["Events to"] == TODAY + timedelta(60)


def test_the_public_is_told_neither_evidence_nor_whom_we_think_of_asking(sample: Store) -> None:
    document = make(sample, "promotion-grid", audience=Visibility.PUBLIC)
    assert "Evidence" not in [one.title for one in table_of(document, "askings").columns]
    assert "Suggested" not in grid_words(document)
    assert document.left_out == ("1 event is not listed because it is not for publication.",)


# --- the briefing and the handover ----------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["Brookfield Sixth Form College", "Greenway Academy", "Millbrook City Council"])
def test_a_briefing_is_one_page(sample: Store, name: str) -> None:
    document = make(sample, "briefing-sheet", about=organisation(sample, name))
    assert document.title == f"Briefing: {name}"
    assert len(pypdfium2.PdfDocument(pdf_bytes(document))) == 1


def test_a_briefing_says_what_is_open_both_ways_the_longest_due_first(sample: Store) -> None:
    document = make(sample, "briefing-sheet", about=organisation(sample, "Greenway Academy"))
    table = table_of(document, "open")
    assert column(table, "Kind") == ["To them", "To them", "Theirs", "Theirs"]
    assert column(table, "State") == ["Late", "Late", "Open", "Open"]
    assert "2 promises of theirs are open. 2 promises to them are open, 2 late." in sentences(document)
    assert facts_of(document)["Last real contact"] == "19 November 2026, meeting"


def test_the_usual_briefing_is_of_who_owes_a_reply_for_longest(sample: Store) -> None:
    assert make(sample, "briefing-sheet").title == "Briefing: Brookfield Sixth Form College"


def test_a_handover_ties_to_its_question_and_says_the_first_things(sample: Store) -> None:
    document = make(sample, "handover-sheet")
    assert document.title == "Handover: Sam Okoro"
    with sample.read() as session:
        sam = session.scalars(select(Person.id).where(Person.display_name == "Sam Okoro")).one()
        found = find_handover(session, sam, today=TODAY, audience=Visibility.INTERNAL)
        every = find_handover(session, sam, today=TODAY)
    assert len(table_of(document, "due").rows) == len(found.due) == facts_of(document)["Promises and actions open"]
    assert len(table_of(document, "waiting").rows) == len(found.waiting)
    assert len(table_of(document, "sole-people").rows) == len(found.sole_contacts)
    assert len(table_of(document, "sole-organisations").rows) == len(found.sole_relationships)
    assert f"Say who now waits for the reply to {len(found.waiting)} messages." in sentences(document)
    assert bool(document.left_out) == (len(every.due) + len(every.waiting) > len(found.due) + len(found.waiting))


def test_a_handover_of_an_organisation_says_who_looked_after_it_and_who_alone_knows_its_people(sample: Store) -> None:
    document = make(sample, "handover-sheet", about=organisation(sample, "Brookfield Sixth Form College"))
    assert column(table_of(document, "owners"), "Name") == ["Sam Okoro"]
    assert "Some of their people have only ever spoken with" in sentences(document)
    assert len(table_of(document, "waiting").rows) == 5
    assert "Not by phone" in str(table_of(document, "people").rows)


def test_a_sheet_about_nobody_is_refused(tmp_path: Path) -> None:
    store = Store.create(tmp_path / "empty.liaison")
    for name in ("briefing-sheet", "handover-sheet"):
        with pytest.raises(WrongUse, match="Choose which"):
            make(store, name)
    store.close()


# --- the change report ----------------------------------------------------------------------------------------------


def test_the_change_report_counts_by_kind_and_person_and_tells_each_change(tmp_path: Path) -> None:
    today = utc_now().date()
    store = Store.create(tmp_path / "changes.liaison")
    with store.write("Add two schools") as session:
        for name in ("Mill Lane", "Ridge Road"):
            school = Organisation(kind=OrganisationKind.INSTITUTION)
            school.rename(name)
            session.add(school)
    with store.write("Note a secret") as session:
        talk = Conversation(channel=Channel.CALL, direction=Direction.IN, happened_on=today, subject="Pay")
        talk.visibility = Visibility.CONFIDENTIAL
        session.add(talk)
    with store.write("Move it") as session:
        session.get_one(Organisation, 1).town = "Otley"
    store.undo()
    document = make(store, "change-report", as_at=today, first_day=today)
    every = make(store, "change-report", as_at=today, first_day=today, audience=Visibility.CONFIDENTIAL)
    nothing = make(store, "change-report", as_at=date(2020, 1, 1))
    with store.read() as session:
        counts = find_change_counts(session, today, today)
    store.close()
    assert facts_of(document)["Changes"] == counts.steps == 4
    kinds = table_of(document, "kinds")
    assert kinds.rows == (("Conversations", 1, 0, 0), ("Organisations", 2, 2, 0))
    assert "1 of them took back or made again an earlier one." in sentences(document)
    assert column(table_of(document, "changes"), "Change") == ["Taken back: Move it", "Move it", "Add two schools"]
    assert "Added the organisation Mill Lane." in str(column(table_of(document, "changes"), "What it did")[-1])
    assert document.left_out == ("1 change is not listed because it is confidential.",)
    assert len(table_of(every, "changes").rows) == 4
    assert "Nothing was changed in the records between" in sentences(nothing)
