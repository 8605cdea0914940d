"""Addresses that no route makes: the webhook, health, the contract itself, the receipts' public key."""

from typing import Any

from frontend_contracts.wire import openapi, webhooks

#: Shapes that these addresses refer to.
TYPES: dict[str, Any] = {"event": webhooks.Event}

_WEBHOOK_HEADERS = {
    "webhook-id": "The event's id.",
    "webhook-timestamp": "Seconds since 1970; at most five minutes off.",
    "webhook-signature": "`v1,` and the signature over id, time and raw body (Standard Webhooks).",
}

_HEAD = {
    "type": "object",
    "required": ["seal", "signature", "key_at"],
    "properties": {
        "seal": {
            "type": ["object", "null"],
            "required": ["number", "first", "last", "count", "root", "previous", "sealed_at", "key"],
        },
        "signature": {"type": ["string", "null"], "description": "Ed25519 over the canonical JSON (RFC 8785) of seal."},
        "key_at": {"type": "string"},
    },
}


def paths(schemas: dict[str, Any]) -> dict[str, Any]:
    """Their path items; `schemas` holds one for each of `TYPES`."""
    return {
        "/api/v1/events/cms": {"post": _webhook(schemas["event"])},
        "/api/v1/openapi.json": {
            "get": _plain(
                "openapi",
                "This document, in development and for signed-in staff.",
                {"200": openapi.content("OpenAPI 3.1.", {"type": "object"}), "404": openapi.PROBLEM},
            )
        },
        "/.well-known/consent-receipt-key.json": {
            "get": _plain(
                "consent_receipt_key",
                "The public key that verifies consent receipts, as a JSON Web Key.",
                {"200": openapi.content("The key.", {"type": "object", "required": ["kty"]})},
                tag="consent",
            )
        },
        "/.well-known/consent-log/head.json": {
            "get": _plain(
                "consent_log_head",
                "The newest signed seal of the consent log; keep a copy, and later seals must still chain to it.",
                {"200": openapi.content("The seal; `null` before the first.", _HEAD)},
                tag="consent",
            )
        },
        "/.well-known/consent-log/key.json": {
            "get": _plain(
                "consent_log_key",
                "The public key that verifies seals of the consent log, as a JSON Web Key.",
                {"200": openapi.content("The key.", {"type": "object", "required": ["kty"]})},
                tag="consent",
            )
        },
        "/healthz": {
            "get": _plain("healthz", "Whether the process answers.", {"200": openapi.content("Yes.", _status("ok"))})
        },
        "/readyz": {
            "get": _plain(
                "readyz",
                "Whether the service can answer, and if not, why.",
                {
                    "200": openapi.content("It can.", _readiness("ok")),
                    "503": openapi.content("It cannot; `checks` says why.", _readiness("not_ready")),
                },
            )
        },
    }


def _webhook(event: Any) -> dict[str, Any]:
    headers = [
        {"name": name, "in": "header", "required": True, "description": says, "schema": {"type": "string"}}
        for name, says in _WEBHOOK_HEADERS.items()
    ]
    operation = _plain(
        "receive_event",
        "Take in one signed event of the cms, once; not for frontends.",
        {"204": {"description": "Taken in, now or before."}, "default": openapi.PROBLEM},
        tag="publications",
    )
    body = {"required": True, "content": {"application/json": {"schema": event}}}
    return {**operation, "parameters": headers, "requestBody": body}


def _readiness(status: str) -> dict[str, Any]:
    checks = {"type": "object", "additionalProperties": {"type": "string"}}
    return {
        "type": "object",
        "required": ["status", "checks"],
        "properties": {"status": {"type": "string", "enum": [status]}, "checks": checks},
    }


def _status(status: str) -> dict[str, Any]:
    return {
        "type": "object",
        "required": ["status"],
        "properties": {"status": {"type": "string", "enum": [status]}},
    }


def _plain(name: str, summary: str, responses: dict[str, Any], *, tag: str = "service") -> dict[str, Any]:
    return {
        "operationId": name,
        "summary": summary,
        "tags": [tag],
        "parameters": [],
        "responses": responses,
        "security": [],
    }
