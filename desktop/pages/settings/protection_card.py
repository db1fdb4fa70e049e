"""The card above the lists of data protection: what people may ask of a school, the papers on it, and what is law."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from desktop.commands import Command
from desktop.theme import M
from desktop.widgets.buttons import ActionButton, button
from desktop.widgets.cards import Card
from desktop.widgets.flow import FlowLayout
from desktop.widgets.labels import PlainLabel
from resources.i18n import _
from resources.i18n import marked as m

if TYPE_CHECKING:
    from desktop.context import Context

_COMMANDS = (
    (Command.HELD, m("Everything we hold about a person…")),
    (Command.ERASE_PERSON, m("Erase a person for good…")),
    (Command.DUPLICATES, m("Possible duplicates…")),
    (Command.DELETED, m("Recently deleted…")),
)
_PAPERS = (
    ("what-we-hold", m("What we hold")),
    ("retention-diary", m("Retention diary")),
    ("requests-diary", m("Diary of requests")),
    ("processing-record", m("Record of processing")),
    ("privacy-notice", m("Privacy notice")),
)
"""The papers of data protection, by their names in the catalogue."""


def asked_of_us(context: Context) -> Card:
    """Return the card."""
    card, commands, papers = Card(gap=M), FlowLayout(), FlowLayout()
    card.body.addWidget(PlainLabel(_("What people may ask of you"), "h3"))
    words = _(
        "Whoever asks what you hold about them gets an answer within a month: note each request below. "
        "What is deleted can be brought back for 30 days."
    )
    card.body.addWidget(PlainLabel(words, "muted"))
    for command, told in _COMMANDS:
        commands.addWidget(ActionButton(context.actions[command], _(told)))
    card.body.addLayout(commands)
    card.body.addWidget(PlainLabel(_("Papers, always as the book has it now"), "strong"))
    for name, told in _PAPERS:
        papers.addWidget(button(_(told), partial(context.show_page, "reports", name), name=f"paper_{name}"))
    card.body.addLayout(papers)
    law = button(_("What is law, and what is guidance"), partial(context.show_page, "help", "protection"), kind="link")
    law.setObjectName("help_on_protection")
    card.body.addWidget(law)
    return card
