"""Opens the real window on a book, shows each page and its first record, and ends; tests watch it from outside.

python tests/safety/walk_window.py BOOK
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from PySide6.QtWidgets import QApplication, QTabWidget

from desktop.application import Program, make_application
from desktop.dialogs.about import AboutDialog
from desktop.pages import PAGES
from desktop.settings import Settings


def settle(app: QApplication, program: Program, seconds: float = 20) -> None:
    """Let the window come to rest."""
    until = time.monotonic() + seconds
    app.processEvents()
    while program.jobs.is_busy and time.monotonic() < until:
        app.processEvents()
        time.sleep(0.005)
    for _time in range(20):
        app.processEvents()


def main() -> None:
    """Walk, and print the pages that were shown."""
    app = make_application(["liaison-desk"])
    program = Program(app, Settings())
    program.errors.install()
    program.start(sys.argv[1])
    until = time.monotonic() + 60
    while program.store is None and time.monotonic() < until:
        app.processEvents()
        time.sleep(0.005)
    assert program.store is not None, "the book was not opened"
    window = program.window
    for spec in PAGES:
        window.stack.show_page(spec.key)
        settle(app, program)
        for kind in spec.kinds[:1]:
            window.stack.open_record(kind, 1)
            settle(app, program)
        page = window.stack.current_page()
        for tabs in page.findChildren(QTabWidget) if page is not None else ():
            for place in range(tabs.count()):
                tabs.setCurrentIndex(place)
                settle(app, program)
        window.grab()
        sys.stdout.write(f"{spec.key}\n")
    AboutDialog(window).open()
    settle(app, program)
    window.close()
    settle(app, program)
    sys.stdout.flush()


if __name__ == "__main__":
    main()
