"""What is answered: hits, facets, marks and passages, and what to try instead; for the page, the
API and the command line alike, and without Flask."""
