"""Commands of the content service."""
