"""Commands of the policies: import a text, withdraw a version, publish what is scheduled."""
