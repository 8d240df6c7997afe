"""The core in V8: one context a process, for threads, event loops and forked children."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from networks import ALEXNET

from ipyreceptive import LayerError, Network, _v8

NO_FORK = not hasattr(os, "fork")


def work(seed: int) -> tuple[int, ...]:
    for size in range(227 + seed, 247 + seed):
        net = Network(ALEXNET, size)
        assert net["conv5"].r == (163, 163)
        assert net.field("conv5", 0).region[0] == (-64, 99)
    return net["conv1"].n


def test_eight_threads_at_once() -> None:
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(work, range(8))) == [work(seed) for seed in range(8)]


def test_threads_that_a_running_event_loop_waits_for() -> None:
    # As in a notebook's cell; a fresh process, so that the context is made inside the loop.
    code = """
import asyncio
from concurrent.futures import ThreadPoolExecutor
from ipyreceptive import Network
async def cell():
    Network([[3]], 9)
    with ThreadPoolExecutor(8) as pool:
        return list(pool.map(lambda n: Network([[3]], n).table()[1].n[0], range(9, 17)))
print(asyncio.run(cell()))
"""
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=False
    )
    assert done.stdout.strip() == "[7, 8, 9, 10, 11, 12, 13, 14]", done.stderr


def test_inside_an_event_loop() -> None:
    async def cell() -> int:
        return len(Network(ALEXNET, 227).table())

    assert asyncio.run(cell()) == 11


@pytest.mark.skipif(NO_FORK, reason="the system has no fork")
@pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")
def test_forked_children_answer_while_threads_are_at_work() -> None:
    stop = threading.Event()

    def ask() -> None:
        while not stop.is_set():
            Network([[3]], 9).table()

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    try:
        children = [fork(seed) for seed in range(6)]
        assert [os.waitpid(child, 0)[1] for child in children] == [0] * 6
    finally:
        stop.set()
        for thread in threads:
            thread.join()
    assert Network(ALEXNET, 227)["conv5"].r == (163, 163)


def fork(seed: int) -> int:
    child = os.fork()
    if child:
        return child
    status = 1
    try:
        work(seed)
        status = 0
    finally:
        os._exit(status)


@pytest.mark.skipif(NO_FORK, reason="the system has no fork")
def test_a_forked_child_ends_as_other_processes_do() -> None:
    code = """
import os, sys
from ipyreceptive import Network
Network([[3]], 9)
child = os.fork()
print(len(Network([[3]], 9).table()), flush=True)
if child:
    sys.exit(os.waitpid(child, 0)[1])
"""
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", code],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stdout.split()) == (0, ["2", "2"]), done.stderr


def test_a_network_that_the_core_let_go_is_read_again() -> None:
    nets = [Network([[3]], size) for size in range(9, 60)]
    assert [net["conv1"].n[0] for net in nets] == list(range(7, 58))


@pytest.mark.skipif(NO_FORK, reason="the system has no fork")
@pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")
def test_a_forked_child_asks_about_networks_of_its_parent() -> None:
    net = Network(ALEXNET, 227)
    table = net.table()
    child = os.fork()
    if child:
        assert os.waitpid(child, 0)[1] == 0
        return
    status = 1
    try:
        Network([[3]], 9)
        if net["conv5"].r == (163, 163) and net.table() == table:
            status = 0
    finally:
        os._exit(status)


def test_a_missing_core_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_v8, "_call", None)
    monkeypatch.setattr(_v8, "BUNDLE", Path("absent/kernel.js"))
    with pytest.raises(RuntimeError, match=r"kernel\.js has not been built"):
        Network([[3]], 9)


def test_a_missing_engine_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_v8, "_call", None)
    monkeypatch.setitem(sys.modules, "py_mini_racer", None)
    with pytest.raises(RuntimeError, match="pip install mini-racer"):
        Network([[3]], 9)


def test_a_fault_of_the_core_is_no_layer_error() -> None:
    with pytest.raises(RuntimeError) as caught:
        _v8.call("nothing")
    assert not isinstance(caught.value, LayerError)


def test_importing_is_light() -> None:
    code = """
import sys, ipyreceptive
ipyreceptive.Network
print([name for name in ("ipywidgets", "py_mini_racer", "PIL", "resvg_py", "numpy", "pandas")
       if name in sys.modules])
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
