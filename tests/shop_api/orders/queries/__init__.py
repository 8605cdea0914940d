"""Tests of the orders' queries."""
