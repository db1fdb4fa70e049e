"""The paper that answers somebody who asks what is held about them: what was ticked, by kind, with all it says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from models.queries.held import HeldRow, Tie
from reports.document import Block, Cell, Column, Document, Facts, Heading, Kind, Table, bullets, paragraph
from resources.i18n import _
from resources.i18n import marked as m


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
    without_names: int = 0
    """Records in the answer from which the names of others were taken out."""
    besides: tuple[tuple[str, str], ...] = ()
    """What the law has us tell besides, each with what it is called."""
    rights: tuple[str, ...] = ()


def held_document(answer: HeldAnswer, rows: Sequence[HeldRow]) -> Document:
    """Return the paper with the rows that were ticked, a table for each tie, the closest first."""
    facts: list[tuple[str, Cell]] = [
        (_("About"), answer.name),
        (_("Asked on"), answer.asked_on),
        *([(_("Identity confirmed on"), answer.identity_on)] if answer.identity_on is not None else []),
        (_("Answer due by"), answer.due_on),
        (_("Records in this answer"), len(rows)),
        (_("Records found and not in it"), answer.left_out),
    ]
    if answer.without_names:
        facts.append((_("Records without the names of others"), answer.without_names))
    blocks: list[Block] = [
        Facts(tuple(facts)),
        paragraph(_("This is what our record book says about you. Each line is one record, with everything it says.")),
    ]
    for tie in Tie:
        of_tie = [row for row in rows if row.tie is tie]
        if of_tie:
            blocks.append(_table(tie, of_tie))
    if answer.besides:
        blocks += [Heading(_("How we use it, and your rights")), Facts(answer.besides), bullets(*answer.rights)]
    return Document(
        title=_("What we hold about {name}").format(name=answer.name),
        blocks=tuple(blocks),
        as_at=answer.as_at,
        author=answer.ours,
        reference=_("Confidential: for {name} only").format(name=answer.name),
    )


_TO_THEM = {
    Tie.SELF: m("Your own record"),
    Tie.ABOUT: m("About you"),
    Tie.PART: m("You had a part in it"),
    Tie.NAMED: m("Names you"),
    Tie.PERHAPS: m("Perhaps names you"),
}
"""What ties records to whoever reads the answer."""


def _table(tie: Tie, rows: Sequence[HeldRow]) -> Table:
    has_why = any(row.why for row in rows)
    return Table(
        key=f"held_{tie.value}",
        title=_(_TO_THEM[tie]),
        columns=(
            Column(_("Record"), weight=1.1, row_header=True),
            Column(_("Day"), Kind.DATE, weight=1.0, unknown="–"),
            *((Column(_("Why it is here"), weight=0.9),) if has_why else ()),
            Column(_("What it says"), weight=3),
        ),
        rows=tuple(
            (
                f"{row.word[:1].upper()}{row.word[1:]} {row.id}",
                row.on,
                *((row.why,) if has_why else ()),
                says_words(row),
            )
            for row in rows
        ),
    )


def says_words(row: HeldRow) -> str:
    """Return everything that a row says, in one text."""
    return " ".join(_sentence(name, value) for name, value in row.says)


def _sentence(name: str, value: str) -> str:
    """Return one thing that a row says; words of people end as they wrote them."""
    return f"{name[:1].upper()}{name[1:]}: {value}" + ("" if value.endswith((".", "!", "?", "…")) else ".")
