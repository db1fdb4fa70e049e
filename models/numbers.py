"""Many numbers as one value of a question, whose words then stay the same however many are asked for.

A list in `IN` is written out by SQLAlchemy with a name and a mark for each of its numbers, anew whenever it is asked:
for two thousand of them that takes as long as SQLite takes to answer. Both databases can read a list from JSON.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Text, bindparam
from sqlalchemy.engine import Dialect
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import InstrumentedAttribute
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.types import TypeDecorator


class _NumberList(TypeDecorator[Sequence[int]]):
    """Numbers on their way to a database, as JSON."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Sequence[int] | None, dialect: Dialect) -> str:
        """Return the numbers as both databases read them; nothing given is no number."""
        return json.dumps(list(value or ()))


class _Numbers(FunctionElement[int]):
    """The numbers of a list, as rows."""

    inherit_cache = True


@compiles(_Numbers)
def _by_sqlite(element: _Numbers, compiler: SQLCompiler, **given: Any) -> str:
    numbers = compiler.process(element.clauses, **given)
    return f"(SELECT value FROM json_each({numbers}))"  # noqa: S608 - the mark of a parameter


@compiles(_Numbers, "postgresql")
def _by_postgresql(element: _Numbers, compiler: SQLCompiler, **given: Any) -> str:
    numbers = compiler.process(element.clauses, **given)
    return f"(SELECT CAST(value AS BIGINT) FROM json_array_elements_text(CAST({numbers} AS JSON)))"  # noqa: S608 - as above


def is_among(number: ColumnElement[Any] | InstrumentedAttribute[Any], name: str) -> ColumnElement[bool]:
    """Return the condition that a column is one of the numbers which the question is given by a name."""
    return number.bool_op("IN")(_Numbers(bindparam(name, type_=_NumberList)))
