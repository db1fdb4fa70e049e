"""What is said of a file that comes in: what it was seen to be, what it would do, what became of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from desktop.tokens import Tone
from models.imports.preview import Choice, Fate
from models.kinds import KINDS
from reports.formatting import listed
from resources.i18n import _, ngettext
from resources.i18n import marked as m

if TYPE_CHECKING:
    from models.exchange.incoming import Recognised
    from models.imports.preview import ImportPreview, InNumbers, PreviewLine


class FateWords(NamedTuple):
    """How a fate is called on its chip and in the row, and its colour."""

    chip: str
    row: str
    tone: Tone


FATES = {
    Fate.NEW: FateWords(m("New"), m("New"), Tone.GOOD),
    Fate.CHANGED: FateWords(m("Changed"), m("Changed"), Tone.INFO),
    Fate.SAME: FateWords(m("Same"), m("Same"), Tone.PLAIN),
    Fate.DOUBTFUL: FateWords(m("Doubtful"), m("Doubtful"), Tone.SOON),
    Fate.REFUSED: FateWords(m("Refused"), m("Refused"), Tone.LATE),
}
_DELIMITERS = {",": m("commas"), ";": m("semicolons"), "\t": m("tabs"), "|": m("bars")}
_ENCODINGS = {
    "cp1252": "Windows-1252",
    "windows-1252": "Windows-1252",
    "windows-1250": "Windows-1250",
    "utf-8-sig": "UTF-8",
    "mac-roman": "Mac Roman",
}
_MOST_SHOWN = 3


def kind_word(kind: str, count: int = 1) -> str:
    """Return what a record of a kind is called: "person", "people"; nothing for what is no record."""
    if kind not in KINDS:
        return ""
    return KINDS[kind].word if count == 1 else KINDS[kind].words


def counted(kinds: Iterable[str]) -> str:
    """Return how many records of which kinds: "24 people and 3 organisations"."""
    numbers = Counter(kinds)
    return listed(
        [
            f"{count:,} {kind_word(kind, count) or ngettext('row', 'rows', count)}"
            for kind, count in sorted(numbers.items(), key=lambda one: -one[1])
        ]
    )


def bring_in_words(preview: ImportPreview) -> str:
    """Return what the button does: "Bring in 24 people and 3 organisations, change 2 people"."""
    if preview.numbers is not None:
        return _in_numbers(preview.numbers, len(preview.taken) if preview.kind == "groups" else 0)
    new = counted(line.record_kind for line in preview.lines if line.fate is Fate.NEW)
    changed = counted(line.record_kind for line in preview.lines if line.fate is Fate.CHANGED)
    if new and changed:
        return _("Bring in {new}, change {changed}").format(new=new, changed=changed)
    if new:
        return _("Bring in {new}").format(new=new)
    return _("Change {changed}").format(changed=changed) if changed else _("Nothing to bring in")


def _in_numbers(numbers: InNumbers, memberships: int) -> str:
    if numbers.added and numbers.changed:
        words = _("Bring in {new}, change {changed}").format(
            new=numbers.words(numbers.added), changed=numbers.words(numbers.changed)
        )
    elif numbers.added:
        words = _("Bring in {new}").format(new=numbers.words(numbers.added))
    elif numbers.changed:
        words = _("Change {changed}").format(changed=numbers.words(numbers.changed))
    elif numbers.removed:
        words = _("Take out {gone}").format(gone=numbers.words(numbers.removed))
    elif memberships:
        words = _("Bring in nothing new")
    else:
        return _("Nothing to bring in")
    if memberships:
        told = ngettext("{words}, write {n} membership", "{words}, write {n} memberships", memberships)
        return told.format(words=words, n=f"{memberships:,}")
    return words


def rows_words(preview: ImportPreview) -> str:
    """Return how many rows a file has."""
    if preview.numbers is not None:
        return preview.numbers.words(preview.found)
    return ngettext("{n} row", "{n} rows", preview.found).format(n=f"{preview.found:,}")


def foot_words(preview: ImportPreview) -> str:
    """Return what stays out, and that nothing is written yet."""
    if preview.numbers is not None:
        return _foot_in_numbers(preview)
    doubtful = preview.count(Fate.DOUBTFUL)
    parts = [_doubtful_words(doubtful)] if doubtful else []
    if preview.taken:
        parts.append(_("Nothing is written before you press the button. One step for Undo."))
    elif not doubtful and preview.count(Fate.SAME) == len(preview.lines):
        parts.append(_("All that the file says is in your book already."))
    return " ".join(parts)


def _doubtful_words(count: int) -> str:
    words = ngettext(
        "{count} doubtful row stays out until you decide.", "{count} doubtful rows stay out until you decide.", count
    )
    return words.format(count=f"{count:,}")


def _foot_in_numbers(preview: ImportPreview) -> str:
    if doubtful := sum(line.fate is Fate.DOUBTFUL for line in preview.lines):
        return _doubtful_words(doubtful)
    if not preview.is_anything:
        return _("All that the file says is in your book already.")
    if preview.taken and preview.kind == "groups":
        return _("Nothing is written before you press the button. What changes in your own records can be undone.")
    return _("Nothing is written before you press the button. Your own records stay as they are.")


def recognised_words(seen: Recognised) -> str:
    """Return in a line what a file was seen to be."""
    parts = [seen.words]
    if seen.sheet:
        parts.append(_("sheet “{name}”").format(name=seen.sheet))
    if seen.encoding:
        parts.append(encoding_words(seen.encoding))
    if seen.delimiter:
        parts.append(delimiter_words(seen.delimiter))
    if seen.dates:
        parts.append(_("dates {how}").format(how=seen.dates))
    return " · ".join(parts)


def encoding_words(name: str) -> str:
    """Return how a file's letters are written, as people know it: "UTF-8", "Windows-1252"."""
    return _ENCODINGS.get(name.casefold(), name.upper() if name.casefold().startswith(("utf", "iso")) else name)


def delimiter_words(mark: str) -> str:
    """Return what stands between the cells: "commas"."""
    return _(_DELIMITERS[mark]) if mark in _DELIMITERS else f"“{mark}”"


def line_words(line: PreviewLine) -> str:
    """Return in a line what a row would do, or why it does nothing."""
    if line.reasons:
        return " ".join(line.reasons)
    return "; ".join([*_changes(line), *line.notes])


def _changes(line: PreviewLine) -> Iterator[str]:
    for change in line.changes[:_MOST_SHOWN]:
        before, after = change.words
        said = _("{before} → {after}").format(before=before, after=after) if before else after
        yield _("{title}: {said}").format(title=change.title, said=said)
    if len(line.changes) > _MOST_SHOWN:
        yield _("and {n} more").format(n=len(line.changes) - _MOST_SHOWN)


def decision_words(line: PreviewLine, decision: Choice | int) -> str:
    """Return what somebody decided of a row."""
    if decision is Choice.NEW:
        return new_words(line)
    if decision is Choice.LEAVE_OUT:
        return _("Left out")
    return next((one.name for one in line.candidates if one.id == decision), _("Decided"))


def new_words(line: PreviewLine) -> str:
    """Return what a row is called that is none of those there."""
    return {
        "person": _("Somebody new"),
        "organisation": _("A new organisation"),
        "conversation": _("With somebody new"),
    }.get(line.record_kind, _("A new one"))
