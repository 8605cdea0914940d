"""The network, and only here: whom the shop talks to. Each has a fake for tests; nobody else opens a socket."""
