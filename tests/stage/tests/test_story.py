"""The story, told against two real services and two workers on clones of migrated databases; and their bad days."""

import pytest

from tests.stage import docs_browser, services, typescript
from tests.stage.narrator import Narrator
from tests.stage.play import editor
from tests.stage.play.scene import Scene
from tests.stage.story import DOORS, tell

CLAIMS = 52


@pytest.mark.parametrize("door", DOORS)
def test_the_story_plays_to_its_end(stage: services.Stage, door: str) -> None:
    lines: list[str] = []
    narrator = Narrator(lines.append)

    tell(Scene(stage, door, narrator))

    assert narrator.held == CLAIMS, "\n".join(lines[-60:])


def test_a_typescript_frontend_orders_and_cancels(stage: services.Stage) -> None:
    reason = typescript.why_not()
    if reason:
        pytest.skip(reason)

    status = typescript.client_tests({"SHOP_URL": stage.place.url("shop_api"), "CMS_URL": stage.place.url("cms")})

    assert status == 0


def test_a_developer_places_an_order_from_the_documentation(stage: services.Stage) -> None:
    reason = docs_browser.why_not() or typescript.why_not()
    if reason:
        pytest.skip(reason)

    with docs_browser.browser() as driver:
        answers = docs_browser.run_graphql_tabs(driver, stage.place.url("shop_api"))
        steps = docs_browser.run_rest_steps(driver, stage.place.url("shop_api"))
        read = docs_browser.run_graphql_tabs(driver, stage.place.url("cms"))

        assert docs_browser.complaints(driver) == []
    assert '"status": "confirmed"' in answers[5]
    assert '"status": "cancelled"' in answers[7]
    assert [status for _, status in steps] == ["200", "200", "201", "200", "201", "201", "200", "200"]
    assert len(read) == 3
    assert "problem" not in "".join(read)


def test_what_is_published_while_the_shop_is_down_arrives_later_and_once(stage: services.Stage) -> None:
    scene = Scene(stage, "rest", Narrator(lambda line: None))
    stage.stop_service("shop_api")
    publishing = editor.Publishing(scene)
    publishing.editor.sign_in(*publishing.sign_in)
    sku = publishing.publishes_a_product()

    stage.restart_service("shop_api")

    quiet = scene.shop()
    scene.soon(lambda: quiet.call("product", slug_or_sku=sku, locale="kk").error is None, f"{sku} in the shop")
    found = quiet.call("catalog", locale="kk", skus=sku)
    assert [one["slug"] for one in found["data"]] == [f"story-{scene.run}"]


def test_no_secret_of_a_customer_is_in_any_log(stage: services.Stage) -> None:
    """After the story, nothing in any process's log tells whom it was about."""
    logs = "".join(path.read_text(errors="replace") for path in (stage.place.folder / "logs").glob("*.log"))

    assert len(logs) > 0
    for marker in ("Sadykova", "Садыков", "701 234 56 67", "+77012345667", "+77023456789", "aigerim.", "пр. Абая"):
        assert marker not in logs
