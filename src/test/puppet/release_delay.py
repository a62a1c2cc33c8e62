#!/usr/bin/env python3
"""How long after a lock is freed the next attempt starts: release_delay.py [TRIALS] [gone|died]

A stand-in for puppet is blocked while a lock file is there. In each trial the file is removed, or
its owner killed, at some moment of the wait; the stand-in's next start is timed, in seconds.
"""
import os, pathlib, random, statistics, subprocess, sys, tempfile, time

root = pathlib.Path(__file__).resolve().parents[3]
trials = int(sys.argv[1]) if len(sys.argv) > 1 else 50
how = sys.argv[2] if len(sys.argv) > 2 else "gone"

# A first line of the wrapper shows that it was blocked, and so that it waits from now on.
STAND_IN = """#!/bin/sh
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
    (directory / "puppet").write_text(STAND_IN.format(dir=directory))
    (directory / "puppet").chmod(0o755)
    (directory / "r.cfg").write_text(f"[puppet]\ncommand = {directory}/puppet\n")
    delays = sorted(trial(directory) for _ in range(trials))
    print(f"{how}: {trials} trials, p50 {statistics.median(delays):.3f} s, max {delays[-1]:.3f} s")
