"""Events to the shop: where they go, how often they are tried again, how long they can be pulled."""

from frontend_contracts.wire import environment

SHOP_URL = environment.text("SHOP_URL", "http://127.0.0.1:8001").rstrip("/")
EVENTS_TARGET = SHOP_URL + "/api/v1/events/cms"
EVENTS_FIRST_RETRY_SECONDS = 10
EVENTS_LONGEST_RETRY_SECONDS = 8_400  # with doubling from ten seconds, twenty tries take about 24 hours
EVENTS_PAUSE_AFTER_FAILURES = 20  # in a row; api.md, Events
EVENTS_KEPT_DAYS = 30  # how far back a subscriber can pull
EVENTS_ALLOW_PRIVATE_ADDRESSES = False
EVENTS_TIMEOUT_SECONDS = 10
PROCRASTINATE_WORKER_DEFAULTS = {"delete_jobs": "successful"}  # what failed stays for somebody to look at
