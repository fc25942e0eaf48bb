"""PostgreSQL on the loopback: a primary and its standbys, durable as in the city, killed as by a power cut."""

import contextlib
import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
from pathlib import Path

import psycopg2

from drills.clients import wait

SYNCHRONOUS = "ANY 1 (s1, s2)"


class Server:
    """In the network of this machine, or in a `place` of its own: (namespace, address)."""

    def __init__(self, folder: Path, name: str, place: tuple[str, str] | None = None) -> None:
        self.name, self.data, self.port = name, folder / name, free_port()
        self.namespace, self.host = place or ("", "127.0.0.1")
        self.account = "postgres" if os.geteuid() == 0 else pwd.getpwuid(os.geteuid()).pw_name

    def make(self, synchronous: str = "") -> None:
        """A new primary, with checksums."""
        self._own()
        self._run(
            "initdb",
            "--data-checksums",
            "-N",
            "-U",
            "kpi",
            "-A",
            "trust",
            "--locale=C.UTF-8",
            "-E",
            "UTF8",
            "-D",
            self.data,
        )
        with (self.data / "postgresql.conf").open("a") as file:
            file.write(f"listen_addresses='{self.host}'\nunix_socket_directories=''\nlc_messages='C'\nshared_buffers='64MB'\n"
                       "wal_level=replica\nhot_standby=on\nsynchronous_commit=remote_apply\nwal_keep_size='256MB'\n"
                       f"synchronous_standby_names='{synchronous}'\n")  # fmt: skip

        with (self.data / "pg_hba.conf").open("a") as file:
            file.write("host all all samenet trust\n")

    def follow(self, primary: "Server") -> None:
        """A standby: a copy of the running primary, which goes on receiving."""
        self._own()
        self._run("pg_basebackup", "-D", self.data, "-R", "-c", "fast", "-d",
                  f"host=127.0.0.1 port={primary.port} user=kpi application_name={self.name}")  # fmt: skip

    def twin(self, name: str) -> "Server":
        """A copy of a server that stands still."""
        made = Server(self.data.parent, name)
        subprocess.run(["cp", "-a", str(self.data), str(made.data)], check=True)
        made._own_log()
        return made

    def start(self) -> None:
        self._run(
            "pg_ctl", "start", "-w", "-t", "60", "-D", self.data, "-l", f"{self.data}.log", "-o", f"-p {self.port}"
        )

    def start_again(self) -> None:
        """After a kill, which leaves the file of the process behind."""
        (self.data / "postmaster.pid").unlink(missing_ok=True)
        self.start()

    def kill(self) -> None:
        """kill -9 of the postmaster and everything it started: each leads a group of its own."""
        all_of_it = [self.pid(), *children(self.pid())]
        for pid in all_of_it:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        wait(lambda: not any(Path(f"/proc/{pid}").exists() for pid in all_of_it), 10)

    def pid(self) -> int:
        return int((self.data / "postmaster.pid").read_text().split()[0])

    def stop(self) -> None:
        if (self.data / "postmaster.pid").exists():
            subprocess.run(self._as([_program("pg_ctl"), "stop", "-m", "immediate", "-D", str(self.data)]),
                           stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False, cwd="/")  # fmt: skip

    def promote(self) -> None:
        self._run("pg_ctl", "promote", "-w", "-t", "30", "-D", self.data)

    def ask(self, sql: str) -> list[tuple]:
        held = psycopg2.connect(host=self.host, port=self.port, user="kpi", dbname="postgres", connect_timeout=3)
        held.autocommit = True
        try:
            with held.cursor() as cursor:
                cursor.execute(sql)
                return cursor.fetchall() if cursor.description else []
        finally:
            held.close()

    def reload(self, **settings: str) -> None:
        for name, value in settings.items():
            self.ask(f"ALTER SYSTEM SET {name} = '{value}'")
        self.ask("SELECT pg_reload_conf()")

    def url(self, *others: "Server") -> str:
        hosts = ",".join(f"{each.host}:{each.port}" for each in (self, *others))
        return f"postgres://kpi:x@{hosts}/postgres?target_session_attrs=read-write"

    def _own(self) -> None:
        if os.geteuid() == 0:
            self.data.mkdir(mode=0o700)
            shutil.chown(self.data, self.account)
            self._own_log()

    def _own_log(self) -> None:
        if os.geteuid() == 0:
            Path(f"{self.data}.log").touch()
            shutil.chown(f"{self.data}.log", self.account)

    def _as(self, command: list[str]) -> list[str]:
        if self.namespace:
            return ["ip", "netns", "exec", self.namespace, "runuser", "-u", self.account, "--", *command]
        return ["runuser", "-u", self.account, "--", *command] if os.geteuid() == 0 else command

    def _run(self, program: str, *arguments: object) -> None:
        done = subprocess.run(self._as([_program(program), *map(str, arguments)]), cwd="/", check=False,
                              stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
                              stdin=subprocess.DEVNULL)  # fmt: skip
        if done.returncode:
            sys.exit(f"{program} {self.name}: {done.stderr[-2000:]}")


def cluster(folder: Path, standbys: int) -> list[Server]:
    """A running primary and its standbys, nothing synchronous yet."""
    primary = Server(folder, "primary")
    primary.make()
    primary.start()
    servers = [primary]
    for number in range(1, standbys + 1):
        standby = Server(folder, f"s{number}")
        standby.follow(primary)
        standby.start()
        servers.append(standby)
    return servers


def catch_up(primary: Server, count: int) -> None:
    """Returns when `count` standbys have replayed what the primary has written until now."""
    (now,) = primary.ask("SELECT pg_current_wal_lsn()::text")[0]
    behind = f"SELECT count(*) FROM pg_stat_replication WHERE replay_lsn >= '{now}'"
    if not wait(lambda: primary.ask(behind) == [(count,)], 60):
        sys.exit("a standby does not catch up")


def synchronise(primary: Server, names: str, count: int) -> None:
    """From now on a commit waits for a standby; returns when `count` of them count."""
    primary.reload(synchronous_standby_names=names)
    wait(
        lambda: primary.ask("SELECT count(*) FROM pg_stat_replication WHERE sync_state <> 'async'") == [(count,)], 20
    )


def _program(name: str) -> str:
    found = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), key=lambda path: int(path.parts[4]))
    return str(found[-1]) if found else name


def children(pid: int) -> list[int]:
    """The processes that a process has started and that live."""
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def free_port() -> int:
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return int(asked.getsockname()[1])
