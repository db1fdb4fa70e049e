"""Tables of contacts, whoever made them and in whatever program: read, understood, and what was understood told.

`read_contact_table` takes a path and what a user decided (`TableChoices`, kept and read again by `choices`). The way
of a table: `grids` gives rows of texts, `heads` finds the headings, `columns` says what each column holds, `rows`
which rows are data, `contacts` whom and what a row names.
"""

from models.exchange.contact_tables.choices import TableChoices, read_choices, write_choices
from models.exchange.contact_tables.reading import read_contact_table

__all__ = ["TableChoices", "read_choices", "read_contact_table", "write_choices"]
