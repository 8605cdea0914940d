"""From block classes to GraphQL: one object type a block, one union a StreamBlock. Nothing is written by hand twice."""

from __future__ import annotations

from typing import Any

import graphene

from cms.blocks import answers
from cms.images.graphql_api import Image


class NameAndValue(graphene.ObjectType):
    """One line of a table of facts."""

    name = graphene.String(required=True)
    value = graphene.String(required=True)


def _field(kind: str) -> Any:
    made = {
        answers.TEXT: lambda: graphene.String(required=True),
        answers.TEXTS: lambda: graphene.List(graphene.NonNull(graphene.String), required=True),
        answers.PAIRS: lambda: graphene.List(graphene.NonNull(NameAndValue), required=True),
        answers.IMAGE: lambda: graphene.Field(Image, required=True),
    }
    return made[kind]()


def block_type(name: str, block: Any, *, prefix: str) -> type[graphene.ObjectType]:
    """The object type of one block, such as `ProductQuoteBlock`, from the block's `answer_fields`."""
    fields = {key: _field(kind) for key, kind in type(block).answer_fields.items()}
    fields["id"] = graphene.ID(required=True, description="Stays the same when the block is edited or moved.")
    documentation = (type(block).__doc__ or name).strip().splitlines()[0]
    return type(
        f"{prefix}{name.title().replace('_', '')}Block", (graphene.ObjectType,), {**fields, "__doc__": documentation}
    )


def union_of(stream_block: type, *, name: str, prefix: str) -> type[graphene.Union]:
    """The union of all blocks of a StreamBlock class; a block added to the class appears here by itself."""
    types = {key: block_type(key, block, prefix=prefix) for key, block in stream_block().child_blocks.items()}

    def resolve_type(instance: Any, info: Any) -> type[graphene.ObjectType]:
        return types[instance["type"]]

    meta = type("Meta", (), {"types": tuple(types.values())})
    documentation = f"A block of {name}."
    return type(
        name, (graphene.Union,), {"Meta": meta, "resolve_type": staticmethod(resolve_type), "__doc__": documentation}
    )
