"""Runs the long proofs of what is promised about safety, one after the other, and tells what each has shown.

    python tests/safety/prove.py                          all of them at full length: several hours
    python tests/safety/prove.py --short                  all of them, a few kills each: some minutes
    python tests/safety/prove.py --only R5,R31 --part 10  two of them, with a tenth of the full counts
    python tests/safety/prove.py --table FILE.md          the summary as a table of Markdown, too

Each proof is a script or a test of its own that can be run by itself; what it does stands at its top. The summary has
one line for each: the promise, what was done, how often, what failed, seconds and the day. A line is told as soon as
its proof has ended. Ends with 1 where anything failed, with 2 where a proof could not be run here, and with 0 else.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.durability.fill_disk import can_mount
from tests.postgres_server import find_programs

ROOT = Path(__file__).parents[2]
SAFETY, DURABILITY = "tests/safety", "tests/durability"

Seen = dict[str, Any]


@dataclass(frozen=True)
class Proof:
    """One proof: the promise, the command, and how its last line is read."""

    promise: str
    what: str
    script: str
    """Where it lies, or, for proofs that are tests, the test's address."""
    count: tuple[str, int, int] = ("", 1, 1)
    """The option that says how often, how often in full, and how often at least."""
    more: tuple[str, ...] = ()
    also: str = ""
    """An option of a second count, which is a twentieth of the first, such as windows among commands."""
    told: str = ""
    """What was seen, with the names of the JSON line in brackets."""
    wrong: tuple[str, ...] = ()
    """Which of its numbers or lists must be 0 or empty."""
    needs: tuple[str, ...] = ()
    """Programs without which it cannot be run."""

    @property
    def is_test(self) -> bool:
        """Say whether it is a test and not a script."""
        return Path(self.script.partition("::")[0]).name.startswith("test_")

    def command(self, times: int) -> list[str]:
        """Return what is run so many times over."""
        if self.is_test:
            return [sys.executable, "-m", "pytest", "-q", "-n", "0", "-p", "no:cacheprovider", self.script]
        option = [self.count[0], str(times)] if self.count[0] else []
        second = [self.also, str(max(1, times // 20))] if self.also else []
        return [sys.executable, self.script, *option, *second, *self.more]

    def times(self, *, short: bool, part: int) -> int:
        """Return how often it is done."""
        _option, full, least = self.count
        return least if short else max(least, full // part)


def _kills(promise: str, what: str, script: str, told: str, *wrong: str, **others: Any) -> Proof:
    return Proof(promise, what, f"{DURABILITY}/{script}", told=told, wrong=wrong, **others)


_SAVES = ("{kills} kills, {acknowledged} saves told", "lost", "torn", "unsound", "unfound")
_FULL_DISK = ("{points} points, {saved} saves told, {refused} refused", "lost", "unsound", "stuck", "unsaid")
_REFERENCES = "{called} calls of Qt and {scenes} scenes"
_FUZZ = "{searched} searches of {kinds} kinds"

PROOFS = (
    _kills("R1", "saves in a locked book killed", "kill_store.py", *_SAVES, count=("--kills", 500, 4)),
    _kills("R1", "saves in a plain book killed", "kill_store.py", *_SAVES,
           count=("--kills", 500, 4), more=("--plain",)),
    _kills("R2", "power cut while saving", "cut_power.py",
           "{kills} states, {acknowledged} saves told", "lost", "torn", "unsound", "unfound",
           count=("--states", 3000, 20), needs=("strace",)),
    _kills("R4", "the window killed while somebody types", "kill_typing.py",
           "{kills} kills, {words} words typed, at most {worst} s lost", "late", "torn", "unsound",
           count=("--kills", 100, 1), needs=("xdotool", "Xvfb", "openbox")),
    _kills("R5", "disk full, locked book", "fill_disk.py", *_FULL_DISK,
           count=("--points", 50, 3), needs=("unshare",)),
    _kills("R5", "disk full, plain book", "fill_disk.py", *_FULL_DISK,
           count=("--points", 50, 3), more=("--plain",), needs=("unshare",)),
    _kills("R6", "started and stopped", "start_and_stop.py",
           "{cycles} cycles, {windows} of them windows, {killed} killed", "left", "unswept", "problems",
           count=("--cycles", 1000, 8), also="--windows"),
    _kills("R8", "backups killed", "kill_store.py", "{kills} kills, {acknowledged} copies told",
           "lost", "torn", "unsound", count=("--kills", 100, 2), more=("--what", "backups")),
    _kills("R10", "single bits of a locked book flipped", "damaged_books.py", "{flips} bits, {found} found", "missed",
           count=("--flips", 200, 5)),
    Proof("R10", "each kind of damaged file", f"{DURABILITY}/test_damaged_books.py"),
    Proof("R13", "a day's work searched for planted names", f"{SAFETY}/test_traces.py"),
    _kills("R15", "changes of the passphrase killed", "kill_rekey.py",
           "{kills} kills: {old} open with the old, {new} with the new", "none", "broken", "problems",
           count=("--kills", 100, 2)),
    Proof("R18", "20 rounds of 8 who want one lock, twice",
          "tests/models/test_book_lock.py::test_of_many_at_once_one_wins"),
    Proof("R19", "150 people save one record, in a file and on a server", f"{DURABILITY}/test_crowd.py"),
    Proof("R19", "two people save one record 100 times each, in a file and on a server",
          f"{DURABILITY}/test_durability.py::test_two_people_on_one_record_lose_no_update"),
    Proof("R20", "connections to a server cut", "tests/models/test_server_cut_off.py"),
    _kills("R20", "connections to a server cut while saving", "cut_server.py",
           "{cuts} cuts, {saved} saves told, {refused} refused", "lost", "twice", "claimed", "unsound", "stuck",
           count=("--cuts", 200, 5), needs=("initdb",)),
    _kills("R22", "upgrades of an older book killed", "kill_upgrade.py",
           "{kills} kills: {old} the old book, {new} the new", "broken", "problems", count=("--kills", 100, 2)),
    Proof("R27", "hostile files read, watched", "tests/models/imports/test_hostile_files.py"),
    Proof("R29", "anything typed into every search, in a file", f"{SAFETY}/fuzz_search.py",
          ("--times", 20_000, 100), told=_FUZZ, wrong=("failed",)),
    Proof("R29", "anything typed into every search, on a server", f"{SAFETY}/fuzz_search.py",
          ("--times", 20_000, 100), ("--server",), told=_FUZZ, wrong=("failed",), needs=("initdb",)),
    _kills("R31", "papers killed while they are printed over older ones", "kill_papers.py",
           "{kills} kills, {written} papers printed", "damaged", "unswept", count=("--kills", 200, 3)),
    Proof("R42", "each call of Qt that the program makes, 300 times", "tests/desktop/none_references.py",
          ("--times", 300, 200), told=_REFERENCES, wrong=("lost",)),
    Proof("R42", "random keys and clicks in the whole window", "tests/soak/soak.py",
          ("--seconds", 1200, 120), told="{done} things done in {seconds} s", wrong=("troubles",)),
)  # fmt: skip


@dataclass
class Shown:
    """What a proof has shown."""

    proof: Proof
    told: str = ""
    failures: int = 0
    seconds: float = 0.0
    day: date = field(default_factory=date.today)
    missing: str = ""
    """What it needs and is not here."""
    said: str = ""
    """The end of what it said, where it failed."""

    @property
    def cells(self) -> tuple[str, ...]:
        """Return its line of the table."""
        failed = "not run" if self.missing else f"{self.failures:,}"
        told = self.missing or self.told
        return self.proof.promise, self.proof.what, told, failed, f"{self.seconds:,.0f}", self.day.isoformat()


HEADS = ("promise", "what was done", "how often", "failed", "seconds", "day")


def prove(proof: Proof, times: int) -> Shown:
    """Run a proof and read what it says."""
    shown, begun = Shown(proof), time.monotonic()
    absent = [name for name in proof.needs if not _is_here(name)]
    if absent:
        shown.missing = f"needs {', '.join(absent)}"
        return shown
    done = subprocess.run(
        proof.command(times),
        cwd=ROOT,
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        check=False,
    )
    shown.seconds = time.monotonic() - begun
    lines = done.stdout.strip().splitlines()
    read = _read_tests if proof.is_test else _read_script
    read(shown, lines[-1] if lines else "")
    if done.returncode and not shown.failures and not shown.missing:
        shown.failures = 1
    if shown.failures:
        shown.said = "\n".join([*lines[-20:], *done.stderr.strip().splitlines()[-20:]])
    return shown


def _is_here(program: str) -> bool:
    """Say whether what a proof needs is there; a disk of one's own and a server want more than a name on the path."""
    if program == "unshare":
        return can_mount()
    return find_programs() is not None if program == "initdb" else shutil.which(program) is not None


def _read_script(shown: Shown, line: str) -> None:
    """Read the JSON line of a script."""
    try:
        seen: Seen = json.loads(line)
        shown.told = shown.proof.told.format_map({name: _counted(value) for name, value in seen.items()})
        shown.failures = sum(_size(seen[name]) for name in shown.proof.wrong)
    except (ValueError, KeyError):
        shown.told, shown.failures = "ended without figures", 1


def _counted(value: object) -> str:
    return f"{value:,}" if isinstance(value, int | float) else str(value)


def _size(value: Any) -> int:
    return int(value) if isinstance(value, int | float) else len(value)


def _read_tests(shown: Shown, line: str) -> None:
    """Read the last line of pytest: "12 passed, 1 skipped in 3.20s"."""
    seen = {words: int(number) for number, words in re.findall(r"(\d+) (passed|failed|error|skipped)", line)}
    passed, skipped = seen.get("passed", 0), seen.get("skipped", 0)
    shown.failures = seen.get("failed", 0) + seen.get("error", 0)
    shown.told = f"{passed} tests" + (f", {skipped} left out here" if skipped else "")
    if not passed and not shown.failures:
        shown.missing = "left out here" if skipped else "no test was found"


def as_text(all_shown: Sequence[Shown]) -> str:
    """Return the summary as lines whose columns stand below each other."""
    rows = [HEADS, *(shown.cells for shown in all_shown)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(HEADS))]
    return "\n".join("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in rows)


def as_markdown(all_shown: Sequence[Shown]) -> str:
    """Return the summary as a table of Markdown."""
    rows = [HEADS, ("---", "---", "---", "--:", "--:", "---"), *(shown.cells for shown in all_shown)]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows) + "\n"


def ended(all_shown: Sequence[Shown]) -> int:
    """Return what the whole ends with."""
    if any(shown.failures for shown in all_shown):
        return 1
    return 2 if any(shown.missing for shown in all_shown) else 0


def run(proofs: Sequence[Proof], tell: Callable[[str], object], *, short: bool = False, part: int = 1) -> list[Shown]:
    """Run proofs one after the other, telling each line and what a failed one said."""
    all_shown = []
    for proof in proofs:
        shown = prove(proof, proof.times(short=short, part=part))
        all_shown.append(shown)
        tell("  ".join(shown.cells))
        if shown.said:
            tell(shown.said)
    return all_shown


def main(typed: Sequence[str] | None = None) -> int:
    """Read what is wished, prove it, and print the summary."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--short", action="store_true", help="as few kills, cuts and cycles as show anything")
    parser.add_argument("--part", type=int, default=1, metavar="N", help="an N-th of the full counts")
    parser.add_argument("--only", default="", metavar="R1,R2", help="the proofs of these promises")
    parser.add_argument("--table", type=Path, metavar="FILE", help="where the summary is written as Markdown")
    asked = parser.parse_args(typed)
    wanted = {number.strip() for number in asked.only.split(",") if number.strip()}
    strangers = wanted - {proof.promise for proof in PROOFS}
    if strangers:
        parser.error(f"there is no long proof of {', '.join(sorted(strangers))}")
    proofs = [proof for proof in PROOFS if not wanted or proof.promise in wanted]

    def tell(line: str) -> None:
        sys.stdout.write(line + "\n")
        sys.stdout.flush()

    all_shown = run(proofs, tell, short=asked.short, part=asked.part)
    tell(f"\n{as_text(all_shown)}")
    if asked.table is not None:
        asked.table.write_text(as_markdown(all_shown), encoding="utf-8")
    return ended(all_shown)


if __name__ == "__main__":
    sys.exit(main())
