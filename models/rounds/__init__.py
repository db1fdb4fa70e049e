"""Sheets that go out to be edited and come back: what they hold, what came back, what differs, and writing it.

`kinds` lists them; `making` gives the rows of one, which `reports.rounds` prints; `writing.preview_sheet` says what a
file that came back would do and `writing.bring_in` does it. `models.exchange.workbook` opens any workbook safely,
`values.taken` understands cells and `preview` is the shape of what would happen: an import of other files can use all
three.
"""
