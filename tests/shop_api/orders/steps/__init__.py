"""Tests of the orders' steps."""
