"""The plan as a tree."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from indicators.models import PlanNode, PlanVersion
from thai.collation import sort_key


@dataclass
class Branch:
    """A plan entry and what stands below it, in the order of its numbers (7.2 before 7.10)."""

    node: PlanNode
    branches: list[Branch] = field(default_factory=list)


def plan_tree(version: PlanVersion) -> list[Branch]:
    """The top entries of the plan, each with its branches. One query."""
    below: dict[int | None, list[Branch]] = defaultdict(list)
    for node in PlanNode.objects.filter(level__version=version).select_related("level"):
        below[node.parent_id].append(Branch(node))
    for branches in below.values():
        branches.sort(key=lambda branch: (sort_key(branch.node.number), branch.node.pk))
        for branch in branches:
            branch.branches = below.get(branch.node.pk, [])
    return below.get(None, [])
