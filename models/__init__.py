"""The records: entities, actions, queries, the store and the journal. No window, no report."""
