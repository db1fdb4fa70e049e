"""The pen that writes the sample book: rows in bulk, each remembered by the short name its file gives it."""

from __future__ import annotations

import csv
import re
import tomllib
import uuid
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any, cast

from sqlalchemy import Table, insert
from sqlalchemy.orm import Session

from models.base import Row
from models.sample.days import SampleDays
from resources import path

Values = dict[str, object]
Line = dict[str, str]
WRITER = "Sam Okoro"
"""Who kept the invented records: the liaison manager of the sample school."""

_NAMES = uuid.UUID("5d1f3a52-6c1b-5f0e-9f7e-4d1a6c0b2e11")
_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_PLACEHOLDER = re.compile(r"\{([^{}]+)\}")


class SampleBook:
    """An empty book being filled: the session, the calendar, and the numbers of what is in already."""

    def __init__(self, session: Session, today: date) -> None:
        self.session = session
        self.days = SampleDays(today)
        self._numbers: dict[str, dict[str, int]] = {}
        self._noted = datetime.combine(self.days.on("s-1"), time(9))

    def add(self, entity: type[Row], rows: Mapping[str, Values], own: tuple[str, ...] = ()) -> None:
        """Insert rows by their short names; columns in `own` name other rows of the same table, inserted first."""
        table = cast(Table, entity.__table__)
        numbers = self._numbers.setdefault(table.name, {})
        waiting = {key: self._stamped(table, key, values) for key, values in rows.items()}
        while waiting:
            ready = [key for key, values in waiting.items() if all(not values[c] or values[c] in numbers for c in own)]
            if not ready:
                raise ValueError(f"rows of {table.name} in the sample name each other or nothing: {sorted(waiting)}")
            batch = [waiting.pop(key) for key in ready]
            for values in batch:
                values.update({column: numbers.get(str(values[column])) for column in own})
            statement = insert(table).returning(table.c.id, sort_by_parameter_order=True)
            numbers.update(zip(ready, self.session.execute(statement, batch).scalars(), strict=True))

    def number(self, entity: type[Row], key: str) -> int:
        """Return the number of a row by its short name."""
        return self._numbers[cast(Table, entity.__table__).name][key]

    def maybe(self, entity: type[Row], key: str) -> int | None:
        """Return the number of a row by its short name, None for no name."""
        return self.number(entity, key) if key else None

    def knows(self, entity: type[Row], key: str) -> bool:
        """Say whether there is a row of that short name."""
        return key in self._numbers.get(cast(Table, entity.__table__).name, {})

    def filled_in(self, words: str) -> str:
        """Return words with their days written out: "Wrote again, after {-41}" tells the date."""
        return _PLACEHOLDER.sub(lambda found: _day_words(self.days.on(found[1])), words)

    def _stamped(self, table: Table, key: str, values: Values) -> Values:
        """Add what every row has; the same name gives the same identity in every sample book."""
        noted = values.get("noted_on") if "noted_on" in table.c else values.pop("noted_on", None)
        moment = datetime.combine(noted, time(16, 40)) if isinstance(noted, date) else self._noted
        identity = str(uuid.uuid5(_NAMES, f"{table.name}/{key}"))
        stamps = {"created_at": moment, "updated_at": moment, "created_by": WRITER, "updated_by": WRITER}
        return {"uid": identity, **values, **stamps}


def read_lines(*parts: str) -> list[Line]:
    """Return the lines of a table of the sample by their headings."""
    with path("sample", *parts).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))


def read_meetings() -> dict[str, Any]:
    """Return the meetings of the sample as its file has them."""
    with path("sample", "meetings.toml").open("rb") as file:
        return tomllib.load(file)


def number_or_none(text: str) -> int | None:
    """Return a whole number, None for nothing."""
    return int(text) if text else None


def at_time(day: date, clock: str) -> datetime:
    """Return the moment of a day at a time like "18:30"."""
    return datetime.combine(day, time.fromisoformat(clock))


def checked_on(days: SampleDays, position: int) -> date | None:
    """Return when a record was last checked: most within the year, some never, as in any office."""
    return None if position % 7 == 3 else days.on(f"-{3 + position * 11 % 170}")


def split_party(party: str) -> tuple[str, str]:
    """Return person and organisation of "linden@greenway", "linden" or "@greenway"."""
    person, _, organisation = party.partition("@")
    return person, organisation


def days_after(day: date, days: int) -> date:
    """Return a later day, moved off a weekend."""
    later = day + timedelta(days=days)
    return later + timedelta(days=max(0, 7 - later.weekday()) if later.weekday() > 4 else 0)


def _day_words(day: date) -> str:
    return f"{day.day} {_MONTHS[day.month - 1]}"
