"""The retention command: what is due by its age, and the decisions to keep it. It deletes nothing."""

from __future__ import annotations

import argparse
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from desktop.cli.opening import open_book
from desktop.cli.output import Result
from desktop.cli.records import today
from models.errors import WrongUse

if TYPE_CHECKING:
    from models.store import Store

_ONLY = {
    "list": ("ahead",),
    "keep": ("about", "until", "why"),
    "hold": ("about", "cause", "why"),
    "lift": ("about",),
    "schedule": ("after_role", "without_contact", "notes"),
}
"""What each step has a use for, besides the day."""
_OPTIONS = {"about": "a record", "cause": "--for"}


def run_retention(asked: argparse.Namespace) -> Result:
    """List what is due, note a decision, or change the schedule; the list as it then stands is the answer."""
    for name in sorted({name for names in _ONLY.values() for name in names} - set(_ONLY[asked.what])):
        if getattr(asked, name) not in (None, ""):
            option = _OPTIONS.get(name, "--" + name.replace("_", "-"))
            raise WrongUse(f"“retention {asked.what}” has no use for {option}. Leave it away.")
    now = asked.as_at or today()
    with open_book(asked) as store:
        if asked.what == "schedule":
            _set_schedule(store, asked)
        elif asked.what == "lift":
            _lift(store, asked, now)
        elif asked.what != "list":
            _keep(store, asked, now)
        data = _found(store, now, now + timedelta(days=asked.ahead or 0))
    return Result(data=data, lines=list(_lines(data)), words=["Nothing is deleted: it is for you to decide."])


def _set_schedule(store: Store, asked: argparse.Namespace) -> None:
    from models.settings import KEEP_AFTER_ROLE, KEEP_NOTES, KEEP_WITHOUT_CONTACT, set_setting

    given = (
        (KEEP_AFTER_ROLE, asked.after_role), (KEEP_WITHOUT_CONTACT, asked.without_contact), (KEEP_NOTES, asked.notes)
    )  # fmt: skip
    wanted = [(key, number) for key, number in given if number is not None]
    if wanted:
        with store.write("Change how long records are kept") as session:
            for key, number in wanted:
                set_setting(session, key, number)


def _lift(store: Store, asked: argparse.Namespace, now: date) -> None:
    from models.actions.retention import lift_hold

    kind, number = asked.about or ("", 0)
    if kind != "decision":
        raise WrongUse("Say which hold: liaison retention lift decision:N. To see them: liaison retention")
    with store.write("Lift a hold") as session:
        lift_hold(session, number, now)


def _keep(store: Store, asked: argparse.Namespace, now: date) -> None:
    from models.actions.retention import KeepFields, keep_longer
    from models.vocabulary import RetentionHold

    kind, number = asked.about or ("", 0)
    if kind not in ("person", "year") or (kind == "year" and not 1900 < number < 2200):
        raise WrongUse(
            f"Say what to {asked.what}: person:N, or year:2019 for the notes of the school year 2019 to 2020."
        )
    fields = KeepFields(
        now,
        asked.why,
        number if kind == "person" else None,
        date(number, 9, 1) if kind == "year" else None,
        asked.until,
        RetentionHold(asked.cause) if asked.cause else None,
    )
    with store.write("Keep for longer") as session:
        keep_longer(session, fields)


def _found(store: Store, now: date, until: date) -> dict[str, Any]:
    from dataclasses import asdict

    from models.queries.kept_longer import list_kept_longer
    from models.queries.retention import list_notes_by_year, list_people_to_review, read_schedule

    with store.read() as session:
        people = list_people_to_review(session, now, until)
        years = list_notes_by_year(session, now, until)
        kept = list_kept_longer(session, now)
        schedule = read_schedule(session)
    return {
        "people": [asdict(row) for row in people],
        "years": [
            {
                "year": row.year.first_day.year,
                "name": row.year.name,
                "conversations": row.conversations,
                "meetings": row.meetings,
                "due_on": row.due_on,
            }
            for row in years
        ],
        "kept": [asdict(row) for row in kept],
        "schedule": asdict(schedule),
    }


def _lines(data: dict[str, Any]) -> list[str]:
    lines = [f"person:{row['person_id']}  {row['name']}, due {row['due_on']}" for row in data["people"]]
    lines += [
        f"year:{row['year']}  {row['conversations']} conversations, {row['meetings']} meetings, due {row['due_on']}"
        for row in data["years"]
    ]
    lines += [
        f"decision:{row['id']}  {row['person'] or row['school_year']}: {row['reason']}, "
        + (f"until {row['keep_until']}" if row["keep_until"] else f"{row['hold']} hold")
        + (f", lifted {row['lifted_on']}" if row["lifted_on"] else "")
        for row in data["kept"]
    ]
    return lines or ["Nothing is due."]
