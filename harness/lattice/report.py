# SPDX-License-Identifier: MIT
"""What the lattice answers: who is needed, who is worth what, which stacks are on the front."""

import csv
from collections import Counter, defaultdict

from game import shapley, smallest
from measure import column


def costs_of(path):
    """{column: microseconds that it adds to a launch}, of `bench-report --csv`."""
    if not path:
        return {}
    with open(path, encoding="utf-8", newline="") as file:
        return {row["variant"]: float(row["added"]) for row in csv.DictReader(file)
                if row["type"] == "sample" and row["program"] == "noop-static" and row["added"]}


class Answer:
    def __init__(self, lattice, costs):
        self.lattice, self.layers, self.costs = lattice, lattice.layers, costs
        usable = lattice.usable()
        self.attacks = [a for a in usable if not lattice.benign[a]]
        self.honest = [a for a in usable if lattice.benign[a]]
        self.truth = {a: lattice.known[a].truth() for a in usable}

    def holds(self, attack, mask):
        return self.truth[attack] >> mask & 1

    def coverage(self, mask):
        return sum(self.holds(a, mask) for a in self.attacks)

    def broken(self, mask):
        return sum(self.holds(a, mask) for a in self.honest)

    def all_that_full_holds(self):
        """The smallest stacks that hold whatever all layers together hold."""
        bits = self.layers.feasible_bits
        for attack in self.attacks:
            if self.holds(attack, self.layers.full):
                bits &= self.truth[attack]
        return smallest(self.layers, bits)

    def shares(self):
        """{row: [each layer's Shapley value]}, and of all under None."""
        values, found = {}, defaultdict(lambda: [0.0] * self.layers.n)
        for attack in self.attacks:
            truth = self.truth[attack]
            if truth not in values:
                values[truth] = shapley(self.layers, truth)
            for row in (attack.split("/")[0], None):
                found[row] = [a + b for a, b in zip(found[row], values[truth])]
        return found

    def lost_without(self, i):
        full, without = self.layers.full, self.layers.without(i)
        return [a for a in self.attacks if self.holds(a, full) and not self.holds(a, without)]

    def alone(self, i):
        return self.coverage(self.layers.closure(1 << i))

    def only(self, i):
        """Attacks that no stack without this layer holds."""
        return self.lost_without(i)

    def redundant(self):
        return [name for i, name in enumerate(self.layers.names) if not self.lost_without(i)]

    def cost(self, mask):
        """What its layers add to a launch, one by one, over that of a process: an estimate. None: not measured."""
        base = self.costs.get("fork")
        found = [self.costs.get(name) for name in self.layers.named(mask)]
        if base is None or None in found:
            return None
        return base + sum(max(0.0, each - base) for each in found)

    def front(self):
        """Of all stacks those that none beats in cost, attacks held and honest programs kept at once."""
        points = [(self.cost(m), -self.coverage(m), self.broken(m), m) for m in self.layers.feasible]
        points = [p for p in points if p[0] is not None]
        kept = []
        for point in sorted(points):
            if not any(all(a <= b for a, b in zip(other[:3], point[:3])) for other in kept):
                kept.append(point)
        return [(m, cost, -held, broken) for cost, held, broken, m in kept]

    def checked(self):
        """(agree, [(attack, mask) that do not])."""
        agree, wrong = 0, []
        for (attack, mask), (held, how) in self.lattice.cells.items():
            if how == "check" and attack in self.truth:
                if bool(self.holds(attack, mask)) == held:
                    agree += 1
                else:
                    wrong.append((attack, mask))
        return agree, wrong

    def counts(self):
        measured = sum(how == "measured" and a in self.truth for (a, _), (_, how) in self.lattice.cells.items())
        every = len(self.truth) * len(self.layers.feasible)
        return measured, every


def as_json(answer):
    ls, (measured, every), (agree, wrong) = answer.layers, answer.counts(), answer.checked()
    shares = answer.shares()
    return {
        "layers": ls.names, "subsets": len(ls.feasible), "attacks": len(answer.attacks), "honest": len(answer.honest),
        "full_holds": answer.coverage(ls.full), "full_breaks": answer.broken(ls.full),
        "measured": measured, "inferred": every - measured, "checked": agree + len(wrong), "agree": agree,
        "contradicting": sorted(answer.lattice.contradicting()), "left_out": answer.lattice.out,
        "smallest": [ls.named(m) for m in answer.all_that_full_holds()],
        "by_layer": [{"layer": name, "alone": answer.alone(i), "leave_one_out": len(answer.lost_without(i)),
                      "only": sorted(answer.only(i)), "shapley": round(shares[None][i], 4) if None in shares else 0,
                      "by_row": {row: round(values[i], 4) for row, values in sorted(shares.items(), key=str) if row}}
                     for i, name in enumerate(ls.names)],
        "redundant": answer.redundant(),
        "front": [{"layers": ls.named(m), "estimated_us": round(cost, 1), "held": held, "broken": broken}
                  for m, cost, held, broken in answer.front()],
        "programs": {a: {"minimal": [ls.named(m) for m in answer.lattice.known[a].minimal()],
                         "largest_without": [ls.named(m) for m in answer.lattice.known[a].maximal()],
                         "measured": sum(1 for (b, _), (_, how) in answer.lattice.cells.items()
                                         if b == a and how == "measured")}
                     for a in sorted(answer.truth)},
    }


def table(head, rows):
    yield "| " + " | ".join(head) + " |"
    yield "|---" + "|--:" * (len(head) - 1) + "|"
    for row in rows:
        yield "| " + " | ".join(map(str, row)) + " |"


def as_markdown(answer):
    told = as_json(answer)
    names = told["layers"]
    yield (f"{told['subsets']} stacks of {len(names)} layers ({', '.join(names)}), {told['attacks']} attacks and "
           f"{told['honest']} honest programs: {told['measured']} cells measured, {told['inferred']} inferred, since a "
           f"stack holds what a smaller one holds; of {told['checked']} inferred ones that were measured as a check, "
           f"{told['agree']} agree.")
    for attack in told["contradicting"]:
        yield f"- not monotone, so nothing is inferred of it and it is left out: {attack}"
    if told["left_out"]:
        reasons = Counter(why.split(" under ")[0] for why in told["left_out"].values())
        yield "- left out: " + ", ".join(f"{n} {why}" for why, n in reasons.most_common())
    yield (f"\nAll layers together hold {told['full_holds']} of {told['attacks']}. "
           "The smallest stacks that hold as much:\n")
    yield from (f"- {column(stack)}" for stack in told["smallest"])
    yield "\nRedundant beside all others: " + (", ".join(told["redundant"]) or "none") + ".\n"
    yield from table(["layer", "held alone", "lost without", "Shapley value"],
                     [(one["layer"], one["alone"], one["leave_one_out"], f"{one['shapley']:.1f}") for one in
                      sorted(told["by_layer"], key=lambda one: -one["shapley"])])
    yield "\nWhat only one layer holds:\n"
    yield from (f"- {one['layer']}: {', '.join(one['only'])}" for one in told["by_layer"] if one["only"])
    yield "\nShapley value by row:\n"
    rows = sorted({row for one in told["by_layer"] for row in one["by_row"]})
    yield from table(["row", *names], [(row, *(f"{one['by_row'].get(row, 0):.1f}" for one in told["by_layer"]))
                                       for row in rows])
    if told["front"]:
        yield "\nThe front of estimated cost, attacks held and honest programs broken:\n"
        yield from table(["stack", "added us", "held", "broken"],
                         [(column(one["layers"]), f"{one['estimated_us']:.0f}", one["held"], one["broken"])
                          for one in told["front"]])
