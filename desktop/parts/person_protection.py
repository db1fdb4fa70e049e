"""The card of a person that says why the record is kept, what they were told, and for how long."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from desktop.forms.dated import day_words
from desktop.parts.spec import FieldSpec, Line, Owner, Part, Session, joined
from desktop.tokens import Tone
from models.actions.person_protection import ProtectionFields, add_protection, edit_protection, remove_protection
from models.queries.person_protection import ProtectionRow, list_protection
from resources.i18n import _
from resources.i18n import marked as m


def _rows(session: Session, owner: Owner, today: date) -> Sequence[ProtectionRow]:
    return list_protection(session, owner.id)


def _line(row: ProtectionRow) -> Line:
    told = row.privacy_notice_given_on
    aside, tone = (_("Consent withdrawn"), Tone.LATE) if row.consent_withdrawn_on else ("", Tone.PLAIN)
    said = joined(
        _("privacy notice given {day}").format(day=day_words(told)) if told else _("no privacy notice noted"),
        _("consent given {day}").format(day=day_words(row.consent_given_on)) if row.consent_given_on else "",
        _("special category data: {why}").format(why=row.special_category_condition)
        if row.special_category_condition
        else "",
        _("data of a child") if row.contains_child_data else "",
        _("look at it from {day}").format(day=day_words(row.retain_until)) if row.retain_until else "",
        _("also known as {names}").format(names=row.other_names) if row.other_names else "",
    )
    return Line(row.id, row.purpose or _("The purpose is not said"), said, aside, tone)


PROTECTION_OF_PERSON = Part(
    kind="person_protection",
    title=m("Data protection"),
    nothing=m(
        "Most people need nothing here: the basis and where the record is from stand under Details, and your schedule "
        "says how long it is kept."
    ),
    rows=_rows,
    line=_line,
    add=m("Add data protection details…"),
    form=ProtectionFields,
    fields=(
        FieldSpec("purpose", m("What the record is &for"), 12, hint=m("For example: liaison with their school")),
        FieldSpec("privacy_notice_given_on", m("Privacy notice &given on"), 6),
        FieldSpec("privacy_notice_version", m("Which &version"), 6),
        FieldSpec("privacy_notice_method", m("&How"), 6, hint=m("For example: with our first letter")),
        FieldSpec("lawful_basis_note", m("More on the lawful &basis"), 6),
        FieldSpec("consent_given_on", m("&Consent given on"), 6, hint=m("Only where consent is the basis")),
        FieldSpec("consent_method", m("How the&y gave it"), 6),
        FieldSpec("consent_withdrawn_on", m("Consent with&drawn on"), 6),
        FieldSpec("retain_until", m("&Look at it again from"), 6, hint=m("Instead of your schedule"), past=False),
        FieldSpec(
            "special_category_condition",
            m("Why &special category data may be kept"),
            12,
            hint=m("Health, belief, politics, union, origin, sex life. Better: write none of it down"),
        ),
        FieldSpec("contains_child_data", m("It says something about a child"), 6),
        FieldSpec("other_names", m("Earlier and &other names"), 6, hint=m("With commas. They are searched for too")),
    ),
    create=add_protection,
    edit=edit_protection,
    remove=remove_protection,
    remove_words=m("Take out"),
    one=True,
    owner="person_id",
)
