"""Dana, an editor: imports the legal department's file, completes and publishes the policy, publishes a product."""

import re
from typing import Any

from tests.stage.demo_content import drawings, legal_texts, people, products
from tests.stage.play.scene import Scene
from tests.stage.wagtail_form import Editor, Form

PUBLISH = {"action_publish": "action-publish"}
SUBMIT = {"action_submit": "action-submit"}
#: What the policy says as data: the editor takes it over from the policy that stands already.
CLAUSES = (
    "purposes",
    "switches",
    "data_categories",
    "recipients",
    "retention",
    "safeguards",
    "rights",
    "contacts",
)


class Publishing:
    """The editor's part of one telling of the story."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.tell = scene.narrator
        self.slug = f"story-{scene.run}"
        self.editor = Editor(scene.stage.place.url("cms"))
        self.sign_in = (people.EDITOR.email, people.EDITOR.password)

    def imports(self) -> None:
        """A plain text file becomes one language of a draft; what speaks to the publisher is set apart."""
        self.tell.chapter("An editor imports a policy as the legal department wrote it")
        file = str(legal_texts.PRIVACY_FILE)
        printed = self.scene.manage("cms", "import_policy", file, "--slug", self.slug, "--locale", "en")
        self.tell.holds("operator and both publisher's notes are found", "180140023215" in printed)
        answer = self.scene.cms().call("policy", slug=self.slug, locale="en")
        self.scene.refused(answer, "not_found", "a draft is not public")

    def completes_and_publishes(self) -> None:
        """Wagtail refuses what is not ready, at the field; then it gets all three languages, clauses and a date."""
        self.tell.chapter("In Wagtail the editor completes it; what is not ready is refused at its field")
        self.editor.sign_in(*self.sign_in)
        page = self._page(self.slug)
        refusals = self.editor.send(self.editor.form(page), **PUBLISH)
        for one in refusals[:6]:
            self.tell.printed(one)
        self.tell.holds(f"an unfinished draft is refused, with {len(refusals)} reasons", len(refusals) >= 3)
        form = self.editor.form(page)
        ready = self.editor.form(self._page("privacy"))
        names = ("title_kk", "title_ru", "effective_from", "authoritative_locale")
        notes = ("change_note_kk", "change_note_ru", "change_note_en")
        form.fields |= {name: ready.fields[name] for name in (*names, *notes)}
        for name in CLAUSES:
            form.streams[name] = [_fresh(one) for one in ready.streams[name]]
        for mine, theirs in zip(form.streams["sections"], ready.streams["sections"], strict=True):
            mine["value"] |= {name: value for name, value in theirs["value"].items() if name.endswith(("_kk", "_ru"))}
            self._confirm_contact(mine["value"])
        for note in form.streams["notes"]:
            note["value"] |= {"is_resolved": True, "answer": "Checked with the vendors' contracts; address confirmed."}
        refusals = self.editor.send(form, **PUBLISH)
        self.tell.printed(" ".join(refusals))
        asks = [one for one in refusals if "Publishers’ approval" in one]
        self.tell.holds("complete as it is, it is not published without an approval", refusals == asks != [])
        self._approved(form, page)
        version = self.scene.cms().call("policy", slug=self.slug, locale="kk")
        self.tell.holds("version 1 is public, with a hash of each text", version["version"] == 1)

    def _approved(self, form: Form, page: str) -> None:
        """The editor submits the draft, and a second person approves it: that publishes it."""
        refusals = self.editor.send(form, **SUBMIT)
        self.tell.holds(f"submitted, nothing is refused {refusals or ''}".strip(), refusals == [])
        lawyer = Editor(self.editor.base)
        lawyer.sign_in(people.APPROVER.email, people.APPROVER.password)
        action = re.search(r"/admin/pages/workflow/collect_action_data/(\d+/approve/\d+)/", lawyer.get(page))
        assert action is not None, "there is nothing to approve"
        lawyer.press(f"/admin/pages/workflow/action/{action[1]}/", comment="Read against the vendors' contracts.")

    def publishes_a_product(self) -> str:
        """Price and SKU once, texts in three languages; public when Kazakh and Russian are; returns the SKU."""
        self.tell.chapter("The editor publishes a product; it is public once Kazakh and Russian are")
        sku = f"STORY-{self.scene.run.upper()}"
        form = self.editor.form("/admin/snippets/products/product/add/")
        category = self._category()
        form.fields |= {"name": f"Story {self.scene.run}", "slug": f"story-{self.scene.run}", "category": category}
        form.fields |= {"variants-0-sku": sku, "variants-0-price_minor": "12990.00"}
        form.fields |= {f"variants-0-title_{locale}": "250" for locale in ("kk", "ru", "en")}
        form.fields |= {"images-TOTAL_FORMS": "1", "images-0-image": self._picture(), "images-0-ORDER": "1"}
        form.fields |= {f"images-0-alt_{locale}": "Story" for locale in ("kk", "ru", "en")}
        form.fields = {name: value for name, value in form.fields.items() if "__prefix__" not in name}
        refusals = self.editor.send(form, **PUBLISH)
        self.tell.holds(f"the product is saved {refusals or ''}".strip(), refusals == [])
        found = self.editor.get(f"/admin/snippets/products/product/?q=story+{self.scene.run}")
        match = re.search(r"/admin/snippets/products/product/edit/([0-9a-f-]{36})/", found)
        assert match is not None, "the product is not in the list"
        self._write(match[1], "en", "Story cup")
        self._write(match[1], "ru", "Чашка из рассказа")
        answer = self.scene.product(sku, "ru")
        self.scene.refused(answer, "not_found", "without Kazakh it is not public")
        self._write(match[1], "kk", "Әңгімедегі кесе")
        shown = self.scene.product(sku, "kk")
        self.tell.holds("with Kazakh it is", shown["slug"] == f"story-{self.scene.run}")
        return sku

    def _write(self, product: str, locale: str, title: str) -> None:
        homes = self.editor.json("/admin/api/main/pages/?slug=products")["items"]
        home = next(one["id"] for one in homes if one["meta"]["locale"] == locale)
        form = self.editor.form(f"/admin/pages/add/products/productpage/{home}/")
        form.fields |= {"title": title, "slug": f"story-{self.scene.run}", "product": product}
        refusals = self.editor.send(form, **PUBLISH)
        self.tell.holds(f"the {locale} page is published {refusals or ''}".strip(), refusals == [])

    def _page(self, slug: str) -> str:
        found = self.editor.json(f"/admin/api/main/pages/?slug={slug}")["items"]
        return f"/admin/pages/{found[0]['id']}/edit/"

    def _category(self) -> str:
        page = self.editor.get("/admin/snippets/choose/products/category/")
        match = re.search(r"/chosen/([^/\"]+)/", page)
        assert match is not None, "there is no category to choose"
        return match[1]

    def _picture(self) -> str:
        self.editor.get("/admin/images/multiple/add/")
        picture = drawings.draw(products.products()[0])
        answer = self.editor.upload(
            "/admin/images/multiple/add/", f"story-{self.scene.run}.png", picture, title="Story", collection="1"
        )
        return str(answer.get("image_id") or answer["duplicate_image_id"])

    def _confirm_contact(self, section: dict[str, Any]) -> None:
        """The placeholder of the legal department's file is replaced, as its note asks."""
        for name, value in section.items():
            if isinstance(value, str):
                section[name] = value.replace("support@infini.com", "privacy@infini.kz")


def _fresh(block: dict[str, Any]) -> dict[str, Any]:
    return {**block, "id": ""}
