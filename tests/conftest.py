"""What every test has at hand."""

pytest_plugins = [
    *("tests.databases", "tests.scenes", "tests.sharing", "tests.garbage"),
    *("tests.chromium", "tests.interactions"),
]
