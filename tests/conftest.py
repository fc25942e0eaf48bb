"""What every test has at hand."""

pytest_plugins = ["tests.databases", "tests.sharing", "tests.chromium", "tests.interactions"]
