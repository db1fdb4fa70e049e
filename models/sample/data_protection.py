"""What data protection asks to be written down in the sample: a consent, a small breach, a decision, a restriction."""

from __future__ import annotations

import tomllib
from typing import Any

from models.entities import DataBreach, Person, PersonProtection, RetentionDecision
from models.sample.book import SampleBook, Values, at_time
from models.text import sort_key
from models.vocabulary import BreachRisk, Visibility
from resources import path

Line = dict[str, Any]


def add_data_protection(book: SampleBook) -> None:
    """Add them; wants the people."""
    with path("sample", "data_protection.toml").open("rb") as file:
        found = tomllib.load(file)
    book.add(PersonProtection, {line["person"]: _protection(book, line) for line in found["person_protection"]})
    book.add(DataBreach, {line["key"]: _breach(book, line) for line in found["data_breach"]})
    book.add(RetentionDecision, {line["key"]: _decision(book, line) for line in found["retention_decision"]})
    book.add(Person, {line["key"]: _restricted(book, line) for line in found["restricted"]})


def _protection(book: SampleBook, line: Line) -> Values:
    days = {name: book.days.on(line[name]) for name in ("privacy_notice_given_on", "consent_given_on")}
    words = {name: value for name, value in line.items() if name != "person"}
    return {**words, **days, "person_id": book.number(Person, line["person"])}


def _breach(book: SampleBook, line: Line) -> Values:
    words = {name: value for name, value in line.items() if name not in ("key", "happened", "discovered")}
    (happened, first), (discovered, then) = line["happened"], line["discovered"]
    return {
        **words,
        "risk": BreachRisk(line["risk"]),
        "happened_at": at_time(book.days.on(happened), first),
        "discovered_at": at_time(book.days.on(discovered), then),
        "visibility": Visibility.CONFIDENTIAL,
    }


def _decision(book: SampleBook, line: Line) -> Values:
    return {
        "person_id": book.number(Person, line["person"]),
        "keep_until": book.days.on(line["keep_until"]),
        "decided_on": book.days.on(line["decided_on"]),
        "reason": line["reason"],
    }


def _restricted(book: SampleBook, line: Line) -> Values:
    """Return somebody as `restrict_processing` leaves them."""
    since, name = book.days.on(line["since"]), (line["title"], line["given_name"], line["family_name"])
    return {
        **{column: line[column] for column in ("title", "given_name", "family_name", "lawful_basis", "data_source")},
        "display_name": " ".join(name),
        "name_key": sort_key(f"{line['family_name']} {line['given_name']}"),
        "processing_restricted_on": since,
        "restriction_reason": line["reason"],
        "before_restriction": Visibility.INTERNAL.value,
        "visibility": Visibility.CONFIDENTIAL,
        "archived_at": at_time(since, "10:20"),
    }
