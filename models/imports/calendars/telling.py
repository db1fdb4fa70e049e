"""How the lines of a calendar read: what of an entry would change, what stands in the file, what is worth knowing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from models.exchange.calendars.entries import Occurrence
from models.exchange.calendars.sorting import Stretch
from models.imports.calendars.plans import EntryPlan
from models.imports.preview import Fate, FieldChange, PreviewLine
from models.value_words import in_words
from resources.i18n import _

_SHOWN = (
    "title", "starts_at", "ends_at", "place", "kind", "note", "notes", "url", "name", "first_day", "last_day",
    "organisation_id",
)  # fmt: skip


def cells_of(one: Occurrence | Stretch) -> tuple[str, str, str, str]:
    """Return an entry as it stands in the file, under the headings of a calendar."""
    title, place = (one.title, one.place) if isinstance(one, Occurrence) else (one.name, "")
    return title, in_words(one.first_day), in_words(one.last_day), place


def changes_of(values: Mapping[str, Any], now: Mapping[str, Any], bodies: Mapping[int, str]) -> tuple[FieldChange, ...]:
    """Return values that a line would write as a person reads them; `bodies` are the names of organisations."""
    titles = {
        "title": _("Title"), "starts_at": _("Starts"), "ends_at": _("Ends"), "place": _("Place"), "kind": _("Kind"),
        "note": _("Note"), "notes": _("Note"), "url": _("Web page"), "organisation_id": _("Whose it is"),
        "name": _("Name"), "first_day": _("First day"), "last_day": _("Last day"),
    }  # fmt: skip
    return tuple(
        FieldChange(name, titles[name], now.get(name), bodies.get(values[name]) if name == "organisation_id" else value)
        for name in _SHOWN
        if (value := values.get(name)) not in (None, "")
    )


def changed_line(
    line: PreviewLine, kind: str, number: int, values: Mapping[str, Any], now: Mapping[str, Any],
    bodies: Mapping[int, str],
) -> PreviewLine:  # fmt: skip
    """Return the line of a record that is there: what the file has otherwise; what it lacks stays."""
    moved = {name: value for name, value in values.items() if value not in (None, "") and value != now[name]}
    if now.get("organisation_id") is not None:
        # A calendar that is somebody's takes nothing away from whom it was given to before.
        moved.pop("organisation_id", None)
    fate = Fate.CHANGED if moved else Fate.SAME
    plan = EntryPlan(kind, moved)
    notes = line.notes if moved else (*line.notes, _days_of(line))
    return replace(line, fate=fate, record_id=number, changes=changes_of(moved, now, bodies), notes=notes, plan=plan)


def _days_of(line: PreviewLine) -> str:
    """Return when an entry is, by which one that is the same as in the book is known among its like."""
    first, last = line.cells[1:3]
    return first if first == last else _("{first} to {last}").format(first=first, last=last)


def notes_of(one: Occurrence) -> Iterator[str]:
    """Give what is worth knowing of an entry besides."""
    yield from one.remarks
    if one.zone:
        yield _("Its times were given for {zone} and are shown as in England.").format(zone=one.zone)
    if one.is_tentative:
        yield _("It is not agreed yet.")
    if one.invited:
        yield _("Who is invited is not brought in: {count} people.").format(count=len(one.invited))
