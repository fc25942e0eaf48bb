"""SQLite as the product uses it, see base.py."""
