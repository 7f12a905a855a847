# SPDX-License-Identifier: MIT
"""pandas-groupby.py - a table from a CSV file.

The heaviest import that students take for granted: numpy's threads, time zones and locales, 100 MiB
of address space. What breaks numpy breaks this first.
"""

import os
import tempfile

from attack import DONE


def run(brief):
    os.environ["OPENBLAS_NUM_THREADS"] = "1"  # threads are numpy-linalg's matter
    import pandas as pd

    with tempfile.NamedTemporaryFile("w", suffix=".csv") as file:
        file.write("city,day,rain\n")
        for n in range(2000):
            file.write(f"{('Berlin', 'London', 'Paris')[n % 3]},2024-0{n % 9 + 1}-01,{n % 7}\n")
        file.flush()
        table = pd.read_csv(file.name, parse_dates=["day"])
    print(table.shape, table["day"].max().date())
    for city, rain in table.groupby("city")["rain"].sum().items():
        print(city, rain)
    print(table.pivot_table(index="city", columns=table["day"].dt.month, values="rain",
                            aggfunc="count").iloc[0, 0])
    return DONE


ATTACK = {
    "effect": "a table is read and grouped",
    "means": "pandas: read_csv, groupby, pivot_table",
    "oracle": "done",
    "seconds": 20,
    "needs": ["pandas"],
    "id": "B17",
    "expect": "(2000, 3) 2024-09-01\nBerlin 1998\nLondon 2000\nParis 1997\n223.0\n",
    "run": run,
}
