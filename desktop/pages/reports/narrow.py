"""Choices that fit the narrow pane beside a preview."""

from __future__ import annotations

from desktop.forms.fields import Choice


def narrow_choice(name: str, options: list[tuple[str, object]]) -> Choice:
    """Return a choice whose long names are cut in a narrow pane and shown whole in the list that opens."""
    made = Choice(options)
    made.setObjectName(name)
    made.keep_narrow(12)
    return made
