"""Letters by mail merge: a Word file that the school edits, filled for each who gets one, as Word files and as a PDF.

The fields of a template, {{greeting}} and so on, are plain words. They are found and filled by our own code, over the
runs into which Word cuts a line. The library that is usually taken for this (docxtpl) runs a template as a Jinja
program: a template that somebody was sent could then run code with all rights of who opens it, and Jinja's sandbox has
been left before. Nothing of a template is ever run here, and what is put into a field is text and nothing else.
"""
