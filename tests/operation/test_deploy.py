"""The files in deploy/ are read by the programs they are for, and name what exists."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from django.apps import apps
from django.core.management import get_commands

ROOT = Path(__file__).resolve().parents[2]
DEPLOY = ROOT / "deploy"
UNITS = sorted((DEPLOY / "systemd").iterdir())
OF_BOOKS = {"work", "remove_expired_books"}


def run(*command, **environment):
    return subprocess.run(
        [str(part) for part in command],
        cwd=ROOT,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def program(name):
    found = shutil.which(name, path=f"{os.environ['PATH']}:/usr/sbin:/sbin")
    return found or pytest.skip(f"{name} is not installed")


def test_gunicorn_reads_its_settings(tmp_path):
    done = run(sys.executable, "-m", "gunicorn", "--check-config", "-c", DEPLOY / "gunicorn.conf.py",
               "kpi_tracker.wsgi", VAR_DIR=str(tmp_path), HTTPS="1", DEBUG="0")  # fmt: skip
    assert done.returncode == 0, done.stderr


def test_nginx_reads_its_settings(tmp_path):
    nginx = program("nginx")
    key = [
        "openssl",
        "req",
        "-x509",
        "-newkey",
        "rsa:2048",
        "-nodes",
        "-subj",
        "/CN=kpi",
        "-keyout",
        tmp_path / "key",
    ]
    assert run(*key, "-out", tmp_path / "pem").returncode == 0
    text = (DEPLOY / "nginx/kpi-tracker.conf").read_text()
    for given, here in {
        "/etc/ssl/certs/kpi-tracker.pem": tmp_path / "pem",
        "/etc/ssl/private/kpi-tracker.key": tmp_path / "key",
        "/etc/nginx/kpi-tracker-proxy.conf": DEPLOY / "nginx/kpi-tracker-proxy.conf",
        "/var/log/nginx/kpi-tracker.log": tmp_path / "log",
    }.items():
        assert given in text
        text = text.replace(given, str(here))
    (tmp_path / "nginx.conf").write_text(f"pid {tmp_path}/pid; events {{}} http {{ {text} }}")
    done = run(nginx, "-t", "-q", "-e", tmp_path / "error", "-c", tmp_path / "nginx.conf")
    assert done.returncode == 0, done.stderr


def test_systemd_reads_its_units(tmp_path):
    verify = program("systemd-analyze")
    for unit in UNITS:  # what they start is installed elsewhere
        text = re.sub(r"(?m)^ExecStart=\S+", "ExecStart=/bin/true", unit.read_text())
        (tmp_path / unit.name.replace("@.", "@1.")).write_text(re.sub(r"(?m)^User=.*|^Group=.*", "", text))
    for unit in sorted(tmp_path.iterdir()):
        done = run(verify, "verify", "--man=no", unit)
        of_ours = [
            line for line in done.stderr.splitlines() if "kpi-tracker" in line and "network-online" not in line
        ]
        assert (done.returncode, of_ours) == (0, []), done.stderr


def test_every_unit_starts_a_command_that_exists():
    named = {word for unit in UNITS for word in re.findall(r"manage\.py (\w+)", unit.read_text())}
    known = set(get_commands()) | (set() if apps.is_installed("books") else OF_BOOKS)
    assert named
    assert named <= known


def test_every_timer_has_its_service():
    names = {unit.name for unit in UNITS}
    assert all(name.replace(".timer", ".service") in names for name in names if name.endswith(".timer"))


def test_every_setting_of_the_example_is_one_that_is_read():
    known = set(re.findall(r"(?m)^\| (\w+) +\|", (ROOT / "kpi_tracker/settings.py").read_text()))
    named = re.findall(r"(?m)^([A-Z_]+)=", (DEPLOY / "environment.example").read_text())
    assert set(named) - known == {"BACKUP_DIR"}  # for the unit alone


@pytest.fixture
def readable():
    """A folder that other accounts of this machine may read, unlike pytest's own."""
    with TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


def test_postgresql_reads_its_settings(readable):
    newest = sorted(Path("/usr/lib/postgresql").glob("*/bin/postgres"))
    if not newest or os.geteuid() != 0:
        pytest.skip("needs Debian's postgresql, and root to run it as another user")
    for name, text in {
        "postgresql.conf": f"include '{readable}/ours'\n",
        "ours": (DEPLOY / "postgresql/primary.conf").read_text(),
    }.items():
        (readable / name).write_text(text)
    done = run("runuser", "-u", "postgres", "--", newest[-1], "-D", readable, "-C", "synchronous_standby_names")
    assert done.stdout.strip() == "ANY 1 (s1, s2)", done.stderr


def test_pgbouncer_reads_its_settings(readable):
    bouncer = program("pgbouncer")
    text = (
        (DEPLOY / "pgbouncer/pgbouncer.ini").read_text().replace("/etc/pgbouncer/userlist.txt", str(readable / "u"))
    )
    (readable / "u").write_text('"kpi" "x"\n')
    (readable / "ini").write_text(text.replace("listen_port = 6432", "listen_port = 0"))
    command = [bouncer, readable / "ini"]
    if os.geteuid() == 0:
        command = ["runuser", "-u", "nobody", "--", *command]
    done = run("timeout", "2", *command)
    assert "invalid" not in done.stderr.lower()
    assert "process up" in done.stderr
