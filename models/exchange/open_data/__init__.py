"""Formats that anybody may read and build on: Popolo, Open Referral UK 3 and schema.org.

They carry organisations, posts and holders of a public office, and nobody else. Who holds a public office is said by
the list in models/public_offices.py; nothing that somebody noted for themselves has a place here.
"""
