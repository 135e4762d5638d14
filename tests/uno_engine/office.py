"""One headless LibreOffice, with a profile of its own, spoken to over a pipe."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Callable
from pathlib import Path

SECONDS_TO_START = 60
DISTRIBUTION_PACKAGES = "/usr/lib/python3/dist-packages"


class NoOffice(RuntimeError):
    """LibreOffice or its Python bridge is not to be had; the text says which."""


def uno():
    """The bridge; it comes with the system's Python. Its folder goes last, for it holds old libraries too."""
    if DISTRIBUTION_PACKAGES not in sys.path:
        sys.path.append(DISTRIBUTION_PACKAGES)
    try:
        import uno as bridge
    except ImportError as fault:
        raise NoOffice(f"python3-uno: {fault}") from fault
    return bridge


def properties(**named: object) -> tuple:
    """Arguments as UNO wants them."""
    kind = uno().getClass("com.sun.star.beans.PropertyValue")
    made = []
    for name, value in named.items():
        each = kind()
        each.Name, each.Value = name, value
        made.append(each)
    return tuple(made)


class Connection:
    """An office that somebody started; `desktop` is its com.sun.star.frame.Desktop."""

    def __init__(self, pipe: str, is_alive: Callable[[], bool] = lambda: True) -> None:
        self.context = _connected(uno(), f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext", is_alive)
        services = self.context.ServiceManager
        self.desktop = services.createInstanceWithContext("com.sun.star.frame.Desktop", self.context)
        self.pid = 0


class Office(Connection):
    """An office of our own, in a profile of its own; `pipe` is the name it listens on."""

    def __init__(self) -> None:
        program = shutil.which("soffice")
        if program is None:
            raise NoOffice("soffice")
        uno()
        self.profile = tempfile.TemporaryDirectory(prefix="office-")
        self.pipe = f"nq57xl-{uuid.uuid4().hex}"
        self.process = subprocess.Popen(
            [program, f"-env:UserInstallation={Path(self.profile.name).as_uri()}", "--headless", "--norestore",
             "--nologo", "--nodefault", f"--accept=pipe,name={self.pipe};urp;"],
            start_new_session=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            super().__init__(self.pipe, lambda: self.process.poll() is None)
        except NoOffice:
            self.stop()
            raise
        self.pid = self.process.pid

    def stop(self) -> None:
        """End the whole group: soffice is a wrapper, and its child would keep lock files."""
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGTERM)
            try:
                self.process.wait(10)
            except subprocess.TimeoutExpired:
                os.killpg(self.process.pid, signal.SIGKILL)
                self.process.wait()
        self.profile.cleanup()


def _connected(bridge, address: str, is_alive: Callable[[], bool]):
    local = bridge.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    no_connection = bridge.getClass("com.sun.star.connection.NoConnectException")
    until = time.monotonic() + SECONDS_TO_START
    while True:
        try:
            return resolver.resolve(address)
        except no_connection:
            if time.monotonic() > until or not is_alive():
                raise NoOffice("soffice did not start") from None
            time.sleep(0.1)
