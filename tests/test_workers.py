"""Work for every core: what ends it, ends it."""

import signal
import threading
import time

import pytest

from plugins.kernel.workers import WORTHWHILE, WorkerPool

ITEMS = range(WORTHWHILE * 40)


@pytest.fixture(autouse=True)
def stopping():
    """Let a signal to end raise SystemExit, as in a build."""

    def stop(number, frame):
        raise SystemExit(128 + number)

    before = {each: signal.signal(each, stop) for each in (signal.SIGINT, signal.SIGTERM)}
    yield
    for each, act in before.items():
        signal.signal(each, act)


def test_the_results_come_in_the_order_of_the_items():
    assert list(WorkerPool().map("Doubling", lambda item: item * 2, ITEMS)) == [
        item * 2 for item in ITEMS
    ]


def test_each_worker_learns_the_next_items_before_it_begins_them():
    batches = []

    def place(item):
        return batches[-1].index(item), len(batches[-1])

    places = list(WorkerPool().map("Placing", place, ITEMS, prefetch=batches.append))
    assert [at for at, _ in places[:3]] == [0, 1, 2]
    assert all(at < number for at, number in places)


@pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_to_end_while_workers_start_is_what_ends_the_work(monkeypatch, ending, tmp_path):
    """A pool whose thread has not begun cannot be ended: Python then raises something else."""
    begin, main = threading.Thread.start, threading.get_ident()

    def disturbed(thread):
        signal.pthread_kill(main, ending)  # one to the process may come to a thread of the tests'
        begin(thread)

    monkeypatch.setattr(threading.Thread, "start", disturbed)

    def work(item):
        time.sleep(0.01)
        (tmp_path / str(item)).touch()

    with pytest.raises(SystemExit) as stopped:
        list(WorkerPool().map("Working", work, ITEMS))

    assert stopped.value.code == 128 + ending
    assert len(list(tmp_path.iterdir())) < len(ITEMS) / 2  # what had not begun never did


def test_workers_can_be_ended_by_a_signal():
    def blocked(_item):
        return signal.pthread_sigmask(signal.SIG_BLOCK, [])

    found = list(WorkerPool().map("Looking", blocked, ITEMS))

    assert not any(signal.SIGTERM in each or signal.SIGINT in each for each in found)
    assert signal.SIGTERM not in signal.pthread_sigmask(signal.SIG_BLOCK, [])
