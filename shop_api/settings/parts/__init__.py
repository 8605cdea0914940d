"""One topic a file."""
