# SPDX-License-Identifier: MIT
"""classes.py - what a second course is made of.

Dataclasses, protocols, enumerations, descriptors, match. It needs the interpreter and nothing else;
an in-process sandbox that takes away __build_class__, __subclasses__ or eval breaks the library
itself, since dataclasses and namedtuple compile code.
"""

import abc
import collections
import dataclasses
import enum
import functools
import typing

from attack import DONE


class Suit(enum.Enum):
    HEARTS = "h"
    SPADES = "s"


@functools.total_ordering
@dataclasses.dataclass(frozen=True)
class Card:
    rank: int
    suit: Suit = Suit.SPADES
    tags: tuple = dataclasses.field(default=(), compare=False)

    def __lt__(self, other: "Card") -> bool:
        return self.rank < other.rank


class Shape(abc.ABC):
    @abc.abstractmethod
    def area(self) -> float: ...


class Square(Shape):
    def __init__(self, side):
        self.side = side

    def area(self):
        return self.side**2


Point = collections.namedtuple("Point", "x y")


def describe(thing: typing.Any) -> str:
    match thing:
        case Point(x=0, y=0):
            return "origin"
        case [first, *rest]:
            return f"{first} and {len(rest)} more"
        case {"kind": kind}:
            return kind
        case _:
            return "?"


def run(brief):
    cards = [Card(9), Card(3, Suit.HEARTS), Card(12)]
    print(max(cards), dataclasses.replace(cards[0], rank=1) < cards[1])
    print([suit.name for suit in Suit], Suit("h"))
    try:
        Shape()
    except TypeError:
        print(Square(3).area(), issubclass(Square, Shape))
    print(describe(Point(0, 0)), describe([1, 2, 3]), describe({"kind": "dict"}), describe(None))
    print(typing.get_type_hints(describe), len(Shape.__subclasses__()))
    return DONE


ATTACK = {
    "effect": "classes behave",
    "means": "dataclasses, enum, abc, namedtuple, typing, match",
    "oracle": "done",
    "expect": "Card(rank=12, suit=<Suit.SPADES: 's'>, tags=()) True\n"
              "['HEARTS', 'SPADES'] Suit.HEARTS\n9 True\norigin 1 and 2 more dict ?\n"
              "{'thing': typing.Any, 'return': <class 'str'>} 1\n",
    "run": run,
}
