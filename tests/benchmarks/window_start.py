"""One start of a window, in a process of its own; `bench_window` runs it and reads the two numbers it prints.

`python tests/benchmarks/window_start.py WHAT [BOOK PAGE FOLDER]` where WHAT is `bare` (a QMainWindow with a label),
`list` (with a list of 50 lines), `paint` (the program until its first paint), `sight` (until the first list of BOOK has
been painted) or `page` (until a page of BOOK has been filled from the open book and painted). Prints the clock at that
moment and the memory in which the process stands, in MB.
"""

import os
import sys
import time


def memory() -> float:
    """Return the memory in which this process stands (RSS) in MB, or 0 where the system does not tell.

    Not its share (PSS): that shrinks with every other program that has Qt open, and this machine is shared.
    """
    try:
        with open("/proc/self/smaps_rollup", encoding="ascii") as lines:
            return next(int(line.split()[1]) for line in lines if line.startswith("Rss:")) / 1024
    except OSError:
        return 0.0


def done() -> None:
    """Say when it was painted, and leave without tidying up."""
    now = time.monotonic()
    sys.stdout.write(f"{now:.6f} {memory():.1f}\n")
    sys.stdout.flush()
    os._exit(0)


def start_bare(lines: int) -> None:
    """Open the least window there can be."""
    from PySide6.QtCore import QStringListModel, QTimer
    from PySide6.QtWidgets import QApplication, QLabel, QListView, QMainWindow

    class Window(QMainWindow):
        def paintEvent(self, _event: object) -> None:
            QTimer.singleShot(0, done)

    application = QApplication(sys.argv[:1])
    window = Window()
    if lines:
        view = QListView()
        view.setModel(QStringListModel([f"Line {number}" for number in range(lines)]))
        window.setCentralWidget(view)
    else:
        window.setCentralWidget(QLabel("Hello"))
    window.resize(1180, 720)
    window.show()
    application.exec()


def start_program(what: str, book: str, page: str, folder: str) -> None:
    """Open the program as its shortcut does, up to the moment that is asked for."""
    import gc

    gc.disable()  # As `desktop.__main__` does before it imports anything.
    from pathlib import Path

    from PySide6.QtCore import QTimer

    from desktop.application import Program, make_application
    from desktop.first_paint import FirstPaint
    from desktop.settings import LAST_PAGE, Settings

    application = make_application(sys.argv[:1])
    settings = Settings(Path(folder) / "settings.ini")
    program = Program(application, settings, log_folder=Path(folder))
    program.errors.install()
    if what == "paint":
        program.window.show()
        FirstPaint(program.window).done.connect(done)
        sys.exit(application.exec())
    settings.set(LAST_PAGE, page)
    if what == "sight":
        # What comes after it was painted; without a first sight it would come at once, and that is no measure.
        program._load = lambda: done() if program.window.stack.current_page() else os._exit(1)
        program.start(book)
        sys.exit(application.exec())
    take = program.take_store

    def take_store(store: object) -> None:
        take(store)
        painted = FirstPaint(program.window.stack.current_page())
        painted.done.connect(lambda: QTimer.singleShot(0, done))

    program.take_store = take_store
    program.start(book)
    sys.exit(application.exec())


if __name__ == "__main__":
    what, book, page, folder = [*sys.argv[1:], "", "", ""][:4]
    sys.path.insert(0, os.getcwd())
    if what in ("bare", "list"):
        start_bare(50 if what == "list" else 0)
    else:
        start_program(what, book, page, folder)
