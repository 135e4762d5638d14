"""One headless LibreOffice, with a profile of its own, spoken to over a pipe."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import uuid
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


class Office:
    """The running office; `desktop` is its com.sun.star.frame.Desktop."""

    def __init__(self) -> None:
        program = shutil.which("soffice")
        if program is None:
            raise NoOffice("soffice")
        bridge = uno()
        self.profile = tempfile.TemporaryDirectory(prefix="office-")
        pipe = f"nq57xl-{uuid.uuid4().hex}"
        self.process = subprocess.Popen(
            [program, f"-env:UserInstallation={Path(self.profile.name).as_uri()}", "--headless", "--norestore",
             "--nologo", "--nodefault", f"--accept=pipe,name={pipe};urp;"],
            start_new_session=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.context = self._connected(bridge, f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        self.services = self.context.ServiceManager
        self.desktop = self.services.createInstanceWithContext("com.sun.star.frame.Desktop", self.context)

    def _connected(self, bridge, address: str):
        local = bridge.getComponentContext()
        resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
        no_connection = bridge.getClass("com.sun.star.connection.NoConnectException")
        until = time.monotonic() + SECONDS_TO_START
        while True:
            try:
                return resolver.resolve(address)
            except no_connection:
                if time.monotonic() > until or self.process.poll() is not None:
                    self.stop()
                    raise NoOffice("soffice did not start") from None
                time.sleep(0.1)

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
