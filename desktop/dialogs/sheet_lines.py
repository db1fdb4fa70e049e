"""What a sheet that came back would do, in words: the lines of the table, the summary, what was noticed of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, NamedTuple

from desktop.tables.columns import TableColumn
from desktop.tokens import Tone
from resources.i18n import _, ngettext
from resources.i18n import marked as m

if TYPE_CHECKING:
    from models.rounds.preview import Preview, PreviewRow

MOST_LINES = 5_000
"""Differences that are listed; the rest are counted and written all the same."""
_NAMED = 8

FATES = {
    "changed": m("Changed"),
    "new": m("New"),
    "conflict": m("Changed in both"),
    "refused": m("Left out"),
    "known": m("There already"),
}
SIDES = {"sheet": m("The sheet’s"), "program": m("The program’s")}
"""Whose value stays, in the column that says what happens."""
_TONES = {
    "changed": Tone.INFO,
    "new": Tone.GOOD,
    "conflict": Tone.LATE,
    "refused": Tone.LATE,
    "known": Tone.PLAIN,
}


class Line(NamedTuple):
    """A difference as the table shows it: one for each value, or one for a row that has none to show."""

    key: tuple[int, str]
    row: int
    name: str
    fate: str
    what: str
    """The value before and after, or why the row is left alone."""
    whole: str
    """All that is known of it, in full."""
    side: str = ""
    """Whose value stays, where both changed it and that is decided."""

    @property
    def collides(self) -> bool:
        """Say whether both the sheet and the program changed this value."""
        return self.fate == "conflict" and bool(self.key[1])


COLUMNS: tuple[TableColumn[Line], ...] = (
    TableColumn("row", m("Row"), lambda one: one.row, align_right=True, ems=4.5, sortable=False),
    TableColumn("name", m("Record"), lambda one: one.name, ems=12, sortable=False, tip=lambda one: one.name),
    TableColumn(
        "fate", m("What happens"), lambda one: _(SIDES.get(one.side) or FATES[one.fate]),
        tone=lambda one: Tone.INFO if one.side else _TONES[one.fate], ems=8, sortable=False,
    ),
    TableColumn(
        "what", m("Before and after, or why not"), lambda one: one.what, ems=24, stretch=True, sortable=False,
        tip=lambda one: one.what,
    ),
)  # fmt: skip


def lines_of(preview: Preview, sides: Mapping[tuple[int, str], str]) -> Iterator[Line]:
    """Yield the differences as the table shows them, with whose value stays where that is decided."""
    for row in preview.rows:
        why = " ".join((*row.reasons, *row.notes))
        head = _("Row {number}, {name}").format(number=row.number, name=row.name)
        if row.fate == "conflict":
            yield from _collisions(row, head, sides)
            continue
        if not row.is_taken:
            yield Line((row.number, ""), row.number, row.name, row.fate, why, f"{head}: {why}")
            continue
        for change in row.changes:
            before, after = (words or _("(empty)") for words in change.words)
            what = _("{column}: {before} → {after}").format(column=change.title, before=before, after=after)
            whole = _("{head}, “{column}”. Now: {before}. In the sheet: {after}.").format(
                head=head, column=change.title, before=before, after=after
            )
            yield Line(
                (row.number, change.key), row.number, row.name, row.fate, what, f"{whole} {why}".strip()
            )  # fmt: skip


def _collisions(row: PreviewRow, head: str, sides: Mapping[tuple[int, str], str]) -> Iterator[Line]:
    """Yield a line for each value that both changed; what only the sheet changed is written with them."""
    besides = ", ".join(change.title for change in row.others)
    for change in row.changes:
        now, sheet = (words or _("(empty)") for words in change.words)
        what = _("{column}: program “{now}”, sheet “{sheet}”").format(column=change.title, now=now, sheet=sheet)
        whole = _("{head}, “{column}” was changed in both. In the program: {now}. In the sheet: {sheet}.").format(
            head=head, column=change.title, now=now, sheet=sheet
        )
        if besides:
            whole += " " + _("Written with it: {columns}.").format(columns=besides)
        key = (row.number, change.key)
        yield Line(key, row.number, row.name, row.fate, what, whole, sides.get(key, ""))


def remarks_of(preview: Preview, lines: int) -> Iterator[str]:
    """Yield what was noticed of the sheet as a whole."""
    yield from preview.remarks
    if preview.missing:
        named = ", ".join(preview.missing[:_NAMED]) + ("…" if len(preview.missing) > _NAMED else "")
        yield ngettext(
            "{count} row is no longer in the sheet and is left as it is: {names}.",
            "{count} rows are no longer in the sheet and are left as they are: {names}.",
            len(preview.missing),
        ).format(count=f"{len(preview.missing):,}", names=named)
    if lines > MOST_LINES:
        yield _("The first {count} differences are listed.").format(count=f"{MOST_LINES:,}")


def summary_words(preview: Preview) -> str:
    """Return in a sentence what a sheet would do."""
    from models.rounds.preview import Fate

    taken = len(preview.taken)
    left = len(preview.rows) - taken
    if not preview.rows:
        return _("{file} says what the program has. There is nothing to write.").format(file=preview.file)
    words = _("{file}: {taken} to write, {same} the same, {left} left alone.").format(
        file=preview.file, taken=f"{taken:,}", same=f"{preview.unchanged:,}", left=f"{left:,}"
    )
    if conflicts := preview.count(Fate.CONFLICT):
        words += " " + ngettext(
            "{count} was changed in the program too: choose whose value stays.",
            "{count} were changed in the program too: choose whose values stay.",
            conflicts,
        ).format(count=f"{conflicts:,}")
    return words
