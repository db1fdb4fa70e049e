"""Organisations of a file: those it lists for their own sake, and those that its people work at."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.chunks import in_chunks
from models.entities import OrganisationKind, RegisterGroup, RegisterInstitution
from models.exchange.incoming import IncomingOrganisation, IncomingPerson, Place, Postal
from models.imports.contacts.comparing import RecordNow, new_ways, places_now
from models.imports.contacts.kinds_of_names import kind_of_place
from models.imports.contacts.places import PlaceFound, asked_of, find_places, place_key
from models.imports.contacts.plans import NewPlacePlan, OrganisationPlan, PlaceRef
from models.imports.preview import Candidate, Choice, Decisions, Fate, FieldChange, PreviewLine, print_of
from models.queries.duplicates import squeezed
from models.queries.register_groups import group_kind
from models.text import sort_key
from models.value_words import in_words
from resources.i18n import _


class OrganisationJudge:
    """What becomes of the organisations that a file names."""

    def __init__(
        self,
        session: Session,
        people: Sequence[IncomingPerson],
        named: Sequence[IncomingOrganisation],
        decisions: Decisions,
    ) -> None:
        asked = [asked_of(one.place, one.postal, one.ways) for one in named if one.place]
        asked += [asked_of(one.place, one.postal) for one in people if one.place]
        self._found = find_places(session, asked)
        missing = [one.place for one in asked if self._found[one.key].id is None]
        self._registered, self._names = _in_register(session, missing)
        self._groups = _groups_of_register(session, {place.group_uid for place in missing if place.group_uid})
        self._decisions = decisions
        decided = {number for number in decisions.values() if isinstance(number, int)}
        self._now = places_now(session, decided | self.ids)
        self._named = {place_key(one.place) for one in named if one.place and not one.doubts}
        """Those that have a line of their own; what is doubtful in such a line must not cost people their place."""
        self._own_prints: dict[str, str] = {}
        self._told: set[str] = set()
        self._made: set[str] = set()
        """Those that come in for the people who work there."""

    @property
    def ids(self) -> frozenset[int]:
        """The numbers of those that the book has."""
        return frozenset(one.id for one in self._found.values() if one.id is not None)

    def ref(self, place: Place) -> PlaceRef | None:
        """Return which organisation a person's row means; None where a person has to decide first, or there is none."""
        key = place_key(place)
        found = self._found.get(key)
        decision = self._decision(place)
        if not place or found is None or decision is Choice.LEAVE_OUT:
            return None
        if isinstance(decision, int):
            return PlaceRef(decision)
        if found.id is not None:
            return PlaceRef(found.id)
        return PlaceRef(new=key) if decision is Choice.NEW or not found.candidates else None

    def is_left_out(self, place: Place) -> bool:
        """Say whether a person decided that an organisation is not to come in."""
        return self._decision(place) is Choice.LEAVE_OUT

    def name(self, place: Place) -> str:
        """Return what an organisation is called here or in the register, else as the file has it."""
        found = self._found.get(place_key(place))
        known = found.name if found is not None else ""
        return known or self._named_by_register(place).name or place.urn or place.group_uid

    def note(self, place: Place) -> str:
        """Return how an organisation was found, where that is worth a look."""
        found = self._found.get(place_key(place))
        return found.note if found is not None else ""

    def is_at(self, ref: PlaceRef | None, postal: Postal) -> bool:
        """Say whether an address is that of an organisation of the book, and so nobody's own who works there."""
        now = self._now.get(ref.id) if ref is not None and ref.id is not None else None
        if now is None or not postal:
            return False
        street, postcode = (str(now.values.get(name) or "") for name in ("street", "postcode"))
        here = sort_key(street.partition("\n")[0]), squeezed(postcode)
        return any(here) and here == (sort_key(postal.lines[0] if postal.lines else ""), squeezed(postal.postcode))

    def _decision(self, place: Place) -> Choice | int | None:
        return self._decisions.get(print_of("place", place_key(place))) if self._decisions else None

    # --- those that people of the file work at ----------------------------------------------------------------------

    def line_of_place(self, place: Place, number: int) -> Iterator[PreviewLine]:
        """Yield the line of an organisation that the book has not, where it is named first."""
        key = place_key(place)
        found = self._found.get(key)
        if not place or found is None or found.id is not None or key in self._told or key in self._named:
            return
        self._told.add(key)
        place = self._named_by_register(place)
        name = place.name or place.urn or place.group_uid
        line = PreviewLine(number, name, Fate.NEW, "organisation", fingerprint=print_of("place", key))
        decision = self._decision(place)
        if isinstance(decision, int):
            return
        if decision is Choice.LEAVE_OUT:
            yield replace(line, fate=Fate.REFUSED, reasons=(_("You left it out."),))
        elif not place.name and not self._register(place)[0]:
            words = _("Neither the book nor the register has the number {number}. Import a newer register first.")
            yield replace(line, fate=Fate.REFUSED, reasons=(words.format(number=place.urn or place.group_uid),))
        elif found.candidates and decision is None:
            words = _("The book has an organisation of nearly this name. Say whether it is the same.")
            yield replace(line, fate=Fate.DOUBTFUL, reasons=(words,), candidates=found.candidates)
        else:
            self._made.add(key)
            yield self._new_place(line, place)

    def _named_by_register(self, place: Place) -> Place:
        """Return a group with the name that the register has for its number."""
        name, kind = self._groups.get(place.group_uid, ("", None))
        name = name or self._names.get(place.urn, "")
        return replace(place, name=place.name or name, kind=place.kind or kind) if name else place

    def _new_place(self, line: PreviewLine, place: Place) -> PreviewLine:
        kind = kind_of_place(place)
        urn, note = self._register(place)
        plan = NewPlacePlan(place_key(place), place, kind, urn)
        changes = (FieldChange("kind", _("Kind"), None, in_words(kind)),)
        return replace(line, changes=changes, plan=plan, notes=(note,) if note else ())

    def _register(self, place: Place) -> tuple[str, str]:
        """Return the URN of the one institution of the register that a place is, and what to say of it."""
        urns = self._registered.get(place.urn or sort_key(place.name), ())
        if len(urns) == 1:
            return urns[0], _("It is in the register: it comes with its address, URN {urn}.").format(urn=urns[0])
        if urns:
            return "", _("The register has {count} of this name. Adopt the right one by hand.").format(count=len(urns))
        return "", ""

    # --- those that stand in the file for their own sake ------------------------------------------------------------

    def judged(self, one: IncomingOrganisation, line: PreviewLine) -> PreviewLine:
        """Return what becomes of a line that is about an organisation."""
        key = place_key(one.place)
        found = self._found.get(key, PlaceFound())
        decision = self._decisions.get(line.fingerprint)
        number = decision if isinstance(decision, int) else found.id
        first = self._own_prints.setdefault(key, line.fingerprint)
        is_made = key in self._made
        if first == line.fingerprint and key in self._told and not is_made:
            return replace(line, notes=(*line.notes, _("The file says the same further up.")))
        if number is None and first != line.fingerprint:
            words = _("The file has another line of this name. Say whether it is another organisation.")
            if decision is not Choice.NEW:
                return replace(line, fate=Fate.DOUBTFUL, reasons=(words,))
        if number is None and decision is None and (found.candidates or one.doubts):
            words = _("The book has an organisation of nearly this name. Say whether it is the same.")
            reasons = (*one.doubts, *((words,) if found.candidates else ()))
            if not one.doubts:
                self._told.add(key)
            return replace(line, fate=Fate.DOUBTFUL, reasons=reasons, candidates=found.candidates)
        self._told.add(key)
        done = self._compared(one, line, number, is_made=is_made and first == line.fingerprint)
        if number is not None and done.fate is Fate.CHANGED and one.doubts and decision is None:
            known = Candidate(number, self.name(one.place), _("It takes what the row says."))
            return replace(line, fate=Fate.DOUBTFUL, reasons=one.doubts, candidates=(known,), can_be_new=False)
        return done

    def _compared(
        self, one: IncomingOrganisation, line: PreviewLine, number: int | None, *, is_made: bool = False
    ) -> PreviewLine:
        now = self._now.get(number, RecordNow()) if number is not None else RecordNow()
        lines = one.postal.lines
        texts = {
            "street": lines[0] if lines else "",
            "locality": ", ".join(lines[1:]),
            "town": one.postal.town,
            # An organisation has no country of its own: it stands where an envelope has it, after town and county.
            "county": ", ".join(part for part in (one.postal.county, one.postal.country) if part),
            "postcode": one.postal.postcode,
            "website": one.website,
            "note": one.note,
        }
        titles = {
            "street": _("Street"), "locality": _("Locality"), "town": _("Town"), "county": _("County"),
            "postcode": _("Postcode"), "website": _("Website"), "note": _("Note"),
        }  # fmt: skip
        has_address = any(now.values.get(name) for name in ("street", "town", "postcode"))
        values = {
            name: text
            for name, text in texts.items()
            if text
            and not now.values.get(name)
            and not (has_address and name in ("street", "locality", "town", "county"))
        }
        ways, refused = new_ways(now, one.ways)
        tags = tuple(tag for tag in dict.fromkeys(one.tags) if sort_key(tag) not in now.tags)
        is_new = number is None and not is_made
        kind = kind_of_place(replace(one.place, name=one.name)) if is_new else None
        urn, note = self._register(one.place) if is_new else ("", self.note(one.place))
        plan = OrganisationPlan(place_key(one.place), values, kind, ways, tags, urn, is_made)
        changes = [FieldChange("kind", _("Kind"), None, in_words(kind))] if kind is not None else []
        changes += [FieldChange(name, titles[name], None, text) for name, text in values.items()]
        changes += [FieldChange("way", in_words(way.kind), None, way.value) for way in ways]
        changes += [FieldChange("tag", _("Tag"), None, tag) for tag in tags]
        fate = Fate.NEW if is_new else Fate.CHANGED if plan else Fate.SAME
        notes = (*line.notes, *refused, *((note,) if note else ()))
        return replace(line, fate=fate, record_id=number, changes=tuple(changes), notes=notes, plan=plan)


def _groups_of_register(session: Session, uids: Collection[str]) -> dict[str, tuple[str, OrganisationKind]]:
    """Return what the register calls groups of some numbers, and what kind of organisation they are."""
    if not uids:
        return {}
    question = select(RegisterGroup.group_uid, RegisterGroup.name, RegisterGroup.group_type)
    rows = session.execute(question.where(RegisterGroup.group_uid.in_(sorted(uids))))
    return {uid: (name, group_kind(group_type)) for uid, name, group_type in rows}


def _in_register(session: Session, places: Sequence[Place]) -> tuple[dict[str, tuple[str, ...]], dict[str, str]]:
    """Return which open institutions of the register places may be, by URN or folded name, and what each is called."""
    found: dict[str, tuple[str, ...]] = {}
    names: dict[str, str] = {}
    urn, key = RegisterInstitution.urn, RegisterInstitution.name_key
    ways = (
        (urn, sorted({place.urn for place in places if place.urn})),
        (key, sorted({sort_key(place.name) for place in places if place.name and not place.urn})),
    )
    for column, texts in ways:
        for these in in_chunks(texts):
            some = column.in_(these)
            question = select(column, urn, RegisterInstitution.name)
            question = question.where(some, RegisterInstitution.closed_on.is_(None)).order_by(urn)
            for text, number, name in session.execute(question):
                found[text] = (*found.get(text, ()), number)
                names[number] = name
    return found, names
