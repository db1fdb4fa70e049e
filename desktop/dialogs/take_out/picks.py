"""What can be taken out, by what is in view: the chosen lines, the record, the whole list, a group, or everything."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING

from desktop.lists.words import counted
from desktop.tables.export import number_of
from models.exports.making import Wanted
from models.exports.narrowing import narrowed_to
from models.queries.calendar_entries import CalendarFilter
from models.queries.forms import name_records
from models.queries.groups import list_group_members, list_groups
from models.queries.ours import our_bodies
from resources.i18n import _

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from desktop.context import Context
    from desktop.shell.page import Page
    from desktop.tables.export import AnyExport
    from models.queries.records import Ref

_STANDS_FOR = {"partnership": "organisation"}
"""Kinds of pages whose records are of another kind."""
_CONTACTS = ("person", "organisation")

Refs = Callable[["Session"], "Sequence[Ref]"]
"""Gives records; called on the worker."""


@dataclass(frozen=True, eq=False)
class Pick:
    """Something that can be taken out."""

    words: str
    refs: Refs | None = None
    """The records; None for all there are."""
    calendar: CalendarFilter = field(default_factory=CalendarFilter)
    is_ours: bool = False
    """Only what our own school and its bodies hold."""
    name: str = ""
    """What the file is called, where not after its format."""
    is_list: bool = False
    """Whether they are a list that has this name."""

    def narrow(self, session: Session, wanted: Wanted) -> Wanted:
        """Return what is wanted of this only."""
        calendar = replace(self.calendar, held_by=our_bodies(session)) if self.is_ours else self.calendar
        wanted = replace(wanted, calendar=calendar, list_name=self.name if self.is_list else "")
        return wanted if self.refs is None else narrowed_to(wanted, self.refs(session))


def contact_picks(context: Context, page: Page | None) -> list[Pick]:
    """Return whose contacts can be taken out, what is most likely meant first."""
    everything = Pick(_("All people and organisations"))
    return [*in_view(context, page, _CONTACTS), everything, *group_picks(context)]


def calendar_picks(context: Context, page: Page | None) -> list[Pick]:
    """Return which meetings and events can be taken out, what is most likely meant first."""
    events, meetings = CalendarFilter(meetings=False), CalendarFilter(events=False)
    return [
        *in_view(context, page, ("meeting", "event", "meeting_series")),
        Pick(_("All meetings and events")),
        Pick(_("All events"), calendar=events, name=_("Events")),
        Pick(_("All meetings"), calendar=meetings, name=_("Meetings")),
        Pick(_("The events of our own school"), calendar=events, is_ours=True, name=_("Our events")),
    ]


def open_data_picks(context: Context, page: Page | None) -> list[Pick]:
    """Return the organisations of which data can be taken out: all of them first, for one alone is seldom meant."""
    return [Pick(_("All organisations")), *in_view(context, page, ("organisation",))]


def group_picks(context: Context) -> list[Pick]:
    """Return the groups of people and organisations: distribution lists."""
    with context.store.read() as session:
        rows = list_groups(session)
    return [
        Pick(_("The group “{name}”").format(name=row.name), partial(_members, row.id), name=row.name, is_list=True)
        for row in rows
    ]


def in_view(context: Context, page: Page | None, kinds: Sequence[str]) -> list[Pick]:
    """Return what the page in view offers of some kinds: chosen lines, the record in view, the list."""
    if page is None:
        return []
    kind, numbers = page.chosen_records()
    kind = _STANDS_FOR.get(kind, kind)
    record = page.record_in_view()
    if record is not None:
        record = (_STANDS_FOR.get(record[0], record[0]), record[1])
    elif numbers:
        record = (kind, numbers[0])
    picks: list[Pick] = []
    if kind in kinds and len(numbers) > 1:
        words = _("The chosen {those}").format(those=counted(kind, len(numbers)))
        picks.append(Pick(words, _always([(kind, number) for number in numbers])))
    elif record is not None and record[0] in kinds:
        with context.store.read() as session:
            name = next(iter(name_records(session, [record]).values()), "")
        picks.append(Pick(_("Only “{name}”").format(name=name), _always([record]), name=name))
    listed = page.export_list() if kind in kinds and page.has_list() else None
    if listed is not None:
        words = _("This list: {those}").format(those=counted(kind, listed.count))
        picks.append(Pick(words, partial(_listed, kind, listed)))
    return picks


def _always(refs: Sequence[Ref]) -> Refs:
    def given(_session: Session) -> Sequence[Ref]:
        return refs

    return given


def _listed(kind: str, listed: AnyExport, _session: Session) -> Sequence[Ref]:
    """Return all records of a list, in its order."""
    return [(kind, number_of(row)) for batch in listed.batches() for row in batch]


def _members(group_id: int, session: Session) -> Sequence[Ref]:
    return [(row.kind, row.id) for row in list_group_members(session, group_id) if row.kind in _CONTACTS]
