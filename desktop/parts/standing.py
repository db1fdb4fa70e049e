"""How a partnership stands: its stages, its legal forms, and who works for it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from desktop.forms.dated import span_words
from desktop.parts.spec import FieldSpec, Line, Owner, Part, Session, joined
from models.actions.partnership_people import StaffFields, employ
from models.actions.partnership_stages import StageFields, edit_stage, enter_stage, remove_stage
from models.actions.partnerships import LegalFormFields, add_legal_form, edit_legal_form, remove_legal_form
from models.queries.partnership_history import LegalFormRow, StageRow, list_legal_forms, list_stages
from models.queries.partnership_people import StaffRow, list_partnership_staff
from models.words import label
from resources.i18n import _
from resources.i18n import marked as m

_TIMES = (
    FieldSpec("starts_on", m("&Since"), 6),
    FieldSpec("ends_on", m("Last &day"), 6, last_day=True),
)


def _stages(session: Session, owner: Owner, today: date) -> Sequence[StageRow]:
    return list_stages(session, owner.id, as_at=today)


def _stage_line(row: StageRow) -> Line:
    said = joined(
        span_words(row.starts_on, row.ends_on, row.starts_precision, row.ends_precision), row.why, row.end_reason
    )
    return Line(row.id, label(row.stage), said, _("Now") if row.is_current else "")


def _forms(session: Session, owner: Owner, today: date) -> Sequence[LegalFormRow]:
    return list_legal_forms(session, owner.id, as_at=today)


def _form_line(row: LegalFormRow) -> Line:
    said = joined(span_words(row.starts_on, row.ends_on, row.starts_precision, row.ends_precision), row.end_reason)
    return Line(row.id, label(row.form), said, _("Now") if row.is_current else _("Former"))


def _staff(session: Session, owner: Owner, today: date) -> Sequence[StaffRow]:
    return list_partnership_staff(session, owner.id, as_at=today, include_former=True)


def _staff_line(row: StaffRow) -> Line:
    said = joined(row.role, span_words(row.starts_on, row.ends_on, row.starts_precision), row.end_reason)
    return Line(row.affiliation_id, row.name, said, "" if row.is_current else _("Former"))


def _person(row: StaffRow) -> tuple[str, int]:
    return "person", row.person_id


STAGES = Part(
    kind="partnership_stage",
    title=m("Stages"),
    nothing=m("No stage noted. From first talks to working as one: say where it stands, and why it moved."),
    rows=_stages,
    line=_stage_line,
    add=m("It reached a stage…"),
    form=StageFields,
    fields=(
        FieldSpec("stage", m("Sta&ge"), 12),
        FieldSpec("starts_on", m("&Since"), 6, m("Enter since when")),
        FieldSpec("ends_on", m("Last &day"), 6, last_day=True),
        FieldSpec("why", m("&Why"), 12, lines=2),
    ),
    create=enter_stage,
    edit=edit_stage,
    remove=remove_stage,
    owner="partnership_id",
)

LEGAL_FORMS = Part(
    kind="partnership_form",
    title=m("Legal forms"),
    nothing=m("Not known. Say whether it is a company, a charity, or none of these."),
    rows=_forms,
    line=_form_line,
    add=m("Add a legal form…"),
    form=LegalFormFields,
    fields=(FieldSpec("form", m("&Legal form"), 12), *_TIMES, FieldSpec("end_reason", m("Why it &ended"), 12)),
    create=add_legal_form,
    edit=edit_legal_form,
    remove=remove_legal_form,
    owner="partnership_id",
)

STAFF = Part(
    kind="affiliation",
    title=m("Who works for it"),
    nothing=m("Nobody known. A partnership without anybody’s time stays on paper."),
    rows=_staff,
    line=_staff_line,
    add=m("Add somebody…"),
    form=StaffFields,
    fields=(
        FieldSpec("person_id", m("&Who"), 6, m("Choose the person"), kinds=("person",)),
        FieldSpec("role", m("&Role"), 6, m("Enter the role, like: partnership manager")),
        *_TIMES,
    ),
    create=employ,
    owner="partnership_id",
    opens=_person,
)
