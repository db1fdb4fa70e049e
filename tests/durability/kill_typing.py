"""Kills the real program while somebody types into it, and counts how many seconds of typing are lost.

    python tests/durability/kill_typing.py --kills 100 [--where dialog|meeting] [--seed N]

The program is started on a book of its own, on the screen of DISPLAY or else on one in
memory. `xdotool` opens the form and types numbered words, each noted with its time. At a random moment the
program is killed with SIGKILL. Then the book is opened as the program opens it, and:

- what was kept must be what was typed, from its first word on, with no gap (else it is *torn*);
- every word typed more than ten seconds before the kill must be there (else it is *late*);
- `store.check()` finds nothing (else the book is *unsound*).

`worst` is the most seconds of typing lost to any kill. Killed before ten seconds of typing, nothing need be kept.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from models.queries.drafts import list_drafts
from models.store import Store

ROOT = Path(__file__).parents[2]
LOSS_ALLOWED = 10.0
SHORTEST, LONGEST = 2.0, 14.0
"""Seconds of typing until the kill."""
PATIENCE = 60


@dataclass
class Tally:
    """What was seen."""

    where: str
    kills: int = 0
    words: int = 0
    """Typed before a kill."""
    kept: int = 0
    """Of them found in the book."""
    worst: float = 0.0
    late: int = 0
    torn: int = 0
    unsound: int = 0
    problems: list[str] = field(default_factory=list)


@contextmanager
def screen() -> Iterator[dict[str, str]]:
    """Give the surroundings of a program on the screen there is, or on one in memory with a window manager."""
    surroundings = os.environ | {"QT_QPA_PLATFORM": "xcb", "LC_ALL": "C.UTF-8"}
    if os.environ.get("DISPLAY"):
        yield surroundings
        return
    reading, writing = os.pipe()
    command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1366x768x24", "-r", "-nolisten", "tcp"]
    server = subprocess.Popen(command, pass_fds=[writing], stderr=subprocess.DEVNULL)
    os.close(writing)
    with os.fdopen(reading) as told:
        surroundings["DISPLAY"] = f":{told.readline().strip()}"
    manager = subprocess.Popen(["openbox"], env=surroundings, stderr=subprocess.DEVNULL)
    try:
        yield surroundings
    finally:
        for process in (manager, server):
            process.terminate()
            process.wait(10)


def hand(surroundings: dict[str, str], *typed: str) -> None:
    """Do something with keys."""
    subprocess.run(["xdotool", *typed], env=surroundings, check=True, timeout=PATIENCE, stdout=subprocess.DEVNULL)


def start(home: Path, book: Path, surroundings: dict[str, str]) -> subprocess.Popen[bytes]:
    """Start the program on a book, with a home of its own."""
    folders = {f"XDG_{name}_HOME": str(home / name.lower()) for name in ("DATA", "CONFIG", "STATE", "CACHE")}
    own = surroundings | folders | {"HOME": str(home)}
    log = (home / "program.log").open("ab")
    program = subprocess.Popen(
        [sys.executable, "-m", "desktop", "--book", str(book)], cwd=ROOT, env=own, stdout=log, stderr=log
    )
    log.close()
    return program


def open_form(where: str, surroundings: dict[str, str]) -> None:
    """Open the form over the window and go to where the words belong."""
    hand(surroundings, "search", "--sync", "--onlyvisible", "--name", "Liaison Desk", "windowfocus", "--sync")
    title = {"dialog": "Log a conversation", "meeting": "New meeting"}[where]
    keys = {"dialog": "ctrl+l", "meeting": "ctrl+m"}[where]
    deadline = time.monotonic() + PATIENCE
    # The command is off until the book is open; a key pressed before that is lost.
    while time.monotonic() < deadline:
        hand(surroundings, "key", keys)
        found = subprocess.run(
            ["xdotool", "search", "--onlyvisible", "--name", title], env=surroundings, capture_output=True, check=False
        )
        if found.stdout.strip():
            break
        time.sleep(0.3)
    hand(surroundings, "search", "--sync", "--onlyvisible", "--name", title, "windowfocus", "--sync")
    hand(surroundings, "key", {"dialog": "alt+s", "meeting": "alt+i"}[where])


def type_until(moment: float, surroundings: dict[str, str]) -> list[tuple[str, float]]:
    """Type numbered words until a moment; return each with the time at which it had been typed."""
    typed: list[tuple[str, float]] = []
    while time.monotonic() < moment:
        word = f"w{len(typed):04d}"
        hand(surroundings, "type", "--delay", "6", f"{word} ")
        typed.append((word, time.monotonic()))
    return typed


def kept_words(book: Path, tally: Tally) -> list[str]:
    """Open the book after the kill and return the words that a draft holds."""
    store = Store.open(book)
    problems = store.check()
    tally.unsound += bool(problems)
    tally.problems += problems
    with store.read() as session:
        drafts = list_drafts(session, store.actor)
    store.close()
    texts = [
        str(text)
        for draft in drafts
        for text in json.loads(draft.content)["fields"].values()
        if isinstance(text, str) and text.startswith("w0000")
    ]
    return texts[0].split() if texts else []


def prove_once(where: str, pause: float, surroundings: dict[str, str], tally: Tally) -> None:
    """Start, type, kill and look, once."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        home = Path(folder)
        book = home / "book.liaison"
        Store.create(book).close()
        program = start(home, book, surroundings)
        try:
            open_form(where, surroundings)
            typed = type_until(time.monotonic() + pause, surroundings)
        finally:
            program.send_signal(signal.SIGKILL)
            killed = time.monotonic()
            program.wait(PATIENCE)
        kept = kept_words(book, tally)
    tally.kills += 1
    tally.words += len(typed)
    whole = [word for word in kept if len(word) == 5]
    tally.kept += len(whole)
    names = [word for word, _at in typed]
    if whole != names[: len(whole)]:
        tally.torn += 1
        tally.problems.append(f"kept {whole[:3]}... of {names[:3]}...")
    lost = typed[len(whole) :]
    if lost:
        seconds = killed - lost[0][1]
        tally.worst = round(max(tally.worst, seconds), 2)
        if seconds > LOSS_ALLOWED:
            tally.late += 1
            tally.problems.append(f"{seconds:.1f} s of typing lost")


def prove(where: str, kills: int, seed: int = 1) -> Tally:
    """Kill so many times and return what was seen."""
    chance, tally = random.Random(seed), Tally(where)
    with screen() as surroundings:
        for _number in range(kills):
            prove_once(where, chance.uniform(SHORTEST, LONGEST), surroundings, tally)
    return tally


def main() -> int:
    """Prove it and print the figures; 1 when more than ten seconds were lost, or anything was torn or unsound."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--where", choices=["dialog", "meeting"], default="dialog")
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    missing = [name for name in ("xdotool", "Xvfb", "openbox") if shutil.which(name) is None]
    if missing:
        sys.stderr.write(f"This needs {', '.join(missing)}.\n")
        return 2
    tally = prove(asked.where, asked.kills, asked.seed)
    sys.stdout.write(json.dumps(asdict(tally)) + "\n")
    return int(bool(tally.late or tally.torn or tally.unsound))


if __name__ == "__main__":
    sys.exit(main())
