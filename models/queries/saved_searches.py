"""Saved searches: the list of them, what each finds, and what narrows a list by rules."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import Session

from models.entities import SavedSearch
from models.errors import WrongUse
from models.kinds import find_kind
from models.queries.audience import EVERYONE_OF_OURS, readable
from models.queries.narrowing import Narrowing
from models.queries.organisation_filter import Near
from models.queries.periods import find_years_and_terms
from models.queries.records import table_of
from models.queries.search_rules import RuleReader, read_rules, searchable
from models.queries.search_tests import Asking
from models.queries.sight import sees_record
from models.vocabulary import Visibility
from resources.i18n import _


@dataclass(frozen=True, slots=True)
class SavedSearchRow:
    """A saved search as lists show it."""

    id: int
    uid: str
    name: str
    about: str
    rules: str
    visibility: Visibility
    version: int
    page: str = ""


def list_saved_searches(
    session: Session,
    about: str | None = None,
    page: str | None = None,
    *,
    audience: Visibility = EVERYONE_OF_OURS,
) -> tuple[SavedSearchRow, ...]:
    """Return the saved searches for a kind of record, or all, by name.

    With a `page`, only those of its list; "" is the list of all records of the kind.
    """
    question = select(
        SavedSearch.id,
        SavedSearch.uid,
        SavedSearch.name,
        SavedSearch.about,
        SavedSearch.rules,
        SavedSearch.visibility,
        SavedSearch.version,
        SavedSearch.page,
    ).where(SavedSearch.archived_at.is_(None), readable(SavedSearch, audience))
    if about is not None:
        question = question.where(SavedSearch.about == find_kind(about).table)
    if page is not None:
        question = question.where(SavedSearch.page == page)
    rows = session.execute(question.order_by(SavedSearch.name_key, SavedSearch.id))
    return tuple(SavedSearchRow(*row) for row in rows)


def found_by(session: Session, search_id: int, today: date, *, audience: Visibility = EVERYONE_OF_OURS) -> Select[Any]:
    """Return a subquery of the numbers that a saved search finds; it goes where a list takes `among`.

    Raises WrongUse when there is no such search for this audience, or what it rests on is no longer there.
    """
    row = session.execute(
        select(SavedSearch.uid, SavedSearch.about, SavedSearch.rules, SavedSearch.name).where(
            SavedSearch.id == search_id, SavedSearch.archived_at.is_(None), readable(SavedSearch, audience)
        )
    ).one_or_none()
    if row is None:
        raise WrongUse(_("There is no saved search number {number}. Choose another.").format(number=search_id))
    return found_by_rules(session, row.about, row.rules, today, audience=audience, within=(row.uid,))


def count_found(session: Session, search_id: int, today: date, *, audience: Visibility = EVERYONE_OF_OURS) -> int:
    """Return how many records a saved search finds."""
    found = found_by(session, search_id, today, audience=audience).subquery("found")
    return session.execute(select(func.count()).select_from(found)).scalar_one()


def found_by_rules(
    session: Session,
    about: str,
    rules: str,
    today: date,
    *,
    audience: Visibility = EVERYONE_OF_OURS,
    within: tuple[str, ...] = (),
) -> Select[Any]:
    """Return a subquery of the numbers that rules find, saved or not; `within` are the searches they stand in.

    Raises WrongUse, naming the rule and what to do, when they cannot be followed.
    """
    kind = searchable(about)
    condition = _condition(session, kind, rules, today, audience, within)
    table = table_of(kind)
    return select(table.c.id).where(table.c.archived_at.is_(None), sees_record(table, audience), condition)


def narrowing_by(
    session: Session, about: str, rules: str, today: date, *, audience: Visibility = EVERYONE_OF_OURS
) -> Narrowing:
    """Return what narrows a list by rules as it is walked. Raises WrongUse when they cannot be followed."""
    return Narrowing(rules, _condition(session, searchable(about), rules, today, audience, ()))


def _condition(
    session: Session, kind: str, rules: str, today: date, audience: Visibility, within: tuple[str, ...]
) -> ColumnElement[bool]:
    asking = Asking(today, audience, partial(_our_place, session))
    return RuleReader(session, kind, asking, find_years_and_terms(session)).condition(read_rules(rules), within, 0)


def _our_place(session: Session) -> Near | None:
    from models.queries.home import our_place

    return our_place(session)
