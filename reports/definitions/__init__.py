"""One module a paper: each builds a Document from queries and never prints."""
