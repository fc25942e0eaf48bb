"""create_administrator USERNAME --name "..."."""

from __future__ import annotations

import getpass
import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from indicators.services.errors import Invalid
from indicators.services.people import create_administrator


class Command(BaseCommand):
    help = "Make an account that may administer the system. Asks for its password twice."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username")
        parser.add_argument("--name", required=True, help="name and surname")
        parser.add_argument("--password-stdin", action="store_true", help="read the password from standard input")

    def handle(self, *args: Any, **options: Any) -> None:
        password = sys.stdin.readline().rstrip("\r\n") if options["password_stdin"] else _ask()
        try:
            person = create_administrator(options["username"], full_name=options["name"], password=password)
        except Invalid as refusal:
            raise CommandError("\n".join(refusal.errors.values())) from refusal
        self.stdout.write(f"{person.username}: {person.full_name}")


def _ask() -> str:
    password = getpass.getpass("Password: ")
    if password != getpass.getpass("Password again: "):
        raise CommandError("The passwords differ; nothing was done.")
    return password
