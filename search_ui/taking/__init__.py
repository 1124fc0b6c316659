"""What is taken away: exports, feeds, references and citations, as files and texts."""
