"""Where a person stands in the book, as an erasure has to know it: surely, or perhaps."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from models.actions.erasing.places import REMOVED, masked_columns
from models.actions.erasing.told import Possible
from models.chunks import in_chunks
from models.entities import ContactPoint, Erasure, Person
from models.masking import unescaped
from models.naming import Namer, Naming
from models.queries.held import BY_OTHER_NAME, Check, find_held, other_namers
from models.queries.held_rows import HeldRow, Tie
from models.queries.records import Ref, table_of
from resources.i18n import _, ngettext

_OUR_OWN = frozenset({"merge_record", "erasure", "distinct_pair", "setting"})
"""Kinds that are seen to by themselves."""


@dataclass(frozen=True, slots=True)
class Search:
    """The rows that have to do with a person."""

    namer: Namer
    others: tuple[Namer, ...]
    """What finds them by their other names, but for names that somebody else has."""
    tied: frozenset[Ref]
    """What is about them, or they had a part in."""
    sure: tuple[Ref, ...]
    """Rows out of whose words their name goes unasked."""
    perhaps: dict[Ref, Possible]
    """Rows that perhaps name them, and files: somebody has to say."""
    elsewhere: tuple[str, ...]

    def standard(self) -> frozenset[Ref]:
        """Return those of the doubtful rows that are taken unless somebody says otherwise."""
        return frozenset(ref for ref, one in self.perhaps.items() if one.is_likely)

    def possible(self) -> tuple[Possible, ...]:
        """Return the doubtful rows, the likeliest first."""
        return tuple(sorted(self.perhaps.values(), key=lambda one: not one.is_likely))

    def to_mask(self, chosen: frozenset[Ref]) -> Iterator[Ref]:
        """Yield the rows out of whose words the name is to go."""
        yield from (ref for ref in self.sure if ref[0] != "attachment")
        yield from (ref for ref in self.perhaps if ref in chosen and ref[0] != "attachment")


def look_everywhere(session: Session, person: Person, check: Check | None = None) -> Search:
    """Find every row that is about a person or names them, in one walk through the book."""
    namer = Namer.of(person.given_name, person.family_name, person.known_as, _own_ways(session, person.id))
    known = other_namers(session, person)
    others = tuple(one for one in known if not _namesakes(session, person.id, one))
    held = find_held(session, person.id, check=check)
    alike = _namesakes(session, person.id, namer)
    texts = _texts(session, held.rows)
    tied, sure, perhaps = set(), [], {}
    for row in held.rows:
        ref = (row.kind, row.id)
        if row.tie in (Tie.SELF, Tie.ABOUT, Tie.PART):
            tied.add(ref)
        if row.kind in _OUR_OWN or (row.tie is Tie.ABOUT and row.kind in REMOVED):
            continue
        ways = [way for text in texts[ref] if (way := _way(text, namer, others)) is not None]
        is_sure = any(way.is_sure for way in ways) and (not alike or ref in tied)
        if row.kind == "attachment" and ways:
            perhaps[ref] = _possible(row, texts[ref], namer, others, is_likely=is_sure)
        elif is_sure:
            sure.append(ref)
        elif ways:
            perhaps[ref] = _possible(row, texts[ref], namer, others, is_likely=ref in tied)
    elsewhere = (*_warned(alike, len(known) - len(others)), *held.beyond)
    return Search(namer, others, frozenset(tied), tuple(sure), perhaps, elsewhere)


def _own_ways(session: Session, person_id: int) -> list[str]:
    """Return the addresses and numbers that are theirs alone: that of an office is that of others, too."""
    theirs = set(session.scalars(select(ContactPoint.value).where(ContactPoint.person_id == person_id)))
    others = select(ContactPoint.value).where(
        or_(ContactPoint.person_id.is_(None), ContactPoint.person_id != person_id), ContactPoint.value.in_(theirs)
    )
    return sorted(theirs - set(session.scalars(others)))


def _way(text: str, namer: Namer, others: Sequence[Namer]) -> Naming | None:
    """Return how a text names them; where it does by another name of theirs alone, that it perhaps does."""
    way = namer.find(text)
    if way is None and any(one.find(text) in BY_OTHER_NAME for one in others):
        return Naming.OTHER
    return way


def _namesakes(session: Session, person_id: int, namer: Namer) -> int:
    """Return how many others have the same name: what a text says of it may be about them."""
    erased = select(Erasure.person_id)
    others = select(Person.id).where(Person.name_key.in_(namer.names), Person.id != person_id, Person.id.not_in(erased))
    return len(session.scalars(others).all())


def _texts(session: Session, rows: Sequence[HeldRow]) -> dict[Ref, list[str]]:
    """Return the words of rows: what people wrote in them, without what they point to."""
    by_kind: dict[str, list[int]] = defaultdict(list)
    for row in rows:
        by_kind[row.kind].append(row.id)
    found: dict[Ref, list[str]] = {}
    for kind, numbers in by_kind.items():
        table = table_of(kind)
        columns = [table.c[name] for name in masked_columns(table)]
        for some in in_chunks(sorted(numbers)):
            for number, *texts in session.execute(select(table.c.id, *columns).where(table.c.id.in_(some))):
                found[kind, number] = [unescaped(text) for text in texts if text]
    return found


def _possible(row: HeldRow, texts: list[str], namer: Namer, others: Sequence[Namer], *, is_likely: bool) -> Possible:
    text = next(text for text in texts if _way(text, namer, others) is not None)
    return Possible(row.kind, row.id, row.word, row.name, row.why, text, is_likely)


def _warned(alike: int, shared: int) -> Iterator[str]:
    if alike:
        words = ngettext(
            "{n} other person has the same name. Tick yourself which texts mean this one.",
            "{n} other people have the same name. Tick yourself which texts mean this one.",
            alike,
        )
        yield words.format(n=alike)
    if shared:
        words = ngettext(
            "Somebody else has {n} of their other names now. Texts with it stay: read them yourself.",
            "Others have {n} of their other names now. Texts with them stay: read them yourself.",
            shared,
        )
        yield words.format(n=shared)
    yield _("Words about them that do not use their name stay. Read what you noted of them before you erase them.")
    yield _(
        "The logs of requests, complaints, breaches and papers made stay, without the name: they show what you did."
    )
    yield _("Papers, workbooks and letters that went out are not changed. Papers made tells which there were.")
    yield _("Where they made changes in this book themselves, the history keeps the name they worked under.")
