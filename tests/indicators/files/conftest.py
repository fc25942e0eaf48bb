"""A store of its own for each test, and children that start warm."""

import multiprocessing

import pytest

from indicators.files.content import PRELOAD

# Each child also imports the main module of its parent, which here is pytest's.
multiprocessing.set_forkserver_preload([*PRELOAD, "pytest"])


@pytest.fixture
def evidence_dir(settings, tmp_path):
    settings.EVIDENCE_DIR = tmp_path / "files"
    return settings.EVIDENCE_DIR


@pytest.fixture
def file_of(tmp_path):
    """Puts bytes in a file, gives its path."""

    def write(content):
        path = tmp_path / "received.part"
        path.write_bytes(content)
        return path

    return write
