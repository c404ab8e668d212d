"""onrecord reads the coverage of an event and writes the record: who said what, when, and known through whom."""

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
# The products of linking are small: more threads wait for each other, and take the cores of the other processes.

__version__ = "0.1.0"
