"""Lists of a file: distribution lists and groups of an address book become groups."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.entities import Group, GroupMember
from models.exchange.incoming import IncomingContact, IncomingList, IncomingPerson
from models.imports.contacts.people import own_contacts
from models.imports.contacts.plans import ListPlan
from models.imports.preview import Fate, FieldChange, PreviewLine
from models.queries.duplicates import bare_contact
from models.queries.records import Ref
from models.text import sort_key
from resources.i18n import _, ngettext


class ListJudge:
    """What becomes of the lists of a file: their members are people and organisations of the same file."""

    def __init__(self, session: Session, contacts: Sequence[IncomingContact], prints: Sequence[str]) -> None:
        self._lines: dict[str, str] = {}
        lists = [one for one in contacts if isinstance(one, IncomingList)]
        if lists:
            for one, fingerprint in zip(contacts, prints, strict=True):
                ways = own_contacts(one) if isinstance(one, IncomingPerson) else ()
                for name in (one.key, *ways) if not isinstance(one, IncomingList) else ():
                    if name:
                        self._lines.setdefault(name, fingerprint)
        names = {sort_key(one.name) for one in lists}
        question = select(Group.name_key, Group.id).where(Group.name_key.in_(names), Group.archived_at.is_(None))
        self._known = dict(session.execute(question.order_by(Group.id)).all()) if names else {}
        self._session = session

    def judged(self, one: IncomingList, line: PreviewLine) -> PreviewLine:
        """Return a list with its members of the file; whoever the file has not is named and left out."""
        lines: list[str] = []
        missing: list[str] = []
        for member in one.members:
            found = self._lines.get(member) or self._lines.get(bare_contact(member))
            if found is None:
                missing.append(member)
            elif found not in lines:
                lines.append(found)
        plan = ListPlan(one.name, self._known.get(sort_key(one.name)), tuple(lines))
        return replace(line, notes=(*line.notes, *self._told(missing)), plan=plan)

    def settled(self, line: PreviewLine, others: Mapping[str, PreviewLine]) -> PreviewLine:
        """Return what becomes of a list, now that it is known what becomes of the lines of its members."""
        plan = line.plan
        if not isinstance(plan, ListPlan):
            return line
        members = [others[text] for text in plan.lines]
        refs = [(one.record_kind, one.record_id) for one in members if one.record_id is not None]
        made = [one.fingerprint for one in members if one.record_id is None and one.fate is not Fate.REFUSED]
        if not refs and not made:
            words = _("None of its members is in the file.")
            return replace(line, fate=Fate.REFUSED, reasons=(words,), plan=None)
        if plan.group_id is not None and not made and self._members(plan.group_id).issuperset(refs):
            return replace(line, record_id=plan.group_id, plan=None)
        changes = (FieldChange("members", _("Members"), None, str(len(refs) + len(made))),)
        fate = Fate.NEW if plan.group_id is None else Fate.CHANGED
        plan = replace(plan, lines=tuple(made), refs=tuple(refs))
        return replace(line, fate=fate, record_id=plan.group_id, changes=changes, plan=plan)

    def _members(self, group_id: int) -> set[Ref]:
        question = select(GroupMember.record_kind, GroupMember.record_id).where(GroupMember.group_id == group_id)
        return {(kind, number) for kind, number in self._session.execute(question)}

    def _told(self, missing: Sequence[str]) -> Iterator[str]:
        """Give what is said of members that the file has not: their addresses, never keys of programs."""
        named = [one for one in missing if "@" in one]
        if named:
            yield _("Not in the file, so not in the group: {names}.").format(names=", ".join(named[:3]))
        if count := len(missing) - len(named):
            words = ngettext("{n} member is not in the file.", "{n} members are not in the file.", count)
            yield words.format(n=count)
