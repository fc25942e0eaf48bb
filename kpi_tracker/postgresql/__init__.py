"""PostgreSQL as Django has it, and a COMMIT that is believed only when it is certain (docs/decisions/, 26)."""
