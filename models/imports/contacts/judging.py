"""A file of contacts beside the book: what becomes of every line, before anything is written.

A line that came in before is the same whatever became of its record since. A line with a key that came in before is
compared with the record it became; any other with who has its name and one thing more. What is not beyond doubt is
left to a person, whose decisions are given by the fingerprints of the lines.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields, replace

from sqlalchemy.orm import Session

from models.exchange.incoming import (
    ContactsRead,
    Incoming,
    IncomingContact,
    IncomingList,
    IncomingOrganisation,
    IncomingPerson,
)
from models.imports.contacts.lists import ListJudge
from models.imports.contacts.organisations import OrganisationJudge
from models.imports.contacts.persons import PersonJudge
from models.imports.earlier import Earlier
from models.imports.preview import Choice, Decisions, Fate, PreviewLine, Step, no_step, print_of_words
from resources.i18n import _

_STEP = 200
"""Lines between two looks at whether the work is to stop."""


def judge_contacts(
    session: Session, read: ContactsRead, decisions: Decisions | None = None, *, step: Step = no_step
) -> tuple[PreviewLine, ...]:
    """Return what becomes of each line, and of each organisation that the lines name and the book has not.

    `decisions` say what a person decided of doubtful lines, by their fingerprints. Nothing is written.
    """
    return _Judge(session, read, decisions or {}).lines(step)


class _Judge:
    """One file against the book."""

    def __init__(self, session: Session, read: ContactsRead, decisions: Decisions) -> None:
        self._contacts, self._decisions = read.contacts, decisions
        self._prints = [fingerprint_of(one) for one in read.contacts]
        self._earlier = Earlier(session, self._prints, [one.key for one in read.contacts], ("person", "organisation"))
        fresh = [one for one, text in zip(read.contacts, self._prints, strict=True) if self._is_fresh(one, text)]
        people = [one for one in fresh if isinstance(one, IncomingPerson)]
        named = [one for one in fresh if isinstance(one, IncomingOrganisation)]
        self._organisations = OrganisationJudge(session, people, named, decisions)
        self._persons = PersonJudge(session, people, self._organisations, self._earlier, decisions)
        self._lists = ListJudge(session, self._contacts, self._prints)

    def _is_fresh(self, one: Incoming, fingerprint: str) -> bool:
        return not one.refusal and self._earlier.record_of_line(fingerprint) is None

    def lines(self, step: Step) -> tuple[PreviewLine, ...]:
        """Go through the lines, each organisation that is made for its people before them."""
        found: list[PreviewLine] = []
        for done, (one, text) in enumerate(zip(self._contacts, self._prints, strict=True)):
            if done % _STEP == 0:
                step(done, len(self._contacts))
            if isinstance(one, IncomingPerson):
                found.extend(self._organisations.line_of_place(one.place, one.number))
            found.append(self._line(one, text))
        by_print = {line.fingerprint: line for line in found}
        return tuple(self._lists.settled(line, by_print) for line in found)

    def _line(self, one: IncomingContact, fingerprint: str) -> PreviewLine:
        kind = "person" if isinstance(one, IncomingPerson) else "organisation"
        kind = "record_group" if isinstance(one, IncomingList) else kind
        base = PreviewLine(
            one.number, one.name or _("No name"), Fate.SAME, kind, notes=one.remarks, key=one.key,
            fingerprint=fingerprint, cells=one.cells,
        )  # fmt: skip
        if one.refusal:
            return replace(base, fate=Fate.REFUSED, reasons=(one.refusal,))
        before = self._earlier.record_of_line(fingerprint)
        if before is not None:
            return replace(base, record_kind=before[0], record_id=before[1], notes=(_("Brought in before."),))
        if self._decisions.get(fingerprint) is Choice.LEAVE_OUT:
            return replace(base, fate=Fate.REFUSED, reasons=(_("You left it out."),))
        if isinstance(one, IncomingPerson):
            return self._persons.judged(one, base)
        if isinstance(one, IncomingOrganisation):
            return self._organisations.judged(one, base)
        return self._lists.judged(one, base)


def fingerprint_of(one: IncomingContact) -> str:
    """Return the fingerprint of all that a line says; where in the file it stands is not in it.

    It is of the words of the line with those fields blank, put together here: a blanked copy takes as long again.
    """
    kind = type(one)
    values = (f"{name}={_NOT_SAID.get(name) or repr(getattr(one, name))}" for name in _NAMES[kind])
    return print_of_words(repr(kind.__name__), f"{kind.__qualname__}({', '.join(values)})")


_NOT_SAID = {"number": "0", "cells": "()", "remarks": "()", "doubts": "()"}
_NAMES = {
    kind: tuple(field.name for field in fields(kind)) for kind in (IncomingPerson, IncomingOrganisation, IncomingList)
}


def undecided(lines: Sequence[PreviewLine], decisions: Mapping[str, object]) -> int:
    """Return how many doubtful lines nobody has decided yet."""
    return sum(line.fate is Fate.DOUBTFUL and line.fingerprint not in decisions for line in lines)
