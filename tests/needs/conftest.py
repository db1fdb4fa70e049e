"""The tests of the needs, and the account of which are kept.

Each test does what the need's user would do, through the public actions and questions, and says which need it is for:
`@pytest.mark.need("N001")`. A need that is kept only in part is marked so, with what is lacking in plain words:
`@pytest.mark.need("N001", lacking="...")`; it is reported as kept in part, never as kept.

`python -m pytest tests/needs --needs-report FILE` writes a JSON list with an entry for each of the 143 needs:
`{"need", "kept": "yes" | "partly" | "no", "lacking": [...], "tests": [{"test", "passed"}]}`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.books import new_book, new_database, store

__all__ = ["new_book", "new_database", "store"]

NEEDS = tuple(f"N{number:03}" for number in range(1, 144))
_OUTCOMES = pytest.StashKey[dict[str, bool]]()
_NEEDS = pytest.StashKey[dict[str, list[tuple[str, str]]]]()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Take the name of the report."""
    parser.addoption("--needs-report", metavar="FILE", help="write which needs are kept, as JSON, to this file")


def pytest_configure(config: pytest.Config) -> None:
    """Begin the account; it is kept in one process."""
    if config.getoption("--needs-report") and config.getoption("numprocesses", None):
        raise pytest.UsageError("--needs-report needs one process: leave out -n")
    config.stash[_OUTCOMES], config.stash[_NEEDS] = {}, {}


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Refuse a test of the needs that says of none, or of one that is not on the list."""
    here = Path(__file__).parent
    for item in items:
        if here not in item.path.parents:
            continue
        marks = list(item.iter_markers("need"))
        if not marks and item.path.name != "test_report.py":
            raise pytest.UsageError(f"{item.nodeid} does not say which need it is for")
        for mark in marks:
            for need in mark.args:
                if need not in NEEDS:
                    raise pytest.UsageError(f"{item.nodeid} is for {need}, which is not on the list")
                lacking = str(mark.kwargs.get("lacking", ""))
                config.stash[_NEEDS].setdefault(item.nodeid, []).append((need, lacking))


def pytest_deselected(items: list[pytest.Item]) -> None:
    """Leave out of the account what was not to be run."""
    for item in items:
        item.config.stash[_NEEDS].pop(item.nodeid, None)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    """Take note of how a test ended: every part of it must have passed."""
    report: Any = yield
    passed = item.config.stash[_OUTCOMES].get(item.nodeid, True)
    item.config.stash[_OUTCOMES][item.nodeid] = passed and report.passed
    return report


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Write the report where it is asked for."""
    name = session.config.getoption("--needs-report")
    if name:
        account = account_of(session.config.stash[_NEEDS], session.config.stash[_OUTCOMES])
        Path(name).write_text(json.dumps(account, indent=1) + "\n", encoding="utf-8")


def account_of(marked: dict[str, list[tuple[str, str]]], outcomes: dict[str, bool]) -> list[dict[str, Any]]:
    """Return the entry of each need, from what the tests are for and how they ended."""
    account = []
    for need in NEEDS:
        tests = [test for test, marks in marked.items() if any(mark == need for mark, _lacking in marks)]
        lacking = sorted({words for test in tests for mark, words in marked[test] if mark == need and words})
        done = [{"test": test, "passed": outcomes.get(test, False)} for test in sorted(tests)]
        whole = bool(done) and all(entry["passed"] for entry in done)
        kept = "no" if not whole else "partly" if lacking else "yes"
        account.append({"need": need, "kept": kept, "lacking": lacking, "tests": done})
    return account
