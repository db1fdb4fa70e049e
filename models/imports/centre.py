"""One way in for every kind of file: read, compare, take in as one step, take out again."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from sqlalchemy.orm import Session

from models import journal
from models.backup_reasons import BEFORE_IMPORT
from models.chunks import in_chunks
from models.errors import AppError, StaleRecord, WrongUse
from models.imports.batches import BatchRow, find_batch, keep_batch, label_of
from models.imports.hashing import hash_of
from models.imports.kinds import Asked, ImportKind, Reading, Write
from models.imports.preview import Choice, Decisions, Fate, ImportPreview, PreviewLine, Step, no_step
from models.imports.questions import check_answers
from models.imports.taking_back import TakenBack, label_of_taking_back, take_back_batch
from models.many_rows import many_rows
from models.queries.records import Ref
from models.store import Store
from models.value_words import in_words
from resources.i18n import _

MOST_TRIED = 1_000
"""Lines that are tried before anything is written, so that what an action refuses is shown; of more the rest is only
tried when it is written."""
_AT_ONCE = 250
"""Lines that are written together; then the session lets go of what it holds."""
WriteMany = Callable[[Sequence[PreviewLine]], list[Ref]]


@dataclass(frozen=True, slots=True)
class TakenIn:
    """What came of a file: the batch, and the preview as it came true."""

    batch_id: int | None
    """None where nothing was to be written."""
    preview: ImportPreview


class FileImport:
    """A file on its way in: read once, compared with the book as often as somebody decides something.

    Raises BadImport, in a sentence, for a file that cannot be read.
    """

    def __init__(
        self, store: Store, kind: ImportKind, path: Path, asked: Asked, decisions: Decisions | None = None
    ) -> None:
        """`decisions` are those of an earlier look at the same file: they hold where its lines say the same.

        Raises WrongUse where `asked` names a record that the book has not.
        """
        with store.read() as session:
            check_answers(session, kind.questions, asked.mapping)
            if kind.prepare is not None:
                asked = replace(asked, known=kind.prepare(session))
        self._store, self._kind, self._asked = store, kind, asked
        self._file = path.name
        with many_rows():
            self._reading: Reading = kind.read(path, asked)
        self._sha256 = hash_of(path)
        self._decisions: dict[str, Choice | int] = dict(decisions or {})
        self._trials: tuple[int, dict[str, tuple[tuple[object, ...], PreviewLine]]] | None = None
        """Since which change of the book, and by fingerprint, what lines would do and what came of trying it."""
        self._preview = self._look()

    @property
    def preview(self) -> ImportPreview:
        """What the file would do as it was decided so far, or once it is taken in what it did."""
        return self._preview

    @property
    def decisions(self) -> Mapping[str, Choice | int]:
        """What was decided of doubtful lines so far, by their fingerprints."""
        return self._decisions

    def decide(self, decisions: Mapping[str, Choice | int | None]) -> ImportPreview:
        """Take what a person says of doubtful lines, None for a decision taken back, and look again."""
        self._keep(decisions)
        self._preview = self._look()
        return self._preview

    def decide_all(self, choice: Choice) -> ImportPreview:
        """Say the same of every line that is doubtful and may be said to be new, until none is left."""
        preview = self.preview
        while wanted := {
            line.fingerprint: choice
            for line in preview.lines
            if line.fate is Fate.DOUBTFUL and line.fingerprint not in self._decisions
            and (line.can_be_new or choice is not Choice.NEW)
        }:  # fmt: skip
            self._keep(wanted)
            preview = self._compare()
        if preview is not self.preview:
            self._preview = self._tried(preview)
        return self.preview

    def _keep(self, decisions: Mapping[str, Choice | int | None]) -> None:
        for fingerprint, decision in decisions.items():
            if decision is None:
                self._decisions.pop(fingerprint, None)
            else:
                self._decisions[fingerprint] = decision

    def take_in(self) -> TakenIn:
        """Write the lines that are taken as one step, and keep what became of each.

        Lines that an action refuses are left out and told, in the preview that is given back. Raises StaleRecord,
        having written nothing, where the book changed since and the file would do something else now; NoRoom where
        the disk is nearly full.
        """
        if not self.preview.taken:
            return TakenIn(None, self.preview)
        self._store.prepare_for(BEFORE_IMPORT)
        with many_rows(), self._store.write(label_of(self.preview)) as session:
            self._check_fresh(session)
            lines, refs = self._write(session, self.preview)
            done = replace(self.preview, lines=tuple(lines))
            batch_id = keep_batch(session, done, refs, self._store.actor) if refs else None
        self._preview = done
        return TakenIn(batch_id, done)

    def _look(self) -> ImportPreview:
        return self._tried(self._compare())

    def _compare(self) -> ImportPreview:
        with many_rows(), self._store.read() as session:
            return self._compared(session)

    def _tried(self, preview: ImportPreview) -> ImportPreview:
        """Return a preview with the lines refused that an action refuses, as far as it is tried.

        Lines that were tried before and would do the same are not tried again: somebody who leaves a row out waits for
        none of the others.
        """
        first = preview.lines[:MOST_TRIED]
        if self._store.read_only or not any(line.is_taken for line in first):
            return preview
        if self._trials is None or self._trials[0] != preview.last_change:
            self._trials = (preview.last_change, {})
        known = self._trials[1]
        if all(_deed(line) == known.get(line.fingerprint, (None,))[0] for line in first if line.is_taken):
            lines = [known[line.fingerprint][1] if line.is_taken else line for line in first]
        else:
            with many_rows(), self._store.rehearse() as session:
                lines = list(self._write(session, replace(preview, lines=first))[0])
            known |= {line.fingerprint: (_deed(line), one) for line, one in zip(first, lines, strict=True)}
        return replace(preview, lines=(*lines, *preview.lines[MOST_TRIED:]))

    def _compared(self, session: Session) -> ImportPreview:
        lines = self._kind.judge(session, self._reading, self._decisions, self._asked)
        read = self._reading
        newest = journal.newest(session.connection())
        return ImportPreview(
            self._kind.key, self._file, self._sha256, read.recognised, lines, read.headings, read.remarks, newest
        )

    def _check_fresh(self, session: Session) -> None:
        """Refuse to write what would be something else now that the book changed."""
        if journal.newest(session.connection()) == self.preview.last_change:
            return
        now = self._compared(session)
        refused = {place for place, line in enumerate(self.preview.lines) if line.fate is Fate.REFUSED}
        if any(
            (one.fate, one.record_id, one.plan) != (other.fate, other.record_id, other.plan)
            for place, (one, other) in enumerate(zip(now.lines, self.preview.lines, strict=True))
            if place not in refused
        ):
            raise StaleRecord(_("The book was changed meanwhile. Nothing was written. Look at the file once more."))

    def _write(self, session: Session, preview: ImportPreview) -> tuple[Sequence[PreviewLine], list[Ref]]:
        """Write the lines that are taken; return all lines, and the records in their order."""
        source = _("{file}, brought in on {day}").format(file=self._file[:80], day=in_words(self._asked.today))
        write = self._kind.writer(session, self._asked.today, source)
        many: WriteMany | None = getattr(write, "many", None)
        lines: list[PreviewLine] = []
        refs: list[Ref] = []
        for some in in_chunks(preview.lines, _AT_ONCE):
            self._asked.step(len(lines), len(preview.lines))
            written = _together(session, many, some) if many is not None else None
            done, made = written if written is not None else _one_by_one(session, write, some)
            lines += done
            refs += made
            session.expunge_all()
        return lines, refs


def _deed(line: PreviewLine) -> tuple[object, ...]:
    """Return what a line would do."""
    return line.fate, line.record_id, line.plan, line.changes


def _together(
    session: Session, many: WriteMany, lines: Sequence[PreviewLine]
) -> tuple[Sequence[PreviewLine], list[Ref]] | None:
    """Write lines at once; None where one of them is refused, so that each has to be tried by itself."""
    try:
        with session.begin_nested():
            return lines, many([line for line in lines if line.is_taken])
    except AppError:
        return None


def _one_by_one(
    session: Session, write: Write, lines: Sequence[PreviewLine]
) -> tuple[Sequence[PreviewLine], list[Ref]]:
    """Write lines each by itself; those that an action refuses are given back as refused."""
    done: list[PreviewLine] = []
    refs: list[Ref] = []
    for line in lines:
        if line.is_taken:
            try:
                with session.begin_nested():
                    refs.append(write(line))
            except AppError as trouble:
                line = replace(line, fate=Fate.REFUSED, reasons=(trouble.sentence,))
        done.append(line)
    return done, refs


def take_back(store: Store, batch_id: int, *, step: Step = no_step) -> TakenBack:
    """Take a batch out again as one step, as far as nobody touched its records since."""
    with store.read() as session:
        batch = find_batch(session, batch_id)
    if batch.is_taken_back:
        raise WrongUse(_("This import was taken back already."))
    with store.write(label_of_taking_back(batch.file_name)) as session:
        return _take_back(session, batch, step)


def rehearse_taking_back(store: Store, batch_id: int, *, step: Step = no_step) -> TakenBack:
    """Say what would become of a batch that is taken out again; nothing of it is kept."""
    with store.rehearse() as session:
        return _take_back(session, find_batch(session, batch_id), step)


def _take_back(session: Session, batch: BatchRow, step: Step) -> TakenBack:
    if batch.change_id is None:
        from models.imports.reference.taking_back import take_back_reference

        return take_back_reference(session, batch)
    return take_back_batch(session, batch.id, step=step)
