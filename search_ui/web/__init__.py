"""The page and the API: Flask, and what stands between a request and an answer."""
