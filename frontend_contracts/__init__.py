"""What frontends may count on: generated contracts, and in `wire` the code that makes both services speak alike."""
