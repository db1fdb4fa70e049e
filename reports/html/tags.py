"""Elements of a web page as text: every word that comes from people or files goes through here and stays words."""

from __future__ import annotations

from html import escape

from reports.cleaning import clean
from reports.directions import reads_from_right


def text(words: str) -> str:
    """Return words as a page holds them; a line end inside them stays one."""
    return "<br/>".join(escape(line, quote=False) for line in clean(words).split("\n"))


def words(said: str) -> str:
    """Return words of their own; those read from the right are a part of their own with that direction."""
    return within(said, text(said))


def within(said: str, inside: str) -> str:
    """Return what a page holds of words, kept together where they are read from the right."""
    return f'<bdi dir="rtl">{inside}</bdi>' if reads_from_right(said) else inside


def attributes(**given: str | None) -> str:
    """Return attributes as a start tag holds them; those that are None are left out.

    A trailing underscore in a name is dropped and others become hyphens: `class_`, `aria_label`.
    """
    found = (
        (name.rstrip("_").replace("_", "-"), clean(value).replace("\n", " "))
        for name, value in given.items()
        if value is not None
    )
    return "".join(f' {name}="{escape(value)}"' for name, value in found)


def element(tag: str, *inside: str, **given: str | None) -> str:
    """Return an element around what is already written as a page holds it."""
    return f"<{tag}{attributes(**given)}>{''.join(inside)}</{tag}>"


def empty(tag: str, **given: str | None) -> str:
    """Return an element that holds nothing, written so that XML readers take it too."""
    return f"<{tag}{attributes(**given)}/>"
