"""How long a student waits for `import kit`, beside `import pandas`, each in a fresh Python."""

import statistics
import subprocess
import sys

import pytest

ROUNDS = 12
TIMED = "import time; start = time.perf_counter(); {}; print(time.perf_counter() - start)"
STATEMENTS = ["import kit", "import kit; kit.load('withdrawals')"]


def seconds(statement):
    line = [sys.executable, "-c", TIMED.format(statement)]
    return float(subprocess.run(line, capture_output=True, text=True, check=True).stdout)


@pytest.mark.parametrize("statement", STATEMENTS)
def bench_import(benchmark, capsys, statement):
    ours, pandas = [], []
    seconds(statement)
    benchmark.pedantic(
        lambda: ours.append(seconds(statement)),
        setup=lambda: pandas.append(seconds("import pandas")),
        rounds=ROUNDS,
    )
    medians = [1000 * statistics.median(each) for each in (ours, pandas)]
    benchmark.extra_info.update(ours_ms=medians[0], pandas_ms=medians[1])
    with capsys.disabled():
        print(
            f"\n{statement}: median of {ROUNDS} {medians[0]:.0f} ms; import pandas"
            f" {medians[1]:.0f} ms; ratio {medians[0] / medians[1]:.2f}"
        )
