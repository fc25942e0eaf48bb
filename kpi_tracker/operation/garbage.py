"""How often Python looks for what holds only itself: a page makes thousands of objects and keeps none of them."""

import gc

# New objects between two looks at the young ones; Python's own 700 makes a fifth of a page's time.
YOUNG = 50_000


def collect_seldom() -> None:
    """For a process that answers requests, once it has loaded what it needs: that stays and is looked at no more."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(YOUNG, 20, 20)
