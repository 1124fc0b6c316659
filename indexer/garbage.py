"""How often Python looks for garbage: word lists, remembered forms and articles on their way are
millions of objects that no look would free, and each full look walks over all of them."""

from __future__ import annotations

import gc

THRESHOLDS = (50_000, 20, 1_000)  # allocations, then collections of the younger generations


def look_seldom() -> None:
    """To be called before anything is read."""
    gc.set_threshold(*THRESHOLDS)


def settle() -> None:
    """To be called when all that stays has been read: it is never looked at again."""
    gc.collect()
    gc.freeze()
    look_seldom()
