"""What is to leave, narrowed to some records: each format knows which kinds have a place in it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from models.errors import WrongUse
from models.exports.formats import CONTACTS, Format
from models.exports.making import Wanted
from models.kinds import KINDS
from models.queries.parties import Party
from models.queries.records import Ref
from resources.i18n import _


def narrowed_to(wanted: Wanted, refs: Iterable[Ref]) -> Wanted:
    """Return what is wanted, of these records only. Raises WrongUse for a kind that has no place in the format."""
    by_kind: dict[str, list[int]] = {}
    for kind, number in refs:
        by_kind.setdefault(kind, []).append(number)
    if wanted.format in CONTACTS:
        _check(by_kind, ("person", "organisation"), _("Contacts are people and organisations, not a {kind}."))
        parties = [Party(person_id=number) for number in by_kind.get("person", ())]
        parties += [Party(organisation_id=number) for number in by_kind.get("organisation", ())]
        return replace(wanted, parties=tuple(parties))
    if wanted.format is Format.CALENDAR:
        _check(by_kind, ("meeting", "event", "meeting_series"), _("A {kind} has no place in a calendar."))
        meetings, events = (tuple(by_kind.get(kind, ())) for kind in ("meeting", "event"))
        calendar = replace(wanted.calendar, meeting_ids=meetings, event_ids=events)
        return replace(wanted, calendar=calendar, series_ids=tuple(by_kind.get("meeting_series", ())))
    _check(by_kind, ("organisation",), _("Open data is of organisations, not of a {kind}."))
    return replace(wanted, organisation_ids=tuple(by_kind.get("organisation", ())))


def _check(given: Iterable[str], known: tuple[str, ...], words: str) -> None:
    for kind in given:
        if kind not in known:
            raise WrongUse(words.format(kind=KINDS[kind].word if kind in KINDS else kind))
