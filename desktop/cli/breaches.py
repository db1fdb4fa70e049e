"""The breach command: what happened to personal data, the 72 hours, and who was told."""

from __future__ import annotations

import argparse
from datetime import datetime
from typing import TYPE_CHECKING

from desktop.cli.opening import open_book
from desktop.cli.output import Result
from models.errors import WrongUse

if TYPE_CHECKING:
    from models.queries.breaches import BreachRow
    from models.store import Store


def run_breach(asked: argparse.Namespace) -> Result:
    """Note a breach, or who was told of it; say how its clock stands."""
    from models.queries.breaches import find_breach

    if (asked.what == "add") == (asked.number is not None):
        raise WrongUse(
            "A new breach has no number yet. Leave it away."
            if asked.what == "add"
            else "Say which breach: liaison breach told N. To see them: liaison list breaches"
        )
    now = datetime.now().astimezone().replace(tzinfo=None)
    with open_book(asked) as store:
        number = _add(store, asked, now) if asked.what == "add" else _told(store, asked)
        with store.read() as session:
            row = find_breach(session, number, now)
    data = {
        "id": row.id,
        "kind": "data_breach",
        "name": row.description,
        "discovered_at": row.discovered_at,
        "tell_by": row.tell_by,
        "risk": row.risk,
        "state": row.state,
        "told_at": row.ico_notified_at,
        "people_told_on": row.individuals_told_on,
        "open": row.is_open,
    }
    return Result(data=data, words=[_said(row)])


def _add(store: Store, asked: argparse.Namespace, now: datetime) -> int:
    from models.actions.breaches import BreachFields, note_breach
    from models.vocabulary import BreachRisk

    fields = BreachFields(
        asked.noticed or now.replace(second=0, microsecond=0),
        asked.what_happened,
        BreachRisk(asked.risk),
        asked.happened,
        asked.by,
        asked.data,
        asked.people,
        asked.done,
        asked.why,
    )
    with store.write("Note a data breach") as session:
        return note_breach(session, fields)


def _told(store: Store, asked: argparse.Namespace) -> int:
    from models.actions.breaches import TellingFields, note_telling

    fields = TellingFields(asked.commissioner, asked.reference, asked.people_told, asked.why)
    with store.write("Note who was told of a data breach") as session:
        note_telling(session, asked.number, fields)
    return int(asked.number)


def _said(row: BreachRow) -> str:
    from models.vocabulary import BreachState
    from models.words import label
    from reports.formatting import date_and_time

    if row.state in (BreachState.RUNNING, BreachState.LATE):
        over = " They are over." if row.state is BreachState.LATE else ""
        return f"Breach {row.id}: the 72 hours end {date_and_time(row.tell_by)}.{over}"
    return f"Breach {row.id}: {label(row.state)}." + (" The people have still to be told." if row.is_open else "")
