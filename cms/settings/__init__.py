"""Settings of the content service: `base` for all, then `dev`, `test` and `production`; `parts` hold one topic each."""
