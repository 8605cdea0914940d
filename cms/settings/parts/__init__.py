"""One topic a file; every file holds settings names only and reads secrets through `environment`."""
