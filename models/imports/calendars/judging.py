"""The entries of a calendar beside the book: what is new, what moved, what was called off."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from models.chunks import in_chunks
from models.entities import CalendarPeriod, Event, EventStage, Meeting, MeetingState
from models.exchange.calendars.entries import Occurrence
from models.exchange.calendars.sorting import EntryKind, Stretch, key_of, kind_of_entry, stretches_of
from models.exchange.incoming import Place
from models.imports.calendars.plans import EntryPlan
from models.imports.calendars.reading import CalendarRead
from models.imports.contacts.places import asked_of, find_places
from models.imports.earlier import Earlier
from models.imports.preview import Choice, Decisions, Fate, FieldChange, PreviewLine, Step, no_step, print_of
from models.school_year import bank_holidays
from models.text import sort_key
from models.vocabulary import PeriodKind
from resources.i18n import _

_STEP = 200
_SATURDAY = 5
_ENTITIES: Mapping[str, Any] = {"meeting": Meeting, "event": Event}


def judge_calendar(
    session: Session, read: CalendarRead, decisions: Decisions | None = None, *, step: Step = no_step
) -> tuple[PreviewLine, ...]:
    """Return what becomes of each entry, in the order of time, then what of the file could not be read."""
    kinds = {id(one): read.as_kind or kind_of_entry(one).value for one in read.occurrences}
    days = [one for one in read.occurrences if kinds[id(one)] == EntryKind.PERIOD]
    planned = [one for one in read.occurrences if kinds[id(one)] != EntryKind.PERIOD]
    stretches, rest = stretches_of(days)
    unclear = rest if read.as_kind else ()
    planned += () if read.as_kind else rest
    kinds |= {id(one): EntryKind.EVENT for one in rest}
    entries: list[Stretch | Occurrence] = [*stretches, *planned]
    prints = [_print_of(one) for one in entries]
    keys = [*(one.key for one in stretches), *(key_of(one) for one in planned)]
    judge = _Judge(session, read, Earlier(session, prints, keys, ("meeting", "event")), decisions or {}, kinds)
    lines: list[PreviewLine] = []
    for done, one in enumerate(entries):
        if done % _STEP == 0:
            step(done, len(prints))
        lines.append(judge.stretch(one) if isinstance(one, Stretch) else judge.entry(one))
    lines += [_unclear(one) for one in unclear]
    lines += [
        PreviewLine(lost.line, lost.title or _("An entry"), Fate.REFUSED, reasons=(lost.why,), cells=(lost.title,))
        for lost in read.unread
        if lost.is_lost
    ]
    return tuple(lines)


def _unclear(one: Occurrence) -> PreviewLine:
    """Return the line of an entry that was to be a stretch of the school's calendar and is none by its words."""
    words = _("It is not clear which part of the school year this is. Write it in by hand.")
    cells = (one.title, one.first_day.isoformat(), one.last_day.isoformat(), one.place)
    return PreviewLine(one.line, one.title or _("No title"), Fate.REFUSED, reasons=(words,), cells=cells)


def _print_of(one: Occurrence | Stretch) -> str:
    return print_of(type(one).__name__, replace(one, line=0))


class _Judge:
    """One calendar against the book."""

    def __init__(
        self,
        session: Session,
        read: CalendarRead,
        earlier: Earlier,
        decisions: Decisions,
        kinds: Mapping[int, str],
    ) -> None:
        self._session, self._earlier, self._decisions, self._kinds = session, earlier, decisions, kinds
        names = {one.organiser.name for one in read.occurrences if one.organiser is not None} | {read.name}
        asked = [asked_of(Place(name)) for name in sorted(names) if name]
        found = find_places(session, asked)
        self._bodies = {one.place.name: found[one.key].id for one in asked}
        self._calendar = self._bodies.get(read.name)
        self._told: dict[int, tuple[str, ...]] = {}
        for left in read.unread:
            if not left.is_lost:
                self._told[left.line] = (*self._told.get(left.line, ()), left.why)
        self._there = {name: _by_title(session, entity, read.occurrences) for name, entity in _ENTITIES.items()}

    # --- terms and holidays -----------------------------------------------------------------------------------------

    def stretch(self, one: Stretch) -> PreviewLine:
        """Return what becomes of a term, a holiday or an INSET day."""
        cells = (one.name, one.first_day.isoformat(), one.last_day.isoformat(), "")
        line = PreviewLine(
            one.line, one.name, Fate.SAME, "calendar_period", key=one.key, fingerprint=_print_of(one), cells=cells
        )
        if (settled := self._settled(line)) is not None:
            return settled
        if one.kind is PeriodKind.BANK_HOLIDAY and _is_known_holiday(one.first_day):
            return replace(line, notes=(_("The program knows the bank holidays."),))
        values = {"kind": one.kind, "name": one.name, "first_day": one.first_day, "last_day": one.last_day}
        number = self._number(one.key, "calendar_period") or self._same_days(one)
        if number is None:
            plan = EntryPlan("calendar_period", values)
            return replace(line, fate=Fate.NEW, changes=_changes(values, {}), plan=plan)
        row = self._session.execute(
            select(CalendarPeriod.kind, CalendarPeriod.name, CalendarPeriod.first_day, CalendarPeriod.last_day).where(
                CalendarPeriod.id == number
            )
        ).one()
        return _changed(line, "calendar_period", number, values, dict(row._mapping))

    def _same_days(self, one: Stretch) -> int | None:
        """Return the stretch of the book with the same days and kind, or the term that shares days with a term."""
        question = select(CalendarPeriod.id).where(
            CalendarPeriod.kind == one.kind, CalendarPeriod.organisation_id.is_(None)
        )
        if one.kind is PeriodKind.TERM:
            question = question.where(
                CalendarPeriod.first_day <= one.last_day, CalendarPeriod.last_day >= one.first_day
            )
        else:
            question = question.where(
                CalendarPeriod.first_day == one.first_day, CalendarPeriod.last_day == one.last_day
            )
        return self._session.scalars(question.limit(1)).first()

    # --- meetings and events ----------------------------------------------------------------------------------------

    def entry(self, one: Occurrence) -> PreviewLine:
        """Return what becomes of an entry that is a meeting or an event."""
        kind = self._kinds[id(one)]
        cells = (one.title, one.first_day.isoformat(), one.last_day.isoformat(), one.place)
        line = PreviewLine(
            one.line, one.title or _("No title"), Fate.SAME, kind, key=key_of(one), fingerprint=_print_of(one),
            cells=cells, notes=(*_said(one), *self._told.pop(one.line, ())),
        )  # fmt: skip
        if (settled := self._settled(line)) is not None:
            return settled
        if not one.title:
            return replace(line, fate=Fate.REFUSED, reasons=(_("The entry has no title."),))
        values = self._values(one)
        number = self._number(line.key, kind) or self._there[kind].get((sort_key(one.title), values["starts_at"]))
        if one.is_cancelled:
            return self._called_off(line, kind, number)
        if number is None:
            values |= {name: text for name, text in _only_when_new(kind, one) if text}
            plan = EntryPlan(kind, values | {"organisation_id": self._body(one)})
            return replace(line, fate=Fate.NEW, changes=_changes(values, {}), plan=plan)
        entity = _ENTITIES[kind]
        columns = [getattr(entity, name) for name in values]
        row = self._session.execute(select(*columns).where(entity.id == number)).one()
        return _changed(line, kind, number, values, dict(row._mapping))

    def _values(self, one: Occurrence) -> dict[str, Any]:
        starts = datetime.combine(one.first_day, one.starts or time())
        ends = datetime.combine(one.last_day, one.ends) if one.ends is not None else None
        if ends is not None and (ends <= starts or one.ends == time()):
            ends += timedelta(days=1)  # At midnight the last day is over, and the next one has not begun.
        elif ends is None and one.last_day > one.first_day:
            ends = datetime.combine(one.last_day, time(23, 59))
        return {"title": one.title[:300], "starts_at": starts, "ends_at": ends, "place": one.place[:300]}

    def _body(self, one: Occurrence) -> int | None:
        """Return the organisation of the book that an entry's organiser or calendar is called after."""
        own = self._bodies.get(one.organiser.name) if one.organiser is not None else None
        return own or self._calendar

    def _called_off(self, line: PreviewLine, kind: str, number: int | None) -> PreviewLine:
        if number is None:
            return replace(
                line,
                notes=(
                    *line.notes,
                    _("Called off, and not in the book: nothing is added."),
                ),
            )
        question: Select[Any] = select(Meeting.state).where(Meeting.id == number)
        if kind == "event":
            question = select(Event.stage).where(Event.id == number)
        if self._session.scalars(question).one() in (MeetingState.CANCELLED, EventStage.CANCELLED):
            return replace(line, record_id=number)
        change = FieldChange("state", _("State"), None, _("Called off"))
        return replace(
            line, fate=Fate.CHANGED, record_id=number, changes=(change,), plan=EntryPlan(kind, is_cancelled=True)
        )

    # --- both -------------------------------------------------------------------------------------------------------

    def _settled(self, line: PreviewLine) -> PreviewLine | None:
        """Return a line that came in before, or that a person left out."""
        before = self._earlier.record_of_line(line.fingerprint)
        if before is not None:
            notes = (_("Brought in before."),)
            return replace(line, record_kind=before[0], record_id=before[1], notes=notes)
        if self._decisions.get(line.fingerprint) is Choice.LEAVE_OUT:
            return replace(line, fate=Fate.REFUSED, reasons=(_("You left it out."),))
        return None

    def _number(self, key: str, kind: str) -> int | None:
        ref = self._earlier.record_of_key(key)
        return ref[1] if ref is not None and ref[0] == kind else None


def _is_known_holiday(day: date) -> bool:
    """Say whether the program knows a bank holiday; one on a weekend has another day in its place."""
    return day.weekday() >= _SATURDAY or day in bank_holidays(day.year)


def _by_title(session: Session, entity: Any, occurrences: Sequence[Occurrence]) -> dict[tuple[str, datetime], int]:
    """Return the meetings or events of the book with some titles, by the folded title and when they begin."""
    titles = sorted({one.title for one in occurrences if one.title})
    found: dict[tuple[str, datetime], int] = {}
    for some in in_chunks(titles):
        question = select(entity.id, entity.title, entity.starts_at).where(
            entity.title.in_(some), entity.archived_at.is_(None)
        )
        found |= {(sort_key(title), begins): number for number, title, begins in session.execute(question)}
    return found


def _only_when_new(kind: str, one: Occurrence) -> tuple[tuple[str, str], ...]:
    """Return what an entry says that is never written over what stands in the book: people write there themselves."""
    if kind == EntryKind.MEETING:
        return ("notes", one.text), ("url", one.link if one.link.lower().startswith(("http://", "https://")) else "")
    return (("note", one.text),)


def _changed(
    line: PreviewLine, kind: str, number: int, values: Mapping[str, Any], now: Mapping[str, Any]
) -> PreviewLine:
    """Return the line of a record that is there: what the file has otherwise; what it lacks stays."""
    moved = {name: value for name, value in values.items() if value not in (None, "") and value != now[name]}
    fate = Fate.CHANGED if moved else Fate.SAME
    return replace(line, fate=fate, record_id=number, changes=_changes(moved, now), plan=EntryPlan(kind, moved))


def _changes(values: Mapping[str, Any], now: Mapping[str, Any]) -> tuple[FieldChange, ...]:
    titles = {
        "title": _("Title"), "starts_at": _("Starts"), "ends_at": _("Ends"), "place": _("Place"), "kind": _("Kind"),
        "note": _("Note"), "notes": _("Note"), "url": _("Web page"),
        "name": _("Name"), "first_day": _("First day"), "last_day": _("Last day"),
    }  # fmt: skip
    return tuple(
        FieldChange(name, titles[name], now.get(name), value)
        for name, value in values.items()
        if name in titles and value not in (None, "")
    )


def _said(one: Occurrence) -> Iterator[str]:
    """Give what is worth knowing of an entry besides."""
    yield from one.remarks
    if one.zone:
        yield _("Its times were given for {zone} and are shown as in England.").format(zone=one.zone)
    if one.is_tentative:
        yield _("It is not agreed yet.")
    if one.invited:
        yield _("Who is invited is not brought in: {count} people.").format(count=len(one.invited))
