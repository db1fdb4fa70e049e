"""What we hold, and what of it is perhaps not needed: for the data protection lead, once a year or before an audit.

A board sees figures and the people nothing ties to us. Which text perhaps tells of somebody's health stands in the
confidential copy only, by its number and never in its words: a list of such words would itself be what it warns of.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy.orm import Session

from models.dates import months_after
from models.queries.duplicates import AlikePair, list_duplicates
from models.queries.incomplete_people import count_incomplete_people
from models.queries.minimising import (
    Amount,
    FieldUse,
    LoosePerson,
    SensitiveText,
    count_by_kind,
    count_party_of_private_people,
    list_amounts,
    list_field_use,
    list_put_away_since,
    list_sensitive_texts,
    list_untied_people,
)
from models.queries.retention import list_notes_by_year, list_people_to_review
from models.sensitive_words import label_of
from models.vocabulary import Visibility
from reports.definitions.board.common import AUDIENCE
from reports.document import Block, Column, Document, Facts, Heading, Kind, Table, Tone, bullets, paragraph
from reports.formatting import long_date
from reports.parameters import Parameters
from reports.parts import (
    capital,
    circulation,
    count_words,
    find_ourselves,
    leaving_out,
    left_out_words,
    reason,
    shown_to,
)
from resources.i18n import _
from resources.i18n import marked as m

CIRCULATION = {
    Visibility.INTERNAL: m("For those who look after data protection. Not for publication."),
    Visibility.CONFIDENTIAL: m("Confidential. Only for those who look after data protection."),
}
MONTHS_PUT_AWAY = 12
"""After so long somebody who was put away is perhaps forgotten there."""


def build(session: Session, parameters: Parameters) -> Document:
    """Return what is held on a day, and what of it to look at."""
    audience, as_at = parameters.audience or AUDIENCE, parameters.as_at
    we, day = find_ourselves(session, as_at), long_date(as_at)
    untied = shown_to(audience, lambda reader: list_untied_people(session, audience=reader))
    long_away = months_after(as_at, -MONTHS_PUT_AWAY)
    away = shown_to(audience, lambda reader: list_put_away_since(session, long_away, audience=reader))
    alike = shown_to(audience, lambda reader: list_duplicates(session, "person", audience=reader))
    texts = list_sensitive_texts(session, audience=audience)
    due = len(list_people_to_review(session, as_at, as_at))
    years = len(list_notes_by_year(session, as_at, as_at))
    why = reason(audience)
    lead = _lead([len(untied.rows), len(alike.rows), due, len(away.rows), len(texts)])
    return Document(
        title=_("What we hold, and whether we need it"),
        subtitle=_("Personal data in the liaison records on {day}").format(day=day),
        as_at=as_at,
        author=we.school,
        subject=_("Personal data that is perhaps not needed, is held twice, or is old"),
        reference=_("{school}: what we hold, {day}").format(school=we.school, day=day),
        blocks=(
            paragraph(lead, tone=Tone.LEAD),
            Facts(
                (
                    (_("As at"), as_at),
                    (_("People nothing ties to us"), len(untied.rows)),
                    (_("Pairs that may be one person"), len(alike.rows)),
                    (_("People due to be looked at by their age"), due),
                    (_("School years whose notes are due"), years),
                    (_("Put away for over a year and still kept"), len(away.rows)),
                    (_("Texts to read again"), len(texts)),
                    (_("People whose record lacks a basis, a source or a time"), count_incomplete_people(session)),
                    *circulation(audience, CIRCULATION),
                )
            ),
            Heading(_("How much there is")),
            _amounts(list_amounts(session)),
            Heading(_("Without a purpose")),
            leaving_out(_untied(untied.rows), untied.left_out, "person", "people", why),
            _fields(list_field_use(session)),
            Heading(_("Held twice")),
            leaving_out(_alike(alike.rows), alike.left_out, "pair", "pairs", why),
            Heading(_("Old")),
            _old(due, years),
            leaving_out(_away(away.rows), away.left_out, "person", "people", why),
            Heading(_("What the law protects most")),
            *_sensitive(texts, count_party_of_private_people(session, audience=audience), audience),
            paragraph(
                _(
                    "That no more is kept than is needed, and no longer, is law (UK GDPR, article 5). What is needed "
                    "is for you to judge. Nothing here was changed, and nothing is removed by itself."
                ),
                tone=Tone.NOTE,
            ),
        ),
        left_out=left_out_words(
            audience, (untied.left_out + away.left_out, "person", "people"), (alike.left_out, "pair", "pairs")
        ),
    )


def _lead(found: Sequence[int]) -> str:
    total = sum(found)
    if not total:
        return _("Nothing was found that is held without need, twice, or for too long.")
    return _("{things} to look at: keep what you need, and remove the rest.").format(
        things=capital(count_words(total, "thing", "things"))
    )


def _amounts(rows: Sequence[Amount]) -> Table:
    return Table(
        key="amounts",
        title=_("Personal data by its sort"),
        sheet=_("How much"),
        columns=(
            Column(_("What"), weight=3.0, row_header=True),
            Column(_("How many"), Kind.INTEGER, 1.0),
            Column(_("Oldest from"), Kind.DATE, 1.4, unknown="–"),
        ),
        rows=tuple((row.what, row.count, row.oldest) for row in rows),
    )


def _untied(rows: Sequence[LoosePerson]) -> Table:
    return Table(
        key="untied",
        title=_("People who never had a role or a part in anything"),
        sheet=_("Nothing ties them"),
        columns=(
            Column(_("Name"), weight=3.0, row_header=True),
            Column(_("Entered on"), Kind.DATE, 1.4),
        ),
        rows=tuple((row.name, row.since) for row in rows),
        empty=_("Everybody in the records has or had a role, or a part in something."),
        note=_("Say in the person’s record what it is for, add their role, or erase them.") if rows else "",
    )


def _fields(rows: Sequence[FieldUse]) -> Table:
    return Table(
        key="fields",
        title=_("Fields about people that you can mostly do without, those least used first"),
        sheet=_("Fields"),
        columns=(
            Column(_("Field"), weight=3.0, row_header=True),
            Column(_("Made by you"), Kind.YES_NO, 1.0),
            Column(_("Filled in for"), Kind.INTEGER, 1.0, note=_("How many people it says something of")),
        ),
        rows=tuple((row.label, row.is_own, row.count) for row in rows),
        empty=_("None of them is filled in for anybody."),
        note=_("A field of your own that nobody fills in can go: Settings, Fields of your own.") if rows else "",
    )


def _alike(rows: Sequence[AlikePair]) -> Table:
    return Table(
        key="alike",
        title=_("Records that may be of one person, the likeliest first"),
        sheet=_("Held twice"),
        columns=(
            Column(_("One"), weight=2.0, row_header=True),
            Column(_("Other"), weight=2.0),
            Column(_("What speaks for it"), weight=3.0),
        ),
        rows=tuple((row.first_name, row.second_name, ", ".join(row.reasons)) for row in rows),
        empty=_("No two people look like one."),
        note=_("Merge them, or say that they are two: Record, Possible duplicates.") if rows else "",
    )


def _old(due: int, years: int) -> Block:
    people = capital(count_words(due, "person is due to be looked at", "people are due to be looked at"))
    notes = capital(count_words(years, "school year has notes that are due", "school years have notes that are due"))
    return bullets(_("{people}.").format(people=people), _("{notes}.").format(notes=notes),
                   _("The retention diary has them one by one."))  # fmt: skip


def _away(rows: Sequence[LoosePerson]) -> Table:
    return Table(
        key="away",
        title=_("People put away for over a year and still kept, the longest first"),
        sheet=_("Put away"),
        columns=(
            Column(_("Name"), weight=3.0, row_header=True),
            Column(_("Put away on"), Kind.DATE, 1.4),
        ),
        rows=tuple((row.name, row.since) for row in rows),
        empty=_("Nobody was put away so long ago."),
        note=_("Who is put away is kept like all others. Take them back, or erase them.") if rows else "",
    )


def _sensitive(texts: Sequence[SensitiveText], parties: int, audience: Visibility) -> tuple[Block, ...]:
    """Return how many texts perhaps tell of what; which they are stands in the confidential copy only."""
    counts = tuple((label_of(what), count) for what, count in count_by_kind(tuple(texts)).items())
    rows = (*counts, *([(_("Party of somebody outside elected office"), parties)] if parties else []))
    blocks: list[Block] = [
        Table(
            key="sensitive",
            title=_("Texts and roles that perhaps tell of it"),
            sheet=_("Most protected"),
            columns=(
                Column(_("Perhaps tells of"), weight=3.0, row_header=True),
                Column(_("How many"), Kind.INTEGER, 1.0),
            ),
            rows=rows,
            empty=_("No text has a word that tells of it."),
            note=_("Found by words, so some mean something else, and what other words tell is not found."),
        )
    ]
    if texts and audience is Visibility.CONFIDENTIAL:
        blocks.append(_where(texts))
    elif texts:
        blocks.append(paragraph(_("Which texts they are stands in the confidential copy only.")))
    blocks.append(
        paragraph(
            _(
                "Take out what you do not need. For what has to stay, say under Data protection on the person’s "
                "record on which condition of article 9: it is then no longer listed."
            )
        )
    )
    return tuple(blocks)


def _where(texts: Sequence[SensitiveText]) -> Table:
    return Table(
        key="where",
        title=_("Where to look, the newest first"),
        sheet=_("Where"),
        columns=(
            Column(_("What"), weight=1.6, row_header=True),
            Column(_("Number"), Kind.INTEGER, 0.9),
            Column(_("Of"), Kind.DATE, 1.4, unknown="–"),
            Column(_("On the record of"), weight=2.6, unknown="–"),
        ),
        rows=tuple((capital(row.word), row.ref[1], row.on, row.about or None) for row in texts),
    )
