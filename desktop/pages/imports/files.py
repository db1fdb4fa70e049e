"""A file on its way in, as the window keeps it, and the work on it that is done away from the main thread."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from desktop.jobs import Cancelled, Job
from models.errors import AppError, StaleRecord, Stopped
from models.imports.kinds import Asked, FileKind
from models.imports.opening import FILE_KINDS, open_import, usual_answers
from models.imports.preview import Choice, Fate
from models.imports.questions import Answer
from models.imports.recognising import OTHER_WAYS, Recognition, is_sure, recognise, refuse_unknown

if TYPE_CHECKING:
    from datetime import date

    from desktop.jobs import Progress
    from models.imports.centre import TakenIn
    from models.imports.opening import AnyImport
    from models.imports.preview import Decisions, ImportPreview, PreviewLine
    from models.store import Store

Decision = Choice | int
Result = TypeVar("Result")


class Watch:
    """Stands between a file that lives long and the jobs on it, of which each has a progress of its own."""

    def __init__(self) -> None:
        self.progress: Progress | None = None

    def cancelled(self) -> bool:
        """Tell whether the job under way is to stop."""
        return self.progress is not None and self.progress.cancelled

    def step(self, done: int, total: int) -> None:
        """Leave the job if it is to stop; else say how far it is."""
        if self.progress is not None:
            self.progress.step(done, total)


@dataclass(eq=False, slots=True)
class IncomingFile:
    """A file of the queue: what is known of it so far, and what the user said of it."""

    path: Path
    key: str = ""
    """What it is read as; "" as long as nobody knows."""
    mapping: dict[str, Any] = field(default_factory=dict)
    """What the user said of it as a whole: how it is to be read, and what its kind asks."""
    record: tuple[str, int] | None = None
    """What was in view when it was dropped."""
    found: tuple[Recognition, ...] = ()
    read: AnyImport | None = None
    preview: ImportPreview | None = None
    before: dict[str, Any] | None = None
    """What was said of it until now, while it is read as it was just corrected."""
    trouble: str = ""
    """Why it could not be read, in a sentence."""
    notice: str = ""
    """What happened to it meanwhile, in a sentence."""
    job: Job | None = None
    waiting: dict[str, Decision | None] = field(default_factory=dict)
    """What was decided since the file was last compared."""
    questions: dict[str, PreviewLine] = field(default_factory=dict)
    """The doubtful lines that were decided, as they were asked: a decision can be changed."""
    watch: Watch = field(default_factory=Watch)

    @property
    def name(self) -> str:
        """Return what it is called, without its folder."""
        return self.path.name

    @property
    def is_other_way(self) -> bool:
        """Say whether it comes in by a way of its own."""
        return self.key in OTHER_WAYS

    @property
    def decided(self) -> Decisions:
        """Return what was decided of its lines, be they compared already or not."""
        known = dict(self.read.decisions) if self.read is not None else {}
        for fingerprint, decision in self.waiting.items():
            if decision is None:
                known.pop(fingerprint, None)
            else:
                known[fingerprint] = decision
        return known

    def decision(self, fingerprint: str) -> Decision | None:
        """Return what was decided of a line, be it compared already or not."""
        if fingerprint in self.waiting:
            return self.waiting[fingerprint]
        return self.read.decisions.get(fingerprint) if self.read is not None else None

    def decide(self, lines: Mapping[str, tuple[PreviewLine, Decision | None]]) -> None:
        """Keep what was decided of some lines, by their fingerprints, until the file is compared again."""
        for fingerprint, (line, decision) in lines.items():
            self.questions.setdefault(fingerprint, line)
            self.waiting[fingerprint] = decision

    def alike(self, line: PreviewLine, decision: Decision) -> dict[str, tuple[PreviewLine, Decision | None]]:
        """Return the doubtful lines of which the same is asked and nobody has said anything, with the like decision.

        A record is meant by each line for itself: the same for all is its one candidate, where there is only one.
        """
        found: dict[str, tuple[PreviewLine, Decision | None]] = {}
        for other in self.preview.lines if self.preview is not None else ():
            if not _asks_the_same(other, line) or self.decision(other.fingerprint) is not None:
                continue
            if isinstance(decision, Choice):
                if other.can_be_new or decision is not Choice.NEW:
                    found[other.fingerprint] = (other, decision)
            elif len(other.candidates) == 1:
                found[other.fingerprint] = (other, other.candidates[0].id)
        return found


def _asks_the_same(other: PreviewLine, line: PreviewLine) -> bool:
    return (
        other.fate is Fate.DOUBTFUL
        and other.fingerprint != line.fingerprint
        and (other.record_kind, other.reasons, other.can_be_new) == (line.record_kind, line.reasons, line.can_be_new)
    )


@dataclass(frozen=True, slots=True)
class Looked:
    """What came of looking at a file."""

    found: tuple[Recognition, ...]
    key: str
    mapping: Mapping[str, Any]
    """What was said of the file, with the book's own answers to what nobody answered."""
    read: AnyImport | None = None
    preview: ImportPreview | None = None
    trouble: AppError | None = None
    """Why it cannot be read as that kind."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """How somebody wants a file read."""

    key: str
    mapping: Mapping[str, Any]
    decided: Decisions
    """What was decided of its lines at an earlier look: it holds where they say the same."""
    today: date


def look(store: Store, file: IncomingFile, wanted: Wanted, progress: Progress) -> Looked:
    """Say what a file is where nobody has said it, and what it would do; runs on the worker."""
    file.watch.progress = progress
    found, key = recognise(file.path), wanted.key
    if not key and not found:
        refuse_unknown(file.path)
    if not key and is_sure(found):
        key = found[0].key
    if key not in FILE_KINDS:
        return Looked(found, key, wanted.mapping)
    kind = FILE_KINDS[key]
    mapping = {**usual_answers(store, kind), **_answered_by_drop(kind, file.record), **wanted.mapping}
    asked = Asked(wanted.today, mapping or None, file.watch.cancelled, file.watch.step)
    return _stoppable(lambda: _opened(store, file, key, asked, found, wanted.decided))


def _answered_by_drop(kind: FileKind, record: tuple[str, int] | None) -> dict[str, Any]:
    """Return what the record on which a file was dropped says to the questions of its kind."""
    return {
        question.key: record
        for question in kind.questions
        if question.answer is Answer.RECORD and record is not None and record[0] in question.kinds
    }


def _opened(
    store: Store, file: IncomingFile, key: str, asked: Asked, found: tuple[Recognition, ...], decided: Decisions
) -> Looked:
    mapping = asked.mapping or {}
    try:
        read = open_import(store, key, file.path, asked, decided)
        return Looked(found, key, mapping, read, read.preview)
    except Stopped:
        raise
    except AppError as trouble:
        # What its kind asks may be answered otherwise, so the kind and the answers are told too.
        return Looked(found, key, mapping, trouble=trouble)


def compare(
    file: IncomingFile, read: AnyImport, decided: Mapping[str, Decision | None], progress: Progress
) -> ImportPreview:
    """Compare a file again with what was decided; runs on the worker."""
    file.watch.progress = progress
    return _stoppable(lambda: read.decide(decided))


def decide_all(file: IncomingFile, read: AnyImport, choice: Choice | None, progress: Progress) -> ImportPreview:
    """Decide the same of every doubtful line, None for every decision taken back; runs on the worker."""
    file.watch.progress = progress
    if choice is None:
        return _stoppable(lambda: read.decide(dict.fromkeys(read.decisions)))
    return _stoppable(lambda: read.decide_all(choice))


def take_in(file: IncomingFile, read: AnyImport, progress: Progress) -> TakenIn | ImportPreview:
    """Write a file; where the book changed meanwhile, write nothing and return the file compared again."""
    file.watch.progress = progress
    try:
        return _stoppable(read.take_in)
    except StaleRecord:
        return _stoppable(lambda: read.decide({}))


def _stoppable(work: Callable[[], Result]) -> Result:
    """Do some work of which the readers' own word for being stopped is the worker's."""
    try:
        return work()
    except Stopped as stopped:
        raise Cancelled from stopped
