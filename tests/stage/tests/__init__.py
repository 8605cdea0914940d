"""Tests of the stage itself, with a small stand-in for the two services."""
