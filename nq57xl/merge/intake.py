"""Files -> Submissions, in one process or in several; a file that kills its worker costs only itself."""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from nq57xl.merge.archives import Unloadable
from nq57xl.merge.inputs import Source, unloadable
from nq57xl.merge.register import BASIS
from nq57xl.model.finding import Finding, Place, raise_finding
from nq57xl.model.messages.cross import MESSAGES
from nq57xl.model.record import REJECTED, Submission

Validate = Callable[[bytes, str], Submission]
AHEAD = 2
"""Files given to each worker in advance; when a worker dies, so many files a worker are tried again alone."""


def collect(sources: Sequence[Source], validate: Validate, workers: int = 1,
            progress: Callable[[], None] = lambda: None) -> tuple[Submission, ...]:
    """Read and validate every source; results stand in the order of the sources, whatever the workers.

    `validate` turns bytes and the shown name into a Submission; with more than one worker it must be
    picklable and its module importable by a fresh interpreter. `progress` is called once for each file.
    """
    if workers <= 1 or len(sources) < 2:
        return tuple(_told(_take(source, validate), progress) for source in sources)
    results: dict[int, Submission] = {}
    waiting = list(enumerate(sources))
    while waiting:
        suspects = _run(waiting, validate, min(workers, len(waiting)), results, progress)
        for number, source in suspects:
            results[number] = _told(_alone(source, validate), progress)
        waiting = [(number, source) for number, source in waiting if number not in results]
    return tuple(results[number] for number in range(len(sources)))


def _run(waiting: list[tuple[int, Source]], validate: Validate, workers: int, results: dict[int, Submission],
         progress: Callable[[], None]) -> list[tuple[int, Source]]:
    """Fill `results` from a pool; where a worker dies, stop and give the files that were being read."""
    from concurrent.futures import FIRST_COMPLETED, wait
    from concurrent.futures.process import BrokenProcessPool
    upcoming = iter(waiting)
    with _pool(workers) as pool:
        running = {_submit(pool, source, validate): (number, source)
                   for number, source in _first(upcoming, workers * AHEAD)}
        while running:
            done, _ = wait(running, return_when=FIRST_COMPLETED)
            for future in done:
                try:
                    results[running[future][0]] = _told(future.result(), progress)
                except BrokenProcessPool:
                    return [item for item in running.values() if item[0] not in results]
                del running[future]
                for number, source in _first(upcoming, 1):
                    running[_submit(pool, source, validate)] = (number, source)
    return []


def _submit(pool, source: Source, validate: Validate):
    """A future in any case: a pool that broke a moment ago refuses at once what it would refuse later."""
    from concurrent.futures import Future
    from concurrent.futures.process import BrokenProcessPool
    try:
        return pool.submit(_take, source, validate)
    except BrokenProcessPool as fault:
        refused: Future = Future()
        refused.set_exception(fault)
        return refused


def _first(items: Iterator[tuple[int, Source]], count: int) -> Iterator[tuple[int, Source]]:
    for _, item in zip(range(count), items):
        yield item


def _alone(source: Source, validate: Validate) -> Submission:
    """A suspect in a process of its own: its Submission, or the refusal of the file that kills again."""
    from concurrent.futures.process import BrokenProcessPool
    with _pool(1) as pool:
        try:
            return pool.submit(_take, source, validate).result()
        except BrokenProcessPool:
            return _refused(source, (raise_finding(MESSAGES["X09"], Place(file=source.name)),), _digest(source))


def _pool(workers: int):
    """Spawned and not forked, so that it behaves alike on every system and no thread's lock is copied."""
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context
    return ProcessPoolExecutor(workers, mp_context=get_context("spawn"))


def _take(source: Source, validate: Validate) -> Submission:
    if source.findings:
        return _refused(source, source.findings, _digest(source))
    try:
        content = source.load()
    except Unloadable as fault:
        return _refused(source, (unloadable(source.name, fault),))
    submission = validate(content, source.name)
    if source.received is None:
        return submission
    return replace(submission, received=source.received, received_basis=BASIS)


def _refused(source: Source, findings: tuple[Finding, ...], sha256: str = "") -> Submission:
    return Submission(source.name, sha256, REJECTED, findings=findings, received=source.received,
                      received_basis=BASIS if source.received else "")


def _digest(source: Source) -> str:
    try:
        return hashlib.sha256(source.load()).hexdigest()
    except Unloadable:
        return ""


def _told(submission: Submission, progress: Callable[[], None]) -> Submission:
    progress()
    return submission
