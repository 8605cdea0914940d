"""Plain values that every layer may use. No Django, no database, no clock of its own."""
