"""Lists of people of a file: distribution lists and groups of an address book become groups."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.entities import Group
from models.exchange.incoming import IncomingContact, IncomingList, IncomingOrganisation, IncomingPerson
from models.imports.contacts.people import own_contacts
from models.imports.contacts.plans import ListPlan
from models.imports.earlier import Earlier
from models.imports.preview import Fate, FieldChange, PreviewLine
from models.queries.duplicates import bare_contact
from models.text import sort_key
from resources.i18n import _, ngettext


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
        self._bodies = {one.key: one.name for one in contacts if isinstance(one, IncomingOrganisation) and one.key}
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
            notes += self._told(missing)
        if not lines:
            words = _("None of its members is a person of the file.")
            return replace(line, fate=Fate.REFUSED, reasons=(words,), notes=tuple(notes))
        number = self._known.get(sort_key(one.name))
        plan = ListPlan(one.name, number, tuple(lines))
        changes = (FieldChange("members", _("Members"), None, str(len(lines))),)
        fate = Fate.NEW if number is None else Fate.CHANGED
        return replace(line, fate=fate, record_id=number, changes=changes, notes=tuple(notes), plan=plan)

    def _told(self, missing: Sequence[str]) -> Iterator[str]:
        """Give what is said of members that do not come into the group: names and addresses, never keys of programs."""
        bodies = [self._bodies[one] for one in missing if one in self._bodies]
        if bodies:
            words = _("Organisations do not come into the group: {names}.")
            yield words.format(names=", ".join(bodies[:3]))
        rest = [one for one in missing if one not in self._bodies]
        named = [one for one in rest if "@" in one]
        if named:
            yield _("Not in the file, so not in the group: {names}.").format(names=", ".join(named[:3]))
        if count := len(rest) - len(named):
            words = ngettext("{n} member is not in the file.", "{n} members are not in the file.", count)
            yield words.format(n=count)
