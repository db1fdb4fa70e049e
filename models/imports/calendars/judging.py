"""The entries of a calendar beside the book: what is new, what moved, what was called off."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from models.chunks import in_chunks
from models.entities import CalendarPeriod, Event, EventStage, Meeting, MeetingState
from models.exchange.calendars.entries import Occurrence
from models.exchange.calendars.sorting import EntryKind, Stretch, key_of, kind_of_entry, stretches_of
from models.imports.calendars.owners import Owners
from models.imports.calendars.plans import EntryPlan
from models.imports.calendars.reading import CalendarRead
from models.imports.calendars.telling import cells_of, changed_line, changes_of, notes_of
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
    entries.sort(key=_when)
    prints = [_print_of(one, read) for one in entries]
    owners = Owners(session, read)
    keys = [_key_of(one, owners) for one in entries]
    judge = _Judge(session, read, owners, Earlier(session, prints, keys, ("meeting", "event")), decisions or {}, kinds)
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
    return PreviewLine(one.line, one.title or _("No title"), Fate.REFUSED, reasons=(words,), cells=cells_of(one))


def _when(one: Occurrence | Stretch) -> tuple[date, time, bool]:
    """Return by what lines are put in the order of time, at the same time a term before its first day."""
    starts = one.starts if isinstance(one, Occurrence) else None
    return one.first_day, starts or time(), isinstance(one, Occurrence)


def _print_of(one: Occurrence | Stretch, read: CalendarRead) -> str:
    """Return the fingerprint of an entry; of a calendar that is somebody's it is another than of the file alone."""
    return print_of(type(one).__name__, replace(one, line=0), *([read.whose] if read.whose is not None else []))


def _key_of(one: Occurrence | Stretch, owners: Owners) -> str:
    """Return what an entry is known by: two schools may have the same term, and each has its own."""
    if isinstance(one, Occurrence):
        return key_of(one)
    return one.key if owners.of_dates is None else f"{one.key} of organisation:{owners.of_dates}"


class _Judge:
    """One calendar against the book."""

    def __init__(
        self,
        session: Session,
        read: CalendarRead,
        owners: Owners,
        earlier: Earlier,
        decisions: Decisions,
        kinds: Mapping[int, str],
    ) -> None:
        self._session, self._read, self._owners, self._earlier = session, read, owners, earlier
        self._decisions, self._kinds = decisions, kinds
        self._dates_of = owners.of_dates
        self._seen: set[str] = set()
        self._told: dict[int, tuple[str, ...]] = {}
        for left in read.unread:
            if not left.is_lost:
                self._told[left.line] = (*self._told.get(left.line, ()), left.why)
        self._there = {name: _by_title(session, entity, read.occurrences) for name, entity in _ENTITIES.items()}

    # --- terms and holidays -----------------------------------------------------------------------------------------

    def stretch(self, one: Stretch) -> PreviewLine:
        """Return what becomes of a term, a holiday or an INSET day."""
        line = PreviewLine(
            one.line, one.name, Fate.SAME, "calendar_period", key=_key_of(one, self._owners),
            fingerprint=_print_of(one, self._read), cells=cells_of(one),
        )  # fmt: skip
        if (settled := self._settled(line)) is not None:
            return settled
        if one.kind is PeriodKind.BANK_HOLIDAY and _is_known_holiday(one.first_day):
            return replace(line, notes=(_("The program knows the bank holidays."),))
        values = {"kind": one.kind, "name": one.name, "first_day": one.first_day, "last_day": one.last_day}
        if self._dates_of is not None:
            values["organisation_id"] = self._dates_of
        number = self._number(line.key, "calendar_period") or self._same_days(one)
        if number is None:
            plan = EntryPlan("calendar_period", values)
            return replace(line, fate=Fate.NEW, changes=changes_of(values, {}, self._owners.names), plan=plan)
        return self._changed(line, CalendarPeriod, number, values)

    def _same_days(self, one: Stretch) -> int | None:
        """Return the stretch of the book with the same days and kind, or the term that shares days with a term."""
        question = select(CalendarPeriod.id).where(
            CalendarPeriod.kind == one.kind, CalendarPeriod.organisation_id.is_not_distinct_from(self._dates_of)
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
        line = PreviewLine(
            one.line, one.title or _("No title"), Fate.SAME, kind, key=key_of(one),
            fingerprint=_print_of(one, self._read), cells=cells_of(one),
            notes=(*notes_of(one), *self._told.pop(one.line, ())),
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
            values["organisation_id"] = self._owners.of_entry(one)
            changes = changes_of(values, {}, self._owners.names)
            line = replace(line, fate=Fate.NEW, changes=changes, plan=EntryPlan(kind, values))
        else:
            if self._owners.said is not None:
                values["organisation_id"] = self._owners.of_entry(one)
            line = self._changed(line, _ENTITIES[kind], number, values)
        return self._expecting(line) if self._owners.person is not None else line

    def _changed(self, line: PreviewLine, entity: Any, number: int, values: Mapping[str, Any]) -> PreviewLine:
        """Return the line of a record that is there beside it."""
        columns = [getattr(entity, name) for name in values]
        row = self._session.execute(select(*columns).where(entity.id == number)).one()
        return changed_line(line, line.record_kind, number, values, dict(row._mapping), self._owners.names)

    def _expecting(self, line: PreviewLine) -> PreviewLine:
        """Return the line with the person whose calendar it is as one who is expected."""
        name, plan = self._owners.person_name, line.plan
        if line.record_kind != EntryKind.MEETING:
            words = _("Only a meeting names who comes: {name} is not named here.").format(name=name)
            return replace(line, notes=(*line.notes, words))
        if line.record_id is not None and self._owners.is_expected(line.record_id):
            return line
        assert isinstance(plan, EntryPlan)
        change = FieldChange("expects", _("Expected"), None, name)
        fate = Fate.CHANGED if line.fate is Fate.SAME else line.fate
        return replace(
            line, fate=fate, changes=(*line.changes, change), plan=replace(plan, expects=self._owners.person)
        )

    def _values(self, one: Occurrence) -> dict[str, Any]:
        starts = datetime.combine(one.first_day, one.starts or time())
        ends = datetime.combine(one.last_day, one.ends) if one.ends is not None else None
        if ends is not None and (ends <= starts or one.ends == time()):
            ends += timedelta(days=1)  # At midnight the last day is over, and the next one has not begun.
        elif ends is None and one.last_day > one.first_day:
            ends = datetime.combine(one.last_day, time(23, 59))
        return {"title": one.title[:300], "starts_at": starts, "ends_at": ends, "place": one.place[:300]}

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
        """Return a line that came in before, that a person left out, or that the file has twice."""
        before = self._earlier.record_of_line(line.fingerprint)
        if before is not None:
            notes = (_("Brought in before."),)
            return replace(line, record_kind=before[0], record_id=before[1], notes=notes)
        if self._decisions.get(line.fingerprint) is Choice.LEAVE_OUT:
            return replace(line, fate=Fate.REFUSED, reasons=(_("You left it out."),))
        if line.fingerprint in self._seen:
            return replace(line, notes=(*line.notes, _("The file says the same further up.")))
        self._seen.add(line.fingerprint)
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
