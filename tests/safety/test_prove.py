"""The one command that runs the long proofs: it reads each rightly, tells of failures, and its list is whole."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import pytest

from tests.safety import prove
from tests.safety.promises import PROMISES

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="processes are killed as Unix kills them")

PAPERS = next(proof for proof in prove.PROOFS if proof.promise == "R31")


def test_each_proof_is_there_and_of_a_promise_that_is_given() -> None:
    for proof in prove.PROOFS:
        assert proof.promise in PROMISES
        assert (prove.ROOT / proof.script.partition("::")[0]).is_file(), proof.script
        assert proof.is_test or proof.wrong, "nothing could fail"


def test_the_full_counts_are_those_that_were_asked_for() -> None:
    full = {(proof.promise, proof.count[1]) for proof in prove.PROOFS}
    wanted = [("R1", 500), ("R2", 3000), ("R4", 100), ("R5", 50), ("R6", 1000), ("R8", 100), ("R10", 200), ("R15", 100)]
    assert full >= {*wanted, ("R22", 100), ("R29", 20_000), ("R31", 200)}
    assert [PAPERS.times(short=short, part=part) for short, part in ((False, 1), (False, 10), (True, 1))] == [
        200,
        20,
        3,
    ]


def test_the_command_proves_tells_and_writes_its_table(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    table = tmp_path / "table.md"
    assert prove.main(["--short", "--only", "R31", "--table", str(table)]) == 0
    last = capsys.readouterr().out.strip().splitlines()[-1]
    assert "3 kills" in last
    heads, _line, row = table.read_text(encoding="utf-8").splitlines()
    assert heads == "| promise | what was done | how often | failed | seconds | day |"
    assert row.startswith("| R31 | papers killed while they are printed over older ones | 3 kills, ")
    assert row.split(" | ")[3] == "0"


def test_a_proof_that_fails_is_counted_and_what_it_said_is_told() -> None:
    told: list[str] = []
    (shown,) = prove.run([replace(PAPERS, more=("--naive",))], told.append, short=True)
    assert shown.failures > 0
    assert "damaged" in told[-1]
    assert prove.ended([shown]) == 1


def test_a_proof_that_breaks_off_or_cannot_be_run_has_shown_nothing(tmp_path: Path) -> None:
    broken = tmp_path / "broken.py"
    broken.write_text("raise SystemExit('no')")
    shown = prove.run(
        [replace(PAPERS, script=str(broken)), replace(PAPERS, needs=("no-such-program",))], [].append, short=True
    )
    assert [(one.failures, one.missing) for one in shown] == [(1, ""), (0, "needs no-such-program")]
    assert "not run" in prove.as_text(shown)
    assert [prove.ended(some) for some in (shown, shown[1:], [])] == [1, 2, 0]


@pytest.mark.parametrize(
    ("line", "failures", "told", "missing"),
    [
        ("12 passed, 1 skipped in 3.20s", 0, "12 tests, 1 left out here", ""),
        ("2 failed, 3 passed, 1 error in 9.00s (0:00:09)", 3, "3 tests", ""),
        ("4 skipped in 0.10s", 0, "0 tests, 4 left out here", "left out here"),
        ("no tests ran in 0.01s", 0, "0 tests", "no test was found"),
    ],
)
def test_the_last_line_of_tests_is_read(line: str, failures: int, told: str, missing: str) -> None:
    shown = prove.Shown(PAPERS)
    prove._read_tests(shown, line)
    assert (shown.failures, shown.told, shown.missing) == (failures, told, missing)


def test_a_promise_without_a_long_proof_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        prove.main(["--only", "R31,R99"])
    assert "R99" in capsys.readouterr().err
