"""Families of copies: an agency's report in several papers, a page that was scraped twice, a text
that was lengthened or shortened. Every copy is kept; the articles of a family share a `story`.

What an article carries. DESCRIBE gives it a `sketch` (`families.sketch`): the hash of its whole
normalised text, then the smallest hashes of its runs of four words, a bottom-k MinHash. Two copies
share many of these, whatever else either holds. The sketch is a keyword field of both engines, so
the index itself finds the candidates: nothing else is kept, on disk or in memory. `story` is at
first the hash of the whole text, so exact copies are a family from the moment they are written.

How a family is decided. `families.settle` runs at the end of `index`, `reindex` and `delete`. Two
articles that share at least two hashes are compared word by word (`families.likeness`); those that
are copies are joined, and their copies with them (union-find). The name of a family is the
smallest text hash in it, so families depend on the articles of the archive only: not on the order
of reading, nor on workers, nor on the engine. (One limit: where more than `settle.MOST` articles
share a run of words, only the oldest of them are compared over it.)

How it goes on. The archive keeps a short list of what is not settled yet: runs of indexing, by
their time, and families that lost or changed a member. It is written before the articles, and
emptied when all is settled. So a later run looks at new articles and broken families only, and one
that was killed leaves its list to the next. Only articles whose family changed are written again.
Searches go on meanwhile; they see exact copies as families from the first.

What was weighed. datasketch (MIT, 2.0) and rensa (MIT, 0.5) were tried for the hashes: datasketch
needs NumPy and SciPy and took ten times as long, rensa as long as the forty lines of `sketch`. The
bands of their LSH find texts of like length; half of an article in another is lost on them unless
bands are of one hash each, which is what the keyword field holds.
"""
