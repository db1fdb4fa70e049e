"""Saying on the command line which people and organisations are meant: by group, tag, saved filter, event or number."""

from __future__ import annotations

import argparse
from datetime import date
from typing import TYPE_CHECKING

from desktop.cli.parser import record
from models.errors import WrongUse

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from models.queries.mailing_sets import MailingSet


def add_set(parser: argparse.ArgumentParser, title: str, *, required: bool) -> None:
    """Add the ways of saying who is meant."""
    who = parser.add_argument_group(title).add_mutually_exclusive_group(required=required)
    who.add_argument("--group", metavar="NAME")
    who.add_argument("--tag", metavar="NAME")
    who.add_argument("--filter", metavar="NAME", help="a saved filter of organisations or people")
    who.add_argument("--event", metavar="NAME|ID", help="whoever is asked to come to an event or to tell others of it")
    who.add_argument("--record", type=record, metavar="KIND:ID", nargs="+")


def find_asked_set(session: Session, asked: argparse.Namespace, now: date) -> MailingSet | None:
    """Return the set that was asked for; None for none. Raises WrongUse where there is no such set."""
    from models.queries.mailing_sets import MailingSet, SetKind, list_sets
    from models.text import sort_key

    if asked.record:
        strange = [kind for kind, _number in asked.record if kind not in ("organisation", "person")]
        if strange:
            raise WrongUse(f"A {strange[0]} has no address. Give organisations and people: --record organisation:12")
        return MailingSet(SetKind.CHOSEN, refs=tuple(asked.record))
    kind = next((kind for kind in SetKind if kind is not SetKind.CHOSEN and getattr(asked, kind.value)), None)
    if kind is None:
        return None
    name = getattr(asked, kind.value)
    if kind is SetKind.EVENT and name.isascii() and name.isdigit():
        return MailingSet(kind, int(name))
    known = list_sets(session, kind, now)
    found = [row for row in known if sort_key(row.name) == sort_key(name)]
    found = found or [row for row in known if sort_key(row.name).endswith(sort_key(name))]
    if len(found) != 1:
        names = ", ".join(f"“{row.name}”" for row in (found or known)[:10]) or "none"
        raise WrongUse(f"There is no one {kind.value} called “{name}”. There are: {names}.")
    return found[0].wanted
