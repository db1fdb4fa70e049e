"""The file in which one school gives another the shared part of a partnership: one JSON object, by lasting names.

    {"format": "liaison-desk partner exchange", "version": 1, "made_on": "2026-11-23", "from": "Elm Lane School",
     "partnership": "North Leeds Learning Partnership",
     "records": [{"kind": "organisation", "uid": "4fbe8971-…", "values": {"name": "Elm Lane School", …}, "base": {…}}]}

A value is text, a whole number, true, false or null; days are ISO; what points to another record of the file holds its
`uid`. `base` has the prints of the values that the sender was once given for the record by whoever now gets the file,
so that they can tell what the sender changed.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from models.cleaning import clean
from models.errors import BadImport
from models.exchange.unpacking import troubles_told
from resources.i18n import _

FORMAT, VERSION = "liaison-desk partner exchange", 1
MOST_BYTES = 10 * 1024 * 1024
"""Of nothing but short words, so much takes a quarter of a gigabyte of memory."""
MOST_RECORDS = 50_000
_MOST_OBJECTS = 5 * MOST_RECORDS
"""Three for each record, and room for those in texts."""
_LONGEST = 100_000

Shared = str | int | bool | None
"""A value as the file has it."""


@dataclass(frozen=True, slots=True)
class SharedRecord:
    """A record of the shared part."""

    kind: str
    uid: str
    values: Mapping[str, Shared]
    base: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PartnerFile:
    """The shared part of a partnership, as one of its members has it."""

    sender: str
    partnership: str
    made_on: date
    records: tuple[SharedRecord, ...]


def print_of_value(value: Shared) -> str:
    """Return a short print of a value, by which it is known whether somebody changed it."""
    return hashlib.sha256(json.dumps(value, ensure_ascii=True).encode()).hexdigest()[:12]


def write_partner_file(content: PartnerFile) -> bytes:
    """Return the file: the same bytes for the same content."""
    whole = {
        "format": FORMAT,
        "version": VERSION,
        "made_on": content.made_on.isoformat(),
        "from": content.sender,
        "partnership": content.partnership,
        "records": [
            {"kind": one.kind, "uid": one.uid, "values": dict(one.values), "base": dict(sorted(one.base.items()))}
            for one in content.records
        ],
    }
    return (json.dumps(whole, ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def read_partner_file(path: Path, kinds: Sequence[str]) -> PartnerFile:
    """Return what a file of a partner says; `kinds` are the kinds of records that it may hold.

    Raises BadImport, in a sentence that names the record, for anything that is not as it should be.
    """
    with troubles_told(path):
        size = path.stat().st_size
        if size > MOST_BYTES:
            raise _bad(path, _("it is larger than {most} MB").format(most=MOST_BYTES // 1024**2))
        data = path.read_bytes()
    if data.count(b"{") > _MOST_OBJECTS:
        # Millions of empty ones fit into few bytes, and take much memory.
        raise _bad(path, _("it has no list of records, or far too many"))
    try:
        whole = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        raise _bad(path, _("it is no JSON")) from None
    if not isinstance(whole, dict) or whole.get("format") != FORMAT:
        raise _bad(path, _("it does not say that it is one"))
    version = whole.get("version")
    if version != VERSION:
        raise _bad(path, _("it was written by a newer version of Liaison Desk"))
    records = whole.get("records")
    if not isinstance(records, list) or len(records) > MOST_RECORDS:
        raise _bad(path, _("it has no list of records, or far too many"))
    found = tuple(_record(path, number, one, kinds) for number, one in enumerate(records, 1))
    _check_names(path, found)
    return PartnerFile(_text(whole.get("from")), _text(whole.get("partnership")), _made_on(path, whole), found)


def _made_on(path: Path, whole: Mapping[str, Any]) -> date:
    try:
        return date.fromisoformat(str(whole.get("made_on")))
    except ValueError:
        raise _bad(path, _("it does not say when it was made")) from None


def _record(path: Path, number: int, given: object, kinds: Sequence[str]) -> SharedRecord:
    where = _("record {number}: ").format(number=number)
    if not isinstance(given, dict) or given.get("kind") not in kinds:
        raise _bad(path, where + _("its kind is not known"))
    uid, values, base = given.get("uid"), given.get("values"), given.get("base", {})
    if not isinstance(uid, str) or not 0 < len(uid) <= 64 or not uid.isprintable():
        raise _bad(path, where + _("it has no lasting name"))
    if not isinstance(values, dict) or not isinstance(base, dict):
        raise _bad(path, where + _("it has no values"))
    return SharedRecord(
        str(given["kind"]),
        uid,
        {str(name): _value(path, where, str(name), value) for name, value in values.items()},
        {str(name): str(text)[:12] for name, text in base.items()},
    )


def _value(path: Path, where: str, name: str, value: object) -> Shared:
    if isinstance(value, str):
        if len(value) > _LONGEST:
            raise _bad(path, where + _("“{name}” is too long").format(name=name[:40]))
        return clean(value)
    if value is None or isinstance(value, bool) or (isinstance(value, int) and abs(value) < 2**53):
        return value
    raise _bad(path, where + _("“{name}” is neither text nor a whole number").format(name=name[:40]))


def _check_names(path: Path, records: Sequence[SharedRecord]) -> None:
    seen: set[tuple[str, str]] = set()
    for one in records:
        if (one.kind, one.uid) in seen:
            raise _bad(path, _("two records have the lasting name {uid}").format(uid=one.uid))
        seen.add((one.kind, one.uid))


def _text(given: object) -> str:
    return clean(given)[:200] if isinstance(given, str) else ""


def _bad(path: Path, why: str) -> BadImport:
    words = _("“{name}” is no exchange file of Liaison Desk: {why}. Ask for it again.")
    return BadImport(words.format(name=path.name, why=why))
