"""The JSON of frozen dataclasses: canonical on the way out, of no other shape on the way in.

Where a field holds one of several dataclasses, each class has a name of its own in the class variable
`TAG`, and its JSON says it under that key: {"part": "heading", ...}.

A field that a class got when papers of it were kept already has the metadata `LATER`: while it has its default, the
JSON leaves it out. So what was kept before reads back, and has the same JSON and the same bytes as ever.
"""

import json
from dataclasses import Field, fields, is_dataclass
from types import UnionType
from typing import Any, Literal, get_args, get_origin, get_type_hints

TAG = "part"
LATER = {"later": True}


def text_of(content: dict[str, Any]) -> str:
    """`content` as JSON with sorted keys and no white space: equal content, equal text."""
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def encoded(value: Any) -> Any:
    """`value` as what JSON has: dataclasses as objects with their tag, tuples as lists."""
    if isinstance(value, tuple):
        return [encoded(each) for each in value]
    if not is_dataclass(value):
        return value
    content = {field.name: encoded(getattr(value, field.name)) for field in fields(value) if _is_told(value, field)}
    tag = getattr(value, TAG, None)
    return content if tag is None else {TAG: tag, **content}


def decoded(hint: Any, value: Any, where: str) -> Any:
    """`value` from JSON as the type `hint`: str, int, bool, a Literal, a tuple, a dataclass, a union of tagged ones.

    Raises ValueError, which says at `where` what is unknown, missing, or of another type.
    """
    origin, arguments = get_origin(hint), get_args(hint)
    if origin is UnionType:
        return _decoded_tagged(arguments, value, where)
    if is_dataclass(hint):
        return _decoded_fields(hint, value, where)
    if origin is tuple and isinstance(value, list):
        hints = arguments[:1] * len(value) if ... in arguments else arguments
        if len(hints) != len(value):
            raise ValueError(f"{where}: {len(hints)} values expected")
        return tuple(decoded(each, of, where) for each, of in zip(hints, value, strict=True))
    if value not in arguments if origin is Literal else type(value) is not hint:
        raise ValueError(f"{where}: {value!r} does not fit")
    return value


def _decoded_tagged(kinds: tuple[Any, ...], value: Any, where: str) -> Any:
    tag = value.get(TAG) if isinstance(value, dict) else None
    for kind in kinds:
        if getattr(kind, TAG) == tag:
            return _decoded_fields(kind, value, f"{where}.{tag}")
    raise ValueError(f"{where}: no {TAG} is called {tag!r}")


def _decoded_fields(hint: Any, value: Any, where: str) -> Any:
    if not isinstance(value, dict):
        raise ValueError(f"{where}: {value!r} does not fit")
    hints = get_type_hints(hint)
    names = {field.name for field in fields(hint) if field.name in value or not field.metadata.get("later")}
    expected = names | ({TAG} if hasattr(hint, TAG) else set())
    if expected != set(value):
        raise ValueError(f"{where}: unknown or missing {sorted(expected ^ set(value))}")
    return hint(**{name: decoded(hints[name], value[name], f"{where}.{name}") for name in names})


def _is_told(value: Any, field: "Field[Any]") -> bool:
    return not field.metadata.get("later") or getattr(value, field.name) != field.default
