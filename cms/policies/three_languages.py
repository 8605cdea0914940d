"""Blocks whose texts stand in kk, ru and en on three tabs."""

from typing import Any

from django.forms import Media
from django.utils.functional import cached_property
from wagtail import blocks
from wagtail.admin.staticfiles import versioned_static
from wagtail.admin.telepath import register
from wagtail.blocks.struct_block import StructBlockAdapter

from cms.policies.comparing import ClauseComparison
from cms.policies.contracts import LOCALES

FILES = ("three_languages", "clause_fields")  # scripts and styles of the blocks
LANGUAGES = {"kk": "Қазақша", "ru": "Русский", "en": "English"}


class ThreeLanguageBlock(blocks.StructBlock):
    """A block whose fields named `…_kk`, `…_ru`, `…_en` stand on one tab for each language; the others stand above."""

    def get_form_context(self, value: Any, prefix: str = "", errors: Any = None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_form_context(value, prefix=prefix, errors=errors)
        children = context["children"]
        suffixes = tuple(f"_{locale}" for locale in LOCALES)
        context["plain"] = [child for name, child in children.items() if not name.endswith(suffixes)]
        context["languages"] = [
            {
                "locale": locale,
                "label": LANGUAGES[locale],
                "children": [child for name, child in children.items() if name.endswith(f"_{locale}")],
            }
            for locale in LOCALES
        ]
        return context

    def get_comparison_class(self) -> type[ClauseComparison]:
        """Compare two drafts of the block by what differs."""
        return ClauseComparison

    class Meta:
        form_template = "policies/three_languages.html"
        form_classname = "three-languages struct-block"


class ThreeLanguageAdapter(StructBlockAdapter):
    """Brings the tabs' script and style along with the block."""

    @cached_property
    def media(self) -> Media:
        inherited: Media = super().media
        return inherited + Media(
            js=[versioned_static(f"policies/{name}.js") for name in FILES],
            css={"all": [versioned_static(f"policies/{name}.css") for name in FILES]},
        )


register(ThreeLanguageAdapter(), ThreeLanguageBlock)
