"""Measurements that anyone can run: ``python -m benchmarks.NAME --data DIR [--json]``.

DIR holds news and retrieval folders laid out as `benchmarks.data` reads them. Whatever a figure is
held against (raw Elasticsearch, SQLite) is measured again in the same run on the same machine.
"""
