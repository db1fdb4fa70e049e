"""What was called saved is there after a kill, and two people never undo each other's work unseen."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from models.entities import Organisation, OrganisationKind
from models.store import Store

HERE = Path(__file__).parent

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="processes are killed as Unix kills them")


def killed(*typed: str) -> dict[str, Any]:
    command = [sys.executable, str(HERE / "kill_store.py"), *typed]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=200)
    assert done.stdout, done.stderr
    return json.loads(done.stdout)


@pytest.mark.requirement("R1")
@pytest.mark.parametrize(("kills", "form"), [(14, []), (6, ["--plain"])], ids=["locked", "plain"])
def test_kills_while_saving_lose_nothing_acknowledged(kills: int, form: list[str]) -> None:
    seen = killed("--kills", str(kills), *form)
    assert seen["problems"] == []
    assert [seen[name] for name in ("lost", "torn", "unsound", "unfound")] == [0, 0, 0, 0]
    assert (seen["kills"], seen["acknowledged"] > 2 * kills) == (kills, True)


@pytest.mark.requirement("R8")
def test_kills_while_backing_up_leave_only_whole_copies() -> None:
    seen = killed("--kills", "6", "--what", "backups")
    assert seen["problems"] == []
    assert [seen[name] for name in ("lost", "torn", "unsound")] == [0, 0, 0]
    assert seen["acknowledged"] > 6


def test_the_proof_would_notice_a_store_that_boasts() -> None:
    seen = killed("--kills", "8", "--what", "boasts")
    assert seen["lost"] > 0
    assert seen["torn"] == 0


@pytest.mark.requirement("R22")
def test_kills_while_an_older_book_is_brought_up_to_date_break_nothing() -> None:
    command = [sys.executable, str(HERE / "kill_upgrade.py"), "--kills", "5"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=200)
    assert done.stdout, done.stderr
    seen = json.loads(done.stdout)
    assert (seen["kills"], seen["broken"], seen["problems"]) == (5, 0, [])
    assert seen["old"] + seen["new"] == 5


def killed_changing_the_passphrase(*typed: str) -> dict[str, Any]:
    command = [sys.executable, str(HERE / "kill_rekey.py"), *typed]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=250)
    assert done.stdout, done.stderr
    return json.loads(done.stdout)


@pytest.mark.requirement("R15")
def test_kills_while_the_passphrase_is_changed_leave_a_book_that_opens() -> None:
    seen = killed_changing_the_passphrase("--kills", "6")
    assert (seen["kills"], seen["broken"], seen["none"], seen["problems"]) == (6, 0, 0, [])
    assert seen["old"] + seen["new"] == 6


def test_the_proof_would_notice_a_book_that_is_written_over_in_place() -> None:
    assert killed_changing_the_passphrase("--kills", "1", "--in-place")["none"] == 1


def cut_off(*typed: str) -> dict[str, Any]:
    command = [sys.executable, str(HERE / "cut_power.py"), *typed]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=250)
    assert done.stdout, done.stderr
    return json.loads(done.stdout)


needs_strace = pytest.mark.skipif(shutil.which("strace") is None, reason="needs to see what the program asks of disks")


@pytest.mark.requirement("R2")
@needs_strace
def test_power_cuts_while_saving_lose_nothing_acknowledged() -> None:
    seen = cut_off("--states", "60")
    assert seen["problems"] == []
    assert [seen[name] for name in ("lost", "torn", "unsound", "unfound")] == [0, 0, 0, 0]
    assert (seen["kills"], seen["hot_journals"] > 40, seen["acknowledged"] > 200) == (60, True, True)


@needs_strace
def test_the_simulated_power_cut_would_notice_a_store_that_does_not_wait_for_the_disk() -> None:
    seen = cut_off("--states", "12", "--synchronous", "OFF")
    assert seen["lost"] > 0
    assert seen["unsound"] > 0


@pytest.mark.requirement("R4")
@pytest.mark.xvfb
@pytest.mark.skipif(shutil.which("xdotool") is None, reason="needs a hand on the keyboard")
def test_kills_while_typing_lose_ten_seconds_at_most() -> None:
    command = [sys.executable, str(HERE / "kill_typing.py"), "--kills", "3"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)
    assert done.stdout, done.stderr
    seen = json.loads(done.stdout)
    assert (seen["kills"], seen["late"], seen["torn"], seen["unsound"], seen["problems"]) == (3, 0, 0, 0, [])
    assert seen["kept"] > 0


def race(location: str, times: int) -> list[int]:
    """Have two processes add one to the same record so many times each; return how often each was refused."""
    command = [sys.executable, str(HERE / "race_store.py"), location, str(times)]
    pair = [
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        for _ in range(2)
    ]
    try:
        for one in pair:
            assert one.stdout is not None
            assert one.stdout.readline() == "ready\n"
        for one in pair:
            assert one.stdin is not None
            one.stdin.write("go\n")
            one.stdin.flush()
        said = [one.communicate(timeout=120) for one in pair]
    finally:
        for one in pair:
            one.kill()
    assert [err for _out, err in said] == ["", ""]
    return [int(out) for out, _err in said]


@pytest.mark.requirement("R19")
@pytest.mark.parametrize("kind", ["file", "server"])
def test_two_people_on_one_record_lose_no_update(kind: str, request: pytest.FixtureRequest, tmp_path: Path) -> None:
    location = str(tmp_path / "book.liaison") if kind == "file" else request.getfixturevalue("postgres_book_url")
    store = Store.create(location)
    with store.write("Add Elm Lane") as session:
        organisation = Organisation(kind=OrganisationKind.INSTITUTION, note="0")
        organisation.rename("Elm Lane")
        session.add(organisation)
    refused = race(location, 100)
    with store.read() as session:
        kept = session.get_one(Organisation, 1)
        assert (kept.note, kept.version) == ("200", 201)
    assert sum(refused) > 0
    assert store.check() == []
    store.close()
