"""Running the command line in this process or in one of its own, and small files of the register to run it on."""

from __future__ import annotations

import contextlib
import csv
import ctypes
import io
import json
import os
import subprocess
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from desktop.cli import main

ROOT = Path(__file__).parents[3]
DATA = ROOT.parent / "shared" / "data"
ENVELOPE = {"ok", "command", "data", "warnings", "errors"}
START = [sys.executable, "-c", "import sys; from desktop.cli import main; sys.exit(main())"]
PASSPHRASE = "four plain words here"


@dataclass(frozen=True)
class Ran:
    """How a command ended and what it said."""

    code: int
    out: bytes
    err: str

    @property
    def answer(self) -> dict[str, Any]:
        """The JSON object, which must be all there is on stdout, of five keys, and agree with the exit code."""
        found = json.loads(self.out)
        assert set(found) == ENVELOPE
        assert self.out.count(b"\n") == 1
        assert found["ok"] is (self.code == 0)
        return found

    @property
    def data(self) -> Any:
        assert self.code == 0, self.err
        return self.answer["data"]

    @property
    def text(self) -> str:
        return self.out.decode()


def run(*typed: object, stdin: bytes = b"") -> Ran:
    """Run a command in this process, with nobody at the keyboard."""
    out, err = io.TextIOWrapper(io.BytesIO(), "utf-8"), io.TextIOWrapper(io.BytesIO(), "utf-8")
    before, sys.stdin = sys.stdin, io.TextIOWrapper(io.BytesIO(stdin), "utf-8")
    try:
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            code = main([str(word) for word in typed])
    finally:
        sys.stdin = before
    out.flush()
    err.flush()
    return Ran(code, out.buffer.getvalue(), err.buffer.getvalue().decode())


def ask(book: object, *typed: object, stdin: bytes = b"") -> Any:
    """Run a command with --json that must succeed, and return its data."""
    return run("--book", book, "--json", *typed, stdin=stdin).data


def spawn(*typed: object, stdin: bytes = b"", environment: Mapping[str, str] | None = None, bound: bool = False) -> Ran:
    """Run a command as its own process; `bound` takes from the superuser the right to write anywhere."""
    done = subprocess.run(
        [*START, *(str(word) for word in typed)],
        cwd=ROOT,
        input=stdin,
        capture_output=True,
        timeout=60,
        env={**os.environ, **(environment or {})},
        preexec_fn=_drop_override if bound and os.geteuid() == 0 else None,
        check=False,
    )
    return Ran(done.returncode, done.stdout, done.stderr.decode("utf-8", "replace"))


def _drop_override() -> None:
    """Give up, for the program that follows, what lets the superuser pass every lock on files."""
    drop_from_bounding_set, override, search = 24, 1, 2
    for capability in (override, search):
        if ctypes.CDLL(None, use_errno=True).prctl(drop_from_bounding_set, capability, 0, 0, 0) != 0:
            raise OSError(ctypes.get_errno(), "the right could not be given up")


HEADINGS = {
    "URN": "",
    "LA (code)": "383",
    "LA (name)": "Wendle",
    "EstablishmentNumber": "1000",
    "EstablishmentName": "",
    "TypeOfEstablishment (name)": "Community school",
    "EstablishmentStatus (name)": "Open",
    "PhaseOfEducation (name)": "Primary",
    "Street": "High Street",
    "Town": "Wendle",
    "Postcode": "ZZ1 1AA",
    "HeadTitle (name)": "",
    "HeadFirstName": "",
    "HeadLastName": "",
    "AdministrativeWard (name)": "Millbrook",
    "DistrictAdministrative (name)": "Wendle",
    "Easting": "430000",
    "Northing": "430000",
}


def write_register(path: Path, rows: Iterable[Mapping[str, str]]) -> Path:
    """Write a file of the register, each row with what is not said filled in."""
    with path.open("w", encoding="cp1252", errors="replace", newline="") as file:
        writer = csv.DictWriter(file, list(HEADINGS))
        writer.writeheader()
        writer.writerows({**HEADINGS, **row} for row in rows)
    return path


NEIGHBOURS = [
    {"URN": "900001", "EstablishmentName": "Elm Lane Primary School"},
    {"URN": "900002", "EstablishmentName": "Oak Hill Academy", "Easting": "430300", "Northing": "430400"},
    {"URN": "900003", "EstablishmentName": "Far End School", "Easting": "439000", "LA (name)": "Far End"},
    {"URN": "900004", "EstablishmentName": "Old Mill School", "EstablishmentStatus (name)": "Closed"},
    {"URN": "900005", "EstablishmentName": "Ash Grove", "AdministrativeWard (name)": "Southgate", "Easting": "432000"},
]
