"""What comes in from files: recognised, compared with the records line by line, looked at, written, and taken back.

`known` lists the kinds of files; `preview` is the shape of what a file would do, `batches` writes it as one step and
keeps what became of each line, `taking_back` takes a batch out again. Reading a file is the work of
`models.exchange`, which never meets the records.
"""
