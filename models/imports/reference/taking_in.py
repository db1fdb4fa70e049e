"""A file of reference data on its way in: seen first, then taken as a whole, and kept among what was brought in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from models import journal
from models.backup_reasons import BEFORE_IMPORT
from models.errors import StaleRecord
from models.imports.batches import keep_batch
from models.imports.centre import TakenIn
from models.imports.kinds import Asked
from models.imports.preview import Choice, Decisions, Fate, ImportPreview
from models.imports.reference.kinds import Outcome, ReferenceKind
from models.store import Store
from resources.i18n import _


class ReferenceImport:
    """What `FileImport` is for files that come in row by row; doubtful is only what it means for our own records.

    Raises BadImport, in a sentence, for a file that cannot be read.
    """

    def __init__(
        self, store: Store, kind: ReferenceKind, path: Path, asked: Asked, decisions: Decisions | None = None
    ) -> None:
        self._store, self._kind, self._path = store, kind, path
        self._asked = replace(asked, decided=dict(decisions or {}))
        self._file = kind.read(path, asked)
        self._seen: ImportPreview | None = None

    @property
    def decisions(self) -> Mapping[str, Choice | int]:
        """What was decided of doubtful lines so far, by their fingerprints."""
        return self._asked.decided

    @property
    def preview(self) -> ImportPreview:
        """What the file would do, or once it is taken in what it did; nobody has to look before taking it in."""
        if self._seen is None:
            self._seen = self._look()
        return self._seen

    def decide(self, decisions: Mapping[str, Choice | int | None]) -> ImportPreview:
        """Take what a person says of doubtful lines, None for a decision taken back, and look again."""
        known = {**self._asked.decided, **decisions}
        decided = {fingerprint: decision for fingerprint, decision in known.items() if decision is not None}
        self._asked = replace(self._asked, decided=decided)
        self._seen = self._look()
        return self._seen

    def decide_all(self, choice: Choice) -> ImportPreview:
        """Say the same of every line that is doubtful, as far as that can be said of it."""
        lines = [line for line in self.preview.lines if line.fate is Fate.DOUBTFUL]
        return self.decide({line.fingerprint: choice for line in lines if line.can_be_new or choice is not Choice.NEW})

    def take_in(self) -> TakenIn:
        """Write what the file says, and keep it among what was brought in if it says anything new.

        Raises StaleRecord, having written nothing, where our records changed since they were compared.
        """
        batch, _outcome = self._write()
        return TakenIn(batch, self.preview)

    def take_in_now(self) -> Outcome:
        """Do the same, and tell it in the words of the action that wrote it."""
        return self._write()[1]

    def look(self) -> Outcome:
        """Say what the file would do; nothing of it is kept."""
        if self._kind.is_tried and not self._store.read_only:
            with self._store.rehearse() as session:
                return self._kind.take(session, self._file, self._asked, False)
        with self._store.read() as session:
            return self._kind.take(session, self._file, self._asked, True)

    def _look(self) -> ImportPreview:
        with self._store.read() as session:
            newest = journal.newest(session.connection())
        return self._told(self.look(), newest)

    def _write(self) -> tuple[int | None, Outcome]:
        self._store.prepare_for(BEFORE_IMPORT)
        label = _(self._kind.label).format(file=self._path.name[:60])
        with self._store.write(label) as session:
            newest = journal.newest(session.connection())
            if self._seen is not None and self._seen.taken and self._seen.last_change != newest:
                raise StaleRecord(_("The book was changed meanwhile. Nothing was written. Look at the file once more."))
            outcome = self._kind.take(session, self._file, self._asked, False)
            done = self._told(outcome, newest)
            batch = keep_batch(session, done, outcome.refs, self._store.actor) if done.is_anything else None
        self._seen = done
        return batch, outcome

    def _told(self, outcome: Outcome, newest: int) -> ImportPreview:
        return ImportPreview(
            self._kind.key, self._path.name, outcome.sha256, outcome.recognised, outcome.lines,
            remarks=outcome.remarks, last_change=newest, numbers=outcome.numbers,
        )  # fmt: skip
