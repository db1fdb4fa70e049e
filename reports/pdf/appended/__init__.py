"""PDF files of others put into a file of ours: read, checked, made harmless, fitted onto A4 and numbered.

pikepdf only reads them; every byte that is written goes through our own writer, so that equal papers give equal bytes
and nothing comes along that was not asked for.
"""

from __future__ import annotations
