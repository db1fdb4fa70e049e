"""Erasing a person from a book as it is asked for by people: tried first, then with a checked copy kept before.

The copy still holds them. Whoever puts it back has them erased from it again, since the list beside it names them.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from models.actions.erasing.again import finish_erasing
from models.actions.erasing.person import erase_person
from models.actions.erasing.told import Erased
from models.backup_keeping import place_beside_backups
from models.backup_reasons import BEFORE_ERASURE
from models.queries.held import Check
from models.queries.records import Ref
from models.store import Store
from resources.i18n import _


@dataclass(frozen=True, slots=True)
class ErasedForGood:
    """What an erasure did, and where the book lies as it was before."""

    told: Erased
    copy: Path | None
    archive: Path | None = None
    """An archive that lies beside the copy, which is open to read and still holds them."""

    def said(self) -> str:
        """Say what is left, and of what to think."""
        words = _("Erased for good. What is left is called {becomes}.").format(becomes=self.told.becomes)
        if self.copy is None:
            return words
        kept = _("The book as it was is kept: {file} in {folder}. Put back, it has them erased again.").format(
            file=self.copy.name, folder=self.copy.parent
        )
        if self.archive is None:
            return f"{words} {kept}"
        still = _(
            "{file} beside it is an archive, which is not encrypted and still holds them: delete it or make it anew."
        )
        return f"{words} {kept} {still.format(file=self.archive.name)}"


def try_erasing(store: Store, person_id: int, today: date, reason: str, check: Check | None = None) -> Erased:
    """Return all that an erasure would do; nothing of it is kept."""
    with store.rehearse() as session:
        told = erase_person(session, person_id, today, reason, check=check)
    return replace(told, elsewhere=(*told.elsewhere, _of_backups(store)))


def erase_for_good(
    store: Store, person_id: int, today: date, reason: str, ticked: Collection[Ref], check: Check | None = None
) -> ErasedForGood:
    """Keep a checked copy, erase somebody and write the file anew. Raises WrongUse, or what prevents the copy."""
    copy = store.prepare_for(BEFORE_ERASURE)
    with store.write(_("Erase a person"), is_step=False) as session:
        told = erase_person(session, person_id, today, reason, ticked=ticked, check=check)
    finish_erasing(store, *([] if copy is None else [copy.parent]))
    archive = None if copy is None else place_beside_backups(store, copy.parent)
    return ErasedForGood(told, copy, archive if archive is not None and archive.exists() else None)


def _of_backups(store: Store) -> str:
    if store.on_server:
        return _(
            "Backups of the server still hold them. When one is put back, open the book on this computer first, as an "
            "administrator: they are erased again then. Tell whoever runs the server."
        )
    return _(
        "Backups made until now still hold them, also the one that is kept before this. A backup that is put back "
        "forgets them again by itself."
    )
