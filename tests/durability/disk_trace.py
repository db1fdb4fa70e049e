"""What a process did to the files of one folder, as the kernel saw it, and what a power cut may leave of it.

The process runs under strace; each call that changes a file, and each call that makes a change last, becomes a `Step`.
`after_cut` then makes one of the states the disk may be in when the power fails after a step:

- what was written since the last fsync of a file may be kept, be gone, or be torn: a disk writes 512 bytes whole;
- so may a change of its length;
- a file that was made, renamed or removed is so for good only after an fsync of its folder.
"""

from __future__ import annotations

import random
import re
import subprocess
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

SECTOR = 512
"""Bytes that a disk writes whole."""

TELLING = "told "
"""How a line on standard output begins with which the process acknowledges something."""

_CALLS = "openat,write,pwrite64,ftruncate,fsync,fdatasync,unlink,rename"
_LINE = re.compile(r"^\d+ +(?P<call>\w+)\((?P<arguments>.*)\) += (?P<result>\d+)(?:<.*>)?$")
_FILE = re.compile(r"^(?P<number>\d+)<(?P<path>[^>]*)>(?:, )?")
_TEXT = re.compile(r'"(?P<text>[^"]*)"')


class Step(NamedTuple):
    """One thing that was done: `what` is write, length, sync, make, remove, sync folder or told."""

    what: str
    path: str = ""
    data: bytes = b""
    at: int = 0
    """Where it was written, or the new length."""


class CannotTrace(Exception):
    """The process ended badly, or did something that is not understood here."""


def trace(command: Sequence[str], folder: Path, log: Path) -> list[Step]:
    """Run a command under strace and return what it did in the folder, and what it told, in order."""
    tracing = ["strace", "-f", "-qq", "-y", "-xx", "-s", "4000000", "-e", f"trace={_CALLS}", "-o", str(log)]
    done = subprocess.run([*tracing, *command], capture_output=True, text=True, check=False)
    if done.returncode:
        raise CannotTrace(done.stderr)
    with log.open(encoding="ascii") as lines:
        return list(_steps(lines, str(folder)))


def _steps(lines: Iterable[str], folder: str) -> Iterator[Step]:
    known: set[str] = {str(path) for path in Path(folder).iterdir()}
    for line in lines:
        found = _LINE.match(line.rstrip("\n"))
        if found is None:
            if "unfinished" in line and _plain(line).count(folder):
                raise CannotTrace(f"two threads at once: {line[:200]}")
            continue
        step = _step(found["call"], found["arguments"], folder, known)
        if step is not None:
            yield step


def _step(call: str, arguments: str, folder: str, known: set[str]) -> Step | None:
    on = _FILE.match(arguments)
    path = _plain(on["path"]) if on else ""
    texts = [bytes.fromhex(text.replace("\\x", "")) for text in _TEXT.findall(arguments)]
    if call == "write" and on and on["number"] == "1":
        words = texts[0].decode()
        return Step("told", words.removeprefix(TELLING).strip()) if words.startswith(TELLING) else None
    if call == "openat":
        path = texts[0].decode(errors="replace")
        if path.startswith(folder + "/") and "O_CREAT" in arguments and path not in known:
            known.add(path)
            return Step("make", path)
        return None
    if call in ("unlink", "rename"):
        if any(text.startswith(folder.encode()) for text in texts):
            raise CannotTrace(f"{call} of {texts} is not simulated")
        return None
    if path == folder and call in ("fsync", "fdatasync"):
        return Step("sync folder", path)
    if not path.startswith(folder + "/"):
        return None
    numbers = [int(number) for number in re.findall(r", (\d+)", _TEXT.sub("", arguments))]
    match call:
        case "pwrite64":
            return Step("write", path, texts[0], numbers[-1])
        case "ftruncate":
            return Step("length", path, at=numbers[-1])
        case "fsync" | "fdatasync":
            return Step("sync", path)
    raise CannotTrace(f"{call} of {path} is not simulated")


def _plain(words: str) -> str:
    return re.sub(r"\\x([0-9a-f]{2})", lambda found: chr(int(found[1], 16)), words)


@dataclass
class _File:
    content: bytearray
    is_lasting: bool
    """Whether the folder is known to name it."""


class Disk:
    """The files of a folder as they surely are, and what was done since but may be lost."""

    def __init__(self, before: Path, folder: Path) -> None:
        """Begin with a copy of the folder as it was before the trace."""
        self._files = {
            str(folder / path.name): _File(bytearray(path.read_bytes()), is_lasting=True) for path in before.iterdir()
        }
        self._loose: dict[str, list[Step]] = {path: [] for path in self._files}
        self.told: list[str] = []

    def take(self, step: Step) -> None:
        """Do one step more."""
        match step.what:
            case "told":
                self.told.append(step.path)
            case "make":
                self._files[step.path], self._loose[step.path] = _File(bytearray(), is_lasting=False), []
            case "write" | "length":
                self._loose[step.path].append(step)
            case "sync":
                for waiting in self._loose[step.path]:
                    _do(self._files[step.path].content, waiting)
                self._loose[step.path].clear()
            case "sync folder":
                for file in self._files.values():
                    file.is_lasting = True

    def after_cut(self, chance: random.Random) -> dict[str, bytes]:
        """Return the files, by path, in one of the states that a cut just now may leave."""
        left = {}
        for path, file in self._files.items():
            if not file.is_lasting and chance.random() < 0.5:
                continue
            content = bytearray(file.content)
            luck = chance.choice(_LUCK)
            for step in self._loose[path]:
                for part in luck(step, chance):
                    _do(content, part)
            left[path] = bytes(content)
        return left


def _all(step: Step, _chance: random.Random) -> list[Step]:
    return [step]


def _nothing(_step_lost: Step, _chance: random.Random) -> list[Step]:
    return []


def _some(step: Step, chance: random.Random) -> list[Step]:
    return [step] if chance.random() < 0.5 else []


def _torn(step: Step, chance: random.Random) -> list[Step]:
    """Some of the sectors of a write, in no order."""
    if step.what != "write":
        return _some(step, chance)
    parts, start = [], 0
    while start < len(step.data):
        end = min(len(step.data), start + SECTOR - (step.at + start) % SECTOR)
        if chance.random() < 0.6:
            parts.append(Step("write", step.path, step.data[start:end], step.at + start))
        start = end
    return parts


_LUCK: tuple[Callable[[Step, random.Random], list[Step]], ...] = (_all, _nothing, _some, _some, _torn, _torn)
"""What may become of what was not yet made to last; the mixed ones more often, for they hold the surprises."""


def _do(content: bytearray, step: Step) -> None:
    if step.what == "length":
        del content[step.at :]
        content.extend(bytes(step.at - len(content)))
        return
    content.extend(bytes(max(0, step.at - len(content))))
    content[step.at : step.at + len(step.data)] = step.data
