"""Getting out of a damaged book whatever can still be read, into a new one; the damaged file is never changed."""
