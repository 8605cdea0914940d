"""Tests of the text importer."""
