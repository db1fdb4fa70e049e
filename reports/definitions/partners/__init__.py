"""Papers for partnerships and their members."""
