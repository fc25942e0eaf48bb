"""Why an installation must not start: what would leave it open although everything seems to work."""

from __future__ import annotations

import ipaddress
import stat
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from indicators.files.address import Address

_LEAST_TOKEN = 20
_LEAST_SECRET = 50
_LEAST_DIFFERENT = 5


def reasons(settings: Mapping[str, Any]) -> list[str]:
    """One sentence for the operator for each; empty when it may start. `settings`: names to values."""
    found = [*_secret(settings), *_hosts(settings), *_files(settings)]
    if settings["HTTPS"] and not settings["SITE_URL"].startswith("https://"):
        found.append("SITE_URL must begin with https:// while HTTPS is on: links in mails would go unencrypted.")
    if 0 < len(settings["METRICS_TOKEN"]) < _LEAST_TOKEN:
        found.append(f"METRICS_TOKEN must have at least {_LEAST_TOKEN} characters, or be empty: no metrics then.")
    return found


def _secret(settings: Mapping[str, Any]) -> list[str]:
    key = settings["SECRET_KEY"]
    if len(key) < _LEAST_SECRET:
        return [f"SECRET_KEY must have at least {_LEAST_SECRET} characters."]
    if len(set(key)) < _LEAST_DIFFERENT or key.startswith("django-insecure-"):
        return ["SECRET_KEY can be guessed. Remove it, and one is made in VAR_DIR/secret_key."]
    return []


def _hosts(settings: Mapping[str, Any]) -> list[str]:
    hosts = settings["ALLOWED_HOSTS"]
    if not hosts:
        return ["ALLOWED_HOSTS is empty: name the hosts under which people reach this installation."]
    if "*" in hosts:
        return ["ALLOWED_HOSTS must name the hosts: * lets anybody put his own into links."]
    if not (settings["DEBUG"] or not settings["HTTPS"]):
        return []
    what = "DEBUG shows the inside of the program" if settings["DEBUG"] else "Without HTTPS passwords can be read"
    return [f"{what}; it is refused for {host}." for host in hosts if not is_this_machine(host)]


def _files(settings: Mapping[str, Any]) -> list[str]:
    """A place for files that is not wholly named, or reached past whom evidence shall be hidden from."""
    if settings["FILES_STORE"] == "folder":
        return []
    if settings["FILES_STORE"] != "s3":
        return ["FILES_STORE must be folder or s3."]
    given: Address = settings["FILES_BUCKET"]
    named = {"S3_BUCKET": given.bucket, "S3_ACCESS_KEY": given.access_key, "S3_SECRET_KEY": given.secret_key}
    found = [f"{name} is empty: FILES_STORE=s3 needs it." for name, value in named.items() if not value]
    address = urlsplit(given.endpoint or "https://")
    if address.scheme != "https" and not is_this_machine(address.hostname or ""):
        found.append("S3_ENDPOINT must begin with https://: evidence would go unencrypted.")
    if settings["ACCEL_PREFIX"]:
        found.append("ACCEL_PREFIX must be empty with FILES_STORE=s3: the web server has no such folder.")
    return found


def is_this_machine(host: str) -> bool:
    """localhost, its sub-domains, and the addresses of the loopback."""
    name = host.strip("[]")
    if name == "localhost" or name.endswith(".localhost") or name == "testserver":
        return True
    try:
        return ipaddress.ip_address(name).is_loopback
    except ValueError:
        return False


def open_to_others(path: Path) -> list[str]:
    """A secret that other accounts of the machine can read."""
    if path.exists() and path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
        return [f"{path} can be read by others: chmod 400 {path}"]
    return []
