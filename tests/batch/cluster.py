"""Run a plan on a Ray cluster of two nodes on loopback, and kill the second one while it reads.

`python cluster.py PLAN FOLDER` writes to standard output at how many finished shards the node was killed.
"""

from __future__ import annotations

import logging
import sys
import threading
import time
from pathlib import Path

import ray
from ray.cluster_utils import Cluster

from onrecord.batch import batch, read_plan


def main(plan: Path) -> None:
    """Run it."""
    chosen = read_plan(plan)
    small = {"num_cpus": 1, "object_store_memory": 100 << 20, "include_dashboard": False}
    cluster = Cluster(initialize_head=True, head_node_args=small)
    second = cluster.add_node(num_cpus=1, object_store_memory=100 << 20)
    ray.init(address=cluster.address, log_to_driver=False, logging_level=logging.ERROR)

    def kill() -> None:
        read = chosen.write / "parts" / "read"
        while not list(read.glob("shard-*/_done.json")):
            time.sleep(0.01)
        done = len(list(read.glob("shard-*")))
        cluster.remove_node(second, allow_graceful=False)
        print(f"killed a node after {done} shards", flush=True)

    watcher = threading.Thread(target=kill, daemon=True)
    watcher.start()
    made = batch(chosen, lambda stage, done, of: print(stage, done, of, flush=True))
    watcher.join(1)
    nodes = ray.nodes()  # type: ignore[no-untyped-call]
    print(f"{made.articles} articles, {len(made.faults)} faults", flush=True)
    print(f"{sum(node['Alive'] for node in nodes)} alive", flush=True)
    ray.shutdown()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
