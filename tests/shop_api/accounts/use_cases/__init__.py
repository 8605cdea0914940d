"""Tests of what accounts can do."""
