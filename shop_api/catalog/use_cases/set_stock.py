"""Stock keepers say how many pieces lie on the shelf."""

from frontend_contracts.wire.problems import Kind, NotFound, PreconditionFailed
from shop_api.catalog import contracts, models, queries
from shop_api.gate.actor import Actor
from shop_api.gate.consent_port import Ground, Statute
from shop_api.gate.errors import ShopError
from shop_api.gate.permissions import Permission
from shop_api.gate.use_case import use_case


class BelowReserved(ShopError):
    """Fewer pieces were counted than orders have been promised."""

    code = "stock.below_reserved"
    kind = Kind.CONFLICT
    texts = {
        "en": "Orders hold {reserved} of {sku}. Count again, or cancel orders first.",
        "ru": "В заказах зарезервировано {reserved} шт. {sku}. Пересчитайте или сначала отмените заказы.",
        "kk": "{sku} тауарынан {reserved} дана тапсырыстарға бөлінген. Қайта санаңыз не тапсырысты болдырмаңыз.",
    }
    shown = ("sku", "reserved")


@use_case(
    permission=Permission.CATALOG_STOCK_SET,
    ground=Ground.STAFF,
    under=Statute.NO_PERSONAL_DATA,
    replay=queries.stock_level,
)
def set_stock(*, actor: Actor, command: contracts.SetStock) -> contracts.StockLevel:
    """Set how many pieces of a SKU are on hand, those reserved for orders included.

    :raises NotFound: no published product ever had this SKU
    :raises PreconditionFailed: `expected_version` is not the version now stored
    :raises BelowReserved: orders hold more pieces than were counted
    """
    if not models.Variant.objects.filter(sku=command.sku).exists():
        raise NotFound
    # Insert first, so that two first counts of a SKU do not race; then lock.
    models.Stock.objects.bulk_create(
        [models.Stock(sku=command.sku, on_hand=0, created_at=actor.at, changed_at=actor.at, version=0)],
        ignore_conflicts=True,
    )
    row = models.Stock.objects.select_for_update().get(sku=command.sku)
    if command.expected_version is not None and row.version != command.expected_version:
        raise PreconditionFailed
    if command.on_hand < row.reserved:
        raise BelowReserved(sku=command.sku, reserved=row.reserved)
    change = command.on_hand - row.on_hand
    row.on_hand, row.version, row.changed_at = command.on_hand, row.version + 1, actor.at
    row.save(update_fields=["on_hand", "version", "changed_at"])
    models.StockMovement.objects.create(
        at=actor.at,
        sku=row.sku,
        kind="set",
        quantity=change,
        on_hand_after=row.on_hand,
        reserved_after=row.reserved,
    )
    return queries.level_of(row)
