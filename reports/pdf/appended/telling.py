"""What whoever makes a pack has to know of a file in it: who cannot read it, what does not come along."""

from __future__ import annotations

from collections.abc import Iterator

from reports.pdf.appended.pages import is_wordless
from reports.pdf.appended.placing import place
from reports.pdf.appended.refusing import reading
from reports.pdf.appended.source import Source
from reports.pdf.appended.values import items_of, part_of
from resources.i18n import _, ngettext

_SHOWN = 6
"""Pages that are named one by one."""


def told_of(source: Source) -> list[str]:
    """Return sentences about a file."""
    with reading(source.name):
        return [sentence.format(name=source.name) for sentence in _sentences(source)]


def _sentences(source: Source) -> Iterator[str]:
    count = len(source.pages)
    if source.tree is None:
        bare = [index + 1 for index in range(count) if is_wordless(source, index)]
        if len(bare) == count:
            yield _("“{name}” is a scan: its pages are pictures that nobody can have read out. Ask for the original.")
        else:
            yield _("“{name}” has no tags, so a screen reader may not read it well. Ask its author for a tagged PDF.")
            if bare:
                yield _on_pages(
                    bare,
                    "Page {pages} of “{name}” is a picture that nobody can have read out.",
                    "Pages {pages} of “{name}” are pictures that nobody can have read out.",
                )
    small = [
        index for index, page in enumerate(source.pages, 1) if place(page.box, page.turned, page.unit).hard_to_read
    ]
    if small:
        yield _on_pages(
            small,
            "Page {pages} of “{name}” was made for much larger paper and is hard to read on A4.",
            "Pages {pages} of “{name}” were made for much larger paper and are hard to read on A4.",
        )
    if _has_files(source):
        yield _("Files inside “{name}” do not come along. Add those that matter as papers of their own.")


def _on_pages(pages: list[int], one: str, several: str) -> str:
    listed = ", ".join(map(str, pages[:_SHOWN])) + (" …" if len(pages) > _SHOWN else "")
    return ngettext(one, several, len(pages)).replace("{pages}", listed)


def _has_files(source: Source) -> bool:
    if part_of(part_of(source.pdf.Root, "/Names"), "/EmbeddedFiles") is not None:
        return True
    return any(
        part_of(note, "/Subtype") == "/FileAttachment"
        for page in source.pages
        for note in items_of(page.object.get("/Annots"))
    )
