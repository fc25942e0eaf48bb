"""Files to inspect, and children that start warm."""

import multiprocessing

import pytest

from indicators.files import inspection

# Each child also imports the main module of its parent, which here is pytest's.
multiprocessing.set_forkserver_preload([*inspection.PRELOAD, "pytest"])


@pytest.fixture
def file_of(tmp_path):
    """Puts bytes in a file, gives its path."""

    def write(content):
        path = tmp_path / "received.part"
        path.write_bytes(content)
        return path

    return write
