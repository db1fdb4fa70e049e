"""The archive of a whole book in open formats: a CSV file per table, a data package, the attachments, a list of hashes.

Only what the format is: its cells, its files, how they are packed and read again. What is in a book, and how a book is
made of it, is known to models/archive.
"""
