"""Where postcodes are: Code-Point Open of Ordnance Survey and the directories of the ONS, for the areas that are asked.

`areas` says which postcodes are wanted, `packages` opens a file or the right parts of an archive, `shapes` knows what
each column holds, and `reading` gives the rows, one at a time: a directory of the whole country has 2.7 million.
"""
