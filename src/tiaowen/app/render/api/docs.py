"""The page that describes the interface: its description in OpenAPI as HTML, with nothing to load from anywhere."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from html import escape
from pathlib import Path
from typing import Any

from tiaowen.app.render.api import words
from tiaowen.app.render.page.markup import from_markdown

Schema = Mapping[str, Any]

_STYLE = (Path(__file__).parents[2] / "static" / "api.css").read_text(encoding="utf-8")


def api_page(description: Schema) -> str:
    """Return the page for ``description``, which is the interface's own in OpenAPI."""
    info = description["info"]
    operations = "".join(_operations(description))
    types = "".join(_type(name, schema) for name, schema in description["components"]["schemas"].items())
    return (
        f'<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>{escape(info["title"])}</title>'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f'<link rel="icon" href="data:,"><style>{_STYLE}</style></head><body><main>'
        f"<h1>{escape(info['title'])} {escape(info['version'])}</h1>{from_markdown(info['description'])}"
        f'<p><a href="openapi.json">{words.MACHINE_READABLE}</a></p>{operations}'
        f"<h2>{words.TYPES_HEADING}</h2>{types}</main></body></html>"
    )


def _operations(description: Schema) -> Iterator[str]:
    base = description["servers"][0]["url"]
    for path, methods in description["paths"].items():
        for method, operation in methods.items():
            yield (
                f'<h2><b class="method">{method.upper()}</b><code>{escape(base + path)}</code> '
                f"{escape(operation['summary'])}</h2>{from_markdown(operation['description'])}"
                f"{_parameters(operation)}{_body(operation, description)}{_responses(operation)}"
            )


def _parameters(operation: Schema) -> str:
    rows = (
        f"<tr><td><code>{escape(p['name'])}</code></td><td>{words.IN[p['in']]}</td>"
        f"<td>{escape(p.get('description') or p['schema'].get('description', ''))}{_default(p['schema'])}</td></tr>"
        for p in operation.get("parameters", ())
    )
    table = "".join(rows)
    head = "".join(f"<th>{word}</th>" for word in words.PARAMETER_HEADS)
    return f"<table><tr>{head}</tr>{table}</table>" if table else ""


def _default(schema: Schema) -> str:
    return f"（{words.DEFAULT} <code>{escape(str(schema['default']))}</code>）" if "default" in schema else ""


def _body(operation: Schema, description: Schema) -> str:
    if "requestBody" not in operation:
        return ""
    name = _type_of(operation["requestBody"]["content"]["application/json"]["schema"])
    fields = description["components"]["schemas"][name]["properties"]
    example = {field: schema["examples"][0] for field, schema in fields.items() if "examples" in schema}
    written = json.dumps(example, ensure_ascii=False, indent=2)
    return f'<h3>{words.BODY} <a href="#{name}">{name}</a></h3><pre><code>{escape(written)}</code></pre>'


def _responses(operation: Schema) -> str:
    rows = (
        f"<tr><td>{status}</td><td>{escape(response['description'])}</td><td>{_content(response)}</td></tr>"
        for status, response in sorted(operation["responses"].items())
    )
    head = "".join(f"<th>{word}</th>" for word in words.RESPONSE_HEADS)
    return f"<h3>{words.RESPONSES}</h3><table><tr>{head}</tr>{''.join(rows)}</table>"


def _content(response: Schema) -> str:
    named = (
        f"<code>{media}</code> {_link(content.get('schema', {}))}" for media, content in response["content"].items()
    )
    return "，".join(named)


def _type(name: str, schema: Schema) -> str:
    rows = "".join(
        f"<tr><td><code>{escape(field)}</code></td><td>{_link(described)}</td>"
        f"<td>{escape(described.get('description', ''))}</td></tr>"
        for field, described in schema.get("properties", {}).items()
    )
    head = "".join(f"<th>{word}</th>" for word in words.FIELD_HEADS)
    table = f"<table><tr>{head}</tr>{rows}</table>" if rows else ""
    return f'<h3 id="{name}">{name}</h3><p>{escape(schema["description"])}</p>{table}'


def _link(schema: Schema) -> str:
    """Return what ``schema`` is, in a few words, types of ours linked."""
    if "$ref" in schema:
        name = _type_of(schema)
        return f'<a href="#{name}">{name}</a>'
    if "anyOf" in schema:
        return "、".join(_link(one) for one in schema["anyOf"])
    kind = words.KINDS.get(schema.get("type", ""), "")
    return f"{kind}：{_link(schema['items'])}" if "items" in schema else kind


def _type_of(schema: Schema) -> str:
    return str(schema["$ref"]).rsplit("/", 1)[-1]
