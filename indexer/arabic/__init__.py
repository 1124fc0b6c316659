"""The language: pure functions, text in, text or terms out; no I/O beyond its word lists."""
