"""Whatever is in a book, no question that is asked for an audience tells it a word above its level.

The questions are found by themselves: every public function in models.queries and models.search that takes a session
and an audience is called with what its arguments are named and typed as, on books of random rows. The words of each row
say which row they stand in, so that whatever comes out names where it came from.
"""

from __future__ import annotations

import importlib
import inspect
import itertools
import pkgutil
import typing
from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from enum import StrEnum
from types import ModuleType
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as some
from sqlalchemy.orm import Session

import models.queries
from models import search
from models.errors import AppError
from models.queries.audience import may_read, nameable_to
from models.store import Store
from models.vocabulary import Visibility
from tests.models.people_and_places import TODAY
from tests.models.random_book import ROWS_A_TABLE, Rows, fill, level_of, marks_in

AUDIENCES = (Visibility.PUBLIC, Visibility.PARTNERS, Visibility.INTERNAL)
PUBLIC_BY_NATURE = frozenset({"person", "affiliation", "area"})
"""What is told up to what is our own: holders of a public office with their party and ward (queries/audience.py).
Confidential rows are never told."""
_FORUM = frozenset({"meeting", "forum_question", "organisation"})
OPEN_FORUM = {"engagement_lines.list_questions_for": _FORUM, "councillor_asks.list_asked": _FORUM}
"""What was asked in an open forum, with the meeting and the body it was asked in, in the same way."""
LEAST_WALKED = 0.8
"""The part of the questions that must be called; the rest take what another question returned."""
MOST_WAYS = 3
"""How often a question is asked at most with other arguments."""

_DAYS = {
    "first_day": TODAY - timedelta(days=400),
    "first": TODAY - timedelta(days=400),
    "last_day": TODAY + timedelta(days=300),
    "last": TODAY + timedelta(days=300),
    "older_than": TODAY + timedelta(days=1),
}
_NUMBERS = {
    "limit": 50,
    "metres": 100_000,
    "year_begins": 3,
    "first_year": 1,
    "last_year": 9000,
    "year": 2026,
    "month": 11,
}
_WORDS = {"kind": "organisation", "about": "organisation", "rules": '{"field": "town", "is": "is empty"}'}


class _Back(Exception):
    """Takes back what was written."""


def questions() -> dict[str, Callable[..., object]]:
    """Return every question that takes an audience, by its name."""
    found: dict[str, Callable[..., object]] = {"search.search": search.search}
    for module in pkgutil.iter_modules(models.queries.__path__):
        room: ModuleType = importlib.import_module(f"models.queries.{module.name}")
        for name, thing in vars(room).items():
            if inspect.isfunction(thing) and thing.__module__ == room.__name__ and not name.startswith("_"):
                names = inspect.signature(thing).parameters
                if "audience" in names and "session" in names:
                    found[f"{module.name}.{name}"] = thing
    return found


QUESTIONS = questions()


def ways(question: Callable[..., object]) -> list[dict[str, Any]] | None:
    """Return the arguments to call a question with, without session and audience; None where they cannot be told."""
    hints = typing.get_type_hints(question)
    choices: dict[str, list[Any]] = {}
    for name, parameter in inspect.signature(question).parameters.items():
        if name in ("session", "audience"):
            continue
        if parameter.default is not inspect.Parameter.empty and not name.startswith("include_"):
            continue
        values = list(_values(name, hints[name]))
        if not values:
            return None
        choices[name] = values
    rounds = list(itertools.product(*choices.values()))
    rounds = rounds[:: max(1, len(rounds) // MOST_WAYS)][:MOST_WAYS]
    return [dict(zip(choices, values, strict=True)) for values in rounds]


def _values(name: str, hint: Any) -> Iterator[Any]:
    """Yield what may be given for an argument by its name and type."""
    origin, inner = typing.get_origin(hint), typing.get_args(hint)
    if hint is date:
        yield _DAYS.get(name, TODAY)
    elif hint is bool:
        yield from (False, True)
    elif hint is str:
        yield _WORDS.get(name, "organisation" if name == "words" else "")
    elif hint is int:
        yield from [_NUMBERS[name]] if name in _NUMBERS else range(1, ROWS_A_TABLE * 3 + 1)
    elif isinstance(hint, type) and issubclass(hint, StrEnum):
        yield from hint
    elif origin is not None and inner and inner[0] is int and origin not in (dict, tuple, Mapping):
        yield list(range(1, ROWS_A_TABLE * 3 + 1))
    elif origin is not None and inner and inner[0] == tuple[str, int]:
        yield [
            (kind, number) for kind in ("organisation", "person", "meeting") for number in range(1, ROWS_A_TABLE + 1)
        ]


def leaks(session: Session, rows: Rows, name: str, audience: Visibility) -> set[str]:
    """Return the rows above an audience whose words a question gives it."""
    found: set[str] = set()
    told_anyway = PUBLIC_BY_NATURE | OPEN_FORUM.get(name, frozenset())
    for way in ways(QUESTIONS[name]) or ():
        try:
            answer = QUESTIONS[name](session, **way, audience=audience)
        except AppError:
            continue
        for kind, number in marks_in(answer):
            level = level_of(rows, kind, number)
            if not may_read(audience, level) and not (kind in told_anyway and level in nameable_to(audience)):
                found.add(f"{name} tells {audience.value} of {kind} {number}, which is {level.value}")
    return found


@pytest.fixture
def book(store: Store) -> Store:
    if store.on_server:
        pytest.skip("The conditions are the same on both databases; the tests of each question run on both.")
    return store


def test_nearly_every_question_can_be_called() -> None:
    untold = sorted(name for name, question in QUESTIONS.items() if ways(question) is None)
    assert len(untold) < (1 - LEAST_WALKED) * len(QUESTIONS), untold


@pytest.mark.timeout(900)
@settings(
    max_examples=2,
    deadline=None,
    derandomize=True,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)
@given(seed=some.integers(0, 10_000))
def test_no_question_tells_an_audience_a_word_above_it(book: Store, seed: int) -> None:
    found: set[str] = set()
    with pytest.raises(_Back), book.write("Random") as session:
        rows = fill(session, seed)
        for audience in AUDIENCES:
            for name in QUESTIONS:
                found |= leaks(session, rows, name, audience)
        raise _Back
    assert sorted(found) == []


def test_the_walk_would_notice_a_leak(book: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    def careless(session: Session, *, audience: Visibility) -> object:
        """Forget the audience."""
        del audience
        return QUESTIONS["notes.list_notes"](session, audience=Visibility.CONFIDENTIAL)

    monkeypatch.setitem(QUESTIONS, "careless", careless)
    with pytest.raises(_Back), book.write("Random") as session:
        rows = fill(session, 1)
        assert leaks(session, rows, "careless", Visibility.PUBLIC)
        raise _Back
