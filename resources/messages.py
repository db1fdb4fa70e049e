"""The messages of the program for its translators, and their catalogues for the program.

    python -m resources.messages extract liaison-desk.pot                    every message, as a template
    python -m resources.messages compile cy.po resources/locale/cy/LC_MESSAGES/liaison-desk.mo

What is translated is what `_()`, `ngettext()` and `marked()` (written `m()` in tables) are called with. The standard
library reads catalogues and makes none, so both are made here, without another tool.
"""

from __future__ import annotations

import argparse
import ast
import struct
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
ROOMS = ("desktop", "models", "reports", "resources")
ONE = frozenset({"_", "m", "marked"})
HEAD = (
    "Project-Id-Version: Liaison Desk\n"
    "MIME-Version: 1.0\n"
    "Content-Type: text/plain; charset=UTF-8\n"
    "Content-Transfer-Encoding: 8bit\n"
    "Plural-Forms: nplurals=2; plural=(n != 1);\n"
)
Message = tuple[str, str]
"""What stands for one, and for several or nothing."""


def messages_of(tree: ast.AST) -> Iterator[tuple[int, Message]]:
    """Yield the line and the words of each message of a file."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
            continue
        texts = [one.value for one in node.args if isinstance(one, ast.Constant) and isinstance(one.value, str)]
        if node.func.id in ONE and texts and texts[0]:
            yield node.lineno, (texts[0], "")
        elif node.func.id == "ngettext" and len(texts) >= 2:
            yield node.lineno, (texts[0], texts[1])


def extract() -> str:
    """Return the template: each message once, with the places it stands in."""
    places: dict[Message, list[str]] = {}
    for room in ROOMS:
        for file in sorted((ROOT / room).rglob("*.py")):
            for line, message in messages_of(ast.parse(file.read_text("utf-8"))):
                places.setdefault(message, []).append(f"{file.relative_to(ROOT).as_posix()}:{line}")
    several = {one for one, more in places if more}
    parts = [f'msgid ""\nmsgstr ""\n{_lines(HEAD)}\n']
    for (one, more), found in places.items():
        if not more and one in several:
            continue  # the same words with a plural are in the template once, with both
        entry = f"#: {' '.join(found[:6])}\nmsgid {_quoted(one)}\n"
        parts.append(entry + (f'msgid_plural {_quoted(more)}\nmsgstr[0] ""\nmsgstr[1] ""\n' if more else 'msgstr ""\n'))
    return "\n".join(parts)


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t") + '"'


def _lines(text: str) -> str:
    return "\n".join(_quoted(line) for line in text.splitlines(keepends=True)) + "\n"


def read_po(text: str) -> dict[str, str]:
    """Return the translations of a catalogue as gettext keeps them: several forms are parted by NUL."""
    found: dict[str, str] = {}
    entry: dict[str, str] = {}
    field, fuzzy = "", False
    for line in [*text.splitlines(), ""]:
        line = line.strip()
        if not line or (line.startswith("msgid ") and "msgid" in entry):
            _take(entry, found, fuzzy=fuzzy)
            entry, field = {}, ""
            fuzzy = False if not line else fuzzy
        if line.startswith("#"):
            fuzzy = fuzzy or (line.startswith("#,") and "fuzzy" in line)
        elif line.startswith('"'):
            entry[field] += ast.literal_eval(line)
        elif line:
            field, _blank, words = line.partition(" ")
            entry[field] = ast.literal_eval(words)
    return found


def _take(entry: dict[str, str], found: dict[str, str], *, fuzzy: bool) -> None:
    if "msgid" not in entry or (fuzzy and entry["msgid"]):
        return
    forms = [words for field, words in sorted(entry.items()) if field.startswith("msgstr")]
    if all(forms) and forms:
        more = entry.get("msgid_plural")
        found[f"{entry['msgid']}\0{more}" if more else entry["msgid"]] = "\0".join(forms)


def compiled(translations: dict[str, str]) -> bytes:
    """Return a catalogue as the standard library reads it: two tables of lengths and places, then the words."""
    pairs = sorted((one.encode(), words.encode()) for one, words in translations.items())
    start = 28 + 16 * len(pairs)
    tables, words = [b"", b""], b""
    for number in (0, 1):
        for pair in pairs:
            tables[number] += struct.pack("<II", len(pair[number]), start + len(words))
            words += pair[number] + b"\0"
    head = struct.pack("<7I", 0x950412DE, 0, len(pairs), 28, 28 + 8 * len(pairs), 0, start)
    return head + tables[0] + tables[1] + words


def main() -> int:
    """Make a template or a catalogue."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    tasks = parser.add_subparsers(dest="task", required=True)
    tasks.add_parser("extract", help="write every message into a template").add_argument("pot", type=Path)
    task = tasks.add_parser("compile", help="turn translations into a catalogue")
    task.add_argument("po", type=Path)
    task.add_argument("mo", type=Path)
    asked = parser.parse_args()
    if asked.task == "extract":
        asked.pot.write_text(extract(), "utf-8")
    else:
        asked.mo.parent.mkdir(parents=True, exist_ok=True)
        asked.mo.write_bytes(compiled(read_po(asked.po.read_text("utf-8"))))
    return 0


if __name__ == "__main__":
    sys.exit(main())
