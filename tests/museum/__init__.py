"""A museum of bad bundles and archives, each named for its crime; README.md describes them, `make.py` makes them."""
