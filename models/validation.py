"""Checks before a record is written; each refusal names the field and says how to mend it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.base import Base, Row
from models.chunks import in_chunks
from models.errors import StaleRecord, WrongUse
from resources.i18n import _

Entity = TypeVar("Entity", bound=Base)


def required(text: str, what: str) -> str:
    """Return the text without blanks around it; refuse nothing at all with "Enter {what}."."""
    stripped = text.strip()
    if not stripped:
        raise WrongUse(_("Enter {what}.").format(what=what))
    return stripped


def get_record(session: Session, kind: type[Entity], record_id: int, noun: str) -> Entity:
    """Return the record of that number, or say in a sentence that there is none.

    `noun` is the word for the kind of record: "conversation", "meeting".
    """
    record = session.get(kind, record_id)
    if record is None:
        raise WrongUse(
            _("There is no {noun} number {number}. It may have been removed; choose another.").format(
                noun=noun, number=record_id
            )
        )
    return record


def check_exists(session: Session, kind: type[Base], record_id: int | None, noun: str) -> None:
    """Refuse the number of a record that is not there; None is nothing to check."""
    if record_id is not None:
        get_record(session, kind, record_id, noun)


def check_all_exist(session: Session, kind: type[Row], numbers: Collection[int], noun: str) -> None:
    """Refuse many numbers where one is of a record that is not there: the first of those is named."""
    wanted = sorted(numbers)
    found = {one for some in in_chunks(wanted) for one in session.scalars(select(kind.id).where(kind.id.in_(some)))}
    check_exists(session, kind, next((one for one in wanted if one not in found), None), noun)


def check_version(record: Base, version: int | None, noun: str) -> None:
    """Refuse to write over what someone else saved since the form was opened; None skips the check."""
    if version is not None and getattr(record, "version") != version:  # noqa: B009 - not every table has one
        raise StaleRecord(
            _("Someone else changed this {noun} since you opened it. Open it again and make your change there.").format(
                noun=noun
            )
        )


def check_order(first: date | datetime | None, last: date | datetime | None, sentence: str) -> None:
    """Refuse an end before its beginning with the given sentence; unknown ends pass."""
    if first is not None and last is not None and last < first:
        raise WrongUse(sentence)


def check_count(number: int | None, what: str) -> None:
    """Refuse a count below zero; None is not known."""
    if number is not None and number < 0:
        raise WrongUse(_("Enter {what} as a number that is not below zero.").format(what=what))
