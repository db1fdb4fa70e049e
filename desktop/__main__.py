"""`python -m desktop` and the windowed entry point."""

from __future__ import annotations

import gc
import sys


def main() -> int:
    """Open the window."""
    # Thousands of things are made at the start and none of them thrown away: looking for rubbish only takes time.
    # `Program` begins to look for it, in its own way, as soon as a book is open.
    gc.disable()
    from desktop.application import main as start

    return start()


if __name__ == "__main__":
    sys.exit(main())
