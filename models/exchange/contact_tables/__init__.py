"""Tables of contacts, whoever made them and in whatever program: read, understood, and what was understood told.

`read_contact_table` takes a path and what a user decided (`TableChoices`, kept and read again by `choices`; what a
column may hold is in `KEYS`, which characters a file may have in `ENCODINGS`). The way
of a table: `grids` gives rows of texts, `heads` finds the headings, `columns` says what each column holds, `rows`
which rows are data, `contacts` whom and what a row names.
"""

from models.exchange.contact_tables.choices import ENCODINGS, TableChoices, read_choices, write_choices
from models.exchange.contact_tables.holding import KEYS
from models.exchange.contact_tables.reading import read_contact_table

__all__ = ["ENCODINGS", "KEYS", "TableChoices", "read_choices", "read_contact_table", "write_choices"]
