"""A file that another program holds, on a system that would let it be replaced."""

from __future__ import annotations

from pathlib import Path

import pytest

from models import files


def hold(target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Have a file refuse to be replaced, as Windows does while a program has it open."""
    replace = Path.replace

    def held(self: Path, other: Path) -> Path:
        if Path(other) == target:
            raise PermissionError("held")
        return replace(self, other)

    monkeypatch.setattr(Path, "replace", held)
    monkeypatch.setattr(files, "PATIENCE", 0.1)
