"""The conversations and commitments of the sample book."""

from __future__ import annotations

from datetime import date, time, timedelta

from models.entities import (
    Channel,
    Commitment,
    CommitmentState,
    Conversation,
    ConversationParty,
    Direction,
    Event,
    Meeting,
    Organisation,
    Person,
    ReplyState,
)
from models.sample.book import WRITER, Line, SampleBook, Values, days_after, read_lines, split_party
from models.sample.meetings import MeetingsWriter
from models.vocabulary import PartyPart, Visibility

STORIES = ("brookfield", "placements", "streets", "council", "schools", "community", "research")
_COPIED = {"wl2": "@council"}
"""To whom a mail went besides."""
_HOW = {"call": Channel.CALL, "email": Channel.EMAIL, "letter": Channel.LETTER, "visit": Channel.VISIT}
_HOW |= {"note": Channel.MEETING_NOTE, "social": Channel.SOCIAL, "interview": Channel.INTERVIEW}
_HOW |= {"focus_group": Channel.FOCUS_GROUP, "governor_visit": Channel.GOVERNOR_VISIT}
_MINUTES_OF_DAY = (515, 545, 560, 595, 625, 650, 680, 735, 780, 805, 840, 865, 900, 925, 955, 980)
_CLOSED = {
    CommitmentState.KEPT,
    CommitmentState.KEPT_IN_PART,
    CommitmentState.LAPSED,
    CommitmentState.WITHDRAWN,
}


def add_conversations(book: SampleBook) -> dict[str, date]:
    """Add what was said in the last two years and return when; what the files put after today has not happened."""
    lines = {line["key"]: line for line in _all_lines()}
    days = {key: book.days.on(line["day"]) for key, line in lines.items()}
    told = {key: line for key, line in lines.items() if days[key] <= book.days.today}
    told = dict(sorted(told.items(), key=lambda item: days[item[0]]))
    why = {line["key"]: line["note"] for line in read_lines("reply_notes.csv")}
    rows = {
        key: _conversation(book, line, days, told, position, why.get(key, ""))
        for position, (key, line) in enumerate(told.items())
    }
    book.add(Conversation, rows, own=("replied_by_id", "chases_id"))
    homes = _home_organisations()
    parties = {key: _party(book, key, line["who"], homes) | {"part": _part(rows[key])} for key, line in told.items()}
    for key, who in _COPIED.items():
        if key in told:
            parties[f"{key}/copy"] = _party(book, key, who, homes) | {"part": PartyPart.COPY}
    book.add(ConversationParty, parties)
    return {key: days[key] for key in told}


def add_commitments(book: SampleBook, meetings: MeetingsWriter, talks: dict[str, date]) -> None:
    """Add what was promised, in meetings, conversations and events, as it stands today."""
    seen = {line["key"]: line["seen"] for line in _all_lines()}
    rows: dict[str, Values] = {}
    for position, line in enumerate(read_lines("commitments.csv")):
        kind, _, key = line["made"].rpartition(":")
        if kind == "c" and key not in talks:
            continue
        made = talks[key] if kind == "c" else book.days.on(key.split(".")[0])
        item = key if kind == "m" else ""
        rows[f"{position}"] = {
            **_commitment(book, line, made),
            **_source(book, kind, key),
            "visibility": _readers(kind, key, meetings, seen),
            "decision_id": meetings.decision(item),
            "reference": meetings.reference(item),
        }
    book.add(Commitment, rows)


def _conversation(
    book: SampleBook, line: Line, days: dict[str, date], told: dict[str, Line], position: int, why: str
) -> Values:
    day = days[line["key"]]
    by_word = line["how"] in ("call", "visit", "note")
    minute = _MINUTES_OF_DAY[position * 7 % len(_MINUTES_OF_DAY)]
    return {
        "channel": _HOW[line["how"]],
        "direction": Direction(line["way"]),
        "happened_on": day,
        "happened_at": time(minute // 60, minute % 60) if by_word else None,
        "subject": book.filled_in(line["subject"]),
        **_reply(book, line, days, told),
        "reply_note": why,
        "chases_id": line["chases"] if line["chases"] in told else "",
        "our_person": line["us"] or WRITER,
        "note": book.filled_in(line["note"]),
        "visibility": Visibility(line["seen"]),
        "noted_on": day,
    }


def _reply(book: SampleBook, line: Line, days: dict[str, date], told: dict[str, Line]) -> Values:
    """Return where the wanted answer stands today: `got:KEY`, `got+DAYS`, `wait+DAYS`, `gave+DAYS` or none."""
    day, today = days[line["key"]], book.days.today
    answer: Values = {"reply_state": ReplyState.NONE_NEEDED, "reply_expected_by": None, "replied_on": None}
    answer |= {"replied_by_id": ""}
    word = line["reply"]
    if not word:
        return answer
    if word.startswith("got"):
        key = word[4:] if word[3] == ":" else ""
        came = days[key] if key else day + timedelta(days=int(word[3:]))
        answer["reply_expected_by"] = day + timedelta(days=14 if line["how"] == "letter" else 10)
        if came > today:
            answer["reply_state"] = ReplyState.AWAITING
            return answer
        return answer | {
            "reply_state": ReplyState.RECEIVED,
            "replied_on": came,
            "replied_by_id": key if key in told else "",
        }
    state = ReplyState.GAVE_UP if word.startswith("gave") else ReplyState.AWAITING
    expected = day + timedelta(days=int(word[4:]))
    if state is ReplyState.GAVE_UP and expected >= today:
        state = ReplyState.AWAITING
    return answer | {"reply_state": state, "reply_expected_by": expected}


def _home_organisations() -> dict[str, str]:
    """Return where each person is to be thought of when the file does not say: their first role."""
    homes: dict[str, str] = {}
    for line in read_lines("roles.csv"):
        homes.setdefault(line["person"], line["organisation"])
    return homes


def _party(book: SampleBook, key: str, who: str, homes: dict[str, str]) -> Values:
    person, organisation = split_party(who)
    return {
        "conversation_id": book.number(Conversation, key),
        "person_id": book.maybe(Person, person),
        "organisation_id": book.number(Organisation, organisation or homes[person]),
    }


def _part(row: Values) -> PartyPart | None:
    """Return which part the other side had: letters and mail go to somebody or come from them, visits are shared."""
    if row["channel"] in (Channel.VISIT, Channel.INTERVIEW, Channel.MEETING_NOTE):
        return PartyPart.PRESENT
    if row["channel"] in (Channel.EMAIL, Channel.LETTER):
        return PartyPart.FROM if row["direction"] is Direction.IN else PartyPart.TO
    return None


def _commitment(book: SampleBook, line: Line, made: date) -> Values:
    """Return a promise as it stands today: what would be kept only later is still open."""
    state, closed = CommitmentState(line["state"]), None
    if state in _CLOSED:
        closed = days_after(made, int(line["closed"]))
        if closed > book.days.today:
            state, closed = CommitmentState.OPEN, None
    owner, owner_home = split_party(line["owner"])
    to, to_home = split_party(line["to"])
    return {
        "text": line["text"],
        "owner_person_id": book.maybe(Person, owner),
        "owner_organisation_id": book.maybe(Organisation, owner_home),
        "to_person_id": book.maybe(Person, to),
        "to_organisation_id": book.maybe(Organisation, to_home),
        "observable_result": line["result"],
        "made_on": made,
        "due_on": _due(book, line["due"], made),
        "state": state,
        "closed_on": closed,
        "outcome_note": line["outcome"] if closed else "",
        "noted_on": made,
    }


def _source(book: SampleBook, kind: str, key: str) -> Values:
    """Return where a promise was given."""
    meeting = "" if kind in ("c", "e") else key.split(".")[0]
    return {
        "meeting_id": book.maybe(Meeting, meeting),
        "conversation_id": book.number(Conversation, key) if kind == "c" else None,
        "event_id": book.number(Event, key) if kind == "e" else None,
    }


def _readers(kind: str, key: str, meetings: MeetingsWriter, seen: dict[str, str]) -> Visibility:
    """Return who may read a promise: whoever may read where it was given; those of events are open to all."""
    if kind == "c":
        return Visibility(seen[key])
    return Visibility.PUBLIC if kind == "e" else meetings.visibility(key.split(".")[0])


def _all_lines() -> list[Line]:
    """Return the conversations of all the stories."""
    return [line for story in STORIES for line in read_lines("conversations", f"{story}.csv")]


def _due(book: SampleBook, word: str, made: date) -> date | None:
    """Return the day a promise is due: days after it was given, or any day of the calendar."""
    if not word:
        return None
    due = days_after(made, int(word)) if word.isdigit() else book.days.on(word)
    return due if due > made else days_after(made, 14)
