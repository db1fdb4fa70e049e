"""What stands in a foreign file, taken for what it is or not at all."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeGuard

from reports.pdf.appended.placing import Box

if TYPE_CHECKING:
    import pikepdf


def is_true(found: object) -> bool:
    """Tell whether something is the word true."""
    return found is True


def is_dictionary(found: object) -> TypeGuard[pikepdf.Dictionary]:
    """Tell whether something is a list of entries by name."""
    import pikepdf

    return isinstance(found, pikepdf.Dictionary)


def part_of(found: object, key: str) -> object:
    """Return an entry of a dictionary or of a stream, None where there is none."""
    import pikepdf

    if isinstance(found, pikepdf.Stream):
        found = found.stream_dict
    return found.get(key) if isinstance(found, pikepdf.Dictionary) else None


def items_of(found: object) -> list[object]:
    """Return what a list holds; nothing for what is none."""
    import pikepdf

    return list(found) if isinstance(found, pikepdf.Array) else []


def one_or_many(found: object) -> list[object]:
    """Return what a list holds, or the one thing that stands in its place."""
    import pikepdf

    if found is None:
        return []
    return list(found) if isinstance(found, pikepdf.Array) else [found]


def words_of(found: object) -> str:
    """Return the words of a text, "" for what is none."""
    import pikepdf

    return str(found) if isinstance(found, pikepdf.String) else ""


def box_of(found: object) -> Box | None:
    """Return four edges, None for what is not that."""
    edges = items_of(found)
    if len(edges) != 4:
        return None
    left, bottom, right, top = (float(str(edge)) for edge in edges)
    return left, bottom, right, top


def key_of(found: object) -> tuple[int, int] | None:
    """Return the number of an object of its own, None for what stands within another."""
    import pikepdf

    return found.objgen if isinstance(found, pikepdf.Object) and found.objgen != (0, 0) else None
