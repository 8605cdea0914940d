"""Draws the picture of each demo product."""

from collections.abc import Callable

from tests.stage.demo_content.drawing import accessories, ceramics, ornament, tea, textiles
from tests.stage.demo_content.drawing.brush import SIZE, Canvas
from tests.stage.demo_content.products import Product

__all__ = ["DRAWINGS", "SIZE", "draw"]

Painter = Callable[[Canvas, ornament.Palette], None]

_STANDING: tuple[Painter, ...] = (
    tea.tin,
    tea.pouch,
    tea.herb_jar,
    tea.berry_jar,
    tea.honey_jar,
    tea.gift_box,
    ceramics.tea_bowls,
    ceramics.teapot,
    ceramics.plate,
    ceramics.mug,
    ceramics.jug,
    ceramics.vase,
    textiles.quilts,
    textiles.cushion,
    textiles.tablecloth,
    textiles.blanket,
    textiles.felt_rug,
    textiles.towels,
    accessories.wallet,
    accessories.tote,
    accessories.candle,
)
_SEEN_FROM_ABOVE: tuple[Painter, ...] = (accessories.slippers, accessories.board, accessories.notebook)

DRAWINGS: dict[str, Painter] = {painter.__name__: painter for painter in (*_STANDING, *_SEEN_FROM_ABOVE)}


def draw(product: Product) -> bytes:
    """Return the product's picture as PNG, 1600 × 1600 pixels; the same product gives the same bytes.

    Takes about half a second.

    :raises KeyError: the product names a drawing that does not exist
    """
    palette = ornament.Palette(**product.image.palette)
    painter = DRAWINGS[product.image.drawing]
    canvas = Canvas()
    if painter in _SEEN_FROM_ABOVE:
        ornament.table_top(canvas, palette)
    else:
        ornament.scene(canvas, palette)
    painter(canvas, palette)
    return canvas.png()
