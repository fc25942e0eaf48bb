"""Django's SQLite, without the CHECK (JSON_VALID(…)) that a JSON column brings.

The product has none of its own, but the queue of tasks has. SQLite refuses such a check under `trusted_schema=OFF`,
which stays: with it, a database file that was tampered with cannot call functions by its schema.
"""

from django.db.backends.sqlite3 import base


class DatabaseWrapper(base.DatabaseWrapper):
    data_type_check_constraints = {
        kind: check for kind, check in base.DatabaseWrapper.data_type_check_constraints.items() if kind != "JSONField"
    }
