"""Addresses made of routes are Werkzeug's own, though the code that makes them is compiled late."""

from werkzeug.routing import Map, Rule


def built(rule, query):
    values = dict.fromkeys(rule.arguments, "mau-1") | query
    values |= {name: 7 for name in rule.arguments if type(rule._converters[name]).__name__ == "IntegerConverter"}
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
