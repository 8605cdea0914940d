"""Home: the root of each language's page tree. Editors find products of a language, and policies, below it."""
