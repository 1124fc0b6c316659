"""Worker processes: a function over a stream, in order, with a bounded number under way."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, nullcontext
from itertools import chain, islice
from multiprocessing import forkserver, resource_tracker
from typing import Any, TypeVar

from indexer import garbage
from indexer.errors import KashshafError
from indexer.interrupts import Interrupts, is_watched, watched

In = TypeVar("In")
Out = TypeVar("Out")

AHEAD = 3  # tasks under way per worker: enough that none waits, few enough to stay in memory
WORTH_A_POOL = 4  # fewer tasks are done here: starting processes costs more


def default_workers() -> int:
    """One process per core: reading and writing, beside them, wait more than they work."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return max(1, min(cores or 1, 8))


@contextmanager
def run_in_workers(
    work: Callable[[In], Out], tasks: Iterable[In], workers: int
) -> Iterator[Iterator[Out]]:
    """Gives the results of ``work(task)`` in order; the processes end with the block.

    Ctrl-C is answered between two results, where nobody else answers it: in the midst of starting
    a process it would leave half of one behind.
    """
    results = _results(work, tasks, workers)
    with nullcontext() if is_watched() else watched() as interrupts:
        try:
            yield results if interrupts is None else _until(interrupts, results)
        finally:
            results.close()
        if interrupts and interrupts.requested:
            raise KeyboardInterrupt


def _until(interrupts: Interrupts, results: Iterable[Out]) -> Iterator[Out]:
    for result in results:
        if interrupts.requested:
            raise KeyboardInterrupt
        yield result


def _results(
    work: Callable[[In], Out], tasks: Iterable[In], workers: int
) -> Generator[Out, None, None]:
    """``work(task)`` of every task, in order; with `workers` processes, or in this one for 0.

    The tasks are taken from their iterable in this process, at most `AHEAD` per worker before
    their results are wanted. Raises `KashshafError` if a worker process dies.
    """
    tasks = iter(tasks)
    first = list(islice(tasks, WORTH_A_POOL)) if workers else []
    if len(first) < WORTH_A_POOL:
        yield from map(work, chain(first, tasks))
        return
    pool = ProcessPoolExecutor(workers, _context(), _start, (work,))
    under_way: deque[Future[Out]] = deque()
    try:
        for task in chain(first, tasks):
            under_way.append(pool.submit(_done, task))
            if len(under_way) >= workers * AHEAD:
                yield under_way.popleft().result()
        while under_way:
            yield under_way.popleft().result()
    except BrokenProcessPool as error:
        raise KashshafError(
            "a worker process died (out of memory?): what was written is kept; run the same again, "
            "perhaps with fewer --workers"
        ) from error
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _context() -> multiprocessing.context.BaseContext:
    methods = multiprocessing.get_all_start_methods()
    if "forkserver" not in methods:
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["indexer.preloaded"])
    resource_tracker.ensure_running()  # first: starting it lets SIGINT through again
    before = signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGINT])
    try:
        forkserver.ensure_running()  # it and all its children never see Ctrl-C, from the very start
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
    return context


_work: list[Callable[[Any], Any]] = []  # what a worker process does; sent once, not with each task


def _done(task: Any) -> Any:
    return _work[0](task)


def _start(work: Callable[[Any], Any]) -> None:
    _work[:] = [work]
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the main process's to answer
    garbage.settle()
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """A worker whose main process was killed would wait for tasks for ever."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
