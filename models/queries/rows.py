"""Rows of a statement as frozen dataclasses whose fields stand in the order of the statement's columns."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

from sqlalchemy import Select
from sqlalchemy.orm import Session

T = TypeVar("T")


def fetch(session: Session, kind: Callable[..., T], statement: Select[*tuple[Any, ...]]) -> list[T]:
    """Return each row of a statement as `kind`."""
    return [kind(*row) for row in session.execute(statement)]


def fetch_tuples(session: Session, statement: Select[*tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    """Return each row of a statement as it is, for rows that are made of more than its columns."""
    return [tuple(row) for row in session.execute(statement)]


def build(kind: Callable[..., T], row: Iterable[Any], **more: object) -> T:
    """Return a row of a statement as `kind`, with what was worked out for it besides."""
    return kind(*row, **more)


def fetch_one(session: Session, kind: Callable[..., T], statement: Select[*tuple[Any, ...]]) -> T | None:
    """Return the one row of a statement as `kind`, or None when there is none."""
    row = session.execute(statement).one_or_none()
    return None if row is None else kind(*row)


@contextmanager
def many_rows() -> Iterator[None]:
    """Put off the search for garbage while tens of thousands of rows are made: it takes longer than making them."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
