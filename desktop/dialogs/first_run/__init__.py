"""The first run in three steps: your school, how to begin, and where the book and its backups are safe."""

from desktop.dialogs.first_run.dialog import Beginning, FirstRunDialog
from desktop.dialogs.first_run.way import BRING_IN, EMPTY, SAMPLE

__all__ = ["BRING_IN", "EMPTY", "SAMPLE", "Beginning", "FirstRunDialog"]
