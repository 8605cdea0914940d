"""Pages of the desk for requests of data subjects."""
