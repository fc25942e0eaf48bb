"""What breaks in earnest, done on purpose: `make drills`, or `python -m drills F4` for one.

Each drill takes its fault from a running installation of its own, in a temporary folder, and compares what it finds
afterwards with a ledger: what was acknowledged to somebody, written down and on the disk before it is counted. Each
has a control, the same with its guard off, that must lose something; a drill whose control passes proves nothing.
"""
