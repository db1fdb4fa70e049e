"""A crowd that saves one record at the same moment, in a file or on a server, loses nothing; each conflict is told."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from models.entities import ChangeEntry, Organisation, OrganisationKind
from models.store import Store

PROCESSES, PEOPLE = 3, 50
SAVES = PROCESSES * PEOPLE


def crowd(location: str) -> list[dict[str, Any]]:
    """Have all processes ready, let them go together, and return what each person was told."""
    command = [sys.executable, str(Path(__file__).parent / "crowd_store.py"), location, str(PEOPLE)]
    pipe = subprocess.PIPE
    groups = [subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe, text=True) for _ in range(PROCESSES)]
    try:
        for group in groups:
            assert group.stdout is not None
            assert group.stdout.readline() == "ready\n"
        for group in groups:
            assert group.stdin is not None
            group.stdin.write("go\n")
            group.stdin.flush()
        said = [group.communicate(timeout=240) for group in groups]
    finally:
        for group in groups:
            group.kill()
    assert [err for _out, err in said] == [""] * PROCESSES
    return [person for out, _err in said for person in json.loads(out)]


@pytest.mark.requirement("R19")
@pytest.mark.parametrize("kind", ["file", "server"])
def test_a_hundred_and_fifty_saves_at_once_lose_no_update(
    kind: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    location = str(tmp_path / "book.liaison") if kind == "file" else request.getfixturevalue("postgres_book_url")
    store = Store.create(location)
    with store.write("Add Elm Lane") as session:
        organisation = Organisation(kind=OrganisationKind.INSTITUTION, note="0")
        organisation.rename("Elm Lane")
        session.add(organisation)
    told = crowd(location)
    # Everybody opened the first version: of them one was kept, and all others were told.
    assert sum(1 in person["refused"] for person in told) == SAVES - 1
    # Each version was written over once: whoever had it open besides was told, for nobody's save was just dropped.
    assert sorted(person["kept"] for person in told) == list(range(1, SAVES + 1))
    assert all(person["kept"] > last for person in told for last in person["refused"])
    with store.read() as session:
        kept = session.get_one(Organisation, 1)
        assert (kept.note, kept.version) == (str(SAVES), SAVES + 1)
        images = session.scalars(
            select(ChangeEntry.after_image).where(ChangeEntry.record_kind == "organisation").order_by(ChangeEntry.id)
        )
        assert [json.loads(image)["note"] for image in images if image] == [str(number) for number in range(SAVES + 1)]
    assert store.check() == []
    store.close()
