#!/usr/bin/env python3
"""Measures how soon after a lock is released the next attempt starts.

Usage: release_delay.py [TRIALS] [gone|died]

A stub of puppet reports that another run is in progress while a lock file exists. In each trial the
file is removed ("gone") or its owner is killed ("died") at a random moment of the wait. The time from
then to the stub's next start is measured, in seconds.
"""
import os, pathlib, random, statistics, subprocess, sys, tempfile, time

root = pathlib.Path(__file__).resolve().parents[3]
trials = int(sys.argv[1]) if len(sys.argv) > 1 else 50
how = sys.argv[2] if len(sys.argv) > 2 else "gone"

# The first line that the wrapper prints shows that it was blocked and waits from now on.
STUB = """#!/bin/sh
date +%s.%N >> {dir}/starts
[ ! -e {dir}/free ] || exit 0
echo 'Notice: Run of Puppet configuration client already in progress; skipping  ({dir}/state/lock exists)'
exit 1
"""


def trial(directory):
    for name in ("starts", "free"):
        (directory / name).unlink(missing_ok=True)
    owner = subprocess.Popen(["sleep", "60"])
    lock = directory / "state" / "lock"
    lock.write_text(str(owner.pid))
    command = [root / "runner", "-c", directory / "r.cfg", "retrypuppet", "agent", "-t"]
    wrapper = subprocess.Popen(command, stdout=subprocess.PIPE)
    wrapper.stdout.readline()
    time.sleep(random.uniform(0.1, 0.6))
    (directory / "free").touch()
    freed = time.time()
    if how == "gone":
        lock.unlink()
    owner.kill()
    owner.wait()
    assert wrapper.wait() == 0
    starts = (directory / "starts").read_text().split()
    assert len(starts) == 2, starts
    return float(starts[1]) - freed


with tempfile.TemporaryDirectory() as name:
    directory = pathlib.Path(name)
    (directory / "state").mkdir()
    (directory / "puppet").write_text(STUB.format(dir=directory))
    (directory / "puppet").chmod(0o755)
    (directory / "r.cfg").write_text(f"[puppet]\ncommand = {directory}/puppet\n")
    delays = sorted(trial(directory) for _ in range(trials))
    print(f"{how}: {trials} trials, p50 {statistics.median(delays):.3f} s, max {delays[-1]:.3f} s")
