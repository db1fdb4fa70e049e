"""What a foreign drawing needs of its page: its fonts and pictures by name, and which of its layers are shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reports.pdf.appended.values import items_of, key_of, part_of

if TYPE_CHECKING:
    import pikepdf

    from reports.pdf.appended.copying import Copier
    from reports.pdf.appended.tree import ObjGen

_CATEGORIES = ("/ExtGState", "/ColorSpace", "/Pattern", "/Shading", "/Properties")


def resources(copier: Copier, own: object) -> bytes:
    """Return the resources of a drawing but its fonts and pictures, as our file lists them."""
    parts = []
    for category in _CATEGORIES:
        entries = copier.entries_of(part_of(own, category))
        if entries.strip():
            parts.append(b"%s<<%s>>" % (category.encode(), entries))
    return b"".join(parts)


def has_fonts_within(own: object) -> bool:
    """Tell whether a drawing that the page shows has fonts of its own, which it would need for words."""
    return any(part_of(part_of(drawing, "/Resources"), "/Font") is not None for drawing in _drawings(own))


def _drawings(own: object) -> list[object]:
    import pikepdf

    found = part_of(own, "/XObject")
    return [found[key] for key in found.keys()] if isinstance(found, pikepdf.Dictionary) else []  # noqa: SIM118


def free_prefix(own: object) -> str:
    """Return a beginning for the names of our fonts that none of the page's own has."""
    import pikepdf

    found = part_of(own, "/Font")
    taken = set(found.keys()) if isinstance(found, pikepdf.Dictionary) else set()
    prefix = "LD"
    while any(name.startswith(f"/{prefix}F") for name in taken):
        prefix += "x"
    return prefix


def hidden_layers(pdf: pikepdf.Pdf) -> set[ObjGen]:
    """Return the layers of a file that are not shown when it is opened."""
    every = part_of(pdf.Root, "/OCProperties")
    usual = part_of(every, "/D")
    if part_of(usual, "/BaseState") == "/OFF":
        return _keys(part_of(every, "/OCGs")) - _keys(part_of(usual, "/ON"))
    return _keys(part_of(usual, "/OFF"))


def _keys(found: object) -> set[ObjGen]:
    return {key for key in map(key_of, items_of(found)) if key is not None}
