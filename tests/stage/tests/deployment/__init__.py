"""The containers, played without Docker: what their files say, and the image's files running under those settings."""
