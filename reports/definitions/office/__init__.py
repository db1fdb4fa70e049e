"""Papers for the office itself: registers to work from, sheets to take along, what is due."""
