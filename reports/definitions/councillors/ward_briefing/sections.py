"""The parts of a ward briefing: the summary, what we would like, the ward in numbers, its institutions, promises."""

from __future__ import annotations

from collections import Counter

from models.queries.councillor_asks import Asked, AskedKind
from models.queries.councillor_briefing import AHEAD
from models.queries.engagement_lines import Standing
from reports.definitions.councillors.parts import open_words
from reports.definitions.councillors.ward_briefing.findings import MONTHS, Findings
from reports.document import Block, Column, Facts, Heading, Kind, Table, Tone, numbered, paragraph
from reports.formatting import beginning, listed, long_date
from reports.parameters import Parameters
from reports.parts import between, capital, count_words, leaving_out, reason
from reports.tables import commitments_table, engagement_table
from resources.i18n import _, ngettext

_WISHES = 8
"""So many things are put into sentences; the table has all."""
_LONG = 160
"""Characters of what was asked that go into a sentence."""


def summary(found: Findings) -> list[Block]:
    """Return the briefing in a paragraph: what is asked, what is coming, who has no contact."""
    events, late = len(found.briefing.whats_on.events), len(found.late_promises)
    said = [
        _("Asked of the ward’s councillors: {words}").format(words=_lower(open_words(found.still_open, found.as_at)))
    ]
    until = long_date(found.as_at + AHEAD)
    said.append(
        _("{events} coming up in the ward by {day}.").format(
            events=capital(count_words(events, "event is", "events are")), day=until
        )
    )
    if late:
        said.append(
            ngettext(
                "{promises} by an organisation in the ward is late.",
                "{promises} by organisations in the ward are late.",
                late,
            ).format(promises=capital(count_words(late, "promise", "promises")))
        )
    if any(found.left_out.values()):
        said.append(_("What is not listed in this copy is not counted here."))
    return [paragraph(" ".join(said), tone=Tone.LEAD)]


def wishes(found: Findings) -> list[Block]:
    """Return what we would like of the councillors, a sentence for each, the longest late first."""
    rows = found.still_open
    asked = [_wish(row, found) for row in rows[:_WISHES]]
    if len(rows) > _WISHES:
        things = capital(count_words(len(rows) - _WISHES, "thing more is", "things more are"))
        asked.append(_("{things} in the table below.").format(things=things))
    if found.briefing.whats_on.events:
        asked.append(_("Make the events in the ward known, and come to one. They are listed below."))
    if found.gaps:
        names = [row.name for row in found.gaps[:3]]
        more = len(found.gaps) - len(names)
        others = [count_words(more, "other", "others")] if more else []
        asked.append(
            _("Speak to an institution that no councillor was in contact with in {n} months: {names}.").format(
                n=MONTHS, names=listed([*names, *others])
            )
        )
    if not asked:
        asked.append(_("Tell us whom in the ward we should know."))
    return [Heading(_("What we would like of you")), numbered(*asked)]


def _wish(row: Asked, found: Findings) -> str:
    """Return one thing that is asked, as a sentence with the name, the words and the day."""
    who = found.who[row.person_id].name if row.person_id in found.who else _("The councillors")
    words = beginning(row.text, _LONG).rstrip(".") or _("Not recorded")
    what = {
        AskedKind.PROMISE: _("{who}: keep the promise “{words}”"),
        AskedKind.ACTION: _("{who}: carry out the action “{words}”"),
        AskedKind.QUESTION: _("{who}: answer the question “{words}”"),
        AskedKind.REPLY: _("{who}: answer our message about “{words}”"),
        AskedKind.INVITATION: _("{who}: say whether you come to “{words}”"),
    }[row.kind].format(who=who, words=words)
    if row.due_on is None:
        return _("{what}. No date is set.").format(what=what)
    day = long_date(row.due_on)
    if row.is_late(found.as_at):
        return _("{what}. It was due on {day} and is late.").format(what=what, day=day)
    if row.kind is AskedKind.INVITATION:
        return _("{what} on {day}.").format(what=what, day=day)
    return _("{what} by {day}.").format(what=what, day=day)


def numbers(found: Findings, parameters: Parameters) -> list[Block]:
    """Return who is in the ward, in numbers."""
    contacts, rows = found.contacts.rows, found.institutions
    pupils = [row.pupils for row in rows if row.pupils is not None]
    phases = Counter(row.phase or _("Kind not recorded") for row in rows)
    of_phases = "; ".join(f"{phase.lower()}: {number}" for phase, number in sorted(phases.items(), key=_by_size))
    talks = sum(row.contacts for row in contacts)
    wanted, replied = sum(row.replies_wanted for row in contacts), sum(row.replied for row in contacts)
    return [
        Heading(_("The ward in numbers")),
        Facts(
            (
                (_("Councillors"), len(found.briefing.councillors)),
                (_("Schools and colleges"), _counted(len(rows), of_phases)),
                (_("Pupils and students"), _pupils(pupils, len(rows))),
                (
                    _("Organisations in all"),
                    len(found.briefing.organisations),
                ),
                (
                    _("Conversations with us"),
                    _("{n} between {period}").format(n=f"{talks:,}", period=between(parameters)),
                ),
                (
                    _("Replies we wanted"),
                    _("{n}, of which {m} came").format(n=f"{wanted:,}", m=f"{replied:,}") if wanted else 0,
                ),
                (
                    _("Without councillor contact"),
                    _("{n} of {m} schools and colleges in {months} months").format(
                        n=len(found.gaps), m=len(rows), months=MONTHS
                    )
                    if rows
                    else 0,
                ),
            )
        ),
    ]


def _by_size(pair: tuple[str, int]) -> tuple[int, str]:
    return -pair[1], pair[0]


def _counted(number: int, of_them: str) -> str:
    return _("{n} ({words})").format(n=number, words=of_them) if number else "0"


def _pupils(known: list[int], institutions: int) -> str | None:
    if not known:
        return _("Not recorded")
    if len(known) == institutions:
        return f"{sum(known):,}"
    return _("{pupils} at the {n} whose number is recorded").format(pupils=f"{sum(known):,}", n=len(known))


def institutions(found: Findings) -> list[Block]:
    """Return the schools and colleges of the ward with the last contact a councillor had with each."""
    table = Table(
        key="institutions",
        title=_("Schools and colleges in the ward"),
        sheet=_("Institutions"),
        columns=(
            Column(_("Institution"), weight=3.0, row_header=True),
            Column(_("Phase or kind"), weight=2.0, unknown=_("Not recorded")),
            Column(_("Pupils"), Kind.INTEGER, 0.9, unknown=_("Not recorded"), note=_("As last recorded")),
            Column(_("Last councillor contact"), Kind.DATE, 1.6, unknown=_("None recorded")),
            Column(_("With"), weight=2.0, unknown=_("Not named")),
        ),
        rows=tuple(
            (row.name, row.phase or None, row.pupils, row.last_on, row.last_with or (None if row.last_on else "–"))
            for row in found.institutions
        ),
        empty=_("The records have no school or college in the ward."),
    )
    words = _(
        "Contact is a conversation, a meeting or an event at which both were. A seat on a board alone is no contact."
    )
    return [Heading(_("Institutions in the ward")), paragraph(words), table]


def our_contact(found: Findings, parameters: Parameters) -> list[Block]:
    """Return what passed between us and the organisations of the ward."""
    table = leaving_out(
        engagement_table(found.contacts.rows, wards=False),
        found.contacts.left_out,
        "organisation",
        "organisations",
        reason(found.audience),
    )
    words = _("Between {period}, conversations and meetings with organisations in the ward.").format(
        period=between(parameters)
    )
    return [Heading(_("Our contact in the ward")), paragraph(words), table]


def promises(found: Findings) -> list[Block]:
    """Return what organisations of the ward promised and is open."""
    order = {Standing.LATE: 0, Standing.OPEN: 1}
    rows = sorted(found.briefing.promises, key=lambda row: order[row.standing])
    table = commitments_table(
        rows,
        "promises",
        _("Promises"),
        _("What organisations in the ward promised, the late first"),
        _("No promise of an organisation in the ward is open."),
        standing=True,
    )
    left_out = found.left_out["promises"]
    return [
        Heading(_("Promises in the ward")),
        leaving_out(table, left_out, "promise", "promises", reason(found.audience)),
    ]


def _lower(words: str) -> str:
    return words[:1].lower() + words[1:]
