"""How many of which kind, in words: "12 organisations", "1 person"."""

from __future__ import annotations

from resources.i18n import _, ngettext


def counted(kind: str, count: int) -> str:
    """Return a count with the word for its kind."""
    words = {
        "organisation": ngettext("{count} organisation", "{count} organisations", count),
        "person": ngettext("{count} person", "{count} people", count),
        "conversation": ngettext("{count} conversation", "{count} conversations", count),
        "meeting": ngettext("{count} meeting", "{count} meetings", count),
        "commitment": ngettext("{count} commitment", "{count} commitments", count),
        "event": ngettext("{count} event", "{count} events", count),
    }
    return words[kind].format(count=f"{count:,}")


def will_change(kind: str, changed: int, chosen: int) -> str:
    """Return what a change would do: "12 organisations will change", and how many of those chosen stay as they are."""
    if not changed:
        return _("Nothing would change: all those chosen are like that already.")
    first = ngettext("{those} will change.", "{those} will change.", changed).format(those=counted(kind, changed))
    rest = chosen - changed
    if not rest:
        return first
    second = ngettext("{count} of those chosen stays as it is.", "{count} of those chosen stay as they are.", rest)
    return f"{first} {second.format(count=f'{rest:,}')}"
