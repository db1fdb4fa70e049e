"""Sheets of address labels for post: exact to the millimetre, read out as a list, and the same addresses as a sheet."""
