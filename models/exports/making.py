"""Records as the bytes of one file: the same records and the same day give the same bytes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy.orm import Session

from models.exchange.calendars.entries import Occurrence, Series
from models.exchange.vcards.cards import Card, CardKind
from models.exports.formats import SPECS, Format
from models.queries.calendar_entries import CalendarFilter, list_calendar_entries
from models.queries.calendar_series import find_calendar_series
from models.queries.contact_cards import count_cards_above, list_contact_cards
from models.queries.parties import Party
from models.vocabulary import Visibility
from resources.i18n import _, ngettext

_LONG_AGO = datetime(2000, 1, 1)  # noqa: DTZ001 -- stamps are kept in UTC without a zone
"""When what has no stamp of its own was true; every record has one."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to leave, and in which format; what is left as it is does not narrow it."""

    format: Format
    audience: Visibility | None = None
    """For whom; None for whom files of the format usually are."""
    parties: tuple[Party, ...] | None = None
    """Contacts: only these people and organisations."""
    list_name: str = ""
    """Contacts: what they are called together; vCards then have a card of the list."""
    version: str = "3.0"
    """Of vCards."""
    calendar: CalendarFilter = field(default_factory=CalendarFilter)
    series_ids: tuple[int, ...] = ()
    """Calendar: series of meetings, each as one entry that comes again."""
    organisation_ids: tuple[int, ...] | None = None
    """Open data: only of these organisations."""

    @property
    def for_whom(self) -> Visibility:
        """Return the audience that counts."""
        return SPECS[self.format].audience if self.audience is None else self.audience


@dataclass(frozen=True, slots=True)
class Made:
    """A file, before it is written."""

    data: bytes
    count: int
    """How many contacts, entries, offers, events, or offices held."""
    left_out: int = 0
    """Records asked for that are above the audience, put away or gone."""
    remarks: tuple[str, ...] = ()
    """What is worth knowing of the file, in sentences."""


def make_export(session: Session, wanted: Wanted, today: date) -> Made:
    """Return the file that is wanted, as it is on a day."""
    if wanted.format is Format.CALENDAR:
        return _calendar(session, wanted, today)
    if wanted.format is Format.POPOLO:
        return _popolo(session, wanted, today)
    if wanted.format is Format.OPEN_REFERRAL:
        return _open_referral(session, wanted, today)
    if wanted.format is Format.EVENTS_JSONLD:
        return _events(session, wanted, today)
    return _contacts(session, wanted, today)


def _contacts(session: Session, wanted: Wanted, today: date) -> Made:
    cards = list_contact_cards(session, wanted.parties, today=today, audience=wanted.for_whom)
    if wanted.parties is None:
        left_out = count_cards_above(session, today, audience=wanted.for_whom)
    else:
        left_out = len({_key(one) for one in wanted.parties}) - len(cards)
    if wanted.format is Format.VCARD:
        from models.exchange.vcards.writing import write_cards

        listed = (*cards, _list_card(cards, wanted.list_name)) if wanted.list_name else cards
        text = "".join(write_cards(listed, wanted.version))
        return Made(text.encode("utf-8", "replace"), len(cards), left_out)
    if wanted.format is Format.CONTACTS_CSV:
        from models.exchange.contact_csv.google import write_google

        return Made(write_google(cards), len(cards), left_out)
    from models.exchange.contact_csv.outlook import write_outlook

    data, encoding = write_outlook(cards)
    remarks = () if encoding == "windows-1252" else (_outlook_remark(cards),)
    return Made(data, len(cards), left_out, remarks)


def _key(one: Party) -> tuple[str, int | None]:
    return ("person", one.person_id) if one.person_id is not None else ("organisation", one.organisation_id)


def _list_card(cards: Sequence[Card], name: str) -> Card:
    """Return the card of a distribution list, which names the cards of its members."""
    import uuid

    members = [card.uid for card in cards]
    uid = uuid.uuid5(uuid.NAMESPACE_URL, "\n".join([name, *members]))
    return Card(0, kind=CardKind.LIST, display=name, members=members, uid=f"urn:uuid:{uid}")


def _outlook_remark(cards: Sequence[Card]) -> str:
    """Return whose letters Outlook's own characters have no place for."""
    names = [card.name for card in cards if _is_beyond(card)]
    some = ", ".join(names[:3]) + (_(" and others") if len(names) > 3 else "")
    words = ngettext(
        "{names} has letters that classic Outlook lacks, so the file is in UTF-8. Check that name after importing.",
        "{names} have letters that classic Outlook lacks, so the file is in UTF-8. Check those after importing.",
        len(names),
    )
    return words.format(names=some)


def _is_beyond(card: Card) -> bool:
    from models.exchange.contact_csv.outlook import write_outlook

    return write_outlook([card])[1] != "windows-1252"


def _calendar(session: Session, wanted: Wanted, today: date) -> Made:
    from models.exchange.calendars.writing import write_calendar

    entries = list_calendar_entries(session, wanted.calendar, audience=wanted.for_whom)
    series: list[Series] = []
    alone: list[Occurrence] = []
    for number in wanted.series_ids:
        found = find_calendar_series(session, number, today, audience=wanted.for_whom)
        series.append(found.series)
        alone += found.others
    asked = _asked_for(wanted)
    left_out = 0 if asked is None else asked - len(entries)
    name = wanted.list_name or _calendar_name(session, wanted)
    data = write_calendar(name, [*entries, *alone], _LONG_AGO, series)
    return Made(data, len(entries) + len(alone) + len(series), left_out)


def _asked_for(wanted: Wanted) -> int | None:
    """Return how many meetings and events were asked for by their numbers; None where they were not."""
    numbers = [wanted.calendar.meeting_ids, wanted.calendar.event_ids]
    if all(one is None for one in numbers):
        return None
    return sum(len(set(one)) for one in numbers if one is not None)


def _calendar_name(session: Session, wanted: Wanted) -> str:
    """Return what a calendar calls itself: after our school, which calendars show beside their entries."""
    from models.queries.forms import name_records
    from models.settings import OUR_ORGANISATION, get_setting

    ours = get_setting(session, OUR_ORGANISATION)
    school = next(iter(name_records(session, [("organisation", ours)]).values()), "") if ours is not None else ""
    what = _("Meetings and events")
    if not wanted.calendar.meetings:
        what = _("Events")
    elif not wanted.calendar.events:
        what = _("Meetings")
    return f"{school}: {what}" if school else what


def _popolo(session: Session, wanted: Wanted, today: date) -> Made:
    from models.exchange.open_data.popolo import write_popolo
    from models.queries.public_offices import find_public_offices

    offices = find_public_offices(session, wanted.organisation_ids, today=today, audience=wanted.for_whom)
    return Made(write_popolo(offices), len(offices.holdings))


def _open_referral(session: Session, wanted: Wanted, today: date) -> Made:
    from models.exchange.open_data.open_referral import write_open_referral
    from models.queries.community_offers import list_community_offers

    offers = list_community_offers(session, today, provider_ids=wanted.organisation_ids, audience=wanted.for_whom)
    return Made(write_open_referral(offers), len(offers))


def _events(session: Session, wanted: Wanted, today: date) -> Made:
    from models.exchange.open_data.schema_org import write_events
    from models.queries.open_events import list_open_events

    events = list_open_events(
        session,
        wanted.calendar.first_day or today,
        wanted.calendar.last_day,
        today=today,
        held_by=wanted.organisation_ids,
        audience=wanted.for_whom,
    )
    return Made(write_events(events), len(events))
