"""The paper that answers somebody who asks what is held about them: what was ticked, by kind, with all it says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from models.queries.held import HeldRow, Tie, tie_words
from reports.document import Block, Cell, Column, Document, Facts, Kind, Table, paragraph
from resources.i18n import _


@dataclass(frozen=True, slots=True)
class HeldAnswer:
    """What stands at the head of the answer."""

    name: str
    ours: str
    """Who answers: the school."""
    asked_on: date
    identity_on: date | None
    due_on: date
    as_at: date
    left_out: int
    """Records that were found and not ticked."""


def held_document(answer: HeldAnswer, rows: Sequence[HeldRow]) -> Document:
    """Return the paper with the rows that were ticked, a table for each tie, the closest first."""
    facts: list[tuple[str, Cell]] = [
        (_("About"), answer.name),
        (_("Asked on"), answer.asked_on),
        (_("Identity confirmed on"), answer.identity_on),
        (_("Answer due by"), answer.due_on),
        (_("Records in this answer"), len(rows)),
        (_("Records found and not in it"), answer.left_out),
    ]
    blocks: list[Block] = [
        Facts(tuple(facts)),
        paragraph(_("This is what our record book says about you. Each line is one record, with everything it says.")),
    ]
    for tie in Tie:
        of_tie = [row for row in rows if row.tie is tie]
        if of_tie:
            blocks.append(_table(tie, of_tie))
    return Document(
        title=_("What we hold about {name}").format(name=answer.name),
        blocks=tuple(blocks),
        as_at=answer.as_at,
        author=answer.ours,
        reference=_("Confidential: for {name} only").format(name=answer.name),
    )


def _table(tie: Tie, rows: Sequence[HeldRow]) -> Table:
    return Table(
        key=f"held_{tie.value}",
        title=tie_words(tie),
        columns=(
            Column(_("Record"), weight=1.1, row_header=True),
            Column(_("Day"), Kind.DATE, weight=0.8, unknown=_("No day")),
            Column(_("Why it is here"), weight=0.9),
            Column(_("What it says"), weight=3),
        ),
        rows=tuple(
            (f"{row.word[:1].upper()}{row.word[1:]} {row.id}", row.on, row.why, says_words(row)) for row in rows
        ),
    )


def says_words(row: HeldRow) -> str:
    """Return everything that a row says, in one text."""
    return ". ".join(f"{name[:1].upper()}{name[1:]}: {value}" for name, value in row.says)
