"""The records: entities, actions, queries, the store and the journal. No window, no report."""

from models.later import put_off_asyncio

put_off_asyncio()
