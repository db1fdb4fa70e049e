"""The parts of the paper on commitments: the summary, what is recommended, term by term, what happened."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from models.queries.engagement_lines import Standing
from models.queries.progress import StoryKind, StoryLine, TermProgress
from models.words import label
from reports.definitions.committee.commitments.findings import Findings
from reports.document import Block, Column, Heading, Kind, Table, bullets, numbered, paragraph
from reports.formatting import listed, long_date
from reports.parameters import Parameters
from reports.parts import between, capital, count_words
from resources.i18n import _
from resources.i18n import marked as m

_KINDS = {
    StoryKind.MADE: m("Promised"),
    StoryKind.UPDATE: m("Said"),
    StoryKind.ACTION: m("Action given out"),
    StoryKind.ACTION_DONE: m("Action done"),
    StoryKind.EVIDENCE: m("Evidence"),
    StoryKind.ENDED: m("Ended"),
    StoryKind.OUTCOME: m("Judged"),
}


def summary(found: Findings, parameters: Parameters) -> list[Block]:
    """Return the paper in a few sentences, whose figures are those of its tables."""
    if not found.firm and found.left_out:
        return [Heading(_("Summary")), paragraph(_("There is nothing that may be shown here."))]
    standings = Counter(row.standing for row in found.firm)
    still_open = standings[Standing.LATE] + standings[Standing.OPEN]
    open_words = count_words(still_open, "commitment was open", "commitments were open")
    day = long_date(found.as_at)
    tail = _(", {n} of them late.").format(n=standings[Standing.LATE]) if standings[Standing.LATE] else "."
    said = [_("{commitments} on {day}").format(commitments=capital(open_words), day=day) + tail]
    ended = len(found.firm) - still_open
    words = _("{commitments} between {period}").format(
        commitments=capital(count_words(ended, "commitment ended", "commitments ended")), period=between(parameters)
    )
    said.append(words + _ends(standings))
    due, met = sum(row.theirs.due for row in found.keeping), sum(row.theirs.kept for row in found.keeping)
    if due:
        said.append(
            _("Of {commitments} that institutions had to keep in that time, {kept}.").format(
                commitments=count_words(due, "commitment", "commitments"),
                kept=count_words(met, "was kept", "were kept"),
            )
        )
    if found.left_out:
        said.append(_("What is not listed in this copy is not counted here."))
    return [Heading(_("Summary")), bullets(*said)]


def _ends(standings: Counter[Standing]) -> str:
    """Return the end of the sentence on what ended: ": 4 kept, 1 kept in part and 1 referred on."."""
    ways = (
        (Standing.KEPT, _("{n} kept")),
        (Standing.KEPT_IN_PART, _("{n} kept in part")),
        (Standing.LAPSED, _("{n} lapsed")),
        (Standing.WITHDRAWN, _("{n} withdrawn")),
        (Standing.REFERRED, _("{n} referred on")),
    )
    said = [words.format(n=f"{standings[way]:,}") for way, words in ways if standings[way]]
    return _(": {ends}.").format(ends=listed(said)) if said else "."


def recommendations(found: Findings) -> list[Block]:
    """Return what the committee is asked to do, as far as there is reason for it."""
    asked = [_("Note what was promised and what was kept.")]
    if found.late:
        asked.append(_("Note the commitments that are late, and ask those who made them for a new date."))
    if any(not row.organisation and not row.owner for row in found.firm):
        asked.append(_("Agree who keeps the commitments for which nobody is named here."))
    return [Heading(_("Recommendations")), paragraph(found.asked_to), numbered(*asked)]


def progress(found: Findings) -> list[Block]:
    """Return how it went from term to term: all together, and institution by institution what was open at the end."""
    terms = found.progress[0].terms if found.progress else ()
    table = Table(
        key="terms",
        title=_("What was promised and kept, term by term"),
        sheet=_("Terms"),
        columns=(
            Column(_("Term"), weight=2.4, row_header=True),
            Column(_("Made"), Kind.INTEGER, total=True),
            Column(_("Kept"), Kind.INTEGER, total=True),
            Column(_("Kept in part"), Kind.INTEGER, total=True),
            Column(_("Lapsed"), Kind.INTEGER, total=True),
            Column(_("Open at the end"), Kind.INTEGER, note=_("Of the term, or on the day of this paper")),
            Column(_("Of these late"), Kind.INTEGER),
        ),
        rows=tuple(_term_row([one.terms[place] for one in found.progress]) for place in range(len(terms))),
        empty=_("No institution made a commitment that may be shown here."),
        note=_("A term runs to the beginning of the next; the last one to {day}.").format(day=long_date(found.as_at))
        if terms
        else "",
    )
    blocks: list[Block] = [Heading(_("Progress from term to term")), table]
    if found.about is None and terms:
        blocks.append(_each(found, terms))
    return blocks


def _term_row(parts: Sequence[TermProgress]) -> tuple[str | int, ...]:
    """Return a term's sums over institutions."""
    return (
        _term_name(parts[0]),
        sum(part.made for part in parts),
        sum(part.kept for part in parts),
        sum(part.kept_in_part for part in parts),
        sum(part.lapsed for part in parts),
        sum(part.open_at_end for part in parts),
        sum(part.late_at_end for part in parts),
    )


def _term_name(part: TermProgress) -> str:
    return _("{term} {year}").format(term=part.term.name, year=part.term.first_day.year)


def _each(found: Findings, terms: Sequence[TermProgress]) -> Table:
    """Return for each institution how many of its commitments were late when each term ended."""
    return Table(
        key="late-by-term",
        title=_("Late at the end of each term, institution by institution"),
        sheet=_("Late by term"),
        columns=(
            Column(_("Institution"), weight=3.0, row_header=True),
            *(Column(_term_name(part), Kind.INTEGER, 1.1, total=True) for part in terms),
        ),
        rows=tuple(
            (one.organisation, *(part.late_at_end for part in one.terms))
            for one in found.progress
            if any(part.late_at_end for part in one.terms)
        ),
        empty=_("No institution had a late commitment at the end of a term."),
        note=_("Institutions that had none late are not listed."),
    )


def stories(found: Findings) -> list[Block]:
    """Return what happened, commitment by commitment, of one institution."""
    if found.about is None:
        return []
    table = Table(
        key="stories",
        title=_("What happened, commitment by commitment"),
        sheet=_("What happened"),
        columns=(
            Column(_("Commitment"), weight=2.6, row_header=True),
            Column(_("Day"), Kind.DATE, 1.4),
            Column(_("What"), weight=1.2),
            Column(_("In words"), weight=3.2, unknown="–"),
        ),
        rows=tuple(
            (row.text, line.on, _(_KINDS[line.kind]), _line_words(line, row.text) or None)
            for row, lines in found.stories
            for line in lines
        ),
        empty=_("No commitment of this institution was open or ended in this period."),
    )
    if found.left_out and not table.rows:
        table = replace(table, empty=_("There is nothing that may be shown here."))
    return [Heading(_("What happened")), table]


def _line_words(line: StoryLine, promised: str) -> str:
    """Return one step of a commitment: the new state, the words, who said them and where."""
    words = "" if line.kind is StoryKind.MADE and line.text == promised else line.text
    state = label(line.state) if line.state is not None else label(line.judgement) if line.judgement is not None else ""
    said = ": ".join(filter(None, (state, words)))
    where = ", ".join(filter(None, (line.said_by, line.meeting)))
    return _("{words} ({where})").format(words=said, where=where) if where and said else said or where
