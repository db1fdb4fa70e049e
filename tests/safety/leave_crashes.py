"""Commands on a locked book full of planted words, killed at several moments; test_traces.py searches what is left.

    HOME=... TMPDIR=... python tests/safety/leave_crashes.py FOLDER --kills 1

The book lies in FOLDER, what is brought in lies in FOLDER/given, and what is asked for goes to FOLDER/papers: those two
hold names because somebody wants them to. All else that is written anywhere must be unreadable, however a command ends.
Each command also runs to its end, and wrong uses of it too. Prints how often a kill came before the end.
"""

from __future__ import annotations

import argparse
import json
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

PHRASE, NEXT = "four quite plain words", "four other plain words"
START = [sys.executable, "-c", "import sys; from desktop.cli import main; sys.exit(main())"]


def make_book(place: Path) -> None:
    """Make a locked book with a planted word in every text, some of it changed and taken back."""
    from models.store import Store
    from tests.safety.planted_words import NAMES, plant_everywhere

    store = Store.create(place, PHRASE)
    with store.write(f"Add {NAMES[0]}", reason=NAMES[1]) as session:
        plant_everywhere(session, 7)
    store.close()


def make_files(given: Path) -> None:
    """Write files as somebody brings them in: with rows that are taken, that are doubtful, and that are refused."""
    from tests.safety.planted_words import NAMES, WAYS

    given.mkdir()
    rows = [f"{NAMES[n]},{NAMES[n + 1]} School,{WAYS[2]},{WAYS[0]}" for n in range(0, 20, 2)]
    rows += [f"{NAMES[3]},,not an email {NAMES[4]},{NAMES[5]}", f",,,{NAMES[6]}", f'"{NAMES[7]}']
    (given / f"{NAMES[0]}.csv").write_text("Name,Organisation,Email,Phone\n" + "\n".join(rows) + "\n", "utf-8")
    cards = (
        f"BEGIN:VCARD\nVERSION:3.0\nN:{name};Ann;;;\nFN:Ann {name}\nTEL:{WAYS[0]}\nNOTE:{name}\nEND:VCARD\n"
        for name in NAMES
    )
    (given / "cards.vcf").write_text("".join(cards), "utf-8")
    (given / "broken.vcf").write_text(f"BEGIN:VCARD\nFN:{NAMES[8]}\nBEGIN:VCARD\n{NAMES[9]}", "utf-8")
    (given / f"{NAMES[10]}.eml").write_text(
        f"From: {NAMES[1]} <{WAYS[2]}>\nTo: a@b.example\nSubject: {NAMES[2]}\nDate: Mon, 16 Nov 2026 09:30:00 +0000\n"
        f"Message-ID: <{NAMES[3]}@x>\n\n{NAMES[4]} {WAYS[0]}\n",
        "utf-8",
    )
    (given / "old.txt").write_text(PHRASE, "utf-8")
    (given / "new.txt").write_text(NEXT, "utf-8")


def commands(folder: Path) -> Iterator[tuple[object, ...]]:
    """Yield what is done, each command with its words."""
    from tests.safety.planted_words import NAMES

    given, papers = folder / "given", folder / "papers"
    yield "log", "--with", NAMES[0], "--about", NAMES[1], "--note", " ".join(NAMES)
    table = given / f"{NAMES[0]}.csv"
    yield "import", "contacts", table, "--doubtful", "new", "--rejects", papers / "refused.xlsx", "--force"
    yield "import", "vcard", given / "cards.vcf", "--doubtful", "new"
    yield "import", "vcard", given / "broken.vcf"
    yield "import", "vcard", given / f"{NAMES[11]} is not there.vcf"
    yield "import", "mail", given / f"{NAMES[10]}.eml"
    yield ("undo",)
    yield "search", NAMES[2]
    yield "show", "person:1"
    yield "show", f"person:{NAMES[3]}"
    yield ("history",)
    yield "sheet", "people", "--output", papers / "people.xlsx", "--force"
    for form in ("pdf", "xlsx", "docx", "html"):
        yield "report", "change-report", "--output", papers / f"changes.{form}", "--force"
    for form, ending in (("vcard", "vcf"), ("contacts-csv", "csv"), ("archive", "zip")):
        yield "export", form, "--output", papers / f"out.{ending}", "--force"
    yield "person-data", "1"
    yield ("backup",)
    yield "backup", "--to", folder / "stick"
    yield ("check",)
    yield "report-problem", "--output", folder / "problem.zip", "--force"
    yield "erase-person", "2", "--reason", NAMES[4], "--dry-run"
    yield "nonsense", NAMES[5]
    yield "rekey", "--new-passphrase-file", given / "new.txt"
    yield "rekey", "--new-passphrase-file", given / "old.txt"


def run(book: Path, words: tuple[object, ...], stop_after: float | None = None) -> tuple[int, float]:
    """Run one command, killed after a while where that is said; return how it ended and how long it took."""
    key = book.parent / "given" / "old.txt"
    typed = [*START, "--book", str(book), "--passphrase-file", str(key), *map(str, words)]
    begun = time.monotonic()
    process = subprocess.Popen(
        typed, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    )
    try:
        _out, told = process.communicate(timeout=stop_after or 300)
        sys.stderr.buffer.write(told)
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGKILL)
        process.communicate()
    return process.returncode, time.monotonic() - begun


def open_with(book: Path) -> None:
    """Give the book the passphrase again that all commands use, whichever a killed change of it left."""
    from models.errors import WrongPassphrase
    from models.store import Store

    try:
        Store.open(book, PHRASE).close()
    except WrongPassphrase:
        key = ("rekey", "--passphrase-file", book.parent / "given" / "new.txt")
        run(book, (*key, "--new-passphrase-file", book.parent / "given" / "old.txt"))


def main() -> None:
    """Do all of it once to the end, and killed as often as is said."""
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("--kills", type=int, default=1, help="of each command")
    parser.add_argument("--each", type=int, default=1, help="take each second, third ... command")
    asked = parser.parse_args()
    book = asked.folder / "elm.liaison"
    for name in ("papers", "stick"):
        (asked.folder / name).mkdir()
    make_files(asked.folder / "given")
    make_book(book)
    killed, took, codes = 0, 0.0, {}
    for turn, words in list(enumerate(commands(asked.folder)))[:: asked.each]:
        for kill in range(asked.kills + 1):
            stop = None
            if kill:
                # Later from one command to the next and from one kill to the next, between the start and the end.
                stop = took * (0.45 + 0.55 * ((turn * 0.381 + kill * 0.618) % 1))
            code, seconds = run(book, words, stop)
            if kill == 0:
                took, codes[" ".join(map(str, words[:2]))] = seconds, code
            killed += code == -signal.SIGKILL
            if words[0] == "rekey":
                open_with(book)
    sys.stdout.write(json.dumps({"killed": killed, "codes": codes}))


if __name__ == "__main__":
    main()
