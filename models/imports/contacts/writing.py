"""Writing what a file of contacts brings: by the same actions as by hand, one line after the other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.actions.adoption import adopt
from models.actions.affiliations import AffiliationFields, add_affiliation, add_affiliations, edit_affiliation
from models.actions.areas import AreaFields, create_area
from models.actions.contact_points import ContactPointFields, add_contact_point, add_first_contact_points
from models.actions.groups import GroupFields, add_group, add_to_group
from models.actions.organisations import (
    OrganisationFields,
    add_organisations,
    create_organisation,
    edit_organisation,
)
from models.actions.people import PersonFields, add_people, create_person, edit_person
from models.actions.register_groups import add_group_of_register
from models.actions.tags import TagFields, add_tag, tag_record
from models.entities import Affiliation, AreaKind, ContactPoint, OrganisationKind, Person, Tag
from models.errors import AppError, WrongUse
from models.exchange.incoming import Way
from models.imports.contacts.plans import ChangedRole, ListPlan, NewPlacePlan, NewRole, OrganisationPlan, PersonPlan
from models.imports.preview import Fate, PreviewLine
from models.queries.forms import find_form
from models.queries.records import Ref
from models.text import sort_key
from models.vocabulary import ContactPointKind
from resources.i18n import _


def contacts_writer(session: Session, today: date, source: str) -> ContactsWriter:
    """Return what writes the lines of a file, one after the other or many at once, each as the record that it gives.

    `source` is what is said of where it came from. What an action refuses is raised as it is, and what the lines had
    written by then is the caller's to take back.
    """
    return ContactsWriter(session, today, source)


@dataclass(slots=True)
class ContactsWriter:
    """Writes lines; what earlier ones made is found by later ones."""

    session: Session
    today: date
    source: str
    places: dict[str, int] = field(default_factory=dict)
    people: dict[str, int] = field(default_factory=dict)
    """By the fingerprints of their lines."""
    bodies: dict[str, int] = field(default_factory=dict)
    """Organisations that the file names for their own sake, by the fingerprints of their lines."""
    wards: dict[str, int] = field(default_factory=dict)
    adopted: dict[int, str] = field(default_factory=dict)
    """Institutions that came from the register for this file, with their URN."""

    def __call__(self, line: PreviewLine) -> Ref:
        """Write a line and return the record; of one that is refused later lines know nothing."""
        with self._forgetting():
            return self._write(line)

    def many(self, lines: Sequence[PreviewLine]) -> list[Ref]:
        """Write lines and return their records: the new places at once, then new people at once, then the others."""
        with self._forgetting():
            places = [line for line in lines if self._is_plain_place(line)]
            refs = dict(zip(map(id, places), self._new_places(places), strict=True))
            others = [line for line in lines if not isinstance(line.plan, PersonPlan) and id(line) not in refs]
            refs |= {id(line): self._write(line) for line in others if not isinstance(line.plan, ListPlan)}
            people = [line for line in lines if self._is_plain(line)]
            refs |= dict(zip(map(id, people), self._new_people(people), strict=True))
            return [refs[id(line)] if id(line) in refs else self._write(line) for line in lines]

    def _is_plain_place(self, line: PreviewLine) -> bool:
        """Say whether a line is an organisation that is new and does not come with the register."""
        return isinstance(line.plan, NewPlacePlan) and not (line.plan.urn or line.plan.place.group_uid)

    def _new_places(self, lines: Sequence[PreviewLine]) -> list[Ref]:
        plans = [line.plan for line in lines if isinstance(line.plan, NewPlacePlan)]
        fields = (OrganisationFields(plan.place.name, plan.kind, source=self.source) for plan in plans)
        ids = add_organisations(self.session, fields)
        self.places |= {plan.key: number for plan, number in zip(plans, ids, strict=True)}
        return [("organisation", number) for number in ids]

    @contextmanager
    def _forgetting(self) -> Iterator[None]:
        """Forget what lines made that were refused."""
        known: tuple[dict[Any, Any], ...] = (self.places, self.people, self.wards, self.adopted, self.bodies)
        sizes = [len(some) for some in known]
        try:
            yield
        except AppError:
            for some, size in zip(known, sizes, strict=True):
                for made in list(some)[size:]:
                    del some[made]
            raise

    def _is_plain(self, line: PreviewLine) -> bool:
        """Say whether a line is somebody new who is nowhere yet, not even among those who came with the register."""
        plan = line.plan
        if not isinstance(plan, PersonPlan) or line.fate is not Fate.NEW or plan.twin:
            return False
        places = {self._place_of(role) for role in plan.roles if isinstance(role, NewRole)}
        return places.isdisjoint(self.adopted)

    def _place_of(self, role: NewRole) -> int | None:
        return role.place.id or self.places.get(role.place.new)

    def _new_people(self, lines: Sequence[PreviewLine]) -> list[Ref]:
        """Write people who are new: their names at once, then all that belongs to them."""
        plans = [line.plan for line in lines if isinstance(line.plan, PersonPlan)]
        ids = add_people(self.session, map(self._fields, plans))
        made = list(zip(plans, ids, strict=True))
        self.people |= {line.fingerprint: number for line, number in zip(lines, ids, strict=True)}
        add_affiliations(
            self.session, (self._role_fields(role, number) for plan, number in made for role in plan.roles)
        )
        ways = (self._way_fields(way, person_id=number) for plan, number in made for way in plan.ways)
        add_first_contact_points(self.session, ways)
        for plan, number in made:
            self._tag(plan.tags, "person", number)
        return [("person", number) for number in ids]

    def _write(self, line: PreviewLine) -> Ref:
        plan = line.plan
        if isinstance(plan, NewPlacePlan):
            return "organisation", self._place(plan)
        if isinstance(plan, OrganisationPlan):
            return "organisation", self._organisation(line, plan)
        if isinstance(plan, ListPlan):
            return "record_group", self._list(line, plan)
        assert isinstance(plan, PersonPlan)
        return "person", self._person(line, plan)

    def _place(self, plan: NewPlacePlan) -> int:
        place = plan.place
        number = self._adopt(plan.urn) if plan.urn else None
        if number is None and place.group_uid:
            number = add_group_of_register(
                self.session, place.group_uid, place.name, plan.kind, self.source, self.today
            )
        if number is None:
            number = create_organisation(self.session, OrganisationFields(place.name, plan.kind, source=self.source))
        self.places[plan.key] = number
        return number

    def _adopt(self, urn: str) -> int | None:
        """Bring an institution from the register; nothing where it is no longer there."""
        done = adopt(self.session, [urn], self.today)
        rows = (*done.added, *done.already)
        if not rows:
            return None
        self.adopted[rows[0].organisation_id] = urn
        return rows[0].organisation_id

    def _organisation(self, line: PreviewLine, plan: OrganisationPlan) -> int:
        number = line.record_id
        if line.fate is Fate.NEW:
            number = self._adopt(plan.urn) if plan.urn else None
            values = dict(plan.values)
            if number is None:
                kind = plan.kind or OrganisationKind.OTHER
                fields = OrganisationFields(line.name, kind, source=self.source)
                number = create_organisation(self.session, replace(fields, **values))
            self.places[plan.key] = number
        else:
            number = self.places.get(plan.key) if plan.is_made_above else number
            if number is None:
                raise WrongUse(_("The organisation of this row was not taken."))
            if plan.values:
                form = find_form(self.session, "organisation", number, OrganisationFields)
                # What came from the register with one that is made above stays.
                values = {name: text for name, text in plan.values.items() if not getattr(form, name)}
                edit_organisation(self.session, number, replace(form, **values))
        self.bodies[line.fingerprint] = number
        self._ways(plan.ways, organisation_id=number)
        self._tag(plan.tags, "organisation", number)
        return number

    def _list(self, line: PreviewLine, plan: ListPlan) -> int:
        number = plan.group_id or add_group(self.session, GroupFields(plan.name, source=self.source))
        people: list[Ref] = [("person", self.people[text]) for text in plan.lines if text in self.people]
        bodies: list[Ref] = [("organisation", self.bodies[text]) for text in plan.lines if text in self.bodies]
        add_to_group(self.session, number, [*people, *bodies, *plan.refs])
        return number

    def _person(self, line: PreviewLine, plan: PersonPlan) -> int:
        number = self.people.get(plan.twin) if plan.twin else line.record_id
        if plan.twin and number is None:
            raise WrongUse(_("The row further up with the same person was not taken."))
        if number is None:
            number = self._came_with_the_register(plan) or create_person(self.session, self._fields(plan))
        elif plan.names or plan.note:
            form = find_form(self.session, "person", number, PersonFields)
            edit_person(self.session, number, replace(form, **plan.names, note=form.note or plan.note))
        self.people[line.fingerprint] = number
        for role in plan.roles:
            self._role(role, number)
        self._ways(plan.ways, person_id=number)
        self._tag(plan.tags, "person", number)
        return number

    def _came_with_the_register(self, plan: PersonPlan) -> int | None:
        """Return the head whom an institution adopted for this file brought with it, where they are the same."""
        places = {self.places.get(role.place.new) for role in plan.roles if isinstance(role, NewRole)}
        places &= self.adopted.keys()
        if not places:
            return None
        key = sort_key(f"{plan.names.get('family_name', '')} {plan.names.get('given_name', '')}")
        question = (
            select(Person.id)
            .join(Affiliation, Affiliation.person_id == Person.id)
            .where(Person.name_key == key, Affiliation.organisation_id.in_(places))
        )
        return self.session.scalars(question.limit(1)).first()

    def _role(self, role: NewRole | ChangedRole, person_id: int) -> None:
        if isinstance(role, ChangedRole):
            form = find_form(self.session, "affiliation", role.affiliation_id, AffiliationFields)
            edit_affiliation(self.session, role.affiliation_id, replace(form, **dict(role.values)))
            return
        place = self._place_of(role)
        twin = select(Affiliation.id).where(
            Affiliation.person_id == person_id,
            Affiliation.organisation_id == place,
            Affiliation.role == role.office.role,
        )
        if place in self.adopted and self.session.scalars(twin).first() is not None:
            return
        add_affiliation(self.session, self._role_fields(role, person_id))

    def _role_fields(self, role: NewRole | ChangedRole, person_id: int) -> AffiliationFields:
        assert isinstance(role, NewRole)
        place, office = self._place_of(role), role.office
        if place is None:
            raise WrongUse(_("The organisation of this row was not taken."))
        return AffiliationFields(
            person_id,
            place,
            office.role,
            office.job_title,
            starts_on=office.starts_on,
            ends_on=office.ends_on,
            term_ends_on=office.term_ends_on,
            appointing_body=office.appointing_body,
            party=office.party,
            area_id=self._ward(role),
            source=self.source,
            verified_on=self.today,
        )

    def _fields(self, plan: PersonPlan) -> PersonFields:
        return PersonFields(**{"family_name": "", **plan.names}, note=plan.note, source=self.source)

    def _ward(self, role: NewRole) -> int | None:
        if role.ward_id is not None or not role.office.ward:
            return role.ward_id
        key = sort_key(role.office.ward)
        if key not in self.wards:
            self.wards[key] = create_area(self.session, AreaFields(role.office.ward, AreaKind.WARD, source=self.source))
        return self.wards[key]

    def _ways(self, ways: Sequence[Way], *, person_id: int | None = None, organisation_id: int | None = None) -> None:
        for way in ways:
            fields = self._way_fields(way, person_id=person_id, organisation_id=organisation_id)
            if way.kind is ContactPointKind.WEB or not self._has(fields):
                add_contact_point(self.session, fields)

    def _way_fields(
        self, way: Way, *, person_id: int | None = None, organisation_id: int | None = None
    ) -> ContactPointFields:
        return ContactPointFields(
            way.kind, way.value, organisation_id, person_id, way.label, way.preferred, source=self.source
        )

    def _has(self, fields: ContactPointFields) -> bool:
        """Say whether an institution adopted for this file brought an address or number with it."""
        if fields.organisation_id not in self.adopted:
            return False
        question = select(ContactPoint.value).where(
            ContactPoint.organisation_id == fields.organisation_id, ContactPoint.kind == fields.kind
        )
        return fields.value.casefold() in {value.casefold() for value in self.session.scalars(question)}

    def _tag(self, names: Sequence[str], kind: str, number: int) -> None:
        for name in names:
            key = sort_key(name)
            question = select(Tag.id).where(Tag.name_key == key, Tag.archived_at.is_(None)).order_by(Tag.id)
            tag_id = self.session.scalars(question).first() or add_tag(self.session, TagFields(name))
            tag_record(self.session, tag_id, kind, number)
