"""Writes `resources/bank_holidays.txt` anew from the library that keeps them: `python -m tests.tools.bank_holidays`.

The library itself stands in 18 MB as soon as it is imported, for it knows every country of the world, so the program
reads the table and only the tests ask the library. A day that Parliament adds comes with a newer library: the test of
the table fails then until this is run again.
"""

from __future__ import annotations

from collections import defaultdict

from holidays import country_holidays

from models.school_year import NATIONS
from resources import path

FIRST, LAST = 1980, 2100


def lines() -> list[str]:
    """Return the lines of the table: day, nations, name. A nominal day at a weekend shuts nothing and is left out."""
    found: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for nation in NATIONS:
        for year in range(FIRST, LAST + 1):
            for day, name in country_holidays("GB", subdiv=nation, years=year).items():
                if day.weekday() < 5:
                    found[day.isoformat(), name].append(nation)
    return [f"{day} {','.join(nations)} {name}" for (day, name), nations in sorted(found.items())]


if __name__ == "__main__":
    path("bank_holidays.txt").write_text("\n".join(lines()) + "\n", "utf-8")
