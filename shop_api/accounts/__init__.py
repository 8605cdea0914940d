"""Accounts: customers, their sign-up, sign-in and profile."""
