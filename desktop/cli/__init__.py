"""The command line: one more front door, with the same queries, actions and papers, and without Qt."""

from desktop.cli.main import main

__all__ = ["main"]
