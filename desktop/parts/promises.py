"""What happens to a commitment on its way: what was said of it, and what shows that it was kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from desktop.forms.dated import day_words
from desktop.parts.spec import FieldSpec, Line, Owner, Part, Session, Step, Values, as_today, joined
from desktop.tokens import Tone
from models.actions.commitment_progress import (
    UpdateFields,
    edit_update,
    judge_outcome,
    refer_commitment,
    remove_update,
    update_commitment,
)
from models.actions.commitments import edit_commitment, fields_of
from models.actions.evidence import EvidenceFields, add_evidence, archive_evidence, edit_evidence
from models.queries.progress import StoryKind, StoryLine, find_story
from models.vocabulary import Judgement
from models.words import label
from resources.i18n import _
from resources.i18n import marked as m


def _of(kind: StoryKind, session: Session, owner: Owner, today: date) -> Sequence[StoryLine]:
    """Return what happened to a commitment of one kind, the newest first."""
    return [line for line in reversed(find_story(session, owner.id, today)) if line.kind is kind]


def _updates(session: Session, owner: Owner, today: date) -> Sequence[StoryLine]:
    return _of(StoryKind.UPDATE, session, owner, today)


def _evidence(session: Session, owner: Owner, today: date) -> Sequence[StoryLine]:
    return _of(StoryKind.EVIDENCE, session, owner, today)


def _update_line(line: StoryLine) -> Line:
    by = _("said by {name}").format(name=line.said_by) if line.said_by else ""
    at = _("at {meeting}").format(meeting=line.meeting) if line.meeting else ""
    state = label(line.state) if line.state is not None else ""
    return Line(line.record_id, line.text, joined(day_words(line.on), by, at), state, Tone.INFO)


def _evidence_line(line: StoryLine) -> Line:
    kind = label(line.evidence_kind) if line.evidence_kind is not None else ""
    seen = _("seen by {name}").format(name=line.said_by) if line.said_by else ""
    return Line(line.record_id, line.text or kind, joined(day_words(line.on), seen), kind, Tone.GOOD)


def _refer(session: Session, number: int, values: Values) -> None:
    refer_commitment(session, number, values["to"], values["on"], values["note"])


def _judge(session: Session, number: int, values: Values) -> None:
    judge_outcome(session, number, values["judgement"], values["on"], values["note"])


def _follow(session: Session, number: int, values: Values) -> None:
    edit_commitment(session, number, replace(fields_of(session, number), priority_id=values["priority"]))


_ON = FieldSpec("on", m("&On"), needed=m("Enter the day"), type=date, start=as_today)
_TOGETHER = (
    Step(
        m("It follows from a priority…"),
        _follow,
        (FieldSpec("priority", m("&Priority"), 12, kinds=("priority",), short_list=True, blank=m("None"), type=int),),
    ),
    Step(
        m("Refer it on…"),
        _refer,
        (
            FieldSpec("to", m("&To whom"), 6, m("Enter who has it now"), kinds=("organisation",), type=int),
            _ON,
            FieldSpec(
                "note", m("&Why, and what they said to it"), 12, m("Enter why it was referred on"), lines=2, type=str
            ),
        ),
        save=m("Refer it on"),
    ),
    Step(
        m("Judge what came of it…"),
        _judge,
        (
            FieldSpec("judgement", m("&Judgement"), 6, type=Judgement),
            _ON,
            FieldSpec("note", m("&What came of it"), 12, m("Enter what came of it"), lines=3, type=str),
        ),
        save=m("Keep the judgement"),
    ),
)
"""What can be said of a commitment as a whole, besides its own form and how it ends."""

UPDATES = Part(
    kind="commitment_update",
    title=m("What was said of it"),
    nothing=m("Nothing was said of it yet. Note what they tell you, with the day, so that nobody asks twice."),
    rows=_updates,
    line=_update_line,
    add=m("Add an update…"),
    form=UpdateFields,
    fields=(
        FieldSpec("text", m("What was &said"), 12, m("Enter what was said"), lines=3),
        FieldSpec("made_on", m("&On"), needed=m("Enter the day"), start=as_today),
        FieldSpec("said_by", m("&By whom")),
        FieldSpec("meeting_id", m("Reported at the &meeting"), kinds=("meeting",)),
        FieldSpec("state_after", m("How it stands &now"), blank=m("As before"), new_only=True),
    ),
    create_on=update_commitment,
    edit=edit_update,
    remove=remove_update,
    together=_TOGETHER,
    owner="",
    touches=("commitment", "meeting", "priority"),
)

EVIDENCE = Part(
    kind="evidence",
    title=m("What shows it"),
    nothing=m("Nothing shows yet that it was kept. Add a paper, a link, what you saw or who saw it."),
    rows=_evidence,
    line=_evidence_line,
    add=m("Add evidence…"),
    form=EvidenceFields,
    fields=(
        FieldSpec("kind", m("&Kind")),
        FieldSpec("seen_on", m("&Seen on"), needed=m("Enter the day"), start=as_today),
        FieldSpec("text", m("&What was seen"), 12, lines=2),
        FieldSpec("link", m("&Link")),
        FieldSpec("witness", m("Who saw &it")),
        FieldSpec("attachment_id", m("&File"), 12, kinds=("attachment",), hint=m("One that is kept in this book.")),
    ),
    create=add_evidence,
    edit=edit_evidence,
    remove=archive_evidence,
    remove_words=m("Put away"),
    owner="commitment_id",
    touches=("commitment", "action", "attachment"),
)
