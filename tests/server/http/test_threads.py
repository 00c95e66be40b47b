"""Threads beside the event loop: how many work at once, and what the process sets for them."""

import asyncio
import gc
import sys
import threading

from ruhrgraph.server.http.threads import Threads, favour_event_loop


def test_only_a_few_at_once() -> None:
    """Further work waits for its turn, however much is asked for."""
    busy, most, lock = 0, 0, threading.Lock()

    def work(number: int, *, pause: threading.Event) -> int:
        nonlocal busy, most
        with lock:
            busy += 1
            most = max(most, busy)
        pause.wait(0.02)
        with lock:
            busy -= 1
        return number

    async def main() -> list[int]:
        threads, pause = Threads("test"), threading.Event()
        return await asyncio.gather(*(threads.run(work, number, pause=pause) for number in range(8)))

    assert asyncio.run(main()) == list(range(8))
    assert most == 2


def test_settings_of_the_process() -> None:
    """Threads give way soon, and the collector goes through all objects less often."""
    switch, thresholds = sys.getswitchinterval(), gc.get_threshold()
    try:
        favour_event_loop()
        assert sys.getswitchinterval() <= 0.001
        assert gc.get_threshold()[2] > thresholds[2]
    finally:
        sys.setswitchinterval(switch)
        gc.set_threshold(*thresholds)
