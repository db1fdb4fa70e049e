"""The facts beside a person's story: how to reach them, how well it works, why the record is kept."""

from __future__ import annotations

from datetime import date

from desktop.forms.person_words import CHANNELS, bases, translated
from desktop.pages.people.loading import Known
from desktop.tokens import Tone
from desktop.widgets.cards import Fact
from models.queries.person_facts import days_ago
from models.words import label
from reports.formatting import long_date
from resources.i18n import _


def heading_line(known: Known) -> str:
    """Return the line below the name: today's roles with their places."""
    row = known.detail.row
    words = " · ".join(row.roles) or _("No role today")
    return _("{words} · Put away").format(words=words) if row.archived else words


def fact_groups(known: Known, today: date) -> list[tuple[str, list[Fact]]]:
    """Return the groups of the facts column."""
    detail, row = known.detail, known.detail.row
    reach = [
        Fact(label(point.kind), point.value.replace("@", "@\u200b"), point.label)
        for point in detail.contact_points
        if point.is_current
    ]
    liked = {value: words for words, value in translated(CHANNELS)}.get(row.preferred_channel, row.preferred_channel)
    if row.preferred_channel:
        reach.append(Fact(_("Likes to be reached by"), str(liked)))
    reach += [
        Fact(role.organisation_name, role.route_note) for role in known.roles if role.is_current and role.route_note
    ]
    groups = [(_("How to reach them"), reach or [Fact("", _("No address or number known yet."))])]
    topics = [role.topics for role in known.roles if role.is_current and role.topics]
    if topics:
        groups.append((_("Ask them about"), [Fact("", topic) for topic in topics]))
    last = _("Last contact {ago}").format(ago=days_ago(row.last_contact_on, today)) if row.last_contact_on else ""
    answers = known.answers.words if known.answers.asked else ""
    groups.append(
        (_("How well it works"), [Fact("", words) for words in (last or _("No contact yet"), answers) if words])
    )
    groups.append((_("Why we keep this record"), _kept(known)))
    return groups


def _kept(known: Known) -> list[Fact]:
    detail, row = known.detail, known.detail.row
    basis = {value: words for words, value in bases()}.get(row.lawful_basis, row.lawful_basis)
    tone = Tone.PLAIN if row.lawful_basis else Tone.LATE
    facts = [Fact(_("Basis"), str(basis), tone=tone)]
    if detail.data_source:
        facts.append(Fact(_("From"), detail.data_source))
    if detail.verified_on is not None:
        facts.append(Fact(_("Last checked"), long_date(detail.verified_on)))
    return facts


def waiting_words(known: Known) -> tuple[str, str] | None:
    """Return title and facts of the strip over the story when a reply is late, or None."""
    late = [row for row in known.unanswered if row.days_late > 0]
    if not late:
        return None
    oldest = max(late, key=lambda row: row.days_waiting)
    title = _("No reply for {days} days").format(days=oldest.days_waiting)
    count = len(known.unanswered)
    subject = oldest.subject or _("A message")
    words = [_("“{subject}” waits for a reply.").format(subject=subject)]
    if count > 1:
        words.append(_("{n} messages wait in all.").format(n=count))
    chased = sum(row.times_chased for row in known.unanswered)
    if chased:
        words.append(_("Chased once.") if chased == 1 else _("Chased {n} times.").format(n=chased))
    return title, " ".join(words)
