"""Goals that several partnerships share, the chain from need to evidence, and what was observed of measures."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from desktop.forms.dated import day_words
from desktop.parts.spec import FieldSpec, Line, Owner, Part, Session, Step, Values, as_today, joined
from desktop.tokens import Tone
from models.actions.aims import AimFields, GoalFields, archive_goal, create_aim, create_goal, edit_goal
from models.actions.measures import (
    ObservationFields,
    archive_observation,
    edit_observation,
    record_observation,
)
from models.queries.activities import ActivityFilter
from models.queries.aims import GoalRow, list_goals
from models.queries.forms import list_choices
from models.queries.measures import ObservationRow, list_measures, list_observations
from models.queries.theory_of_change import ChangeChain, list_change_chains
from models.vocabulary import Judgement
from models.words import label
from resources.i18n import _, ngettext
from resources.i18n import marked as m


def _goals(session: Session, owner: Owner, today: date) -> Sequence[GoalRow]:
    return list_goals(session, as_at=today)


def _goal_line(row: GoalRow) -> Line:
    partnerships = ngettext("{n} partnership works towards it", "{n} partnerships work towards it", row.partnerships)
    said = joined(partnerships.format(n=row.partnerships), row.note)
    return Line(row.id, row.title, said, _("Shared") if row.is_shared else "", Tone.GOOD)


def _goal_choices(session: Session, owner: Owner) -> list[tuple[str, object]]:
    return [(one.name, one.id) for one in list_choices(session, "shared_goal")]


def _serve(session: Session, number: int, values: Values) -> None:
    create_aim(session, AimFields(number, values["text"], values["goal_id"]))


def _chains(session: Session, owner: Owner, today: date) -> Sequence[ChangeChain]:
    return list_change_chains(session, as_at=today, where=ActivityFilter(partnership_id=owner.id))


def _chain_line(row: ChangeChain) -> Line:
    shown = [one.text or one.link or label(one.kind) for one in row.evidence]
    shown += [measure.name for measure in row.measures if measure.is_shown]
    links = (
        (_("Need: {words}"), row.need),
        (_("What came out of it: {words}"), row.output),
        (_("What changed: {words}"), row.outcome),
        (_("What shows it: {words}"), "; ".join(shown)),
    )
    told = "\n".join(words.format(words=text) for words, text in links if text)
    if row.is_whole:
        return Line(row.activity.id, row.activity.title, told, _("Whole"), Tone.GOOD)
    lacks = _("Lacks {links}").format(links=", ".join(row.lacks))
    return Line(row.activity.id, row.activity.title, told, lacks, Tone.SOON)


def _activity(row: ChangeChain) -> tuple[str, int]:
    return "activity", row.activity.id


Observed = tuple[ObservationRow, str, str]
"""An observation, the name of its measure and its unit."""


def _observed(session: Session, owner: Owner, today: date) -> Sequence[Observed]:
    measures = {row.id: row for row in list_measures(session, as_at=today, partnership_id=owner.id)}
    rows = list_observations(session, partnership_id=owner.id, last_day=today)
    return [
        (row, measures[row.measure_id].name, measures[row.measure_id].unit)
        for row in reversed(rows)
        if row.measure_id in measures
    ]


_TONES = {Judgement.RED: Tone.LATE, Judgement.AMBER: Tone.SOON, Judgement.GREEN: Tone.GOOD}


def _observed_line(observed: Observed) -> Line:
    row, name, unit = observed
    value = f"{row.value.normalize():f} {unit}".strip() if row.value is not None else ""
    split = row.disadvantaged_value
    said = joined(
        day_words(row.observed_on),
        value,
        _("disadvantaged pupils {value}").format(value=f"{split.normalize():f} {unit}".strip()) if split else "",
        row.words,
        row.evidence,
    )
    if row.judgement is None:
        return Line(row.id, name, said)
    return Line(row.id, name, said, label(row.judgement), _TONES[row.judgement])


GOALS = Part(
    kind="shared_goal",
    title=m("Goals shared with other partnerships"),
    nothing=m("No goals yet. A goal is shared where the aims of several partnerships serve it."),
    rows=_goals,
    line=_goal_line,
    add=m("Add a goal…"),
    form=GoalFields,
    fields=(
        FieldSpec("title", m("&Goal"), 12, m("Enter the goal")),
        FieldSpec("note", m("&Note"), 12, lines=2),
    ),
    create=create_goal,
    edit=edit_goal,
    remove=archive_goal,
    remove_words=m("Put away"),
    owner="",
    together=(
        Step(
            m("Add an aim for a goal…"),
            _serve,
            (
                FieldSpec(
                    *("goal_id", m("Which &goal"), 12, m("Choose the goal")),
                    options=_goal_choices,
                    blank=m("Choose…"),
                    type=int,
                ),
                FieldSpec("text", m("By which &aim"), 12, m("Enter the aim that serves it"), lines=2, type=str),
            ),
        ),
    ),
    touches=("aim",),
)

THEORY_OF_CHANGE = Part(
    kind="activity",
    name="theory_of_change",
    title=m("From need to evidence"),
    nothing=m("No activities yet. Each is followed from the need it meets to what shows that it helped."),
    rows=_chains,
    line=_chain_line,
    opens=_activity,
    touches=("evidence", "measure", "observation"),
)

OBSERVATIONS = Part(
    kind="observation",
    title=m("What was observed"),
    nothing=m("Nothing yet. What is noted of a measure appears here, and can be corrected."),
    rows=_observed,
    line=_observed_line,
    add=m("Note what was observed…"),
    form=ObservationFields,
    fields=(
        FieldSpec(
            *("measure_id", m("Of which &measure"), 8, m("Choose the measure")),
            kinds=("measure",),
            short_list=True,
            blank=m("Choose…"),
        ),
        FieldSpec("observed_on", m("&When"), 4, m("Enter when"), start=as_today),
        FieldSpec("value", m("&Value"), 4),
        FieldSpec("disadvantaged_value", m("For &disadvantaged pupils"), 4),
        FieldSpec("judgement", m("&Judgement"), 4, blank=m("None")),
        FieldSpec("words", m("&In words"), 12, lines=2),
        FieldSpec("evidence", m("What &shows it"), 12),
    ),
    create=record_observation,
    edit=edit_observation,
    remove=archive_observation,
    remove_words=m("Put away"),
    owner="",
    touches=("measure",),
)
