"""A whole book as an archive in open formats, and a book made of an archive again, on either database.

The format itself (cells, files, packing) is in models/exchange/archive; here is what a book has to do with it.
"""
