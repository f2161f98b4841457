"""A learned forest of decision trees, evaluated with numpy alone."""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Sequence
from pathlib import Path

import numpy as np

SHIPPED = Path(__file__).with_name("forest.npz")


@dataclasses.dataclass(frozen=True, slots=True)
class Forest:
    """Trees side by side: ``array[tree, node]``.

    Parameters
    ----------
    signal, threshold
        A node sends a row left when its signal is at most the threshold.
    next
        Next node of node ``n``: item ``2 n`` to the right, ``2 n + 1`` to the left; a leaf points to itself.
    value
        Log-odds that a leaf adds.
    depth
        Steps after which every row has reached its leaf.
    names
        Signals by column, to be compared with `geodata.recognise.signals.NAMES`.
    """

    signal: np.ndarray
    threshold: np.ndarray
    next: np.ndarray
    value: np.ndarray
    depth: int
    names: tuple[str, ...]

    def probability(self, rows: Sequence[Sequence[float]]) -> np.ndarray:
        """Probability that each row's proposal is a toponym."""
        if not rows:
            return np.zeros(0)
        flat = np.asarray(rows, dtype=np.float32).ravel()
        width, nodes = len(self.names), self.signal.shape[1]
        row_base = np.arange(0, flat.size, width, dtype=np.intp)[:, None]
        tree_base = np.arange(0, self.signal.size, nodes, dtype=np.intp)[None, :]
        at = np.repeat(tree_base, len(rows), axis=0)
        for _ in range(self.depth):
            goes_left = flat.take(row_base + self.signal.take(at)) <= self.threshold.take(at)
            at = self.next.take(2 * at + goes_left)
        return 1.0 / (1.0 + np.exp(-self.value.take(at).sum(axis=1)))


@functools.cache
def load_forest(path: Path = SHIPPED) -> Forest:
    """Read the shipped forest."""
    with np.load(path, allow_pickle=False) as arrays:
        return Forest(
            signal=arrays["signal"].astype(np.intp), threshold=arrays["threshold"], next=arrays["next"].astype(np.intp),
            value=arrays["value"], depth=int(arrays["depth"].item()), names=tuple(arrays["names"].tolist()),
        )  # fmt: skip


def forest_from_lightgbm(model: dict, names: Sequence[str]) -> Forest:
    """Lay out a LightGBM model (``Booster.dump_model()``) as arrays; node numbers are global, so one `take` finds them."""
    trees = [_flatten(tree["tree_structure"]) for tree in model["tree_info"]]
    nodes = max(len(tree) for tree, _ in trees)
    shape = (len(trees), nodes)
    signal, ahead = np.zeros(shape, dtype=np.intp), np.zeros((*shape, 2), dtype=np.intp)
    threshold, value = np.zeros(shape, dtype=np.float32), np.zeros(shape, dtype=np.float32)
    for number, (tree, _) in enumerate(trees):
        base = number * nodes
        for index, (at, cut, to_left, to_right, leaf) in enumerate(tree):
            signal[number, index], threshold[number, index], value[number, index] = at, cut, leaf
            ahead[number, index] = base + to_right, base + to_left
    return Forest(signal, threshold, ahead.ravel(), value, max(depth for _, depth in trees), tuple(names))


def _flatten(root: dict) -> tuple[list[tuple[int, float, int, int, float]], int]:
    """List a tree's nodes, root first, and its depth."""
    nodes: list[tuple[int, float, int, int, float]] = []
    deepest = 0

    def add(node: dict, depth: int) -> int:
        nonlocal deepest
        index = len(nodes)
        deepest = max(deepest, depth)
        if "leaf_value" in node:
            nodes.append((0, 0.0, index, index, node["leaf_value"]))
            return index
        nodes.append((0, 0.0, 0, 0, 0.0))
        left, right = add(node["left_child"], depth + 1), add(node["right_child"], depth + 1)
        cut = (
            np.nextafter(np.float32(node["threshold"]), np.float32(np.inf))
            if node["threshold"] % 1
            else node["threshold"]
        )
        nodes[index] = (node["split_feature"], cut, left, right, 0.0)
        return index

    add(root, 0)
    return nodes, deepest


def save_forest(forest: Forest, path: Path = SHIPPED) -> None:
    """Write a forest; the same forest gives the same bytes."""
    from geodata.gazetteer.store import write_arrays

    arrays = {field: getattr(forest, field) for field in ("signal", "threshold", "next", "value")}
    arrays |= {field: arrays[field].astype(np.int32) for field in ("signal", "next")}
    write_arrays(path, arrays | {"depth": np.int32(forest.depth), "names": np.array(forest.names)})
