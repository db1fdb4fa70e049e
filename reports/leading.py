"""Which paragraphs lead to what follows, so that they do not stand alone at the end of a page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reports.document import Block, Chart, Drawing, Heading, ListBlock, PageBreak, Paragraph, Table, Tone, plain


def with_leading(blocks: Sequence[Block]) -> Iterator[tuple[Block, bool]]:
    """Yield each block and whether it leads to the next.

    The words before a list do, those between a heading and a table or picture, and a note below a heading.
    """
    for index, block in enumerate(blocks):
        before = blocks[index - 1] if index else None
        after = blocks[index + 1] if index + 1 < len(blocks) else None
        yield block, isinstance(block, Paragraph) and _leads(before, block, after)


def _leads(before: Block | None, block: Paragraph, after: Block | None) -> bool:
    if after is None or isinstance(after, Heading | PageBreak):
        return False
    if isinstance(after, ListBlock):
        return plain(block.content).rstrip().endswith(":")
    return isinstance(before, Heading) and (block.tone is Tone.NOTE or isinstance(after, Table | Chart | Drawing))
