"""A Dask cluster: the scheduler whose address is given, else one of this machine's own that ends with the run.

A worker that dies is Dask's affair: its tasks go to another one. A task that has ended several workers is taken apart, and the
file that ends them alone is refused, once. Paths are the workers' paths, too: files lie where all of them see them.
"""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from xladdin.errors import UserError
from xladdin.rollup.engines.tasks import Engine, died, singles
from xladdin.rollup.rows.chunk import ChunkFunction, Done, Setting, Task

if TYPE_CHECKING:
    from distributed import Client

#: Seconds until a scheduler has to answer.
_PATIENCE = 20


def cluster(address: str, workers: int) -> Engine:
    """The engine. Raises UserError: extra-missing without Dask; the engine scheduler-missing."""
    try:
        import distributed  # noqa: F401
    except ImportError:
        raise UserError("extra-missing", what="Dask 集群", extra="cluster") from None

    def run(tasks: Sequence[Task], setting: Setting, function: ChunkFunction) -> Iterator[Done]:
        from distributed import as_completed
        from distributed.scheduler import KilledWorker

        logging.getLogger("distributed").setLevel(
            logging.CRITICAL
        )  # what it says of dying workers is said in our words
        with contextlib.ExitStack() as stack:
            client = _client(stack, address, workers)
            # made by a task, not scattered: what was scattered is lost with the workers that have it
            shared = client.submit(_same, setting, pure=False)
            futures = {client.submit(function, task, shared, pure=False): task for task in tasks}
            completed = as_completed(futures)
            for future in completed:
                task = futures.pop(future)
                try:
                    yield future.result()
                except KilledWorker:
                    if len(task.items) == 1:
                        yield died(task)
                        continue
                    for one in singles(task):
                        again = client.submit(function, one, shared, pure=False)
                        futures[again] = one
                        completed.add(again)

    return run


def _same(setting: Setting) -> Setting:
    return setting


def _client(stack: contextlib.ExitStack, address: str, workers: int) -> Client:
    from distributed import Client, LocalCluster

    if not address:
        own = LocalCluster(
            n_workers=workers,
            threads_per_worker=1,
            processes=True,
            dashboard_address=None,
            host="127.0.0.1",
            silence_logs=logging.CRITICAL,
        )
        client: Client = stack.enter_context(Client(stack.enter_context(own)))
        return client
    try:
        client = stack.enter_context(Client(address, timeout=_PATIENCE))
    except (OSError, ValueError) as error:
        raise UserError("scheduler-missing", address=address) from error
    return client
