"""The interface in English: which strings there are, their translations, and what Python's gettext reads."""
