"""What a part of a record is to the window: where its rows come from, how one reads, what its form asks, what it does.

The words of a part are marked for translation where they stand and translated when shown.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from desktop.tokens import Tone

Session = Any
"""A session of the book, which the window only hands on."""

Values = Mapping[str, Any]
"""What a form holds, by the names of its dataclass."""


def as_today(today: date) -> date:
    """Return today: what a day that is asked for holds at first."""
    return today


def joined(*parts: str | None) -> str:
    """Return what is said of a row in one line, leaving out what is not known."""
    return " · ".join(part for part in parts if part)


class Owner(NamedTuple):
    """The record that parts belong to."""

    kind: str
    id: int
    name: str


class Line(NamedTuple):
    """How a part reads in its card: its number, its words, a second line, and a pill at the right."""

    id: int
    text: str
    detail: str = ""
    aside: str = ""
    tone: Tone = Tone.PLAIN
    lead: str = ""


@dataclass(frozen=True, slots=True)
class FieldSpec:
    """One field of a form. What editor it gets follows from the type of the dataclass's field.

    `str` is a line, or notes where `lines` says so; a `date` with a precision beside it takes "autumn 2024" too; an
    `int` with `kinds` is a record to choose; `..._pence` is money; a fixed list is a short list of words.
    """

    name: str
    label: str
    share: int = 6
    """Of twelve, how wide it stands in a wide form."""
    needed: str = ""
    """The sentence that is said while it is empty; none where it may be."""
    hint: str = ""
    lines: int = 0
    kinds: tuple[str, ...] = ()
    also: str = ""
    """The field for the second kind, where a record may be of one of two: "organisation_id" beside "person_id"."""
    short_list: bool = False
    """Whether all records of the kind are offered in a short list, those of the owner where they are parts of it."""
    options: Callable[[Session, Owner], Iterable[tuple[str, object]]] | None = None
    """Words and values to choose from, asked of the book when the form opens."""
    options_on: Callable[[Session, Owner, date], Iterable[tuple[str, object]]] | None = None
    """The same where the words depend on the day, as with who is in post."""
    blank: str = ""
    """What stands for no choice in a short list; a list without it has always a value chosen."""
    last_day: bool = False
    """Whether the book keeps the first day after, and the form shows the last day."""
    past: bool = True
    """Whether "27 nov" means the last one; False for days to come."""
    type: Any = None
    """The type of its value where no dataclass says it, as in a step."""
    start: Callable[[date], object] | None = None
    """What it holds at first in a new form, of today."""
    new_only: bool = False
    """Whether only a new one is asked for it, because it cannot be changed later."""
    echo: Callable[[str], str] | None = None
    """What was understood of a line while it is typed, shown below it; "" where nothing was."""
    check: Callable[[str], str] | None = None
    """The sentence for a text that will not do, "" for one that will."""


@dataclass(frozen=True, slots=True)
class Step:
    """Something to do with one part besides changing it: "Say how it was cleared…"."""

    words: str
    run: Callable[[Session, int, Values], object]
    fields: tuple[FieldSpec, ...] = ()
    """What is asked for it in a small form; with none it is done at once."""
    save: str = ""
    """The words of the filled button of that form."""
    when: Callable[[Any], bool] | None = None
    """Whether it can be done with a row; always when not given."""
    offered: Callable[[Session, Owner], bool] | None = None
    """For what is done with all: whether there is anything to do it with; always when not given."""


@dataclass(frozen=True, slots=True)
class Way:
    """What has a window of its own and is begun from one part: "Erase for good…"."""

    words: str
    go: Callable[[Any, Any], object]
    """Opens it; gets what pages have of the program (`Context`) and the row."""
    when: Callable[[Any], bool] | None = None
    """Whether a row leads there; each does when not given."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a record."""

    kind: str
    """Its table; the words for one of it come from `models.kinds`."""
    title: str
    nothing: str
    """What the card says while there is none: a sentence saying what would stand here."""
    rows: Callable[[Session, Owner, date], Sequence[Any]]
    line: Callable[[Any], Line]
    how: str = ""
    """What is said above the rows, of what can be done with one; where that stands in their menu alone."""
    add: str = ""
    """The words of the button; none where it is added elsewhere."""
    form: type[Any] | None = None
    """The dataclass that `create` and `edit` take; none where it is only shown."""
    fields: tuple[FieldSpec, ...] = ()
    create: Callable[[Session, Any], object] | None = None
    create_on: Callable[[Session, int, Any], object] | None = None
    """Adds one to the record of that number, where the form does not name it; instead of `create`."""
    edit: Callable[[Session, int, Any], object] | None = None
    changes: Callable[[Any], bool] | None = None
    """Whether a row can be changed and taken out here; each can when not given."""
    remove: Callable[[Session, int], object] | None = None
    take_out: Callable[[Session, Owner, int], object] | None = None
    """Takes one off the record that it is on, and leaves it in the book; instead of `remove`."""
    remove_words: str = ""
    """"Put away" or "Take out": what the last line of its menu says."""
    steps: tuple[Step, ...] = ()
    ways: tuple[Way, ...] = ()
    """Windows that a row leads to, in its menu below the steps."""
    together: tuple[Step, ...] = ()
    """What is done with all of them, each a button of the card; it gets the number of the record they belong to, and
    may return a sentence that says what was done."""
    closed: Callable[[Session, Owner], bool] | None = None
    """Whether nothing of it may be added or changed now, as with minutes that are approved."""
    one: bool = False
    """Whether there is at most one of it, so that none can be added beside it."""
    hides: bool = False
    """Whether its card is left out while there is none and none can be added, as with what only some records have."""
    name: str = ""
    """What tells it from another part of the same kind on the same page; without it the kind does."""
    owner: str = "organisation_id"
    """The field of the form that names the record it belongs to; none where its other fields do."""
    fixed: Callable[[Owner], Values] | None = None
    """Values of a new form that are not asked, besides the owner."""
    read: Callable[[Session, int], Values] | None = None
    """Values of an existing one that are no columns of its table."""
    opens: Callable[[Any], tuple[str, int] | None] | None = None
    """The record that a row leads to; opened by its menu, and by Enter where it cannot be changed here."""
    touches: tuple[str, ...] = field(default=())
    """Other tables whose changes may show in its rows."""

    @property
    def key(self) -> str:
        """Return what it is called on its page."""
        return self.name or self.kind

    @property
    def can_remove(self) -> bool:
        """Tell whether a row can be taken out."""
        return self.remove is not None or self.take_out is not None

    @property
    def tables(self) -> tuple[str, ...]:
        """Return the tables whose changes it must hear of."""
        return (self.kind, *self.touches)
