"""The files that wait to come in, and the work on them: read, compared, decided, written, each on the one worker."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.pages.imports.files import Decision, IncomingFile, Looked, Wanted, compare, decide_all, look, take_in
from models.errors import AppError
from models.imports.preview import Choice, Fate, ImportPreview
from resources.i18n import _

if TYPE_CHECKING:
    from desktop.context import Context
    from desktop.jobs import Job, Progress
    from models.imports.centre import TakenIn
    from models.imports.preview import PreviewLine

SETTLE_MS = 700
"""How long nobody has decided anything before the file is compared again."""


class Intake(QObject):
    """The queue of files; it shows nothing."""

    listed = Signal()
    """A file came or went."""
    moved = Signal(object)
    """Something of an `IncomingFile` is another now."""
    reported = Signal(object, int, int)
    """How far the work on a file is: the file, what is done, of how much."""
    taken = Signal(object, object)
    """A file was written: the file, and the `TakenIn` that came of it."""

    def __init__(self, context: Context, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self.files: list[IncomingFile] = []
        self._settling = QTimer(self)
        self._settling.setSingleShot(True)
        self._settling.setInterval(SETTLE_MS)
        self._settling.timeout.connect(self.settle)

    # --- the queue ------------------------------------------------------------------------------------------------

    def add(self, paths: Iterable[Path], record: tuple[str, int] | None = None) -> list[IncomingFile]:
        """Take files into the queue and look at each; one that waits there already is looked at again.

        `record` is what was in view when they were dropped.
        """
        added = []
        for path in paths:
            file = next((one for one in self.files if one.path == path), None)
            if file is None:
                file = IncomingFile(path)
                self.files.append(file)
            file.record = record
            added.append(file)
        self.listed.emit()
        for file in added:
            self.look_again(file)
        return added

    def leave_out(self, file: IncomingFile) -> None:
        """Take a file out of the queue; work on it is stopped."""
        self.stop(file)
        self.files.remove(file)
        self.listed.emit()

    def unreadable(self) -> list[IncomingFile]:
        """Return the files of which only is known why they cannot be read."""
        return [one for one in self.files if one.trouble and one.preview is None and one.job is None]

    def leave_out_unreadable(self) -> None:
        """Take all files out of the queue that cannot be read."""
        gone = self.unreadable()
        self.files = [one for one in self.files if one not in gone]
        self.listed.emit()

    def stop(self, file: IncomingFile) -> None:
        """Ask the work on a file to stop."""
        if file.job is not None:
            file.job.progress.cancel()

    # --- reading and comparing ------------------------------------------------------------------------------------

    def read_as(self, file: IncomingFile, key: str) -> None:
        """Read a file as another kind."""
        file.key, file.mapping = key, {}
        self.look_again(file)

    def correct(self, file: IncomingFile, said: Mapping[str, Any]) -> None:
        """Read a file as somebody says it is to be read, None for what the reader is to find by itself.

        What was decided of its rows holds where they still say the same. Where it cannot be read so, all stays as it
        was, and why is told.
        """
        mapping = _corrected(file.mapping, said)
        if mapping == file.mapping:
            return
        if file.preview is not None and file.before is None:
            file.before = dict(file.mapping)
        file.mapping = mapping
        self._look(file)

    def look_again(self, file: IncomingFile) -> None:
        """Read a file, from its first byte; what was decided of its rows is forgotten."""
        file.read = file.preview = file.before = None
        file.waiting, file.questions = {}, {}
        self._look(file)

    def _look(self, file: IncomingFile) -> None:
        self.stop(file)
        file.trouble = file.notice = ""
        wanted = Wanted(file.key, dict(file.mapping), file.decided, self._context.today())
        work = partial(look, self._context.store, file, wanted)
        self._submit(file, _("Looking at {file}").format(file=file.name), work, self._on_looked)

    def decide(self, file: IncomingFile, lines: Mapping[str, tuple[PreviewLine, Decision | None]]) -> None:
        """Keep what was decided of some lines; the file is compared again as soon as nobody decides any more."""
        file.decide(lines)
        self.moved.emit(file)
        self._settling.start()

    def decide_all(self, file: IncomingFile, choice: Choice | None) -> None:
        """Decide the same of every row that is doubtful still, None for all that was decided taken back."""
        if file.preview is None or file.read is None:
            return
        file.decide({line.fingerprint: (line, choice) for line in file.preview.lines if line.fate is Fate.DOUBTFUL})
        file.waiting = {}
        self.stop(file)
        work = partial(decide_all, file, file.read, choice)
        title = _("Comparing {file}").format(file=file.name)
        self._submit(file, title, work, partial(self._on_compared, {}))

    def settle(self) -> None:
        """Compare again every file of which something was decided."""
        self._settling.stop()
        for file in self.files:
            if file.waiting and file.job is None and file.read is not None:
                sent = dict(file.waiting)
                work = partial(compare, file, file.read, sent)
                title = _("Comparing {file}").format(file=file.name)
                self._submit(file, title, work, partial(self._on_compared, sent), quiet=True)

    # --- writing --------------------------------------------------------------------------------------------------

    def bring_in(self, file: IncomingFile) -> None:
        """Write what a file would do, as one step."""
        if file in self.files and file.read is not None and file.job is None and not file.waiting:
            work = partial(take_in, file, file.read)
            self._submit(file, _("Bringing in {file}").format(file=file.name), work, self._on_taken)

    # --- the worker -----------------------------------------------------------------------------------------------

    def _submit(
        self,
        file: IncomingFile,
        title: str,
        work: Callable[[Progress], Any],
        on_done: Callable[[IncomingFile, Any], None],
        *,
        quiet: bool = False,
    ) -> None:
        # Who is told of an end names the job, so that the end of one that was given up for another counts no more.
        told: list[Job] = []
        job = self._context.jobs.submit(
            title,
            work,
            lambda result: self._ended(file, told, partial(on_done, file, result)),
            lambda trouble: self._ended(file, told, partial(self._on_trouble, file, trouble)),
            on_cancelled=lambda: self._ended(file, told, partial(self._on_stopped, file)),
            owner=self,
            quiet=quiet,
        )
        told.append(job)
        job.progress.reported.connect(partial(self._on_reported, file))
        file.job = job
        self.moved.emit(file)

    def _ended(self, file: IncomingFile, told: list[Job], step: Callable[[], None]) -> None:
        if file.job is not told[0] or file not in self.files:
            return
        file.job = None
        step()
        if file in self.files:
            self.moved.emit(file)
            if file.waiting:
                self._settling.start()

    def _on_reported(self, file: IncomingFile, done: int, total: int, _words: str) -> None:
        if file in self.files:
            self.reported.emit(file, done, total)

    def _on_looked(self, file: IncomingFile, looked: Looked) -> None:
        if looked.trouble is not None and file.before is not None:
            self._on_trouble(file, looked.trouble)
            return
        file.found, file.key, file.mapping = looked.found, looked.key, dict(looked.mapping)
        file.trouble = looked.trouble.sentence if looked.trouble is not None else ""
        file.read, file.preview, file.before = looked.read, looked.preview, None

    def _on_compared(self, sent: Mapping[str, Decision | None], file: IncomingFile, preview: ImportPreview) -> None:
        file.preview = preview
        file.waiting = {
            text: decision
            for text, decision in file.waiting.items()
            if text not in sent or sent[text] != decision
        }  # fmt: skip

    def _on_taken(self, file: IncomingFile, done: TakenIn | ImportPreview) -> None:
        if isinstance(done, ImportPreview):
            file.preview = done
            file.notice = _(
                "The book was changed meanwhile, so nothing was written yet. The file was looked at once more: see "
                "what is different, then bring it in."
            )
            return
        self.files.remove(file)
        self.listed.emit()
        self.taken.emit(file, done)

    def _on_stopped(self, file: IncomingFile) -> None:
        _as_before(file)
        if file.preview is None:
            file.trouble = _("Stopped. Nothing was written.")
        else:
            file.notice = _("Stopped. Nothing was written.")

    def _on_trouble(self, file: IncomingFile, trouble: BaseException) -> None:
        _as_before(file)
        words = trouble.sentence if isinstance(trouble, AppError) else _("Something went wrong. Nothing was written.")
        if file.preview is None:
            file.trouble = words
        else:
            file.notice = words
        if not isinstance(trouble, AppError):
            self._context.jobs.failed.emit(trouble)


def _as_before(file: IncomingFile) -> None:
    """Say of a file what was said before it was corrected."""
    if file.before is not None:
        file.mapping, file.before = file.before, None


def _corrected(mapping: Mapping[str, Any], said: Mapping[str, Any]) -> dict[str, Any]:
    """Return what is said of a file now; another sheet has rows and columns of its own."""
    whole = {**mapping, **said}
    if "sheet" in said:
        for name in ("columns", "head_row"):
            whole.pop(name, None)
    return {name: value for name, value in whole.items() if value is not None}
