# SPDX-License-Identifier: MIT
"""Figures of what a column is worth: cost against attacks held, honest programs broken, surface, and the lattice."""

from captions import of_matrix, where
from measured import read_lines


def column_costs(b):
    return {r["variant"]: float(r["ratio"]) for r in b.rows
            if r["type"] == "sample" and r["program"] == "noop-static" and r["ratio"]}


def held_of(m):
    """{column: (attacks held, proven)}."""
    found = {}
    for c in m.model["columns"]:
        squares = [r["squares"].get(c["name"]) for r in m.model["rows"] if not r["benign"]]
        squares = [s for s in squares if s]
        found[c["name"]] = sum(s["held"] for s in squares), sum(s["proven"] for s in squares)
    return found


def on_front(points):
    """Of (cost, gain, name) those that no cheaper one equals."""
    kept = []
    for cost, gain, name in sorted(points, key=lambda p: (p[0], -p[1])):
        if not kept or gain > kept[-1][1]:
            kept.append((cost, gain, name))
    return kept


def pareto(d, m, b):
    costs, held = column_costs(b), held_of(m)
    points = [(costs[c], 100 * k / n, c) for c, (k, n) in held.items() if c in costs and n]
    front = on_front(points)
    if len(front) < 2:
        return
    rest = [(x, y, y, y, name) for x, y, name in points if (x, y, name) not in front]
    cost, share, name = front[-1]
    d.curves("pareto", "Launch time against attacks held, of all columns that were timed. The front, drawn and "
             "named: nothing that is "
             f"cheaper holds as many. The most are held by {name}: {share:.0f} % for {cost:.1f} times a bare "
             f"launch. {of_matrix(m)}",
             {"on the front": [(x, y, y, y, n) for x, y, n in front], "others": rest},
             "launch time, multiples of bare (log)", "attacks held, %", logx=1, lines=0, names=1)


def honest(d, m):
    broken = {c["name"]: c["false_positives"] for c in m.model["columns"] if c["false_positives"]}
    rows = sorted(broken, key=lambda c: (-broken[c], c))[:24]
    none = sum(1 for c in m.model["columns"] if not c["false_positives"])
    if rows:
        d.dots("honest", f"Honest programs that a column breaks, of those that work undefended: the {len(rows)} "
               f"columns that break most. "
               f"{none} columns break none; {rows[0]} breaks {broken[rows[0]]}. {of_matrix(m)}", rows,
               {"programs broken": {c: (broken[c],) * 3 for c in rows}}, "honest programs broken")


def surface(d, path):
    if not path:
        return
    lines = read_lines(path)
    meta = next(l for l in lines if l["type"] == "meta")
    found = {l["defence"]: len(l["reachable"]) if isinstance(l["reachable"], list) else l["reachable"]
             for l in lines if l["type"] == "surface" and l.get("reachable") is not None}
    rows = sorted(found, key=lambda c: (found[c], c))[:20]
    if "none" in found and "none" not in rows:
        rows.append("none")
    if rows:
        least = rows[0]
        d.dots("surface", f"System calls that still answer inside, of the {len(rows)} columns with the fewest and "
               f"of none. {least} leaves "
               f"{found[least]}" + (f" of {found['none']}, {100 - 100 * found[least] / found['none']:.0f} % less"
                                    if found.get("none") else "") + f". {where(meta)}.", rows,
               {"system calls": {c: (found[c],) * 3 for c in rows}}, "system calls within reach")


def lattice(d, told, meta):
    if not told:
        return
    layers = sorted(told["by_layer"], key=lambda one: -one["shapley"])
    first, idle = layers[0], [one["layer"] for one in layers if not one["leave_one_out"]]
    text = (f"{told['attacks']} attacks under stacks of {len(told['layers'])} layers: {told['measured']} cells "
            f"measured, "
            f"{told['inferred']} inferred, of which {told['agree']} of {told['checked']} measured as a check agree. ")
    d.dots("worth", f"What each layer buys: attacks that it holds alone, attacks lost without it, and its Shapley "
           f"value. {text}"
           f"{first['layer']} is worth most, {first['shapley']:.1f} attacks; "
           + (f"without any one of {', '.join(idle)} nothing is lost. " if idle else "without any one of them "
               "something is lost. ")
           + f"{where(meta)}.", [one["layer"] for one in layers],
           {"alone": {one["layer"]: (one["alone"],) * 3 for one in layers},
            "lost without it": {one["layer"]: (one["leave_one_out"],) * 3 for one in layers},
            "Shapley value": {one["layer"]: (one["shapley"],) * 3 for one in layers}}, "attacks")
    front = [(one["estimated_us"], 100 * one["held"] / told["attacks"], "+".join(one["layers"]) or "nothing",
             one["broken"])
             for one in told["front"]]
    front = [p for i, p in enumerate(front) if not any(q[1] >= p[1] and q[0] <= p[0] for q in front[:i])]
    stacks = "; ".join(f"{i} {name}" for i, (_, _, name, _) in enumerate(front, 1))
    if len(front) > 1:
        d.curves("pareto-lattice", f"Of all stacks those on the front of launch cost and attacks held: {stacks}. "
                 f"{text}The cost is the sum of what each layer adds alone. The last, {front[-1][2]}, holds "
                 f"{front[-1][1]:.0f} % and breaks "
                 f"{front[-1][3]} of "
                 f"{told['honest']} honest programs. {where(meta)}.",
                 {"on the front": [(x, y, y, y, str(i + 1)) for i, (x, y, _, _) in enumerate(front)]},
                 "added to a launch, microseconds", "attacks held, %", lines=0, names=1)


def draw(d, m, b, surface_path, told, lattice_meta):
    pareto(d, m, b)
    honest(d, m)
    surface(d, surface_path)
    lattice(d, told, lattice_meta)
