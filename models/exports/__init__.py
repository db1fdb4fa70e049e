"""What leaves the records as one file in an open format: which formats there are, and how each is made.

The questions are in `models.queries`, the writing in `models.exchange`; this floor puts them together for the window
and the command line alike.
"""
