"""The parts of a record (its barriers, its papers, its members): each told once, shown as a card with its form.

`spec.py` says what a part is, `fields.py` what stands in its form. A page puts `PartsTab`s with the parts of its kind
of record among its tabs; the parts themselves stand in modules of this room named after their subject.
"""
