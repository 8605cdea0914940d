"""Tests of the desk's filters."""
