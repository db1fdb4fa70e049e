"""Whom to tell about an event, with the reasons in words: how near, of which phase, and what they took up before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from models import geography
from models.queries.audience import EVERYONE_OF_OURS
from models.queries.promotions import Recipient, suggest_recipients
from models.vocabulary import Visibility
from resources.i18n import _, ngettext


@dataclass(frozen=True, slots=True)
class Suggestion:
    """An organisation to tell about an event, and why."""

    recipient: Recipient
    reasons: tuple[str, ...]


def suggest_with_reasons(
    session: Session,
    event_id: int,
    metres: int,
    today: date,
    *,
    phases: Sequence[str] = (),
    audience: Visibility = EVERYONE_OF_OURS,
) -> tuple[Suggestion, ...]:
    """Return whom to tell about an event who was not told yet, the most promising first, each with its reasons."""
    found = suggest_recipients(session, event_id, metres, today, phases=phases, audience=audience)
    return tuple(Suggestion(one, _reasons(one, phases)) for one in found if not one.told)


def _reasons(one: Recipient, phases: Sequence[str]) -> tuple[str, ...]:
    reasons = [
        ngettext("{minutes} minute’s walk away", "{minutes} minutes’ walk away", one.walking_minutes).format(
            minutes=one.walking_minutes
        )
        + f" ({geography.walking_assumption()})"
    ]
    if one.phase:
        wanted = _("{phase}: one of the phases you asked for") if one.phase in phases else _("{phase}")
        reasons.append(wanted.format(phase=one.phase))
    if one.asked_before == 0:
        reasons.append(_("Never asked before"))
    else:
        reasons.append(_("Took up {taken} of {asked}").format(taken=one.taken_up, asked=one.asked_before))
    return tuple(reasons)
