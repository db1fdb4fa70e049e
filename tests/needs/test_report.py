"""The account of the needs says what is so."""

from __future__ import annotations

from tests.needs.conftest import NEEDS, account_of


def test_a_need_is_kept_when_every_test_of_it_passed_and_nothing_is_lacking() -> None:
    marked = {
        "a": [("N001", "")],
        "b": [("N001", ""), ("N002", "no list of topics")],
        "c": [("N003", "")],
        "d": [("N004", "")],
    }
    entries = {entry["need"]: entry for entry in account_of(marked, {"a": True, "b": True, "c": False})}

    assert list(entries) == list(NEEDS)
    assert {need: entries[need]["kept"] for need in ("N001", "N002", "N003", "N004", "N005")} == {
        "N001": "yes",
        "N002": "partly",
        "N003": "no",
        "N004": "no",
        "N005": "no",
    }
    assert entries["N002"]["lacking"] == ["no list of topics"]
    assert entries["N001"]["tests"] == [{"test": "a", "passed": True}, {"test": "b", "passed": True}]
