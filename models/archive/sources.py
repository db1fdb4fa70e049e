"""What the entities' own source says of their columns: the sentence below an attribute, which Python does not keep.

It is read where the source is at hand, which is everywhere the program is installed as a package.
"""

from __future__ import annotations

import ast
import importlib
import importlib.util
import re
from functools import cache
from importlib.machinery import ModuleSpec

_NEEDS = re.compile(r"\s*\(needs? N\d+[^)]*\)")

Sentences = dict[tuple[str, str], str]
"""By class and attribute."""


def sentence_of(entity: type, attribute: str) -> str:
    """Return the sentence about an attribute of an entity, by the class of its family that has one; "" for none."""
    for one in entity.__mro__:
        if one.__module__.startswith("models."):
            found = _sentences(one.__module__).get((one.__name__, attribute))
            if found:
                return found
    return ""


def on_one_line(doc: str | None) -> str:
    """Return a docstring on one line, without the numbers of needs that only its authors know."""
    return " ".join(_NEEDS.sub("", doc or "").split())


@cache
def _sentences(module: str) -> Sentences:
    source = _source_of(importlib.util.find_spec(module))
    found: Sentences = {}
    for node in ast.parse(source).body:
        if isinstance(node, ast.ClassDef):
            for line, after in zip(node.body, node.body[1:], strict=False):
                words = _string(after)
                if isinstance(line, ast.AnnAssign) and isinstance(line.target, ast.Name) and words:
                    found[node.name, line.target.id] = on_one_line(words)
    return found


def _string(node: ast.stmt) -> str:
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str):
        return node.value.value
    return ""


def _source_of(spec: ModuleSpec | None) -> str:
    get_source = getattr(spec.loader if spec else None, "get_source", None)
    return (get_source(spec.name) if get_source and spec else None) or ""


def heading_of(entity: type) -> str:
    """Return what the module of an entity is about, in a line."""
    module = importlib.import_module(entity.__module__)
    return on_one_line((module.__doc__ or "").partition("\n\n")[0])
