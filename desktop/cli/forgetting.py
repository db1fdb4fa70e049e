"""Commands that forget somebody, and that check the history which is left.

What `liaison erase-person PERSON --reason WORDS --json` gives as `data`, with and without --dry-run:

    {"person": 12, "name": "Zoë Núñez", "becomes": "Former contact #3", "number": 3, "dry_run": true,
     "places": [{"what": "removed", "kind": "contact_point", "words": "contact details removed", "count": 2}],
     "possible": [{"record": "note:7", "name": "…", "why": "…", "text": "…", "taken": false}], "elsewhere": ["…"],
     "copy": "where the book lies as it was before; null where nothing was done, and of a book on a server"}
"""

from __future__ import annotations

import argparse
from dataclasses import replace
from typing import TYPE_CHECKING

from desktop.cli.opening import open_book
from desktop.cli.output import Result, counted, table
from desktop.cli.records import today
from desktop.cli.whom import person_named
from models.errors import WrongUse

if TYPE_CHECKING:
    from models.actions.erasing.told import Erased, Possible

_HEAD = 16
"""Letters and digits of the head of a history that papers print."""
_NOT_DONE = "Nothing was changed. An erasure cannot be undone: read what it would do before you leave out --dry-run."
_TEXT = 60
"""Characters of a doubtful text that are printed."""


def run_erase_person(asked: argparse.Namespace) -> Result:
    """Erase a person, or say what that would do."""
    from models.actions.erasing.for_good import erase_for_good, try_erasing

    done = None
    with open_book(asked) as store:
        with store.read() as reading:
            person = person_named(reading, asked.person, whole=True)
        told = try_erasing(store, person, today(), asked.reason)
        ticked = _ticked(told.possible, asked)
        if not asked.dry_run:
            done = erase_for_good(store, person, today(), asked.reason, ticked)
            told = replace(done.told, elsewhere=told.elsewhere)
    places = [
        {"what": place.deed, "kind": place.kind, "words": place.words, "count": place.count} for place in told.places
    ]
    possible = [
        {
            "record": f"{one.kind}:{one.id}",
            "name": one.name,
            "why": one.why,
            "text": one.text,
            "taken": (one.kind, one.id) in ticked,
        }
        for one in told.possible
    ]
    data = {
        "person": person,
        "name": told.name,
        "becomes": told.becomes,
        "number": told.number,
        "dry_run": asked.dry_run,
        "places": places,
        "possible": possible,
        "elsewhere": told.elsewhere,
        "copy": str(done.copy) if done is not None and done.copy is not None else None,
    }
    return Result(data=data, lines=_lines(told, places, possible), words=[done.said() if done else _NOT_DONE])


def _ticked(possible: tuple[Possible, ...], asked: argparse.Namespace) -> frozenset[tuple[str, int]]:
    """Return which of the doubtful rows are taken. Raises WrongUse for one that is none of them."""
    found = {(one.kind, one.id): one for one in possible}
    for kind, number in asked.also:
        if (kind, number) not in found:
            raise WrongUse(f"{kind}:{number} is none of the texts that perhaps name them. See them with --dry-run.")
    wanted = {"all": set(found), "none": set(), "likely": {ref for ref, one in found.items() if one.is_likely}}
    return frozenset(wanted[asked.possible] | set(asked.also))


def _lines(told: Erased, places: list[dict[str, object]], possible: list[dict[str, object]]) -> list[str]:
    lines = [f"{told.name} becomes {told.becomes}", ""]
    lines += table(places, [("count", ""), ("words", "What is done")])
    if possible:
        short = [
            {**one, "taken": "yes" if one["taken"] else "no", "text": " ".join(str(one["text"]).split())[:_TEXT]}
            for one in possible
        ]
        lines += ["", "Perhaps about them; --also takes one that is not taken"]
        lines += table(short, [("taken", "Taken"), ("record", "Record"), ("why", "Why"), ("text", "Text")])
    return [*lines, "", *told.elsewhere]


def run_restrict_person(asked: argparse.Namespace) -> Result:
    """Restrict the use of a person's data or lift that; without a number list whose data it is."""
    from models.actions.restriction import lift_restriction, restrict_processing
    from models.queries.restricted import list_restricted

    with open_book(asked) as store:
        if asked.person is None:
            with store.read() as session:
                rows = [
                    {"id": row.id, "name": row.name, "since": row.since, "reason": row.reason}
                    for row in list_restricted(session)
                ]
            columns = [("id", "No."), ("name", "Name"), ("since", "Since"), ("reason", "Why")]
            return Result(data=rows, lines=table(rows, columns))
        with store.read() as reading:
            person = person_named(reading, asked.person)
        label = "Lift the restriction of a person’s data" if asked.lift else "Restrict the use of a person’s data"
        with store.write(label) as session:
            if asked.lift:
                lift_restriction(session, person)
            else:
                restrict_processing(session, person, today(), asked.reason)
    said = "is used again as before" if asked.lift else "is kept, and used no more until you lift that"
    return Result(data={"person": person, "restricted": not asked.lift}, words=[f"Their data {said}."])


def run_verify_history(asked: argparse.Namespace) -> Result:
    """Check the chain of the history."""
    with open_book(asked) as store:
        checked = store.verify_history(newest=asked.newest)
        found = store.find_change_of(_hex(asked.head)) if asked.head else None
    change = {"number": found[0], "at": found[1]} if found else None
    data = {"changes": checked.changes, "head": checked.head, "found": change, "problems": checked.problems}
    problems = list(checked.problems)
    if asked.head and found is None:
        problems.append(f"No change of this history has the head {asked.head}: it was altered, or is of another book.")
    if problems:
        return Result(data=data, errors=problems, exit_code=1)
    checks = counted(checked.changes, "change", "changes")
    words = [f"The history is whole: {checks} checked. It ends with {checked.head[:16]}."]
    if found:
        words.append(f"{asked.head} is change {found[0]} of {found[1]:%d %B %Y}: all up to there is as it was then.")
    return Result(data=data, words=words)


def _hex(head: str) -> str:
    """Return a head as it was typed, if it can be one. Raises WrongUse."""
    if len(head) < _HEAD or not set(head.lower()) <= set("0123456789abcdef"):
        raise WrongUse(f"“{head}” is no head of a history. Enter the {_HEAD} letters and digits that the paper has.")
    return head
