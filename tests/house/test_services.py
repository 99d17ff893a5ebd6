"""What the services hand up are values of their own: no row of the database passes them, in either direction."""

import inspect
from collections.abc import Iterator
from dataclasses import is_dataclass
from typing import Any, get_args, get_type_hints

from voting.services.house import Services


def services() -> list[type]:
    """The classes on the house's list."""
    return [kind for kind in get_type_hints(Services).values() if isinstance(kind, type)]


def public_methods(service: type) -> Iterator[tuple[str, Any]]:
    """The methods of a service that others may call, properties too, with their names."""
    for name, member in inspect.getmembers(service):
        function = getattr(member, "fget", None) or inspect.unwrap(member)
        if not name.startswith("_") and inspect.isfunction(function):
            yield f"{service.__name__}.{name}", function


def types_in(hint: Any, seen: set[Any]) -> set[type]:
    """The types that a hint names, and those that the fields of our own values among them name."""
    if hint in seen:
        return set()
    seen.add(hint)
    inner = list(get_args(hint))
    if is_dataclass(hint) and hint.__module__.startswith("voting.services."):
        inner += get_type_hints(hint).values()
    found = {hint} if isinstance(hint, type) else set()
    return found.union(*(types_in(one, seen) for one in inner if not isinstance(one, list)))


def rows_in(function: Any) -> list[str]:
    """The types of `storage` that the signature of a function reaches."""
    named = set().union(*(types_in(hint, set()) for hint in get_type_hints(function).values()))
    return sorted(kind.__qualname__ for kind in named if kind.__module__.startswith("voting.storage"))


def test_no_public_method_of_a_service_names_a_type_of_storage():
    methods = [method for service in services() for method in public_methods(service)]
    assert len(methods) > 40
    assert [f"{name}: {row}" for name, function in methods for row in rows_in(function)] == []
