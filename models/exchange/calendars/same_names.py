"""Which entries of a calendar belong together by their name for all time (UID), and which only share it by mistake."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from models.exchange.calendars.occurrences import Entry, line_of_text

if TYPE_CHECKING:
    from icalendar import Component


def several(components: Iterable[Component], begun: Sequence[int], *, is_off: bool) -> Iterator[list[Entry]]:
    """Give the entries of a calendar, those of a series together.

    `begun` are their lines; `is_off` says that the whole calendar calls its entries off.
    """
    by_name: dict[str, list[Entry]] = {}
    for number, component in enumerate(components):
        line = begun[number] if number < len(begun) else 0
        name = line_of_text(component, "UID")
        by_name.setdefault(name or f"\n{number}", []).append(Entry(component, line, is_off=is_off))
    for entries in by_name.values():
        if len(entries) == 1 or any(entry.rule or entry.has_more_days for entry in entries):
            yield entries
            continue
        newest = list(_newest(entries))
        for entry in newest:
            yield [replace(entry, is_one_of_several=len(newest) > 1)]


def _newest(entries: Sequence[Entry]) -> Iterator[Entry]:
    """Give each entry once, as it stands in its newest version.

    Entries of one name are versions of one; but some publishers give all they have the same name, so entries of the
    same version that are called otherwise are others.
    """
    last = max(entry.version for entry in entries)
    found: dict[tuple[str, str], Entry] = {}
    for entry in entries:
        if entry.version != last:
            continue
        same_title = [key for key in found if key[0] == entry.title]
        stamps = {found[key].stamp for key in same_title} | {entry.stamp}
        if len(stamps) > 1:
            newest = max((*(found.pop(key) for key in same_title), entry), key=lambda one: one.stamp)
            found[newest.title, newest.when] = newest
        else:
            found.setdefault((entry.title, entry.when), entry)
    yield from found.values()
