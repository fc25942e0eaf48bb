"""What every test has at hand."""

pytest_plugins = ["tests.databases", "tests.sharing", "tests.garbage", "tests.chromium", "tests.interactions"]
