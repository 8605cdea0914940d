"""What lies on the shelf."""

from django.http import HttpResponse

from frontend_contracts.wire.problems import NotFound, Problem
from shop_api.catalog import queries
from shop_api.catalog.use_cases.set_stock import set_stock
from shop_api.gate.permissions import Permission
from shop_api.support.pages import frame


@frame.page
def levels(visit: frame.Visit) -> HttpResponse:
    """The stock list; stock keepers also write what they counted."""
    if visit.request.method != "POST":
        return _levels(visit)
    given = visit.request.POST
    try:
        visit.run(
            set_stock,
            sku=given.get("sku", "").strip(),
            on_hand=frame.whole_number(given.get("on_hand")),
            expected_version=frame.whole_number(given.get("expected_version")),
        )
    except NotFound:
        if not visit.may(Permission.CATALOG_STOCK_SET):
            raise
        return _levels(visit, is_unknown=True, status=404)
    except Problem as problem:
        return _levels(visit, problem=problem, status=problem.kind.value)
    return frame.closed(frame.redirect("/support/stock?said=counted"))


def _levels(
    visit: frame.Visit, *, problem: Problem | None = None, is_unknown: bool = False, status: int = 200
) -> HttpResponse:
    given = visit.request.GET
    sku = given.get("sku", "").strip()
    found = visit.ask(queries.stock_levels, skus=sku, after=given.get("after"), before=given.get("before"), limit=50)
    return visit.show(
        "stock",
        status=status,
        problem=problem,
        found=found,
        sku=sku,
        is_unknown=is_unknown,
        counts=visit.may(Permission.CATALOG_STOCK_SET),
    )
