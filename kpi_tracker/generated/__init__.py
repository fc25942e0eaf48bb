"""Data of any size for measuring: the same rows from the same seed, written in bulk past the services.

What the services would have left stands behind every row: dossiers, revisions with their hashes, and chains of events
that `check_data` finds whole.
"""
