"""What is told of a problem to those who mend the program: gathered into parts that the user reads first. No Qt.

Nothing is sent anywhere; the parts are written into one file, which the user may send. None holds anything of anybody:
settings only where their values are numbers or ways of looking, of the book how many rows each table has, and of the
log what the program writes there, which is kinds of errors and places in the program. Should the name of the user, of
the computer or of a folder stand anywhere all the same, it is blotted out.
"""

from __future__ import annotations

import configparser
import os
import platform
import re
import sys
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from models.errors import AppError, WouldOverwrite
from models.files import write_atomically
from models.who import account_name
from resources.i18n import _
from resources.i18n import marked as m

if TYPE_CHECKING:
    from models.store import Store

ENDING = ".zip"
LOG = "liaison.log"
REPORTS = "report-*.txt"
_LINES, _REPORTS = 400, 5
_LONGEST = 200_000
_HARMLESS = (
    "view/appearance",
    "view/zoom",
    "backups/archive",
    "lock/minutes",
    "window/page",
)
"""Settings of the window whose values say nothing of anybody; of all others only that they are set."""
_SHORTEST = 2
"""A name of fewer letters stands in too many words to be blotted out."""
_LIBRARIES = re.compile(r"^[A-Za-z0-9._-]+")
_WORD = r"(?<![\w]){}(?![\w])"


@dataclass(frozen=True, slots=True)
class Part:
    """One of the texts: the name of its file, what it is, and its words."""

    name: str
    title: str
    text: str


def gather(
    log_folder: Path, settings: Path | None, store: Store | None, trouble: str = "", *, now: datetime
) -> tuple[Part, ...]:
    """Return the parts of a report. `trouble` is why the book could not be looked at, where it could not."""
    blot = _Blot(store.location if store is not None else "")
    parts = (
        Part("program.txt", m("The program and this computer"), _program(now)),
        Part("settings.txt", m("Settings of the window"), _settings(settings)),
        Part("book.txt", m("The record book: counts and checks"), _book(store, trouble)),
        Part("log.txt", m("The end of the log"), _log(log_folder)),
        Part("errors.txt", m("The newest reports of errors"), _errors(log_folder)),
    )
    return tuple(Part(part.name, part.title, blot.out_of(part.text)) for part in parts)


def read_through(parts: tuple[Part, ...]) -> str:
    """Return all that the file will hold, in one text to read."""
    return "\n\n".join(f"{_(part.title)} ({part.name})\n{'-' * 60}\n{part.text.strip()}" for part in parts)


def write_report(parts: tuple[Part, ...], place: Path, *, replace: bool = False) -> Path:
    """Write the parts as one file. Raises WouldOverwrite, or CannotWrite in words."""
    if place.exists() and not replace:
        raise WouldOverwrite(_("There is a file called “{name}” already. Choose another name.").format(name=place.name))

    def content(file: BinaryIO) -> None:
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
            for part in parts:
                packed.writestr(zipfile.ZipInfo(part.name), part.text)

    write_atomically(place, content)
    return place


def settings_file() -> Path:
    """Return where the window keeps its settings, as Qt places them."""
    if sys.platform == "win32":
        base = Path(os.environ.get("APPDATA", Path.home() / "AppData" / "Roaming"))
    else:
        base = Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config")
    return base / "Liaison Desk" / "Liaison Desk.ini"


def _program(now: datetime) -> str:
    from importlib.metadata import PackageNotFoundError, requires, version

    def of(package: str) -> str:
        try:
            return version(package)
        except PackageNotFoundError:
            return "not installed"

    try:
        wanted = requires("liaison-desk") or []
    except PackageNotFoundError:
        wanted = []
    libraries = sorted({found[0] for one in wanted if (found := _LIBRARIES.match(one))}, key=str.casefold)
    lines = [
        f"Liaison Desk {of('liaison-desk')}",
        f"made at {now.isoformat(timespec='minutes')}",
        f"{platform.system()} {platform.release()}, {platform.machine()}",
        f"Python {platform.python_version()}",
        f"characters of files {sys.getfilesystemencoding()}, of the terminal {getattr(sys.stdout, 'encoding', None)}",
        *(f"{name} {of(name)}" for name in libraries),
    ]
    return "\n".join(lines)


def _settings(place: Path | None) -> str:
    if place is None or not place.is_file():
        return "none are kept"
    kept = configparser.RawConfigParser(strict=False)
    try:
        kept.read_string(place.read_text("utf-8", errors="replace"))
    except configparser.Error:
        return "they cannot be read"
    lines = []
    for section in kept.sections():
        for name, value in kept.items(section):
            key = f"{section}/{name}".lower()
            shown = value if key in _HARMLESS and re.fullmatch(r"\w{1,20}", value) else "set"
            lines.append(f"{key.split('/', 2)[0]}/{key.split('/', 2)[1]}: {shown}")
    return "\n".join(sorted(set(lines)))


def _book(store: Store | None, trouble: str) -> str:
    if store is None:
        return trouble or "no book was open"
    from models.queries.table_sizes import count_rows

    place = "on a server" if store.on_server else "a file"
    lines = [f"{place}, {'locked with a passphrase' if store.encrypted else 'without a passphrase'}"]
    lines += ["open for reading only"] if store.read_only else []
    try:
        lines.append(f"schema version {store.schema_version()}")
        with store.read() as session:
            lines += [f"{name}: {count:,}" for name, count in count_rows(session).items()]
        problems = store.check()
    except AppError as error:
        problems = [f"it cannot be read: {type(error).__name__}"]
    return "\n".join([*lines, "", *(problems or ["The check found nothing wrong."])])


def _log(folder: Path) -> str:
    place = folder / LOG
    if not place.is_file():
        return "there is no log"
    return "\n".join(_end_of(place).splitlines()[-_LINES:])


def _errors(folder: Path) -> str:
    newest = sorted(folder.glob(REPORTS), reverse=True)[:_REPORTS]
    return "\n\n".join(f"{one.name}\n{_end_of(one)}" for one in newest) or "there are none"


def _end_of(place: Path) -> str:
    with place.open("rb") as file:
        file.seek(max(0, place.stat().st_size - _LONGEST))
        return file.read().decode("utf-8", errors="replace")


class _Blot:
    """Blots out who uses the program, on which computer, and where things lie."""

    def __init__(self, book: str) -> None:
        found: Mapping[str, str] = {
            str(Path.home()): "[home]",
            book: "[book]",
            str(Path(book).parent) if book and "://" not in book else "": "[folder]",
            Path(book).stem if "://" not in book else "": "[book]",
            platform.node(): "[computer]",
            account_name(): "[account]",
        }
        longest_first = sorted((one for one in found if len(one) >= _SHORTEST), key=len, reverse=True)
        self._found = [(re.compile(_WORD.format(re.escape(one)), re.IGNORECASE), found[one]) for one in longest_first]

    def out_of(self, text: str) -> str:
        """Return a text without any of it."""
        for pattern, instead in self._found:
            text = pattern.sub(instead, text)
        return text
