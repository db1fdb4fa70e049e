"""Erasing a person for good: what it would do, what somebody has to say, and doing it."""
