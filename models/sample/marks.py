"""What stands on the records of the sample: themes, notes, press, groups, searches, own fields, files, reminders."""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from sqlalchemy import insert

from models.base import Row
from models.entities import (
    Area,
    Attachment,
    AttachmentContent,
    AttachmentLink,
    CustomField,
    CustomValue,
    Group,
    GroupMember,
    Note,
    Organisation,
    Person,
    Reference,
    ReferenceLink,
    Reminder,
    SavedReport,
    SavedSearch,
    Tag,
    TagLink,
)
from models.exchange.file_text import read_text
from models.sample.book import SampleBook, Values
from models.text import sort_key
from models.vocabulary import Confidence, FieldKind, NoteKind, ReferenceKind, TagKind, Visibility
from resources import path

_RECORDS: dict[str, type[Row]] = {"organisation": Organisation, "person": Person, "area": Area}
Line = dict[str, Any]


def add_marks(book: SampleBook) -> None:
    """Add what stands on the organisations, people and areas that are in the book."""
    with path("sample", "marks.toml").open("rb") as file:
        found = tomllib.load(file)
    _add_tags(book, found["tag"])
    _add_notes(book, found["note"])
    _add_references(book, found["reference"])
    _add_groups(book, found["record_group"], found["saved_search"])
    _add_saved_reports(book, found["saved_report"])
    _add_own_fields(book, found["custom_field"])
    _add_files(book, found["attachment"])
    reminders: dict[str, Values] = {}
    for line in found["reminder"]:
        on = _on(book, line["on"]) if line["on"] else {}
        reminders[line["key"]] = {"due_on": book.days.on(line["due_on"]), "text": line["text"], **on}
    # Rows of one statement have the same columns.
    for key, values in reminders.items():
        book.add(Reminder, {key: values})


def _on(book: SampleBook, ref: str) -> Values:
    """Return the columns that name a record: "organisation:choir"."""
    kind, _, key = ref.partition(":")
    return {"record_kind": kind, "record_id": book.number(_RECORDS[kind], key)}


def _links(book: SampleBook, entity: type[Row], to: type[Row], column: str, lines: Iterable[Line]) -> None:
    rows: dict[str, Values] = {
        f"marks/{line['key']}/{ref}": {column: book.number(to, line["key"]), **_on(book, ref)}
        for line in lines
        for ref in line["on"]
    }
    book.add(entity, rows)


def _add_tags(book: SampleBook, lines: list[Line]) -> None:
    tags: dict[str, Values] = {
        line["key"]: {
            "name": line["name"],
            "name_key": sort_key(line["name"]),
            "kind": TagKind(line["kind"]),
            "parent_id": line.get("parent"),
            "visibility": Visibility(line["visibility"]),
        }
        for line in lines
    }
    book.add(Tag, tags, own=("parent_id",))
    _links(book, TagLink, Tag, "tag_id", lines)


def _add_notes(book: SampleBook, lines: list[Line]) -> None:
    notes: dict[str, Values] = {
        line["key"]: {
            **_on(book, line["on"]),
            "kind": NoteKind(line["kind"]),
            "noted_on": book.days.on(line["noted_on"]),
            "text": line["text"],
            "hours": line.get("hours"),
            "source": line.get("source", ""),
            "confidence": Confidence(line["confidence"]) if "confidence" in line else None,
            "visibility": Visibility(line["visibility"]),
        }
        for line in lines
    }
    book.add(Note, notes)


def _add_references(book: SampleBook, lines: list[Line]) -> None:
    references: dict[str, Values] = {
        line["key"]: {
            "kind": ReferenceKind(line["kind"]),
            "title": line["title"],
            "url": line.get("url", ""),
            "author": line.get("author", ""),
            "published_in": line.get("published_in", ""),
            "published_on": book.days.optional(line.get("published_on", "")),
            "visibility": Visibility(line["visibility"]),
        }
        for line in lines
    }
    book.add(Reference, references)
    _links(book, ReferenceLink, Reference, "reference_id", lines)


def _add_groups(book: SampleBook, groups: list[Line], searches: list[Line]) -> None:
    book.add(
        Group,
        {
            line["key"]: {"name": line["name"], "name_key": sort_key(line["name"]), "note": line["note"]}
            for line in groups
        },
    )
    _links(book, GroupMember, Group, "group_id", groups)
    book.add(
        SavedSearch,
        {
            line["key"]: {
                "name": line["name"],
                "name_key": sort_key(line["name"]),
                "about": line["about"],
                "rules": line["rules"],
            }
            for line in searches
        },
    )


def _add_saved_reports(book: SampleBook, lines: list[Line]) -> None:
    reports: dict[str, Values] = {
        line["key"]: {
            "name": line["name"],
            "name_key": sort_key(line["name"]),
            "report": line["report"],
            "audience": Visibility(line["audience"]),
            "period": line["period"],
        }
        for line in lines
    }
    book.add(SavedReport, reports)


def _add_own_fields(book: SampleBook, lines: list[Line]) -> None:
    fields: dict[str, Values] = {
        line["key"]: {
            "about": line["about"],
            "label": line["label"],
            "kind": FieldKind(line["kind"]),
            "options": "\n".join(line.get("options", ())),
            "number": line["number"],
        }
        for line in lines
    }
    book.add(CustomField, fields)
    values: dict[str, Values] = {}
    for line in lines:
        for key, value in line["values"].items():
            values[f"{line['key']}/{key}"] = {
                "field_id": book.number(CustomField, line["key"]),
                **_on(book, f"organisation:{key}"),
                "text": value if isinstance(value, str) else "",
                "yes": value if isinstance(value, bool) else None,
                "number": Decimal(value) if type(value) is int else None,
            }
    book.add(CustomValue, values)


def _add_files(book: SampleBook, lines: list[Line]) -> None:
    files: dict[str, Values] = {}
    for line in lines:
        data = line["text"].strip().encode()
        number = hashlib.sha256(data).hexdigest()
        book.session.execute(insert(AttachmentContent), [{"sha256": number, "data": data}])
        files[line["key"]] = {
            "name": line["name"],
            "media_type": "text/markdown" if line["name"].endswith(".md") else "text/plain",
            "size": len(data),
            "sha256": number,
            "added_on": book.days.on(line["added_on"]),
            "text": read_text(line["name"], data),
            "visibility": Visibility(line["visibility"]),
        }
    book.add(Attachment, files)
    _links(book, AttachmentLink, Attachment, "attachment_id", lines)
