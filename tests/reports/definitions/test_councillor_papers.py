"""The papers for councillors on the sample book: figures that tie, sentences, who and what is left out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pypdfium2
import pytest
from sqlalchemy import select, update

from models.entities import Area, AreaKind, CaseStudy, Event, ForumQuestion, Organisation, Person
from models.errors import WrongUse
from models.queries.councillor_briefing import AHEAD
from models.queries.whats_on import find_whats_on
from models.settings import OUR_ORGANISATION, get_setting
from models.store import Store
from models.vocabulary import Permission, Visibility
from reports.catalogue import build_report, default_parameters, find_report
from reports.definitions.councillors.whats_on_poster import MOST
from reports.document import Kind
from reports.pdf import pdf_bytes
from tests.reports.definitions.saying import TODAY, fact, headings, keys, make, said, table_of, total

PUBLIC, PARTNERS, INTERNAL = Visibility.PUBLIC, Visibility.PARTNERS, Visibility.INTERNAL
AUDIENCES = (PUBLIC, PARTNERS, INTERNAL)


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Store]:
    store = Store.create(tmp_path / "empty.liaison")
    yield store
    store.close()


def ward_named(store: Store, name: str) -> int:
    with store.read() as session:
        return session.scalars(select(Area.id).where(Area.name == name, Area.kind == AreaKind.WARD)).one()


def organisation(store: Store, name: str) -> tuple[str, int]:
    with store.read() as session:
        return "organisation", session.scalars(select(Organisation.id).where(Organisation.name == name)).one()


def person(store: Store, name: str) -> tuple[str, int]:
    with store.read() as session:
        return "person", session.scalars(select(Person.id).where(Person.display_name == name)).one()


def test_a_ward_briefing_begins_with_what_we_would_like_of_its_councillors(sample: Store) -> None:
    paper = make(sample, "ward-briefing")
    assert paper.title == "Ward briefing: Southgate"
    assert fact(paper, "To") == "Cllr Edwin Hartnoll, Cllr Priya Nair and Cllr Gail Rushworth"
    assert said(paper).startswith(
        "Asked of the ward’s councillors: 5 things are open, 3 of them late. 6 events are coming up in the ward by "
        "21 January 2027. 1 promise by an organisation in the ward is late."
    )
    assert headings(paper)[0] == "What we would like of you"
    assert (
        "Cllr Gail Rushworth: answer the question “Could the college tell its neighbours before it holds an event?”. "
        "It was due on 23 October 2025 and is late.\n"
    ) in said(paper)
    assert "Cllr Priya Nair: say whether you come to “Community action day for the south side” on 4" in said(paper)


@pytest.mark.parametrize("audience", AUDIENCES)
def test_the_figures_of_a_ward_are_those_of_its_tables(sample: Store, audience: Visibility) -> None:
    paper = make(sample, "ward-briefing", audience=audience)
    institutions, contact = table_of(paper, "institutions"), table_of(paper, "engagement")
    assert str(fact(paper, "Schools and colleges")).startswith(f"{len(institutions.rows)} (16 plus: 2; ")
    pupils = total(institutions.rows, 2)
    assert fact(paper, "Pupils and students") == f"{pupils:,}" == "15,012"
    talks = total(contact.rows, 1) + total(contact.rows, 2)
    assert str(fact(paper, "Conversations with us")).startswith(f"{talks} between ")
    assert [column.title for column in contact.columns][:2] == ["Organisation", "From us"]
    # A day of contact is a figure: no copy says that there was none because it may not tell of it.
    assert all(row[3] is not None for row in institutions.rows)
    assert str(fact(paper, "Without councillor contact")).startswith("0 of 8 ")
    late = [row for row in table_of(paper, "open").rows if "Late" in row]
    assert f"{len(table_of(paper, 'open').rows)} things are open, {len(late)} of them late" in said(paper)


def test_another_ward_may_be_chosen_and_one_without_councillors_says_so(sample: Store) -> None:
    millbrook = make(sample, "ward-briefing", ward_id=ward_named(sample, "Millbrook"))
    assert millbrook.title == "Ward briefing: Millbrook"
    assert "Termly talk with ward councillors" in said(millbrook)
    nobody = make(sample, "ward-briefing", ward_id=ward_named(sample, "Northfields"))
    assert fact(nobody, "To") == "The councillors of the ward: none is recorded"
    assert "Tell us whom in the ward we should know." in said(nobody)
    assert "No school or college" in table_of(nobody, "institutions").empty or not table_of(nobody, "institutions").rows


def test_a_briefing_without_our_ward_asks_for_one(empty: Store) -> None:
    assert "Choose a ward, or enter the school’s own." in said(make(empty, "ward-briefing"))


def test_what_is_coming_in_a_briefing_is_what_is_on_in_the_ward(sample: Store) -> None:
    ward = ward_named(sample, "Southgate")
    briefing = table_of(make(sample, "ward-briefing", audience=PUBLIC), "events")
    listed = table_of(make(sample, "whats-on", ward_id=ward, last_day=TODAY + AHEAD), "events")
    assert briefing.rows == listed.rows
    assert len(listed.rows) == 6


def test_open_asks_are_of_all_councillors_with_their_age(sample: Store) -> None:
    paper = make(sample, "open-asks")
    assert said(paper).startswith(
        "8 things are open, 4 of them late. 1 answer is due in the next 14 days. The oldest was asked 425 days ago."
    )
    people, rows = table_of(paper, "councillors"), table_of(paper, "open").rows
    assert total(people.rows, 3) == len(rows) == 8
    assert total(people.rows, 4) == sum("Late" in row for row in rows) == 4
    bus = next(row for row in rows if str(row[0]).startswith("Who at the county"))
    assert bus[1:] == (
        "Cllr Edwin Hartnoll",
        "Open forum",
        date(2026, 9, 22),
        date(2026, 10, 6),
        61,
        "Late",
        "26/21/SAC",
    )


def test_open_asks_are_of_one_councillor_a_ward_or_a_body(sample: Store) -> None:
    nair = make(sample, "open-asks", about=person(sample, "Cllr Priya Nair"))
    assert nair.title == "Open asks of Cllr Priya Nair"
    assert "councillors" not in keys(nair)
    assert {row[1] for row in table_of(nair, "open").rows} == {"Cllr Priya Nair"}
    ward = make(sample, "open-asks", ward_id=ward_named(sample, "Millbrook"))
    assert ward.title == "Open asks of the councillors of Millbrook"
    assert {row[1] for row in table_of(ward, "open").rows} == {"Cllr Shona McBride", "Cllr Robert Villiers"}
    committee = organisation(sample, "South Area Committee")
    body = make(sample, "open-asks", about=committee)
    asked = {str(row[0]) for row in table_of(body, "open").rows}
    assert "Why did the link between the college and Elm Lane end, and who could begin it again?" in asked


def test_what_is_answered_is_asked_no_more_and_nothing_later_is_known(sample: Store) -> None:
    early = make(sample, "open-asks", as_at=date(2026, 10, 4), last_day=date(2026, 10, 4))
    referred = "Say who at the county was asked before the stop was moved"
    assert referred in {row[0] for row in table_of(early, "open").rows}
    assert referred not in {row[0] for row in table_of(early, "answers").rows}
    now = make(sample, "open-asks")
    (row,) = (row for row in table_of(now, "answers").rows if row[0] == referred)
    assert (row[4], row[5]) == ("Referred on", date(2026, 10, 5))
    assert row[6] == "Only the county can answer; the travel team took it on."


def test_copies_of_open_asks_say_what_they_leave_out(sample: Store) -> None:
    own, public = make(sample, "open-asks", audience=INTERNAL), make(sample, "open-asks", audience=PUBLIC)
    assert own.left_out == ()
    assert public.left_out == ("2 lines of what was asked are not listed because they are not for publication.",)
    shown = len(table_of(public, "open").rows) + len(table_of(public, "answers").rows)
    assert shown + 2 == len(table_of(own, "open").rows) + len(table_of(own, "answers").rows)


def test_what_is_on_runs_to_the_end_of_the_term_or_to_the_day_that_is_chosen(sample: Store) -> None:
    paper = make(sample, "whats-on")
    assert paper.title == "What’s on within walking distance of Elm Lane Primary School"
    assert said(paper).startswith("11 events are on within 1.5 km of Elm Lane Primary School by 18 December 2026.")
    rows = table_of(paper, "events").rows
    assert rows[0][:5] == (
        "Coffee morning for new families",
        date(2026, 11, 23),
        "Monday, 9:15am to 10:45am",
        "Bridge Street, garden room, Bridge Street Children's Centre",
        "Families",
    )
    assert [row[1] for row in rows] == sorted(row[1] for row in rows if isinstance(row[1], date))
    assert len(table_of(make(sample, "whats-on", metres=400), "events").rows) < 11
    later = make(sample, "whats-on", last_day=date(2027, 3, 31))
    assert len(table_of(later, "events").rows) > 11
    just_before_the_end = make(sample, "whats-on", as_at=date(2026, 12, 10), last_day=date(2026, 12, 10))
    assert "2027" in just_before_the_end.subtitle


def test_the_cost_and_the_access_are_told_where_they_are_recorded(sample: Store) -> None:
    assert "Cost" not in [column.title for column in table_of(make(sample, "whats-on"), "events").columns]
    with pytest.raises(ZeroDivisionError), sample.write("Say the cost, and take it back") as session:
        for title, pence in (("Greenway winter concert", 250), ("Harlow Street craft fair", 0)):
            found = update(Event).where(Event.title == title)
            session.execute(found.values(cost_pence=pence, access_note="Level entrance"))
        parameters = default_parameters(as_at=TODAY)
        paper = build_report(session, find_report("whats-on"), parameters)
        rows = {row[0]: row for row in table_of(paper, "events").rows}
        assert rows["Greenway winter concert"][5:7] == ("£2.50", "Level entrance")
        assert rows["Harlow Street craft fair"][5] == "Free"
        assert rows["Carols at St Bede's"][5] is None
        assert "£2.50" in said(build_report(session, find_report("whats-on-poster"), parameters))
        raise ZeroDivisionError


def test_an_event_that_is_on_for_days_is_on_until_it_ends(sample: Store) -> None:
    with sample.read() as session:
        ours = get_setting(session, OUR_ORGANISATION)
        library = session.execute(
            select(Event.starts_at, Event.ends_at).where(Event.title.like("Old Southgate%"))
        ).one()
        day = library.starts_at.date()
        for first, is_on in ((day, True), (day + timedelta(1), library.ends_at.date() > day)):
            found = find_whats_on(session, first, first + timedelta(7), 1500, organisation_id=ours)
            assert any(row.event.title.startswith("Old Southgate") for row in found.events) == is_on


def test_a_school_without_a_place_has_nothing_near(empty: Store) -> None:
    assert "do not say where the school is" in said(make(empty, "whats-on"))
    assert "do not say where the school is" in said(make(empty, "whats-on-poster"))


def test_the_poster_is_one_page_of_what_everyone_may_come_to(sample: Store) -> None:
    paper = make(sample, "whats-on-poster")
    assert paper.poster
    assert (paper.title, paper.subtitle) == ("What’s on near Elm Lane Primary School", "Everyone is welcome")
    assert headings(paper) == [
        "Greenway winter concert",
        "Harlow Street craft fair",
        "Plant swap at the allotments",
        "Ridge Road winter music",
        "7 more events by 18 December",
    ]
    assert len(headings(paper)) == MOST + 1
    assert "Thursday 26 November, 5pm to 6:30pm\nGreenway Academy, main hall · 17\xa0minutes’\xa0walk" in said(paper)
    assert len(pypdfium2.PdfDocument(pdf_bytes(paper))) == 1
    ward = make(sample, "whats-on-poster", ward_id=ward_named(sample, "Millbrook"))
    assert ward.subtitle == ""
    assert "Bridge Street, garden room · Families" in said(ward)
    with pytest.raises(WrongUse, match="not made for these readers"):
        make(sample, "whats-on-poster", audience=INTERNAL)


def test_feedback_says_who_went_for_whom_and_what_is_owed(sample: Store) -> None:
    paper = make(sample, "meeting-feedback")
    assert said(paper).startswith(
        "We went to 4 meetings or events of others. For 2 of these no feedback was asked for. 3 pieces of feedback are "
        "still owed, 1 of them late."
    )
    went = {(row[0], row[1]): row for row in table_of(paper, "attended").rows}
    area = went["South Area Committee", date(2026, 9, 22)]
    assert area[2:] == ("South Area Committee", "Sam Okoro", "Elm Lane Primary School", "2 owed")
    assert {row[2] for row in went.values()}.isdisjoint({"Elm Lane Board of Governors", "Elm Lane Resources Committee"})
    assert fact(paper, "Feedback still owed") == len(table_of(paper, "owed").rows) == 3
    assert fact(paper, "Attended, and no feedback asked for") == sum(
        row[5] == "None asked for" for row in went.values()
    )
    year = make(sample, "meeting-feedback", first_day=date(2025, 9, 1))
    assert "Governors' papers, item 5" in said(year)
    assert len(table_of(year, "given").rows) == 3


def test_feedback_that_was_given_later_was_still_owed_before(sample: Store) -> None:
    before = make(sample, "meeting-feedback", as_at=date(2026, 9, 28), last_day=date(2026, 9, 28))
    assert "Staff meeting" in {row[2] for row in table_of(before, "owed").rows}
    assert table_of(before, "given").rows == ()


def test_a_copy_of_the_feedback_does_not_deny_what_it_leaves_out(sample: Store) -> None:
    public = make(sample, "meeting-feedback", audience=PUBLIC)
    assert said(public).startswith("There is nothing that may be shown here.")
    partners = make(sample, "meeting-feedback", audience=PARTNERS)
    assert fact(partners, "Feedback still owed") == "Not counted in this copy"
    assert {row[5] for row in table_of(partners, "attended").rows} == {"Not in this copy"}
    assert "4 lines of feedback are not listed because they are not for partners." in said(partners)


def test_a_case_study_tells_what_came_of_it_first(sample: Store) -> None:
    paper = make(sample, "case-study")
    assert paper.title == "Sixty pairs before registration"
    assert said(paper).startswith("Seven months' gain in twelve weeks, and a queue to be a reader.\n“The clock")
    assert headings(paper) == ["What it set out to do", "What was done", "Who took part"]
    assert fact(paper, "Published") == "Partnership website and the Millbrook Herald, 29 June 2026"
    assert "Farouk" not in said(paper)
    assert "Ms Leila Farouk" in said(make(sample, "case-study", audience=INTERNAL))


def test_nobody_outside_hears_a_story_to_which_those_in_it_have_not_agreed(sample: Store) -> None:
    with sample.read() as session:
        rows = session.execute(select(CaseStudy.id, CaseStudy.permission)).all()
    for number, permission in rows:
        about = ("case_study", number)
        own = make(sample, "case-study", about=about, audience=INTERNAL)
        is_given = permission is Permission.GIVEN
        assert ("Not to be published" in said(own)) is not is_given
        if not is_given:
            with pytest.raises(WrongUse, match="have not agreed"):
                make(sample, "case-study", about=about)
    with pytest.raises(WrongUse, match="Choose which"):
        make(sample, "case-study", as_at=date(2026, 6, 1), first_day=date(2026, 6, 1), last_day=date(2026, 6, 1))


def test_the_collection_has_the_stories_that_may_be_told_and_the_office_sees_the_others(sample: Store) -> None:
    public, own = make(sample, "case-studies"), make(sample, "case-studies", audience=INTERNAL)
    assert said(public).startswith("1 case study may be published.\n")
    assert "Sixty pairs before registration" in headings(public)
    assert keys(public) == []
    assert [row[:2] for row in table_of(own, "not-yet").rows] == [
        ("A lane on Thursdays", "Asked"),
        ("The move up, told by parents", "Not asked"),
        ("Three in a classroom", "Refused"),
    ]
    lane = organisation(sample, "Hartwell House School")
    assert headings(make(sample, "case-studies", about=lane, audience=INTERNAL)) == ["Not to be published"]


def test_a_story_that_is_published_without_permission_is_to_be_taken_down(sample: Store) -> None:
    with pytest.raises(ZeroDivisionError), sample.write("Refuse, and take it back") as session:
        session.execute(
            update(CaseStudy).where(CaseStudy.published_on.is_not(None)).values(permission=Permission.REFUSED)
        )
        parameters = replace(default_parameters(as_at=TODAY), audience=INTERNAL)
        paper = build_report(session, find_report("case-studies"), parameters)
        assert "Yes: take it down. Partnership website" in said(paper)
        public = build_report(session, find_report("case-studies"), replace(parameters, audience=PUBLIC))
        assert said(public).startswith("No case studies may be published.")
        raise ZeroDivisionError


def test_a_question_that_minutes_only_name_somebody_for_is_asked_of_them(sample: Store) -> None:
    with sample.read() as session:
        (question,) = session.scalars(select(ForumQuestion).where(ForumQuestion.question.like("Could the college%")))
        assert question.answer_person_id is None
    rushworth = make(sample, "open-asks", about=person(sample, "Cllr Gail Rushworth"))
    (row,) = (row for row in table_of(rushworth, "open").rows if str(row[0]).startswith("Could the college"))
    assert row[1] == "Cllr Gail Rushworth"
    assert row[4:7] == (date(2025, 10, 23), 425, "Late")


def test_days_and_numbers_keep_their_types(sample: Store) -> None:
    kinds = {column.title: column.kind for column in table_of(make(sample, "open-asks"), "open").columns}
    assert (kinds["Asked"], kinds["Days open"], kinds["Reference"]) == (Kind.DATE, Kind.INTEGER, Kind.IDENTIFIER)
