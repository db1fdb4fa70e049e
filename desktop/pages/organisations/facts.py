"""The facts beside the story: who to contact and how well it works, roles nobody is known for, health of the link."""

from __future__ import annotations

from desktop.pages.organisations.loading import Known
from desktop.tokens import Tone
from desktop.widgets.cards import Fact
from models.queries.contacts import BestContact, HealthWord
from resources.i18n import _
from resources.i18n import marked as m

_HEALTH = {
    HealthWord.NEW: (m("No contact yet"), Tone.PLAIN),
    HealthWord.GOOD: (m("Good"), Tone.GOOD),
    HealthWord.FAIR: (m("Fair"), Tone.SOON),
    HealthWord.WEAK: (m("Weak"), Tone.LATE),
}


def fact_groups(known: Known) -> list[tuple[str, list[Fact]]]:
    """Return the groups of the facts column."""
    contacts = [_contact(contact) for contact in known.contacts]
    if not contacts:
        contacts = [Fact("", _("Nobody is known here yet."))]
    groups = [(_("Who to contact"), contacts)]
    if known.gaps:
        groups.append((_("Not known. Ask."), [Fact("", gap, tone=Tone.LATE) for gap in known.gaps]))
    word, tone = _HEALTH[known.health.word]
    facts = "\n".join(known.health.facts)
    groups.append((_("Health of the link"), [Fact("", _(word), facts, tone, pill=True)]))
    return groups


def _contact(contact: BestContact) -> Fact:
    role = ", ".join(part for part in (contact.role, contact.body_name) if part)
    lines = [role]
    if contact.topics:
        lines.append(_("Ask about: {topics}").format(topics=", ".join(contact.topics)))
    # An address may break after its sign, so that it fits a narrow column.
    lines += [contact.how.replace("@", "@\u200b").replace(", ", "\n"), contact.route_note]
    if contact.answers.asked:
        lines.append(contact.answers.words)
    return Fact("", contact.name, "\n".join(line for line in lines if line))


def waiting_words(known: Known) -> tuple[str, str] | None:
    """Return title and facts of the strip over the story when a reply is late, or None."""
    late = [row for row in known.unanswered if row.days_late > 0]
    if not late:
        return None
    oldest = max(late, key=lambda row: row.days_waiting)
    days = oldest.days_waiting
    title = _("No reply for {days} days").format(days=days)
    count = len(known.unanswered)
    if count == 1:
        words = [_("“{subject}”, sent {days} days ago.").format(subject=oldest.subject or _("A message"), days=days)]
    else:
        words = [_("{n} messages wait for a reply.").format(n=count)]
    chased = sum(row.times_chased for row in known.unanswered)
    if chased:
        words.append(_("Chased once.") if chased == 1 else _("Chased {n} times.").format(n=chased))
    waiting = {party.person_id for row in known.unanswered for party in row.parties}
    other = next((one for one in known.contacts if one.answers.answered and one.person_id not in waiting), None)
    if other is not None:
        words.append(
            _("Try {name}, {role}, who answered {n} of {all} in the last 12 months.").format(
                name=other.name, role=other.role, n=other.answers.answered, all=other.answers.asked
            )
        )
    return title, " ".join(words)
