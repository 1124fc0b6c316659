"""How often Python looks for garbage: word lists, remembered forms and articles on their way are
millions of objects that no look would free, and each full look walks over all of them."""

from __future__ import annotations

import gc

# Allocations, then collections of the younger generations, between two looks.
SELDOM = (50_000, 20, 1_000)
IN_SMALL_STEPS = (4_000, 20, 50)


def look_seldom() -> None:
    """To be called before anything is read."""
    gc.set_threshold(*SELDOM)


def look_in_small_steps() -> None:
    """To be called where somebody waits: every look holds up the request that it falls on, by some
    2 ms in place of 20, and pages leave garbage behind."""
    gc.set_threshold(*IN_SMALL_STEPS)


def settle() -> None:
    """To be called when all that stays has been read: it is never looked at again."""
    gc.collect()
    gc.freeze()
    look_seldom()
