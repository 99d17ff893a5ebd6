"""Bad bundles of subjects that households spoke about, each named for its crime; `make.py` makes them."""
