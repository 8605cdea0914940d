"""Questions of privacy."""
