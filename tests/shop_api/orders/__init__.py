"""Tests of carts, checkout and orders."""
