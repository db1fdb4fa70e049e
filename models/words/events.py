"""The words of the fixed lists of events."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from models.vocabulary import EventPart, EventStage, Participation, PromotionState, Response
from resources.i18n import marked as m

WORDS: Mapping[type[StrEnum], Mapping[StrEnum, str]] = {
    EventStage: {
        EventStage.IDEA: m("Idea"),
        EventStage.PROPOSED: m("Proposed"),
        EventStage.PLANNED: m("Planned"),
        EventStage.HELD: m("Held"),
        EventStage.CANCELLED: m("Cancelled"),
    },
    PromotionState: {
        PromotionState.SUGGESTED: m("Suggested"),
        PromotionState.ASKED: m("Asked"),
        PromotionState.AGREED: m("Agreed"),
        PromotionState.DISPLAYED: m("Displayed"),
        PromotionState.DECLINED: m("Declined"),
        PromotionState.NO_REPLY: m("No reply"),
    },
    EventPart: {
        EventPart.ORGANISER: m("Organiser"),
        EventPart.SPEAKER: m("Speaker"),
        EventPart.PANELLIST: m("Panellist"),
        EventPart.EXHIBITOR: m("Exhibitor"),
        EventPart.VOLUNTEER: m("Volunteer"),
        EventPart.INVITED: m("Invited"),
        EventPart.ATTENDED: m("Attended"),
    },
    Response: {
        Response.NONE: m("No answer yet"),
        Response.ACCEPTED: m("Accepted"),
        Response.DECLINED: m("Declined"),
    },
    Participation: {
        Participation.INFORM: m("Inform"),
        Participation.CONSULT: m("Consult"),
        Participation.INVOLVE: m("Involve"),
        Participation.COLLABORATE: m("Collaborate"),
        Participation.EMPOWER: m("Empower"),
    },
}

EVENT_KINDS: tuple[str, ...] = (
    m("Fair"),
    m("Fete"),
    m("Performance"),
    m("Exhibition"),
    m("Workshop"),
    m("Joint CPD"),
    m("Sport"),
    m("Open day"),
    m("Conference"),
    m("Summit"),
    m("Visit"),
    m("Consultation"),
)
"""Kinds of event to offer; the field takes any words."""

PROMOTION_CHANNELS: tuple[str, ...] = (
    m("Newsletter"),
    m("Noticeboard"),
    m("Email"),
    m("Website"),
    m("Assembly"),
    m("Social media"),
    m("Poster"),
)
"""Ways to advertise an event to offer; the field takes any words."""
