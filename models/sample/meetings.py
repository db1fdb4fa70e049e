"""The meetings of the sample book: agendas, who came, what was decided and asked."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from models.base import Row
from models.entities import (
    AgendaItem,
    AgendaItemKind,
    Attendance,
    AttendanceStatus,
    Capacity,
    Decision,
    DecisionOutcome,
    ForumQuestion,
    Meeting,
    MeetingState,
    MinutesState,
    Organisation,
    Person,
)
from models.sample.book import (
    SampleBook,
    Values,
    at_time,
    days_after,
    number_or_none,
    read_lines,
    read_meetings,
    split_party,
)
from models.vocabulary import ApologiesDecision, Visibility

_SAID = {
    "apologies": "Apologies were noted.",
    "declarations": "None.",
    "minutes": "Agreed as a true record.",
    "matters_arising": "Taken from the list of commitments.",
    "standing": "Received.",
}
"""What the minutes say of the items that come back each time."""

_CAME_TOGETHER = (MeetingState.HELD, MeetingState.INQUORATE, MeetingState.ADJOURNED)
_NOTICE = timedelta(days=14)


@dataclass(frozen=True)
class Sitting:
    """One meeting as the file has it, with its series and its day."""

    key: str
    day: date
    series: dict[str, Any]
    told: dict[str, Any]
    state: MeetingState
    visibility: Visibility


class MeetingsWriter:
    """Gathers the rows of all meetings and inserts them table by table."""

    def __init__(self, book: SampleBook) -> None:
        self._book = book
        self._file = read_meetings()
        self._places = {line["key"]: line for line in read_lines("organisations.csv")}
        self._terms = _terms_held(book)
        self._items_of_year: Counter[tuple[str, int]] = Counter()
        self.rows: dict[type[Row], dict[str, Values]] = {}
        for name, series in self._file["series"].items():
            book.days.add_series(name, [tuple(rule) for rule in series["days"]], in_school=True)

    def write(self) -> None:
        """Insert all meetings with everything in them, oldest first so that the references count up."""
        sittings = sorted((self._sitting(told) for told in self._file["meeting"]), key=lambda sitting: sitting.day)
        meetings = {sitting.key: self._meeting(sitting) for sitting in sittings}
        self._book.add(Meeting, meetings, own=("adjourned_from_id",))
        self.rows = {AgendaItem: {}, Decision: {}, Attendance: {}, ForumQuestion: {}}
        waiting: list[tuple[str, str, int, dict[str, Any], Values]] = []
        for sitting in sittings:
            self._agenda(sitting, waiting)
            self._attendance(sitting)
            self._questions(sitting)
        self._book.add(AgendaItem, self.rows[AgendaItem])
        for key, item_key, number, decision, item in waiting:
            self._decision(key, item_key, number, decision, item)
        for entity in (Decision, Attendance, ForumQuestion):
            self._book.add(entity, self.rows[entity])

    def reference(self, item: str) -> str:
        """Return the minute reference of an item of an agenda ("sac-1.2"), nothing for no item."""
        return str(self.rows[AgendaItem][item]["reference"]) if item else ""

    def visibility(self, meeting: str) -> Visibility:
        """Return who may read what was promised at a meeting."""
        return Visibility(self._file["series"][meeting[:-2]].get("visibility", "internal"))

    def decision(self, item: str) -> int | None:
        """Return the first decision taken under an item of an agenda."""
        if not item:
            return None
        number = self._book.number(AgendaItem, item)
        taken = (key for key, row in self.rows[Decision].items() if row["agenda_item_id"] == number)
        return self._book.maybe(Decision, next(taken, ""))

    def _sitting(self, told: dict[str, Any]) -> Sitting:
        key = told["of"]
        series, day = self._file["series"][key[:-2]], self._book.days.on(key)
        planned = MeetingState.PLANNED if key[-2] == "+" else MeetingState.HELD
        visibility = Visibility(series.get("visibility", "internal"))
        return Sitting(key, day, series, told, MeetingState(told.get("state", planned)), visibility)

    def _meeting(self, sitting: Sitting) -> Values:
        series, day = sitting.series, sitting.day
        where = self._places[series["at"]]
        return {
            "title": series["title"],
            "organisation_id": self._book.number(Organisation, series["organisation"]),
            "starts_at": at_time(day, series["starts"]),
            "ends_at": at_time(day, series["ends"]),
            "place": series["place"],
            "easting": number_or_none(where["easting"]),
            "northing": number_or_none(where["northing"]),
            "state": sitting.state,
            "notice_issued_on": self._noticed_on(sitting),
            "adjourned_from_id": sitting.told.get("continues", ""),
            "minutes_state": self._minutes_state(sitting),
            "paper_due_on": day - timedelta(days=series["paper_days"]) if "paper_days" in series else None,
            "question_due_on": day - timedelta(days=series["question_days"]) if "question_days" in series else None,
            "agenda_published_on": day - timedelta(days=6) if "question_days" in series else None,
            "url": series.get("url", ""),
            "open_to_observers": bool(series.get("observers_welcome")) or bool(sitting.told.get("observers")),
            "notes": sitting.told.get("note", ""),
            "visibility": sitting.visibility,
            "noted_on": min(day, self._book.days.today),
        }

    def _noticed_on(self, sitting: Sitting) -> date | None:
        """Return when notice was given of a meeting for which it is out."""
        is_out = sitting.state is MeetingState.NOTICE_ISSUED
        return min(sitting.day - _NOTICE, self._book.days.today) if is_out else None

    def _minutes_state(self, sitting: Sitting) -> MinutesState:
        """Return how far the minutes are: a draft at first, agreed by the next meeting."""
        if sitting.state is not MeetingState.HELD:
            return MinutesState.NONE
        if sitting.key.endswith("-1"):
            fresh = (self._book.days.today - sitting.day).days < 10
            return MinutesState.DRAFT if fresh else MinutesState.APPROVED_BY_CHAIR
        return MinutesState.SIGNED if sitting.series["prefix"] == "GB" else MinutesState.APPROVED

    def _agenda(self, sitting: Sitting, waiting: list[tuple[str, str, int, dict[str, Any], Values]]) -> None:
        """Add the items that come back each time, then the meeting's own, and remember their decisions."""
        standing = [{"title": title, "kind": kind} for title, kind in sitting.series["standing"]]
        held = sitting.state is MeetingState.HELD
        made = 0
        for number, item in enumerate([*standing, *sitting.told["items"]], start=1):
            own = number - len(standing)
            key = f"{sitting.key}.{own}" if own > 0 else f"{sitting.key}/{number}"
            row = self._item(sitting, item, number)
            self.rows[AgendaItem][key] = row
            for decision in item.get("decisions", ()) if held else ():
                made += 1
                waiting.append((sitting.key, key, made, decision, row))

    def _item(self, sitting: Sitting, item: dict[str, Any], number: int) -> Values:
        held, kind = sitting.state is MeetingState.HELD, item["kind"]
        asked = len(sitting.told.get("questions", ()))
        said = item.get("minute", _SAID.get(kind, ""))
        if kind == "open_forum":
            said = "One question was put." if asked == 1 else f"{asked} questions were put."
        return {
            "meeting_id": self._book.number(Meeting, sitting.key),
            "number": number,
            "title": item["title"],
            "kind": AgendaItemKind(kind),
            "lead": item.get("lead", ""),
            "reference": self._reference(sitting) if held else "",
            "visibility": Visibility(item.get("visibility", sitting.visibility)),
            "minute": said if held else "",
        }

    def _reference(self, sitting: Sitting) -> str:
        """Return the next minute reference: year, number in the year, body ("26/08/SAC")."""
        prefix, year = sitting.series["prefix"], sitting.day.year
        self._items_of_year[prefix, year] += 1
        return f"{year % 100:02}/{self._items_of_year[prefix, year]:02}/{prefix}"

    def _decision(self, key: str, item_key: str, number: int, decision: dict[str, Any], item: Values) -> None:
        self.rows[Decision][f"{key}/{number}"] = {
            "meeting_id": self._book.number(Meeting, key),
            "agenda_item_id": self._book.number(AgendaItem, item_key),
            "number": number,
            "text": decision["text"],
            "outcome": DecisionOutcome(decision.get("outcome", "agreed")),
            "reference": item["reference"],
            "dissent": decision.get("dissent", ""),
            **dict(zip(("votes_for", "votes_against", "abstentions"), decision.get("votes", [None] * 3), strict=True)),
            "proposer_id": self._book.maybe(Person, decision.get("proposer", "")),
            "seconder_id": self._book.maybe(Person, decision.get("seconder", "")),
            "visibility": item["visibility"],
        }

    def _attendance(self, sitting: Sitting) -> None:
        """Add the members of that day, and who came to watch; where none was begun all are only expected."""
        told, met = sitting.told, sitting.state in _CAME_TOGETHER
        groups = (
            (Capacity.MEMBER, sitting.series["roster"]),
            (Capacity.IN_ATTENDANCE, sitting.series["in_attendance"]),
            (Capacity.OBSERVER, told.get("observers", ())),
        )
        for capacity, parties in groups:
            for party in parties:
                person, organisation = split_party(party)
                if not self._in_post(person, organisation, sitting.day):
                    continue
                invited = capacity is Capacity.OBSERVER and not sitting.series.get("observers_welcome")
                status = self._status(told, person) if met else AttendanceStatus.EXPECTED
                expected = status is not AttendanceStatus.NOT_REQUIRED and (
                    capacity is not Capacity.OBSERVER or invited
                )
                self.rows[Attendance].setdefault(
                    f"{sitting.key}/{person}",
                    {
                        "meeting_id": self._book.number(Meeting, sitting.key),
                        "person_id": self._book.number(Person, person),
                        "organisation_id": self._book.number(Organisation, organisation),
                        "capacity": capacity,
                        "status": status,
                        "was_expected": expected,
                        "invited_on": min(sitting.day - timedelta(days=19), self._book.days.today) if invited else None,
                        "apologies_decision": self._consent(sitting, status),
                        "remote": status is AttendanceStatus.PRESENT and (len(person) + sitting.day.day) % 11 == 0,
                    },
                )

    @staticmethod
    def _status(told: dict[str, Any], person: str) -> AttendanceStatus:
        """Return whether somebody came to a meeting that was begun."""
        for status in (AttendanceStatus.APOLOGIES, AttendanceStatus.ABSENT, AttendanceStatus.NOT_REQUIRED):
            if person in told.get(status.value, ()):
                return status
        return AttendanceStatus.PRESENT

    @staticmethod
    def _consent(sitting: Sitting, status: AttendanceStatus) -> ApologiesDecision | None:
        """Return what a meeting made of apologies: a board of governors accepts them, others note them."""
        if status is not AttendanceStatus.APOLOGIES:
            return None
        return ApologiesDecision.ACCEPTED if sitting.series["prefix"] == "GB" else ApologiesDecision.NOTED

    def _in_post(self, person: str, organisation: str, day: date) -> bool:
        """Say whether someone held any role at an organisation, or held one at all, on a day."""
        terms = self._terms.get((person, organisation)) or self._terms[person, ""]
        return any(first <= day and (last is None or day < last) for first, last in terms)

    def _questions(self, sitting: Sitting) -> None:
        """Add the questions of the open forum with the answers that have come by today."""
        today = self._book.days.today
        for number, question in enumerate(sitting.told.get("questions", ()), start=1):
            answered = days_after(sitting.day, question["answered"]) if "answered" in question else None
            if answered and answered > today:
                answered = None
            forum = next(key for key in self.rows[AgendaItem] if key.startswith(f"{sitting.key}/4"))
            self.rows[ForumQuestion][f"{sitting.key}/{number}"] = {
                "meeting_id": self._book.number(Meeting, sitting.key),
                "asked_by": question["by"],
                "question": question["q"],
                "answer_promised_by": question["promised"],
                "due_on": days_after(sitting.day, question["due"]),
                "answer": question.get("answer", "") if answered else "",
                "answered_on": answered,
                "reference": self.rows[AgendaItem][forum]["reference"],
            }


def _terms_held(book: SampleBook) -> dict[tuple[str, str], list[tuple[date, date | None]]]:
    """Return from when to when each person was at each organisation, and at any ("")."""
    terms: dict[tuple[str, str], list[tuple[date, date | None]]] = {}
    for line in read_lines("roles.csv"):
        term = (book.days.on(line["starts"]), book.days.optional(line["ends"]))
        for organisation in (line["organisation"], ""):
            terms.setdefault((line["person"], organisation), []).append(term)
    return terms
