"""Builds the generated lists of ``mappings/lexicon`` from open dictionaries: see ``__main__``.

Only this package needs arramooz, libqutrub and simplemma; nothing of it runs in the product.
"""
