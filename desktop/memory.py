"""Keeps the program small: what PySide and the C library keep for programs of other kinds is not kept here."""

from __future__ import annotations

import builtins
import sys

_ARENA_MAX = -8
"""The number by which the C library of Linux knows how many heaps there may be at most."""


def import_plainly() -> None:
    """Import modules as Python does, which PySide changes for those who switch its snake_case names on.

    It reads the source of every module that imports anything, to find its own name there, and Python keeps what was
    read: 8 MB of source, and a millisecond at each first import.
    """
    plain = getattr(builtins, "__orig_import__", None)
    if plain is not None:
        builtins.__import__ = plain


def share_one_heap() -> None:
    """Have the worker take memory from the heap of the main thread, so that each can use what the other gave back."""
    if sys.platform == "linux":
        import ctypes

        set_option = getattr(ctypes.CDLL(None), "mallopt", None)
        if set_option is not None:
            set_option(_ARENA_MAX, 1)


def give_back() -> None:
    """Give memory back to the system that was needed for a while; other systems see to it themselves."""
    if sys.platform == "linux":
        import ctypes

        trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
        if trim is not None:
            trim(0)
