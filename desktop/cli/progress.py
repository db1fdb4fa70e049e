"""How far a long work has come, told on the terminal in hundredths."""

from __future__ import annotations

import argparse
import sys


class Progress:
    """Writes over its own line whenever another hundredth is done."""

    def __init__(self, words: str) -> None:
        self._words, self._last = words, -1

    def __call__(self, done: int, total: int, _what: str = "") -> None:
        """Show the part that is done, where it has grown."""
        part = 100 * done // max(total, 1)
        if part != self._last:
            self._last = part
            sys.stderr.write(f"\r{self._words}: {part} %" + ("\n" if done >= total else ""))
            sys.stderr.flush()


def progress(asked: argparse.Namespace, words: str) -> Progress | None:
    """Return what tells of a work, where somebody looks on."""
    return None if asked.quiet or asked.json or not sys.stderr.isatty() else Progress(words)
