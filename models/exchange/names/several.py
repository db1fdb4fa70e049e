"""One person or several in the cells of a name: a second title, an "and", a stroke, first names and then last ones.

Who shares a cell is offered as people of their own and is never certain.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from models.exchange.names.cutting import cut_title, first_and_last, split_people


@dataclass(frozen=True, slots=True)
class CutName:
    """One person whom cells may name."""

    title: str
    first_name: str
    last_name: str
    is_certain: bool = True
    """False where the cells can be understood in another way."""


def people_in(title: str, first_name: str, last_name: str) -> tuple[CutName, ...]:
    """Return the people in cells that are free of notes."""
    opening, after = cut_title(last_name)
    if opening and after and first_name:
        # The last name begins with a title: a second person stands there.
        parts = [*split_people(f"{title} {first_name}".strip()), *split_people(last_name)]
    else:
        parts = split_people(" ".join(cell for cell in (title, first_name, last_name) if cell))
    if len(parts) == 1:
        return (_one(title, first_name.strip(" ,"), last_name.strip(" ,")),)
    people = _two(parts)
    if people:
        return people
    if len(parts) > 2 and all(len(cut_title(part)[1].split()) > 1 for part in parts):
        return tuple(_whole(part) for part in parts)
    return (replace(_one(title, first_name, last_name), is_certain=False),)


def _one(title: str, first_name: str, last_name: str) -> CutName:
    """Return one person, with a title or a whole name moved from the cell it was squeezed into."""
    if not title:
        title, rest = cut_title(first_name or last_name)
        first_name, last_name = (rest, last_name) if first_name else ("", rest)
    elif (more := cut_title(first_name))[0] and more[1]:
        # "Cllr" in its own cell and "Dr Bob" in the next.
        title, first_name = f"{title} {more[0]}", more[1]
    certain = True
    if not first_name or not last_name:
        whole = f"{first_name} {last_name}".strip()
        certain = len(whole.split()) < 3
        first_name, last_name = first_and_last(whole)
    return CutName(title, first_name, last_name, certain)


def _whole(text: str) -> CutName:
    """Return the person of a whole name."""
    title, rest = cut_title(text)
    return CutName(title, *first_and_last(rest), False)


def _two(parts: list[str]) -> tuple[CutName, ...]:
    """Return two people from parts such as "Mr Iain", "Ben Erskine", or nobody when the parts are no such pair."""
    cut = [cut_title(part) for part in parts]
    words = [rest.split() for _, rest in cut]
    if len(parts) == 3 and len(words[0]) == len(words[2]) == 1 and len(words[1]) == 2 and not cut[2][0]:
        # "Terri / Nicola Chudleigh / Coggin": both first names, then both last names.
        return (
            CutName(cut[0][0], words[0][0], words[1][1], False),
            CutName(cut[1][0], words[1][0], words[2][0], False),
        )
    if len(parts) != 2:
        return ()
    if len(words[1]) == 1 and not cut[1][0]:
        # "Jane Smith / Jones": two people or a double name; nobody can tell.
        return ()
    first, second = _whole(parts[0]), _whole(parts[1])
    is_initial = len("".join(words[0]).strip(".")) == 1
    if len(words[0]) == 0 or (
        len(words[0]) == 1 and len(words[1]) > 1 and (is_initial or not (cut[0][0] and cut[1][0]))
    ):
        # "Mr and Mrs Smith", "Iain and Ben Erskine", "Mrs C & Mr D Smith": one surname for both.
        first = replace(first, first_name=" ".join(words[0]), last_name=second.last_name)
    return first, second
