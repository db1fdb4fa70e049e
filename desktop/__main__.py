"""`python -m desktop` and the windowed entry point."""

from __future__ import annotations

import sys


def main() -> int:
    """Open the window."""
    from desktop.application import main as start

    return start()


if __name__ == "__main__":
    sys.exit(main())
