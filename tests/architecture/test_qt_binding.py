"""A guard against a Qt binding that loses references to None until the process aborts (PySide6 6.12.0 on 3.11)."""

from __future__ import annotations

import ctypes
import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.desktop.none_references import lost_by

SCRIPT = Path(__file__).parents[1] / "desktop" / "none_references.py"
keeps_none_for_ever = pytest.mark.skipif(sys.version_info >= (3, 12), reason="None is not counted there")

PROGRAM = """
import sys
from PySide6.QtCore import QStringListModel


class Model(QStringListModel):
    def reset(self):
        self.beginResetModel()
        self.endResetModel()


model = Model(["a", "b"])
model.reset()
before = sys.getrefcount(None)
for _ in range(500):
    model.reset()
print(before - sys.getrefcount(None))
"""


def test_resetting_a_model_loses_no_reference_to_none() -> None:
    # In a process of its own: should the binding be a bad one, the damage must not reach the other tests.
    result = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stderr
    assert int(result.stdout) <= 100


@pytest.mark.requirement("R42")
@keeps_none_for_ever
def test_no_call_that_the_program_makes_of_qt_loses_a_reference() -> None:
    result = subprocess.run([sys.executable, SCRIPT], capture_output=True, text=True, check=False, timeout=250)
    assert result.stdout, result.stderr[-2000:]
    seen = json.loads(result.stdout)
    assert seen["lost"] == {}
    assert seen["called"] > 1_500
    assert result.returncode == 0


@keeps_none_for_ever
def test_the_counting_would_notice_a_reference_that_is_lost() -> None:
    lose, give_back = ctypes.pythonapi.Py_DecRef, ctypes.pythonapi.Py_IncRef
    nothing = ctypes.py_object(None)
    lost = lost_by(lambda: lose(nothing), 200)
    for _time in range(201):
        give_back(nothing)
    assert lost > 150
