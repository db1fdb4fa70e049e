"""Everything we hold about a person: the request, what was found and ticked, and the answer."""
