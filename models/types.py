"""Column types that behave alike on SQLite and on PostgreSQL."""

from __future__ import annotations

import re
from collections.abc import Callable
from enum import StrEnum
from typing import cast

from sqlalchemy import Enum, Text
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator

from models.cleaning import UNKEEPABLE


def _kept(text: str | None) -> str | None:
    return UNKEEPABLE.sub("", text) if text else text


class CleanText(TypeDecorator[str]):
    """Text of any length; NUL and lone surrogates are dropped on the way in, since PostgreSQL refuses them."""

    impl = Text
    cache_ok = True

    def bind_processor(self, dialect: Dialect) -> Callable[[str | None], str | None]:
        """Return what makes text of what both databases can keep, by one call: a row has a dozen of them."""
        return _kept


class SortKey(TypeDecorator[str]):
    """A folded name to sort and find by, compared byte by byte on both databases, so that both sort alike.

    PostgreSQL is told so where the column is made (the steps give it the collation "C"); a question need not say it.
    """

    impl = Text
    cache_ok = True


class Choice(Enum):
    """A fixed list; what is read becomes a member by one look into a table, without a function of Python's each."""

    cache_ok = True

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[str | None], StrEnum | None]:
        """Return what makes members of what a database gives."""
        members: dict[str | None, StrEnum | None] = {one.value: one for one in cast(type[StrEnum], self.enum_class)}
        members[None] = None
        return members.__getitem__


def choice(options: type[StrEnum], name: str = "") -> Choice:
    """Return the column type of a fixed list: text with a CHECK of the list's values on both databases.

    The check is called after the list unless `name` says otherwise, which a table with the list twice must do.
    """
    return Choice(
        options,
        native_enum=False,
        create_constraint=True,
        length=40,
        values_callable=lambda kind: [member.value for member in kind],
        name=name or re.sub(r"(?<!^)(?=[A-Z])", "_", options.__name__).lower(),
    )
