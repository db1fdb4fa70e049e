"""Which organisation of the book a row of a file means: by its number, its name, or a name written another way."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.chunks import in_chunks
from models.entities import InstitutionProfile, Organisation
from models.exchange.incoming import Place, Postal, Way
from models.imports.preview import Candidate
from models.queries.alike import plain_name, telling_words
from models.queries.audience import EVERYONE_OF_OURS
from models.queries.duplicates import (
    Compared,
    bare_contact,
    compare_organisations,
    likeliest_of,
    organisations_to_compare,
    squeezed,
)
from models.text import sort_key
from resources.i18n import _

MOST_OFFERED = 5


@dataclass(frozen=True, slots=True)
class PlaceAsked:
    """An organisation as a file names it, with all that tells it from others."""

    place: Place
    postal: Postal = field(default_factory=Postal)
    contacts: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """Return what makes two mentions of it one."""
        return place_key(self.place)


@dataclass(frozen=True, slots=True)
class PlaceFound:
    """What the book has for it: one organisation, several that it may be, or none."""

    id: int | None = None
    name: str = ""
    note: str = ""
    """How it was found, where that is worth a look."""
    candidates: tuple[Candidate, ...] = ()


def place_key(place: Place) -> str:
    """Return what makes two mentions of an organisation in a file one."""
    if place.urn:
        return f"urn:{place.urn}"
    return f"uid:{place.group_uid}" if place.group_uid else f"name:{plain_name(place.name)}"


def asked_of(place: Place, postal: Postal | None = None, ways: Iterable[Way] = ()) -> PlaceAsked:
    """Return what is asked of an organisation with its address and the ways to reach it."""
    return PlaceAsked(place, postal or Postal(), tuple(way.value for way in ways))


def find_known_numbers(session: Session) -> Callable[[Place], bool] | None:
    """Return what says of a place whether it is one of our institutions or groups; None where we have none yet.

    A file of all governors of England has a quarter of a million; wanted are those of the schools that we know.
    """
    urns = frozenset(session.scalars(select(InstitutionProfile.urn).where(InstitutionProfile.urn.is_not(None))))
    uids = frozenset(session.scalars(select(Organisation.group_uid).where(Organisation.group_uid != "")))
    if not (urns or uids):
        return None
    return lambda place: place.urn in urns or place.group_uid in uids


def find_places(session: Session, asked: Iterable[PlaceAsked]) -> dict[str, PlaceFound]:
    """Return what the book has for each organisation, by `PlaceAsked.key`: one question for many, however many."""
    wanted: dict[str, PlaceAsked] = {}
    for one in asked:
        wanted.setdefault(one.key, one)
    by_urn = _by_urn(session, {one.place.urn for one in wanted.values() if one.place.urn})
    by_uid = _by_uid(session, {one.place.group_uid for one in wanted.values() if one.place.group_uid})
    by_name = _by_name(session, {sort_key(one.place.name) for one in wanted.values() if one.place.name})
    found: dict[str, PlaceFound] = {}
    left: dict[str, PlaceAsked] = {}
    for key, one in wanted.items():
        known = by_urn.get(one.place.urn) or by_uid.get(one.place.group_uid)
        same = by_name.get(sort_key(one.place.name), ())
        if known is not None:
            found[key] = PlaceFound(*known)
        elif len(same) == 1 and not (one.place.urn or one.place.group_uid):
            found[key] = PlaceFound(*same[0])
        elif one.place.name:
            left[key] = one
        else:
            found[key] = PlaceFound()
    return found | _alike(session, left)


def _by_urn(session: Session, urns: Iterable[str]) -> dict[str, tuple[int, str]]:
    found, texts = dict[str, tuple[int, str]](), sorted(urns)
    for some in in_chunks(texts):
        question = (
            select(InstitutionProfile.urn, Organisation.id, Organisation.name)
            .join(Organisation, Organisation.id == InstitutionProfile.organisation_id)
            .where(InstitutionProfile.urn.in_(some), Organisation.archived_at.is_(None))
        )
        found |= {urn: (number, name) for urn, number, name in session.execute(question) if urn is not None}
    return found


def _by_uid(session: Session, uids: Iterable[str]) -> dict[str, tuple[int, str]]:
    question = select(Organisation.group_uid, Organisation.id, Organisation.name).where(
        Organisation.group_uid.in_(sorted(uids)), Organisation.archived_at.is_(None)
    )
    return {uid: (number, name) for uid, number, name in session.execute(question)} if uids else {}


def _by_name(session: Session, keys: Iterable[str]) -> dict[str, list[tuple[int, str]]]:
    found, texts = defaultdict[str, list[tuple[int, str]]](list), sorted(keys)
    for some in in_chunks(texts):
        question = select(Organisation.name_key, Organisation.id, Organisation.name).where(
            Organisation.name_key.in_(some), Organisation.archived_at.is_(None)
        )
        for key, number, name in session.execute(question.order_by(Organisation.id)):
            found[key].append((number, name))
    return found


def _alike(session: Session, asked: Mapping[str, PlaceAsked]) -> dict[str, PlaceFound]:
    """Return what is like each of those of which the book has no single one by number or name."""
    if not asked:
        return {}
    blocks: dict[str, list[Compared]] = defaultdict(list)
    for known in organisations_to_compare(session, EVERYONE_OF_OURS):
        for word in set(telling_words(known.name)):
            blocks[word[:4]].append(known)
    return {key: _judged(one, blocks) for key, one in asked.items()}


def _judged(asked: PlaceAsked, blocks: Mapping[str, list[Compared]]) -> PlaceFound:
    name, postal = asked.place.name, asked.postal
    near = {known.id: known for word in telling_words(name) for known in blocks.get(word[:4], ())}
    same = [known for known in near.values() if plain_name(known.name) == plain_name(name)]
    if len(same) == 1 and not asked.place.urn:
        words = _("“{given}” was taken for {name}.").format(given=name, name=same[0].name)
        return PlaceFound(same[0].id, same[0].name, words)
    one = Compared(
        0, name, "", "", squeezed(postal.postcode), sort_key(postal.town), {bare_contact(way) for way in asked.contacts}
    )
    alike = likeliest_of(one, near.values(), compare_organisations, MOST_OFFERED)
    offered = {known.id: Candidate(known.id, known.name, _("the same name")) for known in same}
    offered |= {other.id: Candidate(other.id, other.name, ", ".join(other.reasons)) for other in alike}
    return PlaceFound(candidates=tuple(offered.values())[:MOST_OFFERED])
