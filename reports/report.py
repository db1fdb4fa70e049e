"""What is known of a paper before it is built."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING

from models.errors import WrongUse
from models.kinds import KINDS
from models.vocabulary import Visibility
from reports.document import Document
from reports.formatting import listed_or
from reports.parameters import Asks, Parameters, Ref
from resources.i18n import _

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


def with_head(session: Session, document: Document) -> Document:
    """Return a paper that says among its keywords how far the history went when it was made.

    Whoever has the paper can prove by it that nothing before was altered since: `liaison verify-history --head`.
    """
    from models.queries.history import find_history_head

    words = _("history {head}").format(head=find_history_head(session)[:HEAD_LETTERS])
    return replace(document, keywords=(*document.keywords, words))


HEAD_LETTERS = 16
"""So much of the hash of the newest change tells it from all others."""
PACK = "board-pack"
"""What a board pack is called among the papers made; it is put together of papers and is none itself."""
LETTERS, LABELS, ADDRESSES, SHEET, HELD = "letters", "labels", "addresses", "sheet", "held-answer"
"""What else leaves the house as a file and is noted among the papers made."""


@dataclass(frozen=True, slots=True)
class Report:
    """A paper: its name, its title, who reads it, and the module whose `build(session, parameters)` makes it."""

    name: str
    title: str
    audience: str
    visibility: Visibility
    """The most private records whose words its readers may see."""
    module: str
    copies: tuple[Visibility, ...]
    """For whom else it can be made: then it holds less, or is our own copy and says so."""
    asks: Asks = field(default_factory=Asks)

    @property
    def audiences(self) -> tuple[Visibility, ...]:
        """Return for whom it can be made, those it is meant for first."""
        return (self.visibility, *self.copies)

    def build(self, session: Session, parameters: Parameters) -> Document:
        """Return the finished paper; the session may be closed before it is printed.

        Raises WrongUse for readers it is not made for, and for a record that it cannot be about.
        """
        if parameters.audience is not None and parameters.audience not in self.audiences:
            raise WrongUse(_("“{title}” is not made for these readers. Choose others.").format(title=_(self.title)))
        make: Callable[[Session, Parameters], Document] = self._module().build
        return with_head(session, make(session, self.settle(session, parameters)))

    def settle(self, session: Session, parameters: Parameters) -> Parameters:
        """Return the choices with the record the paper is about: the usual one, where none is chosen."""
        return replace(parameters, about=self._about(session, parameters)) if self.asks.about else parameters

    def usual(self, session: Session, parameters: Parameters) -> Ref | None:
        """Return the record the paper is about where none is chosen; None where it is about all, or there is none."""
        choose: Callable[[Session, Parameters], Ref | None] | None = getattr(self._module(), "usual", None)
        return choose(session, parameters) if choose is not None and self.asks.about else None

    def _about(self, session: Session, parameters: Parameters) -> Ref | None:
        choices = listed_or([KINDS[kind].word for kind in self.asks.about])
        about = parameters.about or self.usual(session, parameters)
        if about is None:
            if self.asks.all_without:
                return None
            raise WrongUse(
                _("“{title}” is about one {thing}. Choose which.").format(title=_(self.title), thing=choices)
            )
        if about[0] not in self.asks.about:
            raise WrongUse(
                _("“{title}” is about one {thing}, not about one {other}. Choose another.").format(
                    title=_(self.title), thing=choices, other=KINDS[about[0]].word
                )
            )
        return about

    def _module(self) -> ModuleType:
        return import_module(f"reports.definitions.{self.module}")
