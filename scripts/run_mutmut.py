"""mutmut's own command line, with two things told to it beforehand (scripts/mutate.py)."""

import pytest
from mutmut.__main__ import cli
from mutmut.mutation import file_mutation

# Words that people read are no rule: what stands in gettext's parentheses is passed over.
file_mutation.NEVER_MUTATE_FUNCTION_CALLS.add("_")
# mutmut 3.8 asks for the name that pytest gave up with 9.2.
pytest.Item._nodeid = property(lambda item: item.nodeid)  # type: ignore[attr-defined]

if __name__ == "__main__":
    cli()
