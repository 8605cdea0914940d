"""Tests of the orders' rules."""
