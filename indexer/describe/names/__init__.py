"""Persons, organisations and places that no list holds: a model of sequences, and its training."""
