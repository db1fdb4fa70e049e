"""A guard against a Qt binding that loses references to None until the process aborts (PySide6 6.12.0 on 3.11)."""

from __future__ import annotations

import subprocess
import sys

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
