"""A row of the table as whom and what it names: each person, and the organisation where something is its own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from models.exchange.contact_tables.bodies import bodies_of, organisation_of
from models.exchange.contact_tables.cells import first_text
from models.exchange.contact_tables.columns import Columns
from models.exchange.contact_tables.contents import name_beside_organisation
from models.exchange.contact_tables.holding import FIRST, ORGANISATION, Holds
from models.exchange.contact_tables.offices import RoleReader
from models.exchange.contact_tables.postal import postal_of
from models.exchange.contact_tables.row import ReadRow, given_name_of, names_of, read_row
from models.exchange.contact_tables.rows import DataRow
from models.exchange.contact_tables.sharing import is_named_in, shared_out
from models.exchange.contact_tables.ways import names_beside_address, ways_of
from models.exchange.incoming import IncomingContact, IncomingOrganisation, IncomingPerson, Place
from models.exchange.names.cells import understand_names
from models.exchange.names.found import NamesFound
from resources.i18n import _


@dataclass(slots=True)
class RowReader:
    """Reads the rows of one table."""

    columns: Columns
    roles: RoleReader
    repeated: int = 0
    """Rows that only told of an organisation again."""
    _told: set[tuple[object, ...]] = field(default_factory=set)
    """Organisations that rows have told of, as much as was told."""

    def contacts(self, row: DataRow) -> Iterator[IncomingContact]:
        """Yield whom and what a row names; one with a refusal where it names nobody and nothing."""
        read = read_row(row, self.columns, self.roles)
        people: list[IncomingPerson] = []
        instead: list[NamesFound] = []
        for who in self.columns.people or (FIRST,):
            names = self._names(read, who)
            if names.people:
                people += self._people(read, who, names)
            elif names.instead:
                instead.append(names)
        found = self._with_their_place(read, people) if people else bodies_of(read, instead)
        for one in found:
            if not isinstance(one, IncomingOrganisation) or self._is_new(one):
                yield one

    def _names(self, read: ReadRow, who: int) -> NamesFound:
        """Return whom the columns of one of a row's people name; without one, whose their address says it is."""
        own = read.of(who)
        names = names_of(own)
        if who != FIRST:
            return names
        if not names.people and not names.instead:
            return names_beside_address(own)
        beside = None if read.places or Holds.FAMILY in own else name_beside_organisation(first_text(own, Holds.NAME))
        if beside is None:
            return names
        read.places = [Place(beside[1])]
        words = _("“{text}” stands beside the name; it was taken for the organisation.")
        read.doubts.append(words.format(text=beside[1]))
        return understand_names(beside[0])

    def _people(self, read: ReadRow, who: int, names: NamesFound) -> list[IncomingPerson]:
        """Return the people whom one column names: one, or several in one cell."""
        own = read.of(who)
        remarks, doubts = list(read.remarks), list(read.doubts)
        if len(read.places) > 1:
            doubts.append(_("The cell names several organisations; the first was taken for theirs."))
        shares, shared_doubts = shared_out(ways_of(own, remarks), names.people)
        offices = self.roles.offices(own, self.columns.role_of(who), names.people, doubts)
        postal = postal_of(own, read.place.name, remarks)
        given, known_as = given_name_of(own) or first_text(own, Holds.EMAIL), first_text(own, Holds.KNOWN_AS)
        return [
            IncomingPerson(
                read.row.number, given, cells=read.row.values, remarks=tuple(remarks),
                doubts=tuple(dict.fromkeys((*doubts, *name.doubts, *shared_doubts))),
                title=name.title, given_name=name.given_name, family_name=name.family_name,
                post_nominals=name.post_nominals, known_as=known_as or name.known_as, place=read.place,
                offices=(office,) if office.role else (), ways=share, postal=postal,
                note="\n".join(filter(None, (name.note, read.note))), tags=read.tags,
            )
            for name, share, office in zip(names.people, shares, offices, strict=True)
        ]  # fmt: skip

    def _with_their_place(self, read: ReadRow, people: list[IncomingPerson]) -> Iterator[IncomingContact]:
        """Yield people, after what their row says of the organisation itself.

        Of the organisation's email addresses one with somebody's surname in it is theirs.
        """
        remarks: list[str] = []
        kept = []
        for way in ways_of(read.of(ORGANISATION), remarks) if read.place else ():
            owners = [place for place, one in enumerate(people) if is_named_in(one.family_name, way)]
            if len(owners) == 1:
                one = people[owners[0]]
                people[owners[0]] = replace(one, ways=(*one.ways, way))
            else:
                kept.append(way)
        postal = postal_of(read.of(ORGANISATION), read.place.name, remarks)
        if read.place and (kept or postal):
            plain = replace(read, remarks=remarks, doubts=list(read.row.doubts), note="", tags=())
            yield organisation_of(plain, read.place, kept, postal)
        yield from people

    def _is_new(self, one: IncomingOrganisation) -> bool:
        """Say whether no row above told just the same of an organisation."""
        plain = (one.place, one.ways, one.postal, one.website, one.note, one.tags)
        if plain in self._told:
            self.repeated += 1
            return False
        self._told.add(plain)
        return True
