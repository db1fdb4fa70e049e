"""What is said of papers that were made: each in a sentence or two, and whether a file is one of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from models.vocabulary import Visibility
from models.words import label
from reports.catalogue import REPORTS
from reports.formatting import date_and_time, listed, long_date
from reports.report import ADDRESSES, HELD, LABELS, LETTERS, PACK, SHEET
from resources.i18n import _, ngettext
from resources.i18n import marked as m

if TYPE_CHECKING:
    from models.queries.report_runs import RunRow

READERS = {
    Visibility.PUBLIC: m("for publication"),
    Visibility.PARTNERS: m("for partners"),
    Visibility.INTERNAL: m("for our own people"),
    Visibility.CONFIDENTIAL: m("confidential"),
}
"""For whom a copy is, after the name of the paper."""
FORM_WORDS = {"pdf": "PDF", "xlsx": "Excel", "docx": "Word", "html": m("web page")}
OTHERS = {
    PACK: m("Board pack"),
    LETTERS: m("Letters"),
    LABELS: m("Address labels"),
    ADDRESSES: m("List of addresses"),
    SHEET: m("Sheet for editing"),
    HELD: m("Answer on what we hold about a person"),
}
"""What is noted among the papers made and is no report: it is made anew from its own dialog."""
_MOST = 5


def title_of(name: str) -> str:
    """Return what a paper is called, by the name that the command line knows; that name where it is no longer made."""
    return titles().get(name, name)


def titles() -> dict[str, str]:
    """Return what everything is called that may stand among the papers made, by its name."""
    return {report.name: _(report.title) for report in REPORTS} | {name: _(words) for name, words in OTHERS.items()}


def made_at(run: RunRow) -> datetime:
    """Return when a paper was made, by this computer's clock."""
    return run.made_at.replace(tzinfo=UTC).astimezone()


def sent_to(run: RunRow) -> str:
    """Return who got a paper, as far as it is known; "" for nobody."""
    return listed([one.name for one in run.given if one.name])


def run_sentence(run: RunRow) -> str:
    """Return what a paper was, when it was made and by whom, and who got it."""
    words = _("{title}, {readers}, as at {day}: made on {moment} by {who}.").format(
        title=title_of(run.report),
        readers=_(READERS[run.audience]),
        day=long_date(run.as_at),
        moment=date_and_time(made_at(run)),
        who=run.made_by or _("somebody"),
    )
    got = sent_to(run)
    return f"{words} " + (_("Sent to {names}.").format(names=got) if got else _("Who got it is not noted."))


@dataclass(frozen=True, slots=True)
class Told:
    """The answer about a file: in a sentence, and a line for each paper that it is or may have been."""

    is_ours: bool
    head: str
    lines: tuple[str, ...]


def told(name: str, same: Sequence[RunRow], alike: Sequence[RunRow]) -> Told:
    """Return whether a file is a paper that was made: `same` are the very file, `alike` have only its name."""
    if same:
        head = ngettext(
            "{name} is the very file that was made here. It was not changed since.",
            "{name} is the very file that was made here, {count} times alike. It was not changed since.",
            len(same),
        ).format(name=name, count=len(same))
        return Told(True, head, _lines(same))
    if alike:
        head = _(
            "{name} is not the file that was made here. A paper of this name was, so it was changed since, or it is "
            "another."
        ).format(name=name)
        return Told(False, head, _lines(alike))
    head = _("{name} is none of the papers made here: no file with its content or its name is noted.").format(name=name)
    return Told(False, head, ())


def _lines(runs: Sequence[RunRow]) -> tuple[str, ...]:
    shown = [run_sentence(run) for run in runs[:_MOST]]
    if rest := len(runs) - len(shown):
        shown.append(ngettext("And {n} more.", "And {n} more.", rest).format(n=rest))
    return tuple(shown)


def form_words(form: str) -> str:
    """Return what a kind of file is called."""
    return _(FORM_WORDS.get(form, form))


def way_words(run: RunRow) -> tuple[tuple[str, str], ...]:
    """Return who got a paper, each with the day and the way."""
    return tuple(
        (
            one.name or _("Somebody whose name is not shown here"),
            ", ".join(
                part for part in (long_date(one.given_on), label(one.channel).lower() if one.channel else "") if part
            ),
        )
        for one in run.given
    )
