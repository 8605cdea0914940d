"""Reads of support: staff, orders at the desk, threads."""
