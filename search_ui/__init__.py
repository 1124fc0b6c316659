"""Searches an archive and presents what was found: a page for people, an API for programs."""
