"""200 agencies over 520 weeks, lived many times on some processes, keeping a summary."""

import sys
import time


def large():
    """One item a week and one officer an agency, 34 agents; a tenth of them leave everything."""
    from kit import scenarios
    from kit.model import Agency, Parameter, Scenario
    from kit.sources import Status

    def number(value, unit):
        return Parameter(value, unit, 0, 9, Status.ASSUMPTION, "made up for a benchmark")

    agencies = tuple(
        Agency(f"Agency {i}", number(1.0, "items/week"), number(1, "persons")) for i in range(200)
    )
    start = Scenario(agencies, scenarios.baseline().parameters.change(agents=34), weeks=520)
    for agency in agencies[:20]:
        start = start.withdraw(agency.name)
    return start


def main(replicates, workers):
    from kit.model import run
    from kit.model.running import processes

    started = time.perf_counter()
    mapper = processes(workers) if workers > 1 else map
    result = run(large(), replicates, 1, "fixed", "summary", map=mapper)
    took = time.perf_counter() - started
    print(len(result.totals), result.totals["recovered"].mean(), took)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
