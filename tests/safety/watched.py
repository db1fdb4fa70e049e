"""Running a program with every file it opens and every socket it asks for noted by strace."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
needs_strace = pytest.mark.skipif(
    shutil.which("strace") is None, reason="the calls of the system are watched by strace"
)
_NETWORK = re.compile(r"socket\(AF_(?:INET6?|PACKET|NETLINK)|sa_family=AF_INET6?")


@dataclass(frozen=True)
class Watched:
    """How a program ended, what it printed, and the calls it made."""

    code: int
    out: str
    err: str
    calls: str

    def network(self) -> list[str]:
        """Return the calls that reach for a network; sockets of this computer's own programs are none."""
        return [line for line in self.calls.splitlines() if _NETWORK.search(line)]

    def opened(self) -> list[str]:
        """Return the files that were asked for."""
        return re.findall(r'open(?:at)?\((?:AT_FDCWD, )?"((?:[^"\\]|\\.)*)"', self.calls)


def watch(folder: Path, program: Sequence[object], *, seconds: float = 240) -> Watched:
    """Run a Python program; `program` is what stands after the interpreter's name."""
    notes = folder / "calls.txt"
    command = [
        *("strace", "-f", "-qq", "-s", "300", "-e", "trace=open,openat,socket,connect,sendto", "-o", str(notes)),
        *(sys.executable, *map(str, program)),
    ]
    home = folder / "home"
    home.mkdir(exist_ok=True)
    own = {"HOME": str(home), "XDG_RUNTIME_DIR": str(home), "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT)}
    left_out = ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME", "DBUS_SESSION_BUS_ADDRESS")
    environment = {name: value for name, value in os.environ.items() if name not in left_out} | own
    ran = subprocess.run(
        command, capture_output=True, text=True, check=False, timeout=seconds, cwd=ROOT, env=environment
    )
    return Watched(ran.returncode, ran.stdout, ran.stderr, notes.read_text("utf-8", errors="replace"))
