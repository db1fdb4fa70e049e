"""The person-data command: what is held about somebody, looked through by a person, then the answer.

Nothing is sent, and no answer is made of what nobody looked through: first `--review`, then `--reviewed`.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop.cli.file_password import another_way, file_password
from desktop.cli.opening import open_book
from desktop.cli.output import Result
from desktop.cli.records import today
from desktop.cli.whom import person_named
from models.errors import CannotWrite, WrongUse

if TYPE_CHECKING:
    from models.queries.held import Held, HeldRow
    from models.store import Store

_MOST_BYTES = 200_000_000
Key = tuple[str, int]


def run_person_data(asked: argparse.Namespace) -> Result:
    """Find what is held, write it out to be looked through, or make the answer of what was ticked."""
    if bool(asked.reviewed) != bool(asked.output):
        raise WrongUse(
            "An answer is made of what somebody looked through. First: liaison person-data NAME --review FILE.json. "
            "Look through the file, then: --reviewed FILE.json --output ANSWER.pdf"
        )
    if asked.password_file and not asked.output:
        raise WrongUse("Only the answer has a password: give it with --reviewed FILE.json --output ANSWER.pdf")
    if asked.review and asked.reviewed:
        raise WrongUse("Use --review or --reviewed, not both.")
    with open_book(asked) as store:
        held = _find(store, asked.person)
        if asked.review:
            return _write_review(held, Path(asked.review), force=asked.force)
        if asked.reviewed:
            return _answer(store, held, asked)
    lines = [f"{row.tie.value:8} {row.kind}:{row.id}  {row.name or row.word}  {row.why}".rstrip() for row in held.rows]
    return Result(data=_data(held), lines=lines, words=list(held.elsewhere))


def _find(store: Store, words: str) -> Held:
    from models.queries.held import find_held

    with store.read() as session:
        return find_held(session, person_named(session, words))


def _data(held: Held) -> dict[str, Any]:
    return {
        "person_id": held.person_id,
        "name": held.name,
        "rows": [
            {
                "kind": row.kind,
                "id": row.id,
                "send": row.is_sure and not row.others,
                "names_of_others": "out",
                "tie": row.tie.value,
                "why": row.why,
                "others": list(row.others),
                "confidential": row.is_confidential,
                "on": row.on,
                "says": [list(one) for one in row.says],
            }
            for row in held.rows
        ],
        "elsewhere": list(held.elsewhere),
    }


def _write_review(held: Held, place: Path, *, force: bool) -> Result:
    from desktop.cli.output import plain
    from models.errors import WouldOverwrite
    from models.files import write_whole

    if place.exists() and not force:
        raise WouldOverwrite(f"{place.name} is there already. Use --force, or choose another name.")
    content = {"looked_through_by": ""} | plain(_data(held))
    try:
        write_whole(place, (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode())
    except OSError as error:
        raise CannotWrite(f"{place} cannot be written: {error.strerror}.") from error
    words = (
        "Look through it: “send” true or false for each row, “names_of_others” in or out, and your name as "
        "“looked_through_by”. Then: --reviewed FILE --output ANSWER.pdf. It holds personal data: delete it afterwards."
    )
    return Result(data={"file": place.name, "rows": len(held.rows)}, words=[words])


def _answer(store: Store, held: Held, asked: argparse.Namespace) -> Result:
    from models.errors import WouldOverwrite
    from models.vocabulary import Visibility
    from reports.held_answer import files_of, make_pack, write_pack
    from reports.noting import note_files, printed_file
    from reports.report import HELD

    sent, with_names = _read_review(Path(asked.reviewed), held)
    target, password = Path(asked.output).with_suffix(".pdf"), file_password(asked, "pdf")
    there = [one for one in files_of(target, password) if one.exists()]
    if there and not asked.force:
        raise WouldOverwrite(f"{there[0].name} is there already. Use --force, or choose another name.")
    pack = make_pack(store, held, sent, _days(store, held, asked), today(), with_names)
    try:
        files = write_pack(pack, target, password=password)
    except OSError as error:
        raise CannotWrite(f"{target} cannot be written: {error.strerror}.") from error
    noted = note_files(
        store, HELD, [printed_file(file.suffix[1:], file) for file in files], today(), audience=Visibility.CONFIDENTIAL
    )
    data = {"files": [file.name for file in files], "rows": len(sent), "left_out": len(held.rows) - len(sent)}
    words = [f"{len(sent)} of {len(held.rows)} records are in {target.name}. Send it with care; nothing was sent."]
    return Result(data=data, words=words, warnings=[*another_way(password), *filter(None, [noted.trouble])])


def _days(store: Store, held: Held, asked: argparse.Namespace) -> Any:
    """Return the days of the request: as given, as noted among the requests, else from today."""
    from models.queries.request_clocks import read_clocks
    from models.queries.subject_requests import list_requests
    from models.subject_requests import find_due_date
    from models.vocabulary import SubjectRight
    from reports.held_answer import RequestDays

    with store.read() as session:
        rows = list_requests(session, today(), open_only=True, person_id=held.person_id)
        noted = next((row for row in rows if row.subject_right is SubjectRight.ACCESS), None)
        nation = read_clocks(session, []).nation
    if noted is not None and asked.received is None:
        return RequestDays(noted.received_on, asked.identity_checked or noted.identity_checked_on, noted.due_on)
    received = asked.received or today()
    return RequestDays(received, asked.identity_checked, find_due_date(received, nation=nation))


def _read_review(place: Path, held: Held) -> tuple[list[HeldRow], set[Key]]:
    """Return the rows that go out, and those that keep the names of others.

    Raises WrongUse where the file is not about this person, is not whole, or nobody says to have looked through it.
    """
    wrong = WrongUse(f"{place.name} is no file of “person-data --review” about {held.name}. Make a new one.")
    try:
        if place.stat().st_size > _MOST_BYTES:
            raise wrong
        content = json.loads(place.read_text(encoding="utf-8-sig"))
        if content["person_id"] != held.person_id:
            raise wrong
        judged = {(str(row["kind"]), int(row["id"])): (row["send"], row["names_of_others"]) for row in content["rows"]}
        reader = str(content["looked_through_by"]).strip()
    except (OSError, ValueError, KeyError, TypeError, RecursionError) as error:
        raise wrong from error
    if not reader:
        raise WrongUse(f"Nobody looked through {place.name}: enter your name there as “looked_through_by”.")
    if any(send not in (True, False) or names not in ("in", "out") for send, names in judged.values()):
        raise WrongUse(f"In {place.name} “send” is true or false, and “names_of_others” is in or out.")
    new = [row for row in held.rows if (row.kind, row.id) not in judged]
    if new:
        raise WrongUse(f"{len(new)} records were written since {place.name} was made. Make a new one and look again.")
    sent = [row for row in held.rows if judged[row.kind, row.id][0]]
    return sent, {key for key, (_send, names) in judged.items() if names == "in"}
