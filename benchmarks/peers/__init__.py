"""What people would use instead, on the same cohorts; every plan is rescored by our own rules.

To add a way, write a function from a `Question` to a `PeerRun`, and put it into `PEERS`.
"""

from benchmarks.peers.table import PEERS, Peer
from benchmarks.peers.task import PeerRun, Question

__all__ = ["PEERS", "Peer", "PeerRun", "Question"]
