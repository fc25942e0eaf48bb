"""The product's settings, kept away from the developer's own database, files and secret key.

A settings module, not a fixture: pytest-django reads the settings before it reads any conftest.py.
"""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

# The first process makes the folder; xdist's workers and the processes that tests start inherit it.
if "KPI_TRACKER_TEST_DIR" not in os.environ:
    os.environ["KPI_TRACKER_TEST_DIR"] = tempfile.mkdtemp(prefix="kpi-tracker-tests-")
    atexit.register(shutil.rmtree, os.environ["KPI_TRACKER_TEST_DIR"], ignore_errors=True)
TEST_DIR = Path(os.environ["KPI_TRACKER_TEST_DIR"])
os.environ["VAR_DIR"] = str(TEST_DIR)
os.environ["DEBUG"] = "0"
# Making the fonts takes seconds; names carry hashes, so that runs and branches share what is made once.
os.environ.setdefault("STATIC_ROOT", str(Path(__file__).resolve().parent.parent / "var" / "test-static"))
os.environ["HTTPS"] = "0"  # the live server speaks plain HTTP; tests/test_settings.py looks at HTTPS

from kpi_tracker.settings import *  # noqa: E402, F403
from kpi_tracker.settings import DATABASES, PASSWORD_HASHERS  # noqa: E402

# A file, as in production: threads and processes then meet each other as they do there. Under xdist
# every worker's file gets its own ending.
if DATABASES["default"]["ENGINE"] == "kpi_tracker.sqlite":
    DATABASES["default"]["TEST"] = {"NAME": str(TEST_DIR / "test.sqlite3")}

# A sign-in costs 36 ms with the real hasher, which stays second so that tests can ask for it by name.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher", *PASSWORD_HASHERS]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
