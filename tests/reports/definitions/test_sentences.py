"""What the papers say in words where a careless sentence would be wrong: none, before, since, still to come."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest
from sqlalchemy import update

from models.actions.commitments import CommitmentFields, make_commitment
from models.actions.conversations import ConversationFields, log_conversation
from models.entities import Conversation, Meeting, Organisation, Person
from models.errors import WrongUse
from models.queries.engagement import MonthlyContacts
from models.queries.parties import Party
from models.sample import fill_example
from models.store import Store
from models.vocabulary import Channel, Direction
from reports import style
from reports.document import Chart, Facts, Heading
from reports.formatting import listed
from reports.parameters import Parameters
from reports.tables import monthly_chart
from tests.reports.definitions.saying import TODAY, make, sentences, table_of


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Store]:
    store = Store.create(tmp_path / "empty.liaison")
    yield store
    store.close()


def test_what_was_sent_after_the_period_is_not_said_to_be_sent_before(sample: Store) -> None:
    year = {"first_day": date(2025, 9, 1), "last_day": date(2026, 8, 31)}
    later = sentences(make(sample, "board-paper", **year))
    assert re.search(r"With those sent before and since, \d+ messages had no reply by 22 November 2026\.", later)
    assert re.search(r"With those due before and since, \d+ commitments are late\.", later)
    week = sentences(make(sample, "board-paper", first_day=date(2026, 11, 16)))
    assert re.search(r"With those sent before, \d+ messages had no reply", week)
    assert "since" not in week


def test_a_commitment_referred_on_is_called_so_in_the_table_too(sample: Store) -> None:
    document = make(sample, "board-paper")
    results = [row[3] for row in table_of(document, "ended").rows]
    assert results.count("Referred on") == 1
    assert "Withdrawn" not in results
    assert "1 referred on. The rate does not count what was referred on." in sentences(document)
    both = sentences(make(sample, "board-paper", first_day=date(2024, 9, 1)))
    assert both.count("The rate does not count") == 1
    assert "1 withdrawn and 1 referred on. The rate does not count what was withdrawn or referred on." in both
    published = table_of(make(sample, "area-committee"), "commitments")
    assert "Referred on" in [row[3] for row in published.rows]


def test_nobody_is_blamed_for_a_day_that_is_still_to_come(empty: Store) -> None:
    with empty.write("Promise") as session:
        person = Person(display_name="Ada Brook", name_key="ada brook")
        session.add(person)
        session.flush()
        for day in (date(2026, 12, 1), date(2026, 12, 2)):
            fields = CommitmentFields(
                text="Send the plan",
                observable_result="A plan",
                owner_person_id=person.id,
                made_on=date(2026, 11, 2),
                due_on=day,
            )
            make_commitment(session, fields)
    term = {"last_day": date(2026, 12, 20)}
    words = sentences(make(empty, "board-paper", **term))
    assert "2 commitments fall due later in the period." in words
    assert "%" not in words
    assert "whose day" not in words
    half = sentences(make(empty, "board-paper", **term, as_at=date(2026, 12, 2)))
    assert "2 commitments were due in the period: 1 late and 1 whose day is still to come." in half


def test_none_is_a_word_and_not_a_rate_of_nought(sample: Store, tmp_path: Path) -> None:
    store = Store.create(tmp_path / "none.liaison")
    with store.write("Fill") as session:
        fill_example(session, TODAY)
        session.execute(update(Conversation).values(reply_state="awaiting", replied_on=None))
    words = sentences(make(store, "board-paper"))
    store.close()
    assert re.search(r"\d+ messages that we sent in the period asked for a reply and had none yet\.", words)
    assert "(0%)" not in words
    early = {"first_day": date(2025, 1, 1), "last_day": date(2025, 3, 31), "as_at": date(2025, 4, 1)}
    assert "Of the 9 ward councillors listed here, none contacted the school or came to a meeting." in sentences(
        make(sample, "area-committee", **early)
    )


def test_an_empty_paper_does_not_say_that_all_was_answered(empty: Store) -> None:
    document = make(empty, "board-paper")
    words = sentences(document)
    assert "No message was waiting for a reply on 22 November 2026." in words
    assert "the longest overdue first" not in words
    assert "Note that no contact is on record for the period." in words
    assert "replies received" not in words
    assert "No aspiration is on record." in words
    assert dict(document.cover)["For"] == "Information"


def test_a_paper_that_asks_for_decisions_says_so_on_its_cover(sample: Store) -> None:
    assert dict(make(sample, "board-paper").cover)["For"] == "Information and decision"


def test_a_paper_is_for_a_meeting_that_comes_soon_or_for_none(sample: Store) -> None:
    assert "Meeting" in dict(make(sample, "board-paper").cover)
    old = {"first_day": date(2010, 1, 1), "last_day": date(2010, 3, 31), "as_at": date(2010, 4, 1)}
    assert "Meeting" not in dict(make(sample, "board-paper", **old).cover)
    head = make(sample, "area-committee", **old).blocks[0]
    assert isinstance(head, Facts)
    assert dict(head.rows)["Date"] == date(2010, 4, 1)


def test_a_period_that_begins_after_the_day_of_the_paper_is_refused() -> None:
    assert Parameters(TODAY, TODAY, TODAY).first_day == TODAY
    with pytest.raises(WrongUse, match="begins \\(2026-11-23\\) after the day the paper speaks for \\(2026-11-22\\)"):
        Parameters(date(2026, 11, 23), date(2026, 12, 31), TODAY)


def contacts(*counts: int) -> MonthlyContacts:
    months = (date(2026, 9, 1), date(2026, 10, 1))
    channels = tuple(Channel)[: len(counts)]
    return MonthlyContacts(months, channels, (counts, tuple(reversed(counts))))


def test_a_chart_never_gives_one_pattern_to_two_series() -> None:
    most = len(style.SERIES)
    chart, table = monthly_chart(contacts(5, 9, 4, 3, 1, 7), "Months")
    assert (len(chart.series), table.note) == (most, "")
    chart, table = monthly_chart(contacts(5, 9, 0, 3, 1, 7, 0, 2), "Months")
    assert [series.name for series in chart.series][-1] == "Other"
    assert len(chart.series) == most
    assert len(table.columns) == 2 + 8
    assert [sum(series.values) for series in chart.series][:-1] == [7, 9, 7, 7, 9]
    drawn = [sum(series.values[place] for series in chart.series) for place in range(2)]
    assert drawn == [row[-1] for row in table.rows]
    assert re.fullmatch(r"The chart shows [a-z ]+, [a-z ]+ and [a-z ]+ together, as “Other”\.", table.note)


def test_the_sample_of_all_years_has_a_chart_that_can_be_read(sample: Store) -> None:
    document = make(sample, "board-paper", first_day=date(2024, 9, 1))
    chart = next(block for block in document.blocks if isinstance(block, Chart))
    names = [series.name for series in chart.series]
    assert len(names) == len(set(names)) <= len(style.SERIES)
    assert sum(sum(series.values) for series in chart.series) == sum(
        row[-1] for row in table_of(document, "months").rows
    )


def test_parts_of_a_sentence() -> None:
    assert [listed(parts) for parts in ([], ["a"], ["a", ""], ["a", "b"], ["a", "b", "c"])] == [
        "",
        "a",
        "a",
        "a and b",
        "a, b and c",
    ]


def test_headings_stay_where_tables_are_empty(empty: Store) -> None:
    found = [block.text for block in make(empty, "board-paper").blocks if isinstance(block, Heading)]
    assert {"Late", "Still open", "Aspirations", "Coming up"} <= set(found)


def test_a_meeting_of_next_year_but_one_is_not_the_next(sample: Store, tmp_path: Path) -> None:
    store = Store.create(tmp_path / "later.liaison")
    with store.write("Fill") as session:
        fill_example(session, TODAY)
        session.execute(
            update(Meeting).where(Meeting.starts_at > datetime(2026, 11, 22)).values(starts_at=datetime(2028, 5, 4, 18))  # noqa: DTZ001
        )
    assert "Meeting" not in dict(make(store, "board-paper").cover)
    store.close()


def test_the_recommendations_and_the_decisions_do_not_contradict_each_other(empty: Store) -> None:
    with empty.write("Write and hope") as session:
        school = Organisation(name="Ash Grove", name_key="ash grove", kind="institution")
        session.add(school)
        session.flush()
        fields = ConversationFields(
            channel=Channel.EMAIL,
            direction=Direction.OUT,
            happened_on=date(2026, 11, 9),
            parties=(Party(organisation_id=school.id),),
            reply_expected_by=date(2026, 11, 16),
        )
        log_conversation(session, fields)
    informed = make(empty, "board-paper")
    assert "1 message that we sent in the period asked for a reply and had none yet." in sentences(informed)
    assert "Note the correspondence that has had no reply." in sentences(informed)
    assert "It asks for no decision." in sentences(informed)
    assert dict(informed.cover)["For"] == "Information"
    with empty.write("Hope") as session:
        hope = CommitmentFields(text="Work together", made_on=date(2026, 11, 9), owner_organisation_id=1)
        make_commitment(session, hope)
    asked = make(empty, "board-paper")
    assert "Agree an owner" in sentences(asked)
    assert "This paper asks for no decision beyond its recommendations." in sentences(asked)
    assert dict(asked.cover)["For"] == "Information and decision"
    waited = make(empty, "board-paper", as_at=date(2026, 12, 20), last_day=date(2026, 12, 20))
    assert "decide who follows it up" in sentences(waited)
    assert "Who follows up with Ash Grove? 41 days without a reply." in sentences(waited)
