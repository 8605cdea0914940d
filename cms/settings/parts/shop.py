"""The shop's data inventory, which every policy is compared with before it is published: where it comes from."""

from frontend_contracts.wire import environment

SHOP_INVENTORY_FILE = environment.text("SHOP_INVENTORY_FILE")  # a file instead of the running shop, for work offline
#: The shop's public key as a JWK (Ed25519). Without it the key is read from the shop itself, over the same connection.
SHOP_INVENTORY_KEY = environment.text("SHOP_INVENTORY_KEY")
SHOP_INVENTORY_TIMEOUT_SECONDS = 4  # somebody waits at the publish button
SHOP_INVENTORY_BYTES = 4_000_000  # the longest answer that is read; ours has about 50,000
SHOP_INVENTORY_HOURS = 48  # an older statement of the shop may be a replayed one
