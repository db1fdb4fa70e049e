"""A report as it is in view, and what its files are called."""

from __future__ import annotations

from dataclasses import dataclass

from models.vocabulary import Visibility
from reports.document import Document
from reports.parameters import Parameters
from reports.report import Report
from resources.i18n import _
from resources.i18n import marked as m

_COPIES = {
    Visibility.PUBLIC: m("for publication"),
    Visibility.PARTNERS: m("for partners"),
    Visibility.INTERNAL: m("our own copy"),
    Visibility.CONFIDENTIAL: m("confidential"),
}


@dataclass(frozen=True)
class Made:
    """A report as it is shown: what is saved is the same."""

    number: int
    report: Report
    parameters: Parameters
    document: Document
    pdf: bytes
    lost: str = ""
    """What its pages cannot show, in a sentence."""
    long: str = ""
    """How long it is, where nobody would read it through, and what makes it shorter."""

    @property
    def audience(self) -> Visibility:
        """Return who can read this copy."""
        return self.parameters.audience or self.report.visibility

    def file_name(self, form: str) -> str:
        """Return a name that says which report of which day it is, and for whom where it is not the usual copy."""
        copy = "" if self.audience is self.report.visibility else f" {_(_COPIES[self.audience])}"
        return f"{self.report.name} {self.document.as_at.isoformat()}{copy}.{form}"
