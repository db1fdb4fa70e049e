"""Taking records out as one file in an open format: what, in which form, for whom, and where to."""
