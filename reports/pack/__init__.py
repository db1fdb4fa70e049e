"""The board pack: which papers belong in it, its first pages, and the files that are made of it.

A pack is a cover, contents that can be clicked and every paper of a meeting, in one run of page numbers. Papers that
come late are a numbered supplement whose pages go on from there; Part II is a file of its own, of which the public one
says no more than that there is one (vocabulary e3).
"""

from __future__ import annotations
