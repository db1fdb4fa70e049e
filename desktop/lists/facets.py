"""The columns a list can be narrowed by, and what one filter by a column says, in rules and in words."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum, auto
from typing import TYPE_CHECKING, Any

from models.queries.areas import list_area_names
from models.queries.groups import list_groups
from models.queries.organisations import list_authorities, list_phases
from models.queries.tags import list_tags
from models.roles import ROLES
from models.vocabulary import (
    Channel,
    CommitmentState,
    Direction,
    EventStage,
    MeetingState,
    MinutesState,
    OrganisationKind,
    ReplyState,
    Tier,
)
from models.words import label
from reports.formatting import short_date
from resources.i18n import _
from resources.i18n import marked as m

if TYPE_CHECKING:
    from enum import StrEnum

Rule = dict[str, Any]
Option = tuple[str, str]
"""Words and the value they stand for in a rule."""
Ask = Callable[[Any, date], Sequence[Option]]
"""Gives what there is to choose from, of a session and a day."""


class Way(Enum):
    """How a column is narrowed."""

    CHOICES = auto()
    DAYS = auto()
    YES_NO = auto()
    WORDS = auto()


@dataclass(frozen=True, slots=True)
class Facet:
    """A column that a list can be narrowed by; `field` is its name in rules."""

    field: str
    title: str
    way: Way = Way.WORDS
    options: Ask | None = None
    can_miss: bool = False
    """Whether one can ask for those where nothing happened in a time."""


@dataclass(frozen=True, slots=True)
class On:
    """A filter that is on: its column, its rule and its words."""

    field: str
    text: str
    """The rule as JSON."""
    words: str

    @property
    def rule(self) -> Rule:
        """Return the rule."""
        found: Rule = json.loads(self.text)
        return found


def on(field: str, rule: Rule, words: str) -> On:
    """Return a filter that is on."""
    return On(field, json.dumps(rule, ensure_ascii=False, sort_keys=True), words)


def by_choices(facet: Facet, chosen: Sequence[Option]) -> On:
    """Return a filter for those that have one of some values."""
    rules = [{"field": facet.field, "is": "is", "value": value} for _words, value in chosen]
    words = f"{_(facet.title)}: {_(' or ').join(words for words, _value in chosen)}"
    return on(facet.field, rules[0] if len(rules) == 1 else {"any": rules}, words)


def by_words(facet: Facet, text: str) -> On:
    """Return a filter for those that contain some words."""
    return on(facet.field, {"field": facet.field, "is": "contains", "value": text}, f"{_(facet.title)}: “{text}”")


def holding(words: str, *fields: str) -> list[Rule]:
    """Return a rule for each of some words typed above a list: that one of the fields contains it."""
    found: list[Rule] = []
    for word in words.split():
        rules: list[Rule] = [{"field": field, "is": "contains", "value": word} for field in fields]
        found.append(rules[0] if len(rules) == 1 else {"any": rules})
    return found


def by_yes_no(facet: Facet, wanted: bool) -> On:
    """Return a filter for those for which something holds, or does not."""
    rule = {"field": facet.field, "is": "is", "value": wanted}
    return on(facet.field, rule, f"{_(facet.title)}: {_('yes') if wanted else _('no')}")


def by_period(facet: Facet, period: str, words: str, *, missing: bool = False) -> On:
    """Return a filter for a stretch of time people name, or for those where nothing happened in it."""
    return _days(facet, {"field": facet.field, "is": "in", "value": period}, words, missing)


def by_days(facet: Facet, first: date | None, last: date | None, *, missing: bool = False) -> On | None:
    """Return a filter from a day to a day, either of which may be open; None for no day at all."""
    parts: list[Rule] = []
    if first is not None:
        parts.append({"field": facet.field, "is": "from", "value": first.isoformat()})
    if last is not None:
        after = date.fromordinal(last.toordinal() + 1)
        parts.append({"field": facet.field, "is": "before", "value": after.isoformat()})
    if not parts:
        return None
    shown = [_short(day) for day in (first, last) if day is not None]
    if first is not None and last is not None:
        words = _("{first} to {last}").format(first=shown[0], last=shown[1])
    else:
        words = (_("from {day}") if first is not None else _("to {day}")).format(day=shown[0])
    return _days(facet, parts[0] if len(parts) == 1 else {"all": parts}, words, missing)


def _short(day: date) -> str:
    return f"{short_date(day)} {day.year}"


def _days(facet: Facet, rule: Rule, words: str, missing: bool) -> On:
    said = _("{title}: not {when}") if missing else _("{title}: {when}")
    return on(facet.field, {"not": rule} if missing else rule, said.format(title=_(facet.title), when=words))


def all_of(rules: Sequence[Rule]) -> str:
    """Return rules that must all hold as one text; nothing for none."""
    if not rules:
        return ""
    return json.dumps(rules[0] if len(rules) == 1 else {"all": list(rules)}, ensure_ascii=False, sort_keys=True)


def _list(kind: type[StrEnum]) -> Ask:
    return lambda _session, _today: [(label(one), one.value) for one in kind]


def _named(ask: Callable[[Any, date], Sequence[str]]) -> Ask:
    return lambda session, today: [(name, name) for name in ask(session, today)]


_WARDS = _named(lambda session, today: [name for _number, name in list_area_names(session, as_at=today)])
_MARKS = (
    Facet("tag", m("Tag or theme"), Way.CHOICES, lambda s, _t: [(" › ".join(t.path), t.name) for t in list_tags(s)]),
    Facet("group", m("Group"), Way.CHOICES, lambda s, _t: [(group.name, group.name) for group in list_groups(s)]),
)
_ROLE_NAMES: Ask = lambda _session, _today: [(_(role), role) for role in ROLES]  # noqa: E731 - a value of a table
FACETS: Mapping[str, tuple[Facet, ...]] = {
    "organisation": (
        Facet("kind", m("Kind"), Way.CHOICES, _list(OrganisationKind)),
        Facet("phase", m("Phase"), Way.CHOICES, _named(lambda s, _t: [name for name, _n in list_phases(s)])),
        Facet("ward", m("Ward"), Way.CHOICES, _WARDS),
        Facet(
            "authority", m("Local authority"), Way.CHOICES, _named(lambda s, _t: [n for n, _c in list_authorities(s)])
        ),
        Facet("town", m("Town")),
        Facet("postcode", m("Postcode")),
        Facet("status", m("State"), Way.CHOICES, lambda _s, _t: [(_("Open"), "Open"), (_("Closed"), "Closed")]),
        Facet("tier", m("Relationship"), Way.CHOICES, _list(Tier)),
        Facet("owner", m("Looked after by")),
        Facet("any contact", m("Last contact"), Way.DAYS, can_miss=True),
        Facet("owes a reply", m("Unanswered"), Way.YES_NO),
        Facet("near us", m("Near us"), Way.YES_NO),
        Facet("opened", m("Opened"), Way.DAYS),
        Facet("closed", m("Closed on"), Way.DAYS),
        *_MARKS,
    ),
    "person": (
        Facet("role", m("Role"), Way.CHOICES, _ROLE_NAMES),
        Facet("organisation", m("Organisation")),
        Facet("ward", m("Councillor for"), Way.CHOICES, _WARDS),
        Facet("topic", m("Ask about")),
        Facet("interests", m("Interests")),
        Facet("holds a role", m("With a role today"), Way.YES_NO),
        Facet("contact", m("In contact"), Way.DAYS, can_miss=True),
        Facet("term ends", m("Term of office ends"), Way.DAYS),
        *_MARKS,
    ),
    "conversation": (
        Facet("day", m("Day"), Way.DAYS),
        Facet("channel", m("How"), Way.CHOICES, _list(Channel)),
        Facet("direction", m("From us or to us"), Way.CHOICES, _list(Direction)),
        Facet("organisation", m("Organisation")),
        Facet("person", m("Person")),
        Facet("subject", m("Subject")),
        Facet("ours", m("Who of us")),
        Facet("reply", m("Reply"), Way.CHOICES, _list(ReplyState)),
        Facet("reply expected", m("Reply expected by"), Way.DAYS),
        Facet("late reply", m("Overdue reply"), Way.YES_NO),
        *_MARKS,
    ),
    "meeting": (
        Facet("day", m("Day"), Way.DAYS),
        Facet("organisation", m("Body")),
        Facet("place", m("Place")),
        Facet("state", m("State"), Way.CHOICES, _list(MeetingState)),
        Facet("minutes", m("Minutes"), Way.CHOICES, _list(MinutesState)),
        *_MARKS,
    ),
    "commitment": (
        Facet("owner", m("Who does it")),
        Facet("to", m("Promised to")),
        Facet("organisation", m("Organisation")),
        Facet("state", m("State"), Way.CHOICES, _list(CommitmentState)),
        Facet("due", m("Due"), Way.DAYS),
        Facet("made", m("Made on"), Way.DAYS),
        Facet("closed", m("Ended on"), Way.DAYS),
        *_MARKS,
    ),
    "event": (
        Facet("day", m("Day"), Way.DAYS),
        Facet("organisation", m("Host")),
        Facet("place", m("Place")),
        Facet("kind", m("Kind")),
        Facet("stage", m("Stage"), Way.CHOICES, _list(EventStage)),
        *_MARKS,
    ),
}
"""The columns that each list can be narrowed by."""

PERIODS = ("this term", "last term", "this year", "last year")
"""Stretches of time that are offered by name."""
