"""A worker as `manage.py work`; a paper may take DRILL_PAPER_SECONDS of a processor, thrice that on the clock."""

import os
import sys

import django

if __name__ == "__main__":
    django.setup()
    from django.core.management import call_command

    from books.services import papers
    from printing.limits import Limits

    seconds = int(os.environ["DRILL_PAPER_SECONDS"])
    papers.LIMITS = Limits(cpu=seconds, wall=3 * seconds)
    call_command("work", *sys.argv[1:])
