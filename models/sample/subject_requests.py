"""What people asked in the sample book: two answered, one open, two whose clock stands still, and a complaint."""

from __future__ import annotations

from models.entities import Person, SubjectRequest
from models.sample.book import Line, SampleBook, Values, read_lines
from models.vocabulary import Channel, RequestOutcome, SubjectRight, Visibility

_DAYS = {
    "received": "received_on",
    "identity_asked": "identity_asked_on",
    "identity_checked": "identity_checked_on",
    "clarification_asked": "clarification_asked_on",
    "clarification_received": "clarification_received_on",
    "acknowledged": "acknowledged_on",
    "extended": "extended_on",
    "answered": "answered_on",
}
_WORDS = ("name", "asked", "extension_reason", "searched", "sent", "withheld")


def add_subject_requests(book: SampleBook) -> None:
    """Add the requests; wants the people."""
    lines = read_lines("subject_requests.csv")
    book.add(SubjectRequest, {f"subject_requests/{line['key']}": _values(book, line) for line in lines})


def _values(book: SampleBook, line: Line) -> Values:
    return {
        "person_id": book.maybe(Person, line["person"]),
        "subject_right": SubjectRight(line["right"]),
        "channel": Channel(line["channel"]),
        "outcome": RequestOutcome(line["outcome"]) if line["outcome"] else None,
        "sent_how": Channel(line["sent_how"]) if line["sent_how"] else None,
        "visibility": Visibility.INTERNAL,
        **{column: book.days.on(line[name]) if line[name] else None for name, column in _DAYS.items()},
        **{name: line[name] for name in _WORDS},
    }
