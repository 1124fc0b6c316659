"""Describes a page: who published it, when, where, by whom, and who acts in it. One fact a file."""
