"""What the program promises about safety: the requirements R1 to R43, each in a sentence.

A test says which it shows by `@pytest.mark.requirement("R1")`, wherever it stands. `test_promises.py` holds the two
lists together, `prove.py` runs the long proofs, and README.md tells of both.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

TESTS = Path(__file__).parents[1]

PROMISES = {
    "R1": "A killed program loses nothing it called saved; nothing is half saved.",
    "R2": "A power cut loses nothing it called saved and leaves a whole book.",
    "R3": "“Saved” is shown only when the disk has it.",
    "R4": "A kill takes at most ten seconds of typing.",
    "R5": "A full disk loses no saved record and no typed text, and the room left is told.",
    "R6": "Starting and stopping a thousand times leaves no rubbish.",
    "R7": "Backups are made and checked by themselves, thinned out, and asked for on a second device.",
    "R8": "A kill during a backup never leaves a bad backup under a good name.",
    "R9": "A restore shows what it would bring, keeps the present book aside, and forgets again whom we had to forget.",
    "R10": "Each kind of damaged file is told apart, never changed, and answered with a way out.",
    "R11": "The check at the start takes two seconds for 60 MB, or goes on behind the window.",
    "R12": "A wrong passphrase is told from a damaged file.",
    "R13": "No file but the papers one asked for holds a readable name.",
    "R14": "Without encryption where there should be some, the program does not run.",
    "R15": "A change of the passphrase that is cut off leaves a book that opens with the old or the new one.",
    "R16": "The recovery code opens the book.",
    "R17": "A locked window shows nothing of anybody and opens within a second.",
    "R18": "Two programs never write to one book file unknown to each other.",
    "R19": "A hundred and fifty people saving one record at once lose nothing unseen.",
    "R20": "A lock that is lost makes the book read-only at once, and what was typed can be kept.",
    "R21": "Every released version's book is brought up to date with nothing lost.",
    "R22": "An upgrade that is killed leaves the old book or the new one.",
    "R23": "An upgrade never deletes what belongs to a rebuilt table.",
    "R24": "A book of a newer version is refused and left as it is.",
    "R25": "The tables are what the steps from version to version make of them.",
    "R26": "Hostile text comes through every way in and out as the text it is.",
    "R27": "A hostile file ends in a sentence within ten seconds and 300 MB, with nothing written.",
    "R28": "Reading a file opens no other file and no connection.",
    "R29": "Whatever is typed, searching makes no error.",
    "R30": "A workbook holds no formula of somebody else's, and nothing is cut off unsaid.",
    "R31": "A paper written over an older one is the old or the new one, whole.",
    "R32": "A paper that is open elsewhere is written under another name, and that is said.",
    "R33": "No paper tells the name of an account or a place on the computer.",
    "R34": "What is confidential or restricted is in no paper unless asked for.",
    "R35": "The days by which requests must be answered are those of the law.",
    "R36": "What we hold on a person is found wherever they stand.",
    "R37": "An erased person is in no page, index or history, and the history still holds together.",
    "R38": "Each contact has a basis, a source and a time to keep, or is on the list of what is missing.",
    "R39": "Nothing is deleted because of its age without a person's decision.",
    "R40": "The 72 hours after a breach are counted.",
    "R41": "Each change stands in the history once, with who made it; tampering is noticed.",
    "R42": "No call of the window's library loses a reference that the interpreter needs.",
    "R43": "No log holds anything of anybody.",
}


def shown_by() -> dict[str, list[str]]:
    """Return the tests that say they show a requirement, as `path::name`, by its number; as the source has them."""
    found: dict[str, list[str]] = {}
    for path in sorted(TESTS.rglob("test_*.py")):
        source = path.read_text(encoding="utf-8")
        if "mark.requirement(" not in source:
            continue
        where = path.relative_to(TESTS.parent).as_posix()
        for number, name in _marked(ast.parse(source)):
            found.setdefault(number, []).append(f"{where}::{name}" if name else where)
    return found


def _marked(module: ast.Module) -> Iterator[tuple[str, str]]:
    """Give each number and the function marked with it; no name where the whole file is."""
    for statement in ast.walk(module):
        if isinstance(statement, ast.FunctionDef | ast.ClassDef):
            for decorator in statement.decorator_list:
                for number in _numbers(decorator):
                    yield number, statement.name
        elif isinstance(statement, ast.Assign) and any(
            isinstance(target, ast.Name) and target.id == "pytestmark" for target in statement.targets
        ):
            for number in _numbers(statement.value):
                yield number, ""


def _numbers(expression: ast.expr) -> Iterator[str]:
    for part in ast.walk(expression):
        if isinstance(part, ast.Call) and isinstance(part.func, ast.Attribute) and part.func.attr == "requirement":
            for argument in part.args:
                if isinstance(argument, ast.Constant):
                    yield str(argument.value)
