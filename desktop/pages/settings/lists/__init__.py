"""Cards of the lists that a school keeps for itself, one file a list."""
