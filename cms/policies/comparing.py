"""Two drafts side by side: of each clause only what differs, with the words of the form instead of ids."""

from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from wagtail import blocks
from wagtail.admin.compare import StructBlockComparison, TextDiff, diff_text, get_comparison_class_for_block

from cms.policies.contracts import LOCALES


class ClauseComparison(StructBlockComparison):
    """A block of a policy: a line that names it, then each field that is not as it was."""

    def htmldiff(self) -> SafeString:
        """Return the name of the block, and before and after of each field that changed."""
        before, after = self.val_a or {}, self.val_b or {}
        rows: list[tuple[Any, Any]] = [(self._named(after or before), "")]
        for name, child in self.block.child_blocks.items():
            was, is_ = (before.get(name) if before else None), (after.get(name) if after else None)
            if _as_text(child, was) != _as_text(child, is_):
                rows.append((self._label(name, child), self._difference(child, was, is_)))
        return format_html("<dl>{}</dl>", format_html_join("", "<dt>{}</dt><dd>{}</dd>", rows))

    def htmlvalue(self, val: Any) -> SafeString:
        """Return the fields of a block that is new or gone; only the name of one that is as it was."""
        if self.exists_a and self.exists_b:
            return self._named(val)
        rows = [
            (self._label(name, child), _as_text(child, val.get(name)))
            for name, child in self.block.child_blocks.items()
            if _as_text(child, val.get(name))
        ]
        return format_html("<dl>{}</dl>", format_html_join("", "<dt>{}</dt><dd>{}</dd>", rows))

    def _named(self, value: Any) -> SafeString:
        said = (_as_text(child, value.get(name)) for name, child in self.block.child_blocks.items() if _names(name))
        return format_html("<strong>{} {}</strong>", self.block.label, " · ".join(text for text in said if text))

    def _label(self, name: str, child: blocks.Block) -> str:
        language = name.rsplit("_", 1)[-1]
        return f"{child.label} ({language})" if language in LOCALES else str(child.label)

    def _difference(self, child: blocks.Block, was: Any, is_: Any) -> Any:
        if isinstance(child, blocks.RichTextBlock):
            return get_comparison_class_for_block(child)(child, was is not None, is_ is not None, was, is_).htmldiff()
        before, after = _as_text(child, was), _as_text(child, is_)
        if isinstance(child, blocks.TextBlock | blocks.CharBlock):
            return diff_text(before, after).to_html()
        return TextDiff([("deletion", before), ("addition", after)]).to_html()


def _names(name: str) -> bool:
    """Whether a field says which clause it is: its id, or what its id is made of."""
    return name in ("id", "number", "heading_ru", "country", "category", "purpose", "kind")


def _as_text(child: blocks.Block, value: Any) -> str:
    """Return a value as the form shows it."""
    if value in (None, "", [], ()):
        return ""
    if isinstance(child, blocks.ChoiceBlock | blocks.MultipleChoiceBlock):
        names = {str(id_): str(name) for id_, name in child.field.choices}
        values = value if isinstance(value, list | tuple) else [value]
        return ", ".join(names.get(str(one), str(one)) for one in values)
    return str(getattr(value, "source", value))
