"""Read files in a process that may die.

One child process per process of ours, started when first needed and again when it has died; it is
a plain interpreter on two pipes, so threads, pool workers and Windows are all the same to it. What only the
child needs is imported for it alone: most files are read without one.
"""

import atexit
import os
import struct
import sys
import threading
from typing import BinaryIO

from nq57xl.sheets.reading.book import Book
from nq57xl.sheets.reading.limits import DEFAULT_LIMITS, MIB, Limits, UnreadableBook, damaged, out_of_memory, too_large
from nq57xl.sheets.reading.read import may_abort, read_book

_BOOT = "import sys; sys.path[:] = sys.argv[1:]; from nq57xl.sheets.reading.isolate import serve; serve()"
_LENGTH = struct.Struct("<Q")
_OUT_OF_MEMORY = (b"memory allocation of", b"MemoryError", b"capacity overflow")


def read_safely(data: bytes, name: str, limits: Limits = DEFAULT_LIMITS, passwords: tuple[str, ...] = ()) -> Book:
    """Read a file one does not know: here where that is safe, in the child where it may not be.

    `passwords` are tried on a file that needs one. Raises `UnreadableBook` only.
    """
    if len(data) > limits.file_bytes or not may_abort(data, limits):
        return read_book(data, name, limits, passwords)
    return read_isolated(data, name, limits, passwords)


def read_isolated(data: bytes, name: str, limits: Limits = DEFAULT_LIMITS, passwords: tuple[str, ...] = ()) -> Book:
    """Read in the child, within its limits of time and memory. Raises `UnreadableBook` only."""
    global _child
    with _lock:
        if _child is None or not _child.is_usable():
            _child = _Child()
        answer = _child.ask((data, name, limits, passwords), limits.seconds)
    if isinstance(answer, UnreadableBook):
        raise answer
    return answer


class _Child:
    def __init__(self) -> None:
        import subprocess
        import tempfile
        self.owner = os.getpid()
        self.errors = tempfile.TemporaryFile()
        self.process = subprocess.Popen(
            # The folder this process happens to stand in is searched only where Python was told to search it.
            [sys.executable, "-I", "-c", _BOOT, *(path or os.getcwd() for path in sys.path)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self.errors,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )

    def is_usable(self) -> bool:
        """A fork inherits the pipes of its parent's child, and must not speak into them."""
        return self.owner == os.getpid() and self.process.poll() is None

    def ask(self, request: tuple[bytes, str, Limits, tuple[str, ...]], seconds: float) -> Book | UnreadableBook:
        from pickle import UnpicklingError, loads
        expired = threading.Event()
        timer = threading.Timer(seconds, self._expire, (expired,))
        timer.start()
        try:
            data, *rest = request
            _send(self.process.stdin, _packed(rest))
            _send(self.process.stdin, data)
            return loads(_receive(self.process.stdout))
        except (OSError, EOFError, UnpicklingError):
            return too_large(f"đọc quá {seconds:g} giây") if expired.is_set() else self._autopsy(request[2])
        finally:
            timer.cancel()

    def stop(self) -> None:
        """Let the child end: it does when nobody is left to ask it."""
        if self.owner == os.getpid() and self.process.stdin:
            self.process.kill()
            self.process.wait()
            self.process.stdin.close()
            self.process.stdout.close()

    def _expire(self, expired: threading.Event) -> None:
        expired.set()
        self.process.kill()

    def _autopsy(self, limits: Limits) -> UnreadableBook:
        code = self.process.wait()
        self.errors.seek(0)
        words = self.errors.read()
        if any(word in words for word in _OUT_OF_MEMORY):
            return out_of_memory(limits)
        return damaged(f"bộ đọc dừng đột ngột (mã {code})")


def serve() -> None:
    """Answer requests until the pipe closes. This is what the child runs."""
    import pickle
    requests, answers = sys.stdin.buffer, sys.stdout.buffer
    while True:
        try:
            name, limits, passwords = pickle.loads(_receive(requests))
            data = _receive(requests)
        except EOFError:
            return
        _limit_memory(limits.memory_bytes)
        _send(answers, _answer(data, name, limits, passwords))


def _answer(data: bytes, name: str, limits: Limits, passwords: tuple[str, ...]) -> bytes:
    try:
        answer = _packed(read_book(data, name, limits, passwords))
    except UnreadableBook as error:
        return _packed(UnreadableBook(error.reason, error.detail))
    except MemoryError:
        return _packed(out_of_memory(limits))
    if len(answer) > limits.answer_bytes:
        return _packed(too_large(f"nội dung các ô hơn {limits.answer_bytes // MIB} MiB"))
    return answer


def _limit_memory(size: int) -> None:
    try:
        import resource

        hard = resource.getrlimit(resource.RLIMIT_AS)[1]
        resource.setrlimit(resource.RLIMIT_AS, (size, hard))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    except (ImportError, OSError, ValueError):
        # Windows and macOS do not offer it; the limits on sizes and on time still hold.
        return


def _packed(message: object) -> bytes:
    import pickle
    return pickle.dumps(message, pickle.HIGHEST_PROTOCOL)


def _send(pipe: BinaryIO, content: bytes) -> None:
    pipe.write(_LENGTH.pack(len(content)))
    pipe.write(content)
    pipe.flush()


def _receive(pipe: BinaryIO) -> bytes:
    head = pipe.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        raise EOFError
    (length,) = _LENGTH.unpack(head)
    content = pipe.read(length)
    if len(content) < length:
        raise EOFError
    return content


_lock = threading.Lock()
_child: _Child | None = None


def _stop() -> None:
    if _child is not None:
        _child.stop()


def _forget() -> None:
    """In a fork: the lock may be held by a thread that does not exist here."""
    global _lock, _child
    _lock, _child = threading.Lock(), None


atexit.register(_stop)
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_forget)
