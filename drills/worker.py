"""A worker as `manage.py work`; DRILL_LIMITS: how long a paper may take, of a processor and on the clock."""

import os
import sys

import django

if __name__ == "__main__":
    django.setup()
    from django.core.management import call_command

    from books.services import papers
    from printing.limits import Limits

    cpu, wall = map(int, os.environ["DRILL_LIMITS"].split())
    papers.LIMITS = Limits(cpu=cpu, wall=wall)
    call_command("work", *sys.argv[1:])
