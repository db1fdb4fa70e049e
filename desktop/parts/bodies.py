"""What a body has settled about itself, which areas it covers; what an institution is, and how that changed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from desktop.forms.dated import day_words, span_words
from desktop.parts.spec import FieldSpec, Line, Owner, Part, Session, Step, Values, as_today, joined
from models.actions.body_profiles import BodyProfileFields, set_body_profile
from models.actions.covered_areas import (
    CoveredAreaFields,
    cover_area,
    edit_covered_area,
    end_covered_area,
    remove_covered_area,
)
from models.actions.institution_profiles import InstitutionProfileFields, set_institution_profile
from models.actions.status_changes import (
    StatusChangeFields,
    edit_status_change,
    record_status_change,
    remove_status_change,
)
from models.queries.covered_areas import CoveredAreaRow, list_covered_areas
from models.queries.forms import find_values
from models.queries.organisation_links import StatusChangeRow, list_status_changes
from models.vocabulary import OrganisationKind, Precision, QuorumRule
from models.when import first_day_after
from models.words import label
from resources.i18n import _, ngettext
from resources.i18n import marked as m


def _only(session: Session, kind: str, owner: Owner, form: type[Any]) -> Sequence[Values]:
    """Return the one row that an organisation has in a table of details, as its form's values; none without."""
    names = ("id", *(name for name in form.__dataclass_fields__ if name != "version"))
    found = find_values(session, kind, owner.id, names, by="organisation_id")
    return [found] if found else []


def _whose(session: Session, kind: str, number: int) -> int:
    return int(find_values(session, kind, number, ("organisation_id",))["organisation_id"])


def _kind(session: Session, owner: Owner) -> object:
    return find_values(session, "organisation", owner.id, ("kind",)).get("kind")


def _is_no_institution(session: Session, owner: Owner) -> bool:
    return _kind(session, owner) is not OrganisationKind.INSTITUTION


def _never_meets(session: Session, owner: Owner) -> bool:
    return _kind(session, owner) in (OrganisationKind.INSTITUTION, OrganisationKind.BUSINESS)


def _body(session: Session, owner: Owner, today: date) -> Sequence[Values]:
    return _only(session, "body_profile", owner, BodyProfileFields)


def _quorum(row: Values) -> str:
    rule, number = QuorumRule(row["quorum_rule"]), row["quorum_number"]
    if rule is QuorumRule.FIXED:
        return ngettext("Quorum: {n} member", "Quorum: {n} members", number or 0).format(n=number)
    least = _("at least {n}").format(n=number) if number else ""
    return _("Quorum: {rule}").format(rule=", ".join(part for part in (label(rule), least) if part))


def _days(words: str, days: int | None) -> str:
    return "" if days is None else words.format(n=days)


def _body_line(row: Values) -> Line:
    reviewed = row["terms_reviewed_on"]
    said = joined(
        _days(_("{n} clear days of notice"), row["notice_days"]),
        _days(_("papers {n} days before"), row["paper_days"]),
        _("minutes numbered {prefix}/…").format(prefix=row["minute_prefix"]) if row["minute_prefix"] else "",
        _("terms of reference reviewed {day}").format(day=day_words(reviewed)) if reviewed is not None else "",
    )
    told = "\n".join(part for part in (said, row["terms_of_reference"]) if part)
    return Line(row["id"], _quorum(row), told, _("Meets in public") if row["is_public"] else "")


def _edit_body(session: Session, number: int, fields: BodyProfileFields) -> None:
    set_body_profile(session, _whose(session, "body_profile", number), fields)


def _institution(session: Session, owner: Owner, today: date) -> Sequence[Values]:
    return _only(session, "institution_profile", owner, InstitutionProfileFields)


def _institution_line(row: Values) -> Line:
    low, high, pupils = row["low_age"], row["high_age"], row["pupils"]
    counted = _(" in {day}").format(day=day_words(row["pupils_on"], Precision.MONTH)) if row["pupils_on"] else ""
    said = joined(
        row["phase"],
        _("ages {low} to {high}").format(low=low, high=high) if low is not None and high is not None else "",
        ngettext("{n} pupil", "{n} pupils", pupils).format(n=f"{pupils:,}") + counted if pupils is not None else "",
        row["religious_character"],
        row["diocese"],
        row["trust_name"],
        label(row["sector"]) if row["sector"] is not None else row["type_group"],
        row["la_name"],
        row["region"],
        _("URN {urn}").format(urn=row["urn"]) if row["urn"] else "",
    )
    return Line(row["id"], row["establishment_type"] or _("Type not known"), said, row["status"])


def _edit_institution(session: Session, number: int, fields: InstitutionProfileFields) -> None:
    set_institution_profile(session, _whose(session, "institution_profile", number), fields)


def _areas(session: Session, owner: Owner, today: date) -> Sequence[CoveredAreaRow]:
    return list_covered_areas(session, owner.id, as_at=today)


def _area_line(row: CoveredAreaRow) -> Line:
    said = joined(label(row.kind), span_words(row.starts_on, row.ends_on, row.starts_precision, row.ends_precision))
    return Line(row.id, row.area, said, "" if row.is_current else _("Former"))


def _end_area(session: Session, number: int, values: Values) -> None:
    end_covered_area(session, number, first_day_after(values["last_day"], Precision.DAY))


def _is_current(row: CoveredAreaRow) -> bool:
    return row.is_current


def _changes(session: Session, owner: Owner, today: date) -> Sequence[StatusChangeRow]:
    return list_status_changes(session, organisation_id=owner.id, last_day=today)


def _change_line(row: StatusChangeRow) -> Line:
    words = _("{before} became {after}") if row.status_before else "{after}"
    text = words.format(before=row.status_before, after=row.status_after)
    return Line(row.id, text, joined(day_words(row.changed_on), row.note))


BODY = Part(
    kind="body_profile",
    title=m("How it meets"),
    nothing=m("Not set down: quorum, notice, papers and terms of reference. Meetings are checked against them."),
    rows=_body,
    line=_body_line,
    add=m("Set it down…"),
    form=BodyProfileFields,
    fields=(
        FieldSpec("quorum_rule", m("&Quorum"), 6),
        FieldSpec("quorum_number", m("&Members, or the least"), 6),
        FieldSpec("notice_days", m("Clear days of &notice"), 4),
        FieldSpec("paper_days", m("&Papers, days before"), 4),
        FieldSpec("minute_prefix", m("Minutes &begin with"), 4, hint=m("For example SAC")),
        FieldSpec("is_public", m("Meets in public"), 6),
        FieldSpec("terms_reviewed_on", m("Terms &reviewed on"), 6),
        FieldSpec("terms_of_reference", m("&Terms of reference"), 12, lines=4),
    ),
    create_on=set_body_profile,
    edit=_edit_body,
    one=True,
    closed=_never_meets,
    hides=True,
)

INSTITUTION = Part(
    kind="institution_profile",
    title=m("The school, college or setting"),
    nothing=m("Type, phase, ages and pupils are not known. Add it from the register, or set them down here."),
    rows=_institution,
    line=_institution_line,
    add=m("Set it down…"),
    form=InstitutionProfileFields,
    fields=(
        FieldSpec("establishment_type", m("T&ype"), 6, hint=m("For example: Community school")),
        FieldSpec("phase", m("P&hase"), 6, hint=m("For example: Primary, Secondary, 16 plus")),
        FieldSpec("urn", m("&URN"), 3),
        FieldSpec("ukprn", m("U&KPRN"), 3),
        FieldSpec("establishment_number", m("&Number at the authority"), 3),
        FieldSpec("status", m("&Status"), 3, hint=m("For example: Open")),
        FieldSpec("low_age", m("Youn&gest"), 3),
        FieldSpec("high_age", m("&Oldest"), 3),
        FieldSpec("pupils", m("&Pupils"), 3),
        FieldSpec("pupils_on", m("Count&ed on"), 3),
        FieldSpec("type_group", m("Group of types"), 6),
        FieldSpec("sector", m("Who pays &for it"), 6, blank=m("As its type tells")),
        FieldSpec("religious_character", m("&Religious character"), 6),
        FieldSpec("diocese", m("&Diocese"), 6),
        FieldSpec("trust_name", m("Trus&t it belongs to"), 6),
        FieldSpec("la_name", m("&Local authority"), 6),
        FieldSpec("region", m("Reg&ion"), 6),
    ),
    create_on=set_institution_profile,
    edit=_edit_institution,
    one=True,
    closed=_is_no_institution,
    hides=True,
)

AREAS_COVERED = Part(
    kind="organisation_area",
    title=m("Areas it covers"),
    nothing=m("None. A committee or council covers wards, and is asked about the schools in them."),
    rows=_areas,
    line=_area_line,
    add=m("Add an area…"),
    form=CoveredAreaFields,
    fields=(
        FieldSpec("area_id", m("&Ward or other area"), 12, m("Choose the area"), kinds=("area",), new_only=True),
        FieldSpec("starts_on", m("&Since"), 6),
        FieldSpec("ends_on", m("Last &day"), 6, last_day=True),
    ),
    create=cover_area,
    edit=edit_covered_area,
    remove=remove_covered_area,
    steps=(
        Step(
            m("It no longer covers it…"),
            _end_area,
            (FieldSpec("last_day", m("&Last day"), 6, m("Enter the last day"), type=date, start=as_today),),
            save=m("End it"),
            when=_is_current,
        ),
    ),
    closed=_never_meets,
    hides=True,
    touches=("area",),
)

STATUS_CHANGES = Part(
    kind="status_change",
    title=m("How its status changed"),
    nothing=m("No change is known. A school that joins a trust or closes keeps its story here."),
    rows=_changes,
    line=_change_line,
    add=m("Note a change…"),
    form=StatusChangeFields,
    fields=(
        FieldSpec("status_after", m("What it &became"), 6, m("Enter what it became, like Academy converter")),
        FieldSpec("changed_on", m("&When"), 6, m("Enter when it changed"), start=as_today),
        FieldSpec("status_before", m("What it was be&fore"), 6),
        FieldSpec("note", m("&Note"), 12),
    ),
    create=record_status_change,
    edit=edit_status_change,
    remove=remove_status_change,
    closed=_is_no_institution,
    hides=True,
)
