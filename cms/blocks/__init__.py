"""StreamField blocks, one family a file. Each block says which fields its public answer has."""
