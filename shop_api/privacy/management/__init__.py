"""Commands of the feature."""
