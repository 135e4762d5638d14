"""A file that kills its reader costs that file only."""

import os
import subprocess
import sys
import threading
from concurrent.futures import ProcessPoolExecutor

import pytest

from nq57xl.sheets.reading import isolate
from nq57xl.sheets.reading.isolate import read_isolated
from nq57xl.sheets.reading.limits import MIB, Limits, UnreadableBook
from tests.books import with_parts, xlsx

FORM = xlsx("| A | B |\n| Chỉ tiêu | 12.5 |")


def value_read_apart(data: bytes) -> object:
    return read_isolated(data, "form.xlsx").sheets[0].cells[2, 2].value


def test_a_book_comes_back_from_the_child_as_it_was_read():
    assert value_read_apart(FORM) == 12.5


def test_a_refusal_comes_back_with_its_reason():
    with pytest.raises(UnreadableBook) as refused:
        read_isolated(b"%PDF-1.7", "form.xlsx")
    assert (refused.value.reason, refused.value.detail) == ("not-a-workbook", "tệp PDF")


def test_one_child_reads_many_files_and_a_new_one_follows_a_dead_one():
    assert value_read_apart(FORM) == 12.5
    first = isolate._child.process
    assert value_read_apart(FORM) == 12.5
    assert isolate._child.process is first
    first.kill()
    first.wait()
    assert value_read_apart(FORM) == 12.5
    assert isolate._child.process is not first


def test_a_child_that_dies_while_it_reads_is_a_refusal(monkeypatch):
    boot = "import os, sys; sys.stdin.buffer.read(8); os.abort()"
    monkeypatch.setattr(isolate, "_BOOT", boot)
    monkeypatch.setattr(isolate, "_child", None)
    with pytest.raises(UnreadableBook) as refused:
        read_isolated(FORM, "form.xlsx")
    assert refused.value.reason == "damaged"


def test_a_child_that_reads_for_ever_is_stopped(monkeypatch):
    monkeypatch.setattr(isolate, "_BOOT", "import time; time.sleep(60)")
    monkeypatch.setattr(isolate, "_child", None)
    with pytest.raises(UnreadableBook) as refused:
        read_isolated(FORM, "form.xlsx", Limits(seconds=0.5))
    assert (refused.value.reason, refused.value.detail) == ("too-large", "đọc quá 0.5 giây")


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux limits the memory of a process reliably")
def test_a_file_that_asks_for_more_memory_than_its_share_is_too_large():
    def change(name, part):
        return part.replace(b"</sst>", b"<si><t/></si>" * 2_000_000 + b"</sst>")

    with pytest.raises(UnreadableBook) as refused:
        read_isolated(with_parts(FORM, change), "form.xlsx", Limits(memory_bytes=200 * MIB))
    assert refused.value.reason == "too-large"
    assert value_read_apart(FORM) == 12.5


def test_threads_share_the_child():
    found: list[object] = []
    threads = [threading.Thread(target=lambda: found.append(value_read_apart(FORM))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [12.5] * 8


def test_worker_processes_have_children_of_their_own():
    value_read_apart(FORM)
    with ProcessPoolExecutor(2) as pool:
        assert list(pool.map(value_read_apart, [FORM] * 4)) == [12.5] * 4


def test_a_program_that_reads_ends_without_leaving_its_child():
    program = (
        "import sys; from nq57xl.sheets.reading import isolate; "
        "isolate.read_isolated(sys.stdin.buffer.read(), 'x'); print(isolate._child.process.pid)"
    )
    done = subprocess.run([sys.executable, "-c", program], input=FORM, capture_output=True, check=True)
    with pytest.raises(ProcessLookupError):
        os.kill(int(done.stdout), 0)
