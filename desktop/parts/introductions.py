"""Introductions we made and what we passed on: who met whom through us, and what came of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from desktop.forms.dated import day_words
from desktop.parts.spec import FieldSpec, Line, Owner, Part, Session, Step, Values, as_today, joined
from desktop.tokens import Tone
from models.actions.introductions import (
    IntroductionFields,
    SignpostingFields,
    edit_introduction,
    edit_signposting,
    introduce,
    put_away_introduction,
    put_away_signposting,
    record_introduction_result,
    signpost,
)
from models.queries.introductions import IntroductionRow, SignpostingRow, list_introductions, list_signposting
from resources.i18n import _
from resources.i18n import marked as m

_BOTH = ("person", "organisation")


def _introductions(session: Session, owner: Owner, today: date) -> Sequence[IntroductionRow]:
    if owner.kind == "person":
        return list_introductions(session, person_id=owner.id)
    return list_introductions(session, organisation_id=owner.id)


def _introduction_line(row: IntroductionRow) -> Line:
    said = joined(
        day_words(row.made_on),
        _("by {name}").format(name=row.by_person) if row.by_person else "",
        row.purpose,
        row.result,
    )
    words = _("{first} and {second}").format(first=row.first, second=row.second)
    return Line(row.id, words, said, _("Came to something") if row.result else "", Tone.GOOD)


def _result(session: Session, number: int, values: Values) -> None:
    record_introduction_result(session, number, values["result"], values["result_on"])


def _signpostings(session: Session, owner: Owner, today: date) -> Sequence[SignpostingRow]:
    return list_signposting(session, organisation_id=owner.id)


def _signposting_line(row: SignpostingRow) -> Line:
    said = joined(
        day_words(row.passed_on),
        _("to {name}").format(name=row.to_person or row.to_organisation)
        if row.to_person or row.to_organisation
        else "",
        row.about_event,
        row.about_organisation,
        row.result,
    )
    return Line(row.id, row.what, said)


_INTRODUCTION_FIELDS = (
    FieldSpec(
        "first_person_id", m("&Who"), 6, m("Choose whom you introduced"), kinds=_BOTH, also="first_organisation_id"
    ),
    FieldSpec("second_person_id", m("&To whom"), 6, m("Choose to whom"), kinds=_BOTH, also="second_organisation_id"),
    FieldSpec("made_on", m("W&hen"), 4, m("Enter when"), start=as_today),
    FieldSpec("by_person_id", m("&By whom of us"), 8, kinds=("person",)),
    FieldSpec("purpose", m("What &for"), 12, lines=2),
)
_STEPS = (
    Step(
        m("Say what came of it…"),
        _result,
        (
            FieldSpec("result", m("&What came of it"), 12, m("Enter what came of it"), type=str),
            FieldSpec("result_on", m("W&hen"), 4, m("Enter when"), type=date, start=as_today),
        ),
    ),
)

INTRODUCTIONS = Part(
    kind="introduction",
    title=m("Introductions"),
    nothing=m("None yet. Note whom you brought together, so that you can ask what came of it."),
    rows=_introductions,
    line=_introduction_line,
    add=m("Note an introduction…"),
    form=IntroductionFields,
    fields=_INTRODUCTION_FIELDS,
    create=introduce,
    edit=edit_introduction,
    remove=put_away_introduction,
    remove_words=m("Put away"),
    steps=_STEPS,
    owner="first_organisation_id",
)

INTRODUCTIONS_OF_PERSON = replace(INTRODUCTIONS, owner="first_person_id")

SIGNPOSTING = Part(
    kind="signposting",
    title=m("Passed on"),
    nothing=m("Nothing passed on yet. Note what you pointed them to, or pointed others to about them."),
    rows=_signpostings,
    line=_signposting_line,
    add=m("Note what was passed on…"),
    form=SignpostingFields,
    fields=(
        FieldSpec("what", m("&What was passed on"), 12, m("Enter what was passed on")),
        FieldSpec("passed_on", m("W&hen"), 4, m("Enter when"), start=as_today),
        FieldSpec("to_person_id", m("&To whom"), 8, kinds=_BOTH, also="to_organisation_id"),
        FieldSpec("about_event_id", m("About which &event"), 6, kinds=("event",)),
        FieldSpec("about_organisation_id", m("About which &organisation"), 6, kinds=("organisation",)),
        FieldSpec("result", m("What &came of it"), 12),
    ),
    create=signpost,
    edit=edit_signposting,
    remove=put_away_signposting,
    remove_words=m("Put away"),
    owner="to_organisation_id",
)
