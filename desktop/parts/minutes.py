"""The minutes in full: paragraphs under the items, interests declared, who stood apart, and dated corrections."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

from desktop.forms.dated import day_words
from desktop.parts.of_meetings import agenda_options, agenda_words, later_meetings, minutes_are_final, minutes_are_open
from desktop.parts.spec import FieldSpec, Line, Owner, Part, Session, as_today, joined
from desktop.tokens import Tone
from models.actions.declarations import (
    ItemDeclarationFields,
    declare_for_item,
    edit_item_declaration,
    remove_item_declaration,
)
from models.actions.minutes import (
    CorrectionFields,
    MinuteEntryFields,
    add_minute_entry,
    correct_minutes,
    edit_minute_entry,
    remove_minute_entry,
)
from models.actions.votes import DissentFields, edit_dissent, record_dissent, remove_dissent
from models.queries.dissents import DissentRow, list_dissents
from models.queries.meetings import find_meeting
from models.queries.minutes import CorrectionRow, DeclarationRow, MinuteEntryRow, find_minutes
from models.vocabulary import DissentKind
from models.words import label
from resources.i18n import _
from resources.i18n import marked as m

Row = TypeVar("Row", MinuteEntryRow, DeclarationRow)

_ITEM = FieldSpec(
    "agenda_item_id", m("A&genda item"), 12, m("Choose the item of the agenda"), options=agenda_options, new_only=True
)


@dataclass(frozen=True, slots=True)
class UnderItem(Generic[Row]):
    """A row of the minutes with the item it stands under."""

    row: Row
    item: str


@dataclass(frozen=True, slots=True)
class EntryForm:
    """What is asked of a paragraph: the item it stands under, and its own fields."""

    agenda_item_id: int | None
    text: str
    reference: str = ""
    is_challenge: bool = False
    raised_by_id: int | None = None
    version: int | None = None


@dataclass(frozen=True, slots=True)
class DeclarationForm:
    """What is asked of an interest declared: the item it is declared for, and its own fields."""

    agenda_item_id: int | None
    person_id: int
    interest: str = ""
    interest_id: int | None = None
    withdrew: bool = False
    version: int | None = None


@dataclass(frozen=True, slots=True)
class DissentForm:
    """What is asked of somebody who stood apart: the decision, and the dissent's own fields."""

    decision_id: int | None
    person_id: int
    kind: DissentKind
    reason: str = ""
    version: int | None = None


# --- paragraphs -------------------------------------------------------------------------------------------------------


def _entries(session: Session, owner: Owner, today: date) -> Sequence[UnderItem[MinuteEntryRow]]:
    items = agenda_words(session, owner)
    return [UnderItem(row, items[row.agenda_item_id]) for row in find_minutes(session, owner.id).entries]


def _entry_line(one: UnderItem[MinuteEntryRow]) -> Line:
    row = one.row
    raised = _("raised by {name}").format(name=row.raised_by) if row.raised_by else ""
    aside = _("Challenge") if row.is_challenge else ""
    return Line(row.id, row.text, joined(one.item, row.reference, raised), aside, Tone.INFO)


def _entry_fields(form: EntryForm) -> MinuteEntryFields:
    return MinuteEntryFields(form.text, form.reference, form.is_challenge, form.raised_by_id, form.version)


def _add_entry(session: Session, form: EntryForm) -> int:
    return add_minute_entry(session, form.agenda_item_id or 0, _entry_fields(form))


def _edit_entry(session: Session, number: int, form: EntryForm) -> int:
    return edit_minute_entry(session, number, _entry_fields(form))


ENTRIES = Part(
    kind="minute_entry",
    title=m("Minutes, item by item"),
    nothing=m("Write under each item what was said and settled. Each paragraph gets the body’s next minute reference."),
    rows=_entries,
    line=_entry_line,
    add=m("Add a paragraph…"),
    form=EntryForm,
    fields=(
        _ITEM,
        FieldSpec("text", m("What the &minutes say"), 12, m("Enter what the minutes say"), lines=5),
        FieldSpec("reference", m("Minute &reference"), 6, hint=m("Left empty, the body’s next reference is given.")),
        FieldSpec("raised_by_id", m("Raised &by"), 6, kinds=("person",)),
        FieldSpec("is_challenge", m("Governors asked for an acco&unt here"), 12),
    ),
    create=_add_entry,
    edit=_edit_entry,
    remove=remove_minute_entry,
    owner="",
    closed=minutes_are_final,
    touches=("agenda_item", "meeting"),
)


# --- interests --------------------------------------------------------------------------------------------------------


def _declarations(session: Session, owner: Owner, today: date) -> Sequence[UnderItem[DeclarationRow]]:
    items = agenda_words(session, owner)
    return [UnderItem(row, items[row.agenda_item_id]) for row in find_minutes(session, owner.id).declarations]


def _declaration_line(one: UnderItem[DeclarationRow]) -> Line:
    row = one.row
    aside, tone = (_("Withdrew"), Tone.SOON) if row.withdrew else (_("Stayed"), Tone.PLAIN)
    return Line(row.id, _("{name}: {interest}").format(name=row.person, interest=row.interest), one.item, aside, tone)


def _declaration_fields(form: DeclarationForm) -> ItemDeclarationFields:
    return ItemDeclarationFields(form.person_id, form.interest, form.interest_id, form.withdrew, form.version)


def _declare(session: Session, form: DeclarationForm) -> int:
    return declare_for_item(session, form.agenda_item_id or 0, _declaration_fields(form))


def _edit_declaration(session: Session, number: int, form: DeclarationForm) -> int:
    return edit_item_declaration(session, number, _declaration_fields(form))


DECLARATIONS = Part(
    kind="item_declaration",
    title=m("Interests declared"),
    nothing=m("Nobody declared an interest in an item. Write it here with the item, and whether they withdrew for it."),
    rows=_declarations,
    line=_declaration_line,
    add=m("Declare an interest…"),
    form=DeclarationForm,
    fields=(
        _ITEM,
        FieldSpec("person_id", m("&Who declared it"), 12, m("Enter who declared it"), kinds=("person",)),
        FieldSpec("interest", m("What the &interest is"), 12, hint=m("Not needed where it is in the register.")),
        FieldSpec("interest_id", m("&Entry in the register"), 12, kinds=("interest_declaration",)),
        FieldSpec("withdrew", m("They with&drew for the item"), 12),
    ),
    create=_declare,
    edit=_edit_declaration,
    remove=remove_item_declaration,
    owner="",
    closed=minutes_are_final,
    touches=("agenda_item", "meeting", "person"),
)


# --- who stood apart --------------------------------------------------------------------------------------------------


def _dissents(session: Session, owner: Owner, today: date) -> Sequence[DissentRow]:
    return list_dissents(session, meeting_id=owner.id)


def _dissent_line(row: DissentRow) -> Line:
    return Line(row.id, row.person, joined(row.decision, row.reason), label(row.kind), Tone.SOON)


def _decisions(session: Session, owner: Owner) -> Iterable[tuple[str, object]]:
    return [(f"{row.number}. {row.text}", row.id) for row in find_meeting(session, owner.id).decisions]


def _dissent_fields(form: DissentForm) -> DissentFields:
    return DissentFields(form.person_id, form.kind, form.reason, form.version)


def _add_dissent(session: Session, form: DissentForm) -> int:
    return record_dissent(session, form.decision_id or 0, _dissent_fields(form))


def _edit_dissent(session: Session, number: int, form: DissentForm) -> int:
    return edit_dissent(session, number, _dissent_fields(form))


DISSENTS = Part(
    kind="dissent",
    title=m("Who dissented from a decision"),
    nothing=m("Nobody asked for their vote or dissent to be written down."),
    rows=_dissents,
    line=_dissent_line,
    add=m("Note a dissent…"),
    form=DissentForm,
    fields=(
        FieldSpec("decision_id", m("&Decision"), 12, m("Choose the decision"), options=_decisions, new_only=True),
        FieldSpec("person_id", m("&Who"), 6, m("Enter who it was"), kinds=("person",)),
        FieldSpec("kind", m("&How"), 6),
        FieldSpec("reason", m("&Reason they gave"), 12, lines=2),
    ),
    create=_add_dissent,
    edit=_edit_dissent,
    remove=remove_dissent,
    owner="",
    closed=minutes_are_final,
    touches=("decision", "meeting", "person"),
)


# --- corrections ------------------------------------------------------------------------------------------------------


def _corrections(session: Session, owner: Owner, today: date) -> Sequence[CorrectionRow]:
    return find_minutes(session, owner.id).corrections


def _correction_line(row: CorrectionRow) -> Line:
    was = _("It said: “{words}”").format(words=row.was)
    by = _("corrected by {name}").format(name=row.corrected_by) if row.corrected_by else ""
    return Line(row.id, row.now, joined(was, by), day_words(row.corrected_on), Tone.INFO)


CORRECTIONS = Part(
    kind="minutes_correction",
    title=m("Corrections"),
    nothing=m(
        "Minutes approved as a true record stay as they are. What they got wrong is corrected here, with its day."
    ),
    rows=_corrections,
    line=_correction_line,
    add=m("Correct the minutes…"),
    form=CorrectionFields,
    fields=(
        FieldSpec("was", m("What was a&pproved"), 12, m("Enter the words that were approved"), lines=2),
        FieldSpec("now", m("What is &right"), 12, m("Enter the words that are right"), lines=2),
        FieldSpec("corrected_on", m("&On"), 6, m("Enter the day of the correction"), start=as_today),
        FieldSpec("corrected_by", m("&By")),
        FieldSpec("agenda_item_id", m("A&genda item"), 12, options=agenda_options, blank=m("None in particular")),
        FieldSpec("decision_id", m("&Decision"), 12, options=_decisions, blank=m("None in particular")),
        FieldSpec(
            "agreed_at_id", m("A&greed at").replace("&", ""), 12, options=later_meetings, blank=m("Not on record")
        ),
    ),
    create_on=correct_minutes,
    owner="",
    closed=minutes_are_open,
    touches=("meeting", "agenda_item", "decision"),
)
