"""What became of a damaged book, in words and in a table; counts only, so that it may be shown to anybody."""

from __future__ import annotations

from models.files import write_whole
from models.salvage.salvaging import Salvaged
from resources.i18n import _, ngettext


def told(done: Salvaged) -> list[str]:
    """Return in sentences what was saved of a damaged book and what was not."""
    saved, again = sum(done.saved.values()), sum(done.from_history.values())
    words = [
        ngettext("{n} row was saved into {book}.", "{n} rows were saved into {book}.", saved).format(
            n=f"{saved:,}", book=done.book.name
        )
    ]
    if done.unreadable:
        words.append(
            ngettext(
                "{n} of the {pages} pages of the file is damaged.",
                "{n} of the {pages} pages of the file are damaged.",
                done.unreadable,
            ).format(n=f"{done.unreadable:,}", pages=f"{done.pages:,}")
        )
    if again:
        words.append(
            ngettext(
                "{n} more was on a damaged page and was written anew as the history last knew it.",
                "{n} more were on damaged pages and were written anew as the history last knew them.",
                again,
            ).format(n=f"{again:,}")
        )
    lost = sum(done.lost.values())
    if lost:
        words.append(ngettext("{n} record is lost.", "{n} records are known to be lost.", lost).format(n=f"{lost:,}"))
    if done.unplaced:
        words.append(
            ngettext(
                "{n} row could be read, but nobody can tell where it belongs.",
                "{n} rows could be read, but nobody can tell where they belong.",
                done.unplaced,
            ).format(n=f"{done.unplaced:,}")
        )
    if done.problems:
        words.append(_("The history has gaps, and a check of the new book will go on saying so."))
    if not lost and not done.unplaced and not done.problems:
        words.append(_("Nothing is known to be missing."))
    return words


def told_by_table(done: Salvaged) -> list[dict[str, object]]:
    """Return how many rows were saved, written anew and lost, table by table."""
    kinds = ("saved", "from_history", "lost")
    names = sorted({name for kind in kinds for name in getattr(done, kind)})
    return [{"table": name, **{kind: getattr(done, kind).get(name, 0) for kind in kinds}} for name in names]


def write_report(done: Salvaged) -> None:
    """Write what was saved and lost beside the new book."""
    lines = [*told(done), "", *done.problems, "", _("Table: saved, written anew from the history, lost")]
    lines += ["{table}: {saved}, {from_history}, {lost}".format(**row) for row in told_by_table(done)]
    write_whole(done.book.with_suffix(".txt"), "\n".join([*lines, ""]).encode())
