"""Fields of a school's own on one kind of record, and what they say of each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from models.actions import writing
from models.dates import understand_date
from models.entities import CustomField, CustomValue
from models.errors import WrongUse
from models.kinds import carrier
from models.queries.records import check_carrier
from models.text import sort_key
from models.validation import get_record, required
from models.vocabulary import FieldKind, Visibility
from resources.i18n import _

CustomContent = str | Decimal | date | bool
"""What a field of one's own may hold, by its kind."""

_MOST = Decimal(10) ** 12


@dataclass(frozen=True, slots=True)
class CustomFieldFields:
    """What a form of a field of one's own holds."""

    about: str
    """The kind of record it stands on."""
    label: str
    kind: FieldKind
    options: tuple[str, ...] = ()
    """For a choice the values to choose from."""
    number: int = 1
    """Its place among the fields of that kind of record."""
    visibility: Visibility = Visibility.INTERNAL
    source: str = ""
    version: int | None = None


def add_custom_field(session: Session, fields: CustomFieldFields) -> int:
    """Make a field of one's own and return its number."""
    about, label, options = _checked(session, fields, None)
    return writing.create(session, CustomField, fields, about=about, label=label, options=options)


def edit_custom_field(session: Session, field_id: int, fields: CustomFieldFields) -> int:
    """Change a field; its kind and the choices that records have stay as long as records have them."""
    field = get_record(session, CustomField, field_id, _("field"))
    about, label, options = _checked(session, fields, field_id)
    in_use = session.scalars(select(exists().where(CustomValue.field_id == field_id))).one()
    if in_use and (field.kind is not fields.kind or field.about != about):
        raise WrongUse(
            _("Records have values in “{label}”. Make a new field for another kind.").format(label=field.label)
        )
    if fields.kind is FieldKind.CHOICE:
        kept = set(session.scalars(select(CustomValue.text).where(CustomValue.field_id == field_id).distinct()))
        gone = sorted(kept - set(options.splitlines()))
        if gone:
            raise WrongUse(_("Records have the value “{value}”. Leave it among the choices.").format(value=gone[0]))
    return writing.edit(session, CustomField, field_id, fields, _("field"), about=about, label=label, options=options)


def put_away_custom_field(session: Session, field_id: int) -> None:
    """Put a field away: it is asked for no more; what records say in it stays."""
    writing.put_away(session, CustomField, field_id, _("field"))


def set_custom_value(session: Session, field_id: int, record_id: int, value: CustomContent | None) -> int | None:
    """Write what a field says of a record and return the value's number; None or blank text takes it out."""
    field = get_record(session, CustomField, field_id, _("field"))
    check_carrier(session, field.about, record_id)
    kept = session.scalars(
        select(CustomValue).where(
            CustomValue.field_id == field_id,
            CustomValue.record_kind == field.about,
            CustomValue.record_id == record_id,
        )
    ).one_or_none()
    if value is None or (isinstance(value, str) and not value.strip()):
        if kept is not None:
            session.delete(kept)
            session.flush()
        return None
    columns = _columns_of(field, value)
    if kept is None:
        kept = CustomValue(field_id=field_id, record_kind=field.about, record_id=record_id)
        session.add(kept)
    for name, content in columns.items():
        setattr(kept, name, content)
    session.flush()
    return kept.id


def understand_custom_value(kind: FieldKind, label: str, text: str, today: date) -> CustomContent | None:
    """Return what a typed or imported text means in a field of a kind; None for nothing. Raises WrongUse in words."""
    words = text.strip()
    if not words or kind in (FieldKind.TEXT, FieldKind.CHOICE):
        return words or None
    if kind is FieldKind.DATE:
        day = understand_date(words, today, past=True)
        if day is not None:
            return day
        raise WrongUse(
            _("“{text}” is no date for “{label}”. Enter one like 27/11/2026.").format(text=words, label=label)
        )
    if kind is FieldKind.NUMBER:
        try:
            return Decimal(words.replace(",", ""))
        except InvalidOperation:
            raise WrongUse(_("“{text}” is no number for “{label}”.").format(text=words, label=label)) from None
    answers = {"yes": True, "y": True, "true": True, "1": True, "no": False, "n": False, "false": False, "0": False}
    if words.casefold() in answers:
        return answers[words.casefold()]
    raise WrongUse(_("“{text}” does not answer “{label}”. Enter yes or no.").format(text=words, label=label))


def _columns_of(field: CustomField, value: CustomContent) -> dict[str, object]:
    """Return the columns of a value, that of its kind filled; refuse one of another kind, in words."""
    columns: dict[str, object] = {"text": "", "number": None, "day": None, "yes": None}
    if field.kind is FieldKind.TEXT and isinstance(value, str):
        return columns | {"text": value.strip()}
    if field.kind is FieldKind.CHOICE and isinstance(value, str):
        if value.strip() in field.options.splitlines():
            return columns | {"text": value.strip()}
        raise WrongUse(
            _("“{value}” is not one of the choices of “{label}”: {choices}.").format(
                value=value.strip(), label=field.label, choices=", ".join(field.options.splitlines())
            )
        )
    if field.kind is FieldKind.NUMBER and isinstance(value, Decimal):
        if value.is_finite() and abs(value) < _MOST:
            return columns | {"number": value}
        raise WrongUse(_("The number for “{label}” is too large to keep.").format(label=field.label))
    if field.kind is FieldKind.DATE and isinstance(value, date):
        return columns | {"day": value}
    if field.kind is FieldKind.YES_NO and isinstance(value, bool):
        return columns | {"yes": value}
    raise WrongUse(_("“{label}” holds another kind of value. Enter one of its kind.").format(label=field.label))


def _checked(session: Session, fields: CustomFieldFields, field_id: int | None) -> tuple[str, str, str]:
    """Return kind of record, label and choices; refuse a second field of one label, and a choice without choices."""
    about = carrier(fields.about).table
    label = required(fields.label, _("a label for the field"))
    others = session.scalars(
        select(CustomField.label).where(CustomField.about == about, CustomField.id != (field_id or 0))
    )
    if sort_key(label) in {sort_key(other) for other in others}:
        raise WrongUse(
            _("There is a field “{label}” already. Use that one, or enter another label.").format(label=label)
        )
    if forbidden_label(label):
        raise WrongUse(_("Pupils are counted here, never named. Choose another label, or keep a number."))
    options = tuple(dict.fromkeys(option.strip() for option in fields.options if option.strip()))
    if fields.kind is FieldKind.CHOICE and len(options) < 2:
        raise WrongUse(_("Enter at least two values to choose from."))
    if any("\n" in option or "\r" in option for option in options):
        raise WrongUse(_("Enter each value to choose from on a line of its own."))
    return about, label, "\n".join(options) if fields.kind is FieldKind.CHOICE else ""


def forbidden_label(label: str) -> bool:
    """Say whether a label asks for the name of a pupil, child or student, whom this book counts and never names.

    >>> forbidden_label("Name of pupil"), forbidden_label("Pupils on roll"), forbidden_label("Student names")
    (True, False, True)
    """
    words = {word.removesuffix("s") for word in sort_key(label).split()}
    pupils = {"pupil", "child", "children", "childrens", "student", "learner", "boy", "girl"}
    naming = {"name", "forename", "surname", "initial", "birthday", "dob"}
    return bool(words & pupils and words & naming) or "upn" in words
