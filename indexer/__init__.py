"""Reads saved articles, cleans and describes them, and writes them, analysed, into an engine."""
