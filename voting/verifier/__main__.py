"""`python -m voting.verifier`."""

import sys

from voting.verifier.cli import main

if __name__ == "__main__":
    sys.exit(main())
