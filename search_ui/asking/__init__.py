"""What is asked: parameters, the query as typed, and what it means to an engine."""
