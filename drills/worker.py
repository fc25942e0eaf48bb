"""A worker as `manage.py work`, with other limits of a paper: DRILL_PAPER_SECONDS on the clock and of a processor."""

import os
import sys

import django

if __name__ == "__main__":
    django.setup()
    from django.core.management import call_command

    from books.services import papers
    from printing.limits import Limits

    seconds = int(os.environ["DRILL_PAPER_SECONDS"])
    papers.LIMITS = Limits(cpu=seconds, wall=seconds)
    call_command("work", *sys.argv[1:])
