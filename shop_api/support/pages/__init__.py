"""The desk: pages for staff at `/support/`. Thin doors: they call the use cases and queries the API calls."""
