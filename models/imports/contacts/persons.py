"""People of a file beside those of the book: somebody new, somebody known with something new, or a doubt."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields, replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.entities import Erasure
from models.exchange.incoming import IncomingPerson, Office
from models.imports.contacts.comparing import (
    RecordNow,
    changed_role,
    new_ways,
    people_now,
    postal_way,
    same_role,
    wards_of,
    way_key,
)
from models.imports.contacts.organisations import OrganisationJudge
from models.imports.contacts.people import PeopleFinder, PersonFound, own_contacts
from models.imports.contacts.plans import ChangedRole, NewRole, PersonPlan, PlaceRef
from models.imports.earlier import Earlier
from models.imports.preview import Candidate, Choice, Decisions, Fate, FieldChange, PreviewLine
from models.text import sort_key
from models.value_words import in_words
from resources.i18n import _
from resources.i18n import marked as m

CONTACT = m("Contact")
"""The role of somebody whom a file only says to be at an organisation."""
OF_A_CARD = "vcard:"
"""How the keys of people begin who stand on cards: the UID of the card, in cards of ours that of the record."""


class PersonJudge:
    """What becomes of the people that a file names."""

    def __init__(
        self,
        session: Session,
        people: Sequence[IncomingPerson],
        places: OrganisationJudge,
        earlier: Earlier,
        decisions: Decisions,
    ) -> None:
        self._places, self._earlier, self._decisions = places, earlier, decisions
        self._finder = PeopleFinder(session, people, places.ids)
        keyed = {ref[1] for one in people if (ref := earlier.record_of_key(one.key)) and ref[0] == "person"}
        decided = {number for number in decisions.values() if isinstance(number, int)}
        self._now = people_now(session, keyed | decided | self._finder.ids)
        self._wards = wards_of(session, [office.ward for one in people for office in one.offices])
        self._erased = {f"{OF_A_CARD}{uid}" for uid in session.scalars(select(Erasure.person_uid))}
        """By the keys of cards that went out from here once: who was erased since."""
        self._seen: dict[tuple[str, object], tuple[str, int]] = {}
        """By name and one thing more the line of the file that made somebody, with its number."""
        self._unsure: set[str] = set()
        """The lines that a person has to decide first."""
        self._made: dict[str | int, list[PersonPlan]] = {}
        """What all their lines give people: by the first line of somebody new, or by the number in the book."""

    def judged(self, one: IncomingPerson, line: PreviewLine) -> PreviewLine:
        """Return what becomes of the line of a person."""
        ref = self._places.ref(one.place)
        if one.place and ref is None and not self._places.is_left_out(one.place):
            words = _("First say which organisation “{name}” is.").format(name=one.place.name or one.place.urn)
            return replace(line, fate=Fate.DOUBTFUL, reasons=(words,), can_be_new=False)
        keyed = self._earlier.record_of_key(one.key)
        if keyed is not None and keyed[0] == "person":
            return self._known(one, line, ref, keyed[1], by_key=True)
        decision = self._decisions.get(line.fingerprint)
        if isinstance(decision, int):
            return self._known(one, line, ref, decision)
        return self._matched(one, line, ref, decision)

    def _matched(
        self, one: IncomingPerson, line: PreviewLine, ref: PlaceRef | None, decision: Choice | int | None
    ) -> PreviewLine:
        """Return what becomes of somebody whom neither a key nor a decision names."""
        contacts = own_contacts(one)
        found = self._finder.find(one, contacts, ref.id if ref is not None else None)
        first, doubt = self._further_up(one, contacts, line, ref)
        erased = _("This is somebody who was erased here. Bring them in only if they may be held again.")
        doubts = (*((doubt,) if doubt else ()), *((erased,) if one.key in self._erased else ()))
        reasons = (*one.doubts, *found.reasons, *doubts)
        if (
            decision is not Choice.NEW
            and not (found.id is not None and not one.doubts and one.key not in self._erased)
            and (reasons or found.candidates)
        ):
            self._unsure.add(line.fingerprint)
            candidates = found.candidates or _as_candidates(found)
            return replace(line, fate=Fate.DOUBTFUL, reasons=reasons, candidates=candidates)
        if found.id is not None and decision is not Choice.NEW:
            return self._known(one, line, ref, found.id)
        if first is not None:
            return self._twin(one, line, ref, *first)
        return self._new(one, line, ref)

    def _further_up(
        self, one: IncomingPerson, contacts: frozenset[str], line: PreviewLine, ref: PlaceRef | None
    ) -> tuple[tuple[str, int] | None, str]:
        """Return the line of the file further up that is about the same person, or the doubt whether one is."""
        name = sort_key(f"{one.family_name} {one.given_name}")
        marks: list[object] = [*contacts, *((ref,) if ref is not None else ())]
        own = (line.fingerprint, one.number)
        same = next((self._seen[name, mark] for mark in marks if (name, mark) in self._seen), None)
        alone = self._seen.get((name, None))
        for mark in (*marks, None):
            self._seen.setdefault((name, mark), same or own)
        if same is not None or alone is None:
            return same, ""
        return None, _("Row {number} has somebody of the same name. Say whether this is somebody else.").format(
            number=alone[1]
        )

    def _new(self, one: IncomingPerson, line: PreviewLine, ref: PlaceRef | None) -> PreviewLine:
        names = {
            "title": one.title,
            "given_name": one.given_name,
            "family_name": one.family_name,
            "post_nominals": one.post_nominals,
            "known_as": one.known_as,
        }
        plan, changes, notes = self._plan(one, ref, RecordNow(), line.fingerprint, names)
        if one.note:
            changes.append(FieldChange("note", _("Note"), None, one.note))
        return replace(
            line, fate=Fate.NEW, changes=tuple(changes), notes=(*line.notes, *notes), plan=plan
        )  # fmt: skip

    def _twin(
        self, one: IncomingPerson, line: PreviewLine, ref: PlaceRef | None, fingerprint: str, number: int
    ) -> PreviewLine:
        """Return the line of somebody whom a line further up makes: what it adds to them."""
        plan, changes, notes = self._plan(one, ref, RecordNow(), fingerprint)
        if fingerprint == line.fingerprint:
            words = _("Row {number} says the same.").format(number=number)
            return replace(line, fate=Fate.SAME, notes=(*line.notes, words))
        if fingerprint in self._unsure:
            words = _("First say who is meant in row {number}.").format(number=number)
            return replace(line, fate=Fate.DOUBTFUL, reasons=(words,), can_be_new=False)
        words = _("The person of row {number}.").format(number=number)
        # A card that says nothing new is still one that a list may name.
        fate = Fate.CHANGED if plan or one.key.startswith(OF_A_CARD) else Fate.SAME
        plan = replace(plan, twin=fingerprint)
        return replace(
            line, fate=fate, changes=tuple(changes), notes=(*line.notes, words, *notes), plan=plan
        )  # fmt: skip

    def _known(
        self, one: IncomingPerson, line: PreviewLine, ref: PlaceRef | None, number: int, *, by_key: bool = False
    ) -> PreviewLine:
        """Return what a line adds to somebody of the book."""
        now = self._now.get(number, RecordNow())
        plan, changes, notes = self._plan(one, ref, now, number)
        names = _names(one, now) if by_key else {}
        if names:
            before = " ".join(str(now.values.get(name) or "") for name in ("title", "given_name", "family_name"))
            changes.insert(0, FieldChange("name", _("Name"), before.strip(), one.name))
        if one.note and not now.values.get("note"):
            plan = replace(plan, note=one.note)
            changes.append(FieldChange("note", _("Note"), None, one.note))
        plan = replace(plan, names=names)
        fate = Fate.CHANGED if plan else Fate.SAME
        notes = [*line.notes, *notes]
        return replace(line, fate=fate, record_id=number, changes=tuple(changes), notes=tuple(notes), plan=plan)

    def _plan(
        self,
        one: IncomingPerson,
        ref: PlaceRef | None,
        now: RecordNow,
        who: str | int,
        names: Mapping[str, str] | None = None,
    ) -> tuple[PersonPlan, list[FieldChange], list[str]]:
        """Return what is new in a line beside what the book and the lines further up say, and the same in words.

        `who` is what `_made` knows the person by; `names` are those of somebody new, whose note is written too.
        """
        above = self._made.setdefault(who, [])
        now = _with_given(now, above)
        postal = None if self._places.is_at(ref, one.postal) else postal_way(one.postal)
        ways, refused = new_ways(now, [*one.ways, *((postal,) if postal is not None else ())])
        tags = tuple(tag for tag in dict.fromkeys(one.tags) if sort_key(tag) not in now.tags)
        given = [role for plan in above for role in plan.roles if isinstance(role, NewRole) and role.place == ref]
        roles, changes, notes = self._roles(one, ref, now, given)
        changes += [FieldChange("way", in_words(way.kind), None, way.value) for way in ways]
        changes += [FieldChange("tag", _("Tag"), None, tag) for tag in tags]
        notes += refused
        if remark := self._places.note(one.place):
            notes.append(remark)
        note = "" if names is None else one.note
        plan = PersonPlan(names or {}, tuple(roles), ways, note=note, tags=tags)
        above.append(plan)
        return plan, changes, notes

    def _roles(
        self, one: IncomingPerson, ref: PlaceRef | None, now: RecordNow, given: Sequence[NewRole]
    ) -> tuple[list[NewRole | ChangedRole], list[FieldChange], list[str]]:
        roles: list[NewRole | ChangedRole] = []
        changes: list[FieldChange] = []
        if ref is None:
            said = [office.role for office in one.offices]
            words = _("The role “{role}” is left out: the row names no organisation.")
            return roles, changes, [words.format(role=", ".join(said))] if said else []
        has_any = bool(given) or any(role.organisation_id == ref.id for role in now.roles)
        for office in one.offices or (() if has_any else (Office(_(CONTACT)),)):
            there = same_role(now, ref.id, office) if ref.id is not None else None
            if there is None and any(_says_all_of(role.office, office) for role in given):
                continue
            if there is None:
                ward_id = self._wards.get(sort_key(office.ward)) if office.ward else None
                roles.append(NewRole(ref, office, ward_id))
                changes.append(FieldChange("role", _("Role"), None, _role_words(office, self._places.name(one.place))))
                continue
            values, moved = changed_role(there, office)
            if values:
                roles.append(ChangedRole(there.id, values))
                changes.extend(moved)
        return roles, changes, []


def _with_given(now: RecordNow, plans: Sequence[PersonPlan]) -> RecordNow:
    """Return what the book says with what lines further up give, so that none further down gives it again."""
    if not plans:
        return now
    ways = {(way.kind, way_key(way.kind, way.value)) for plan in plans for way in plan.ways}
    return replace(now, ways=now.ways | ways, tags=now.tags | {sort_key(tag) for plan in plans for tag in plan.tags})


def _says_all_of(one: Office, other: Office) -> bool:
    """Say whether an office is another one, and says all that the other says."""
    pairs = ((getattr(one, part.name), getattr(other, part.name)) for part in fields(Office))
    return all(there == here or not here or (isinstance(here, str) and sort_key(here) == sort_key(str(there or "")))
               for there, here in pairs)  # fmt: skip


def _names(one: IncomingPerson, now: RecordNow) -> dict[str, str]:
    """Return the parts of a name that a newer file has otherwise; what it lacks stays."""
    parts = {"title": one.title, "given_name": one.given_name, "family_name": one.family_name}
    return {name: text for name, text in parts.items() if text and text != now.values.get(name)}


def _as_candidates(found: PersonFound) -> tuple[Candidate, ...]:
    return () if found.id is None else (Candidate(found.id, found.name, _("the same name")),)


def _role_words(office: Office, place: str) -> str:
    """Return a role as people say it: "Governor, Fen Edge Primary School, from 1 September 2024"."""
    parts = [office.role, office.ward, place, office.party]
    parts += [_("from {day}").format(day=in_words(office.starts_on))] if office.starts_on else []
    parts += [_("until {day}").format(day=in_words(office.ends_on))] if office.ends_on else []
    parts += [_("term ends {day}").format(day=in_words(office.term_ends_on))] if office.term_ends_on else []
    return ", ".join(part for part in parts if part)
