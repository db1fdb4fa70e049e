"""Lists of people of a file: distribution lists and groups of an address book become groups."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.entities import Group
from models.exchange.incoming import IncomingContact, IncomingList, IncomingPerson
from models.imports.contacts.people import own_contacts
from models.imports.contacts.plans import ListPlan
from models.imports.earlier import Earlier
from models.imports.preview import Fate, FieldChange, PreviewLine
from models.queries.duplicates import bare_contact
from models.text import sort_key
from resources.i18n import _


class ListJudge:
    """What becomes of the lists of a file: their members are people of the same file."""

    def __init__(
        self, session: Session, contacts: Sequence[IncomingContact], prints: Sequence[str], earlier: Earlier
    ) -> None:
        self._lines: dict[str, str] = {}
        lists = [one for one in contacts if isinstance(one, IncomingList)]
        if lists:
            for one, fingerprint in zip(contacts, prints, strict=True):
                if isinstance(one, IncomingPerson):
                    for name in (one.key, *own_contacts(one)):
                        self._lines.setdefault(name, fingerprint)
        names = {sort_key(one.name) for one in lists}
        question = select(Group.name_key, Group.id).where(Group.name_key.in_(names), Group.archived_at.is_(None))
        self._known = dict(session.execute(question.order_by(Group.id)).all()) if names else {}
        self._earlier = earlier

    def judged(self, one: IncomingList, line: PreviewLine) -> PreviewLine:
        """Return what becomes of a list; members whom the file has not are named and left out."""
        lines: list[str] = []
        missing: list[str] = []
        for member in one.members:
            found = self._lines.get(member) or self._lines.get(bare_contact(member))
            if found is None:
                missing.append(member)
            elif found not in lines:
                lines.append(found)
        notes = list(line.notes)
        if missing:
            some = ", ".join(missing[:3])
            notes.append(_("Not in the file, so not in the group: {names}.").format(names=some))
        if not lines:
            return replace(line, fate=Fate.REFUSED, reasons=(_("None of its members is in the file."),))
        number = self._known.get(sort_key(one.name))
        plan = ListPlan(one.name, number, tuple(lines))
        changes = (FieldChange("members", _("Members"), None, str(len(lines))),)
        fate = Fate.NEW if number is None else Fate.CHANGED
        return replace(line, fate=fate, record_id=number, changes=changes, notes=tuple(notes), plan=plan)
