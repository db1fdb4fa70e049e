"""A partner's file beside the book: what is new, what only they changed, and what both changed.

Of each value three things are known: what they say now, what we say now, and what was last said between us. Where only
they changed it, theirs is taken; where only we did, ours stays; where both did, a person decides.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from models.chunks import in_chunks
from models.entities import Erasure, ImportLine
from models.exchange.partner_file import PartnerFile, Shared, SharedRecord, print_of_value
from models.imports.earlier import Earlier
from models.imports.partners.gathering import KEY
from models.imports.partners.kinds import SHARED, SharedKind, given
from models.imports.partners.matching import Matching
from models.imports.preview import Candidate, Choice, Decisions, Fate, FieldChange, PreviewLine, Step, no_step, print_of
from models.queries.records import table_of
from models.value_words import in_words
from resources.i18n import _

_STEP = 200


@dataclass(frozen=True, slots=True)
class Pointed:
    """A value that points to a record which this file makes, by its lasting name."""

    table: str
    uid: str


@dataclass(frozen=True, slots=True)
class PartnerPlan:
    """What is written for a record: its kind, its lasting name there, and the values."""

    kind: str
    uid: str
    values: Mapping[str, Any]

    def __bool__(self) -> bool:
        return bool(self.values)


def judge_partner_file(
    session: Session, file: PartnerFile, decisions: Decisions | None = None, *, step: Step = no_step
) -> tuple[PreviewLine, ...]:
    """Return what becomes of each record of the file, in its order."""
    judge = _Judge(session, file, decisions or {})
    lines = []
    for done, record in enumerate(file.records):
        if done % _STEP == 0:
            step(done, len(file.records))
        lines.append(judge.line(done + 1, record))
    return tuple(lines)


class _Judge:
    """One file against the book."""

    def __init__(self, session: Session, file: PartnerFile, decisions: Decisions) -> None:
        self._session, self._decisions = session, decisions
        keys = {_key(one): one for one in file.records}
        self._earlier = Earlier(session, [print_of(one) for one in file.records], list(keys))
        self._matching = Matching(session, file.records)
        self._bases = _bases(session, list(keys))
        self._now = self._known_now(file)
        """By kind and number, what the book says of the records that are known by their lasting names."""
        self._here: dict[tuple[str, str], int] = {}
        """By table and lasting name there, the number here."""
        self._coming: set[tuple[str, str]] = set()
        self._erased = _erased(session)
        """What those are known by who were erased here: our lasting names, and the keys of partners."""
        self._erased_uids: set[str] = set()
        """The people of the file who were erased here."""

    def line(self, place: int, one: SharedRecord) -> PreviewLine:
        """Return what becomes of a record."""
        kind = SHARED[one.kind]
        base = json.dumps({name: print_of_value(value) for name, value in one.values.items()}, sort_keys=True)
        line = PreviewLine(
            place, self._name(one), Fate.SAME, kind.table, key=_key(one),
            fingerprint=print_of(one), base=base, cells=(kind.key, one.uid, self._name(one)),
        )  # fmt: skip
        if self._is_of_erased(kind, one):
            # Not a word of it is kept, not even what it is known by.
            words = _("It is about somebody who was erased here. It does not come in again.")
            line = replace(line, name=kind.key, fingerprint="", base="", cells=(kind.key, "", ""))
            return replace(line, fate=Fate.REFUSED, reasons=(words,))
        values, problem = self._understood(kind, one)
        if problem:
            return replace(line, fate=Fate.REFUSED, reasons=(problem,))
        number, candidates = self._number(kind, one, values)
        decision = self._decisions.get(line.fingerprint)
        if number is None and isinstance(decision, int):
            number = decision
        if number is not None:
            self._here[kind.table, one.uid] = number
            return self._known(kind, one, line, values, number, decision)
        return self._new(kind, one, line, values, candidates, decision)

    def _new(
        self,
        kind: SharedKind,
        one: SharedRecord,
        line: PreviewLine,
        values: Mapping[str, Any],
        candidates: tuple[Candidate, ...],
        decision: Choice | int | None,
    ) -> PreviewLine:
        if decision is Choice.LEAVE_OUT:
            return replace(line, fate=Fate.REFUSED, reasons=(_("You left it out."),))
        if candidates and decision is not Choice.NEW:
            words = _("The book has one of this name, or nearly. Say whether it is the same.")
            return replace(line, fate=Fate.DOUBTFUL, reasons=(words,), candidates=candidates)
        kept = {name: value for name, value in values.items() if value not in (None, "")}
        missing = [name for name in kind.needed if name not in kept]
        if missing:
            words = _("It cannot be made: what it belongs to is not taken.")
            return replace(line, fate=Fate.REFUSED, reasons=(words,))
        self._coming.add((kind.table, one.uid))
        changes = tuple(
            FieldChange(name, _(kind.titles[name]), None, _shown(kept[name])) for name in kind.titles if name in kept
        )
        return replace(line, fate=Fate.NEW, changes=changes, plan=PartnerPlan(kind.key, one.uid, kept))

    def _known(
        self,
        kind: SharedKind,
        one: SharedRecord,
        line: PreviewLine,
        values: Mapping[str, Any],
        number: int,
        decision: Choice | int | None,
    ) -> PreviewLine:
        """Return what a record that is here would take over, and what both of us changed."""
        now = self._now.get((kind.key, number)) or _now(self._session, kind, [number])[number]
        base = dict(one.base) or self._bases.get(_key(one), {})
        theirs: dict[str, Any] = {}
        both: dict[str, Any] = {}
        notes: list[str] = []
        for name in kind.titles:
            if name not in values or values[name] == now[name] or (values[name] in (None, "") and not now[name]):
                continue
            ours, other = print_of_value(given(now[name])), print_of_value(given(values[name]))
            if base.get(name) == other:
                continue  # They did not change it; what we say stays.
            if base.get(name) == ours or (name not in base and not now[name]):
                theirs[name] = values[name]
            elif name in base:
                both[name] = values[name]
            elif values[name] not in (None, ""):
                words = _("{title}: they say “{theirs}”. Ours stays.")
                notes.append(words.format(title=_(kind.titles[name]), theirs=_shown(values[name])))
        line = replace(line, record_id=number, notes=tuple(notes))
        if both and decision is None:
            return self._conflict(kind, line, both, now)
        if both and isinstance(decision, int):
            theirs |= both
        changes = tuple(
            FieldChange(name, _(kind.titles[name]), _shown(now[name]), _shown(value)) for name, value in theirs.items()
        )
        fate = Fate.CHANGED if theirs else Fate.SAME
        return replace(line, fate=fate, changes=changes, plan=PartnerPlan(kind.key, one.uid, theirs))

    def _conflict(
        self, kind: SharedKind, line: PreviewLine, both: Mapping[str, Any], now: Mapping[str, Any]
    ) -> PreviewLine:
        words = _("{title}: both of us changed it. We say “{ours}”, they say “{theirs}”.")
        reasons = tuple(
            words.format(title=_(kind.titles[name]), ours=_shown(now[name]), theirs=_shown(value))
            for name, value in both.items()
        )
        assert line.record_id is not None
        theirs = Candidate(line.record_id, line.name, _("take what they say; leave it out to keep ours"))
        return replace(line, fate=Fate.DOUBTFUL, reasons=reasons, candidates=(theirs,), can_be_new=False)

    def _is_of_erased(self, kind: SharedKind, one: SharedRecord) -> bool:
        """Say whether it is the record of somebody who was erased, or belongs to it."""
        if kind.table == "person":
            if one.uid not in self._erased and _key(one) not in self._erased:
                return False
            self._erased_uids.add(one.uid)
            return True
        people = (one.values.get(name) for name, table in kind.refs.items() if table == "person")
        return any(uid in self._erased_uids for uid in people)

    def _understood(self, kind: SharedKind, one: SharedRecord) -> tuple[dict[str, Any], str]:
        """Return the values as the record keeps them, those that point as numbers; or why that cannot be."""
        values: dict[str, Any] = {}
        for name, value in one.values.items():
            if name in kind.refs:
                if isinstance(value, str):
                    found = self._pointed(kind.refs[name], value)
                    if found is not None:
                        values[name] = found
            elif name in kind.titles:
                try:
                    values[name] = kind.taken(name, value)
                except (ValueError, TypeError):
                    words = _("“{value}” cannot be {title}.")
                    return {}, words.format(value=str(value)[:60], title=_(kind.titles[name]).lower())
        return values, ""

    def _pointed(self, table: str, uid: str) -> int | Pointed | None:
        if (table, uid) in self._here:
            return self._here[table, uid]
        return Pointed(table, uid) if (table, uid) in self._coming else None

    def _known_now(self, file: PartnerFile) -> dict[tuple[str, int], Mapping[str, Any]]:
        by_kind: dict[str, list[int]] = defaultdict(list)
        for one in file.records:
            number = self._by_name(SHARED[one.kind], one)
            if number is not None:
                by_kind[one.kind].append(number)
        return {
            (key, number): values
            for key, numbers in by_kind.items()
            for number, values in _now(self._session, SHARED[key], numbers).items()
        }

    def _by_name(self, kind: SharedKind, one: SharedRecord) -> int | None:
        """Return which record here it is by its lasting name, or by an earlier file."""
        own = self._matching.by_uid(kind.table, one.uid)
        if own is None:
            ref = self._earlier.record_of_key(_key(one))
            own = ref[1] if ref is not None and ref[0] == kind.table else None
        return own

    def _number(
        self, kind: SharedKind, one: SharedRecord, values: Mapping[str, Any]
    ) -> tuple[int | None, tuple[Candidate, ...]]:
        """Return which record here it is: by its lasting name, by an earlier file, or by what it says."""
        own = self._by_name(kind, one)
        if own is not None:
            return own, ()
        return self._matching.by_content(kind.key, values)

    def _name(self, one: SharedRecord) -> str:
        values = one.values
        person = f"{values.get('given_name') or ''} {values.get('family_name') or ''}".strip()
        found: Shared = person or next(
            (values[name] for name in ("name", "title", "text", "value", "role") if values.get(name)), one.kind
        )
        return str(found)[:120]


def _shown(value: Any) -> Shared:
    """Return a value as people read it."""
    return in_words(value) if isinstance(value, (StrEnum, date)) else value


def _key(one: SharedRecord) -> str:
    return f"{KEY}:{one.kind}:{one.uid}"


def _now(session: Session, kind: SharedKind, numbers: Sequence[int]) -> dict[int, Mapping[str, Any]]:
    """Return what the book says of records, as far as it is shared."""
    table = table_of(kind.table)
    columns = [table.c[name] for name in kind.titles]
    found: dict[int, Mapping[str, Any]] = {}
    for some in in_chunks(numbers):
        rows = session.execute(select(table.c.id, *columns).where(table.c.id.in_(some)))
        found |= {row[0]: dict(zip(kind.titles, row[1:], strict=True)) for row in rows}
    return found


def _erased(session: Session) -> frozenset[str]:
    theirs = and_(ImportLine.record_kind == "person", ImportLine.record_id == Erasure.person_id)
    keys = select(ImportLine.key).join(Erasure, theirs)
    return frozenset(session.scalars(select(Erasure.person_uid))) | frozenset(session.scalars(keys)) - {""}


def _bases(session: Session, keys: list[str]) -> dict[str, dict[str, str]]:
    """Return what partners said of records when they last came in."""
    found: dict[str, dict[str, str]] = {}
    for some in in_chunks(keys):
        question = select(ImportLine.key, ImportLine.base).where(ImportLine.key.in_(some))
        for key, base in session.execute(question.order_by(ImportLine.id)):
            if base:
                found[key] = json.loads(base)
    return found
