"""Addresses made of routes are Werkzeug's own, though the code that makes them is compiled late."""

from werkzeug.routing import Map, Rule


def fitting(converter):
    """A value that this part of an address takes."""
    kind = type(converter).__name__
    return 7 if kind == "IntegerConverter" else min(converter.items) if kind == "AnyConverter" else "mau-1"


def built(rule, query):
    values = query | {name: fitting(rule._converters[name]) for name in rule.arguments}
    return rule.build(values, append_unknown=bool(query))


def test_every_route_makes_the_address_that_werkzeug_would(app):
    ours = app.url_map
    plain = Map([Rule(one.rule, endpoint=one.endpoint, defaults=one.defaults) for one in ours.iter_rules()],
                converters=ours.converters, merge_slashes=ours.merge_slashes)  # fmt: skip
    known = {(one.rule, one.endpoint): one for one in plain.iter_rules()}
    assert len(known) > 100
    for query in ({}, {"so": "2", "ten": "Đình làng"}):
        for rule in ours.iter_rules():
            assert built(rule, query) == built(known[rule.rule, rule.endpoint], query)
