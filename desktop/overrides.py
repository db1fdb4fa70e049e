"""What is done while Qt is in the middle of something, as in showing a widget: its trouble is told, and stops nothing.

An exception that leaves a method which Qt calls (showEvent, eventFilter, data ...) is set aside by PySide until the
call that led to it ends. Whatever of ours Qt calls meanwhile is left out, or begins with that exception pending and
fails of something that is not so: tabs whose page could not be filled said that they had no `updateGeometry`. What a
signal calls needs no such care: its exceptions are told at once.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import TypeVar

_Answer = TypeVar("_Answer")


def do_and_tell(work: Callable[[], _Answer]) -> _Answer | None:
    """Do what may fail, and return its answer; None when it failed, and the user is told as of any other trouble."""
    try:
        return work()
    except Exception as error:  # noqa: BLE001 - handed on whatever it is, as from a slot
        sys.excepthook(type(error), error, error.__traceback__)
        return None
