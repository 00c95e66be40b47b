"""What breaks a rule in a dataset of several documents, and whose statements do.

In: findings and the names of the documents, in their order. Out: lines to show.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ruhrgraph.graph.schema.validation import Violation, in_order


@dataclass(frozen=True, slots=True)
class Finding:
    """What breaks a rule, and whose statements do.

    Attributes:
        violation: What the shapes found.
        guilty: The documents whose statements alone break the rule, by name.
        involved: The documents that say anything of the thing; empty for warnings.

    """

    violation: Violation
    guilty: frozenset[str] = frozenset()
    involved: frozenset[str] = frozenset()


def broken_by(findings: Iterable[Finding], documents: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """Return the documents that break a rule, and how; of those that do so only together, the last one.

    Args:
        findings: What breaks a rule.
        documents: The names of the documents, in their order.

    """
    place = {name: number for number, name in enumerate(documents)}
    found: dict[str, list[str]] = {}
    for finding in findings:
        for name in finding.guilty or sorted(finding.involved, key=place.__getitem__)[-1:]:
            found.setdefault(name, []).append(f"{name}: {finding.violation}")
    return {name: tuple(sorted(lines)) for name, lines in found.items()}


def to_leave_out(findings: Sequence[Finding], documents: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """Return the documents to leave out, and why.

    They are those of `broken_by`, without those that contradict only what is itself left out.

    Args:
        findings: What breaks a rule.
        documents: The names of the documents, in their order.

    """
    place = {name: number for number, name in enumerate(documents)}
    chosen = [finding for finding in findings if finding.guilty]
    out = {name for finding in chosen for name in finding.guilty}
    together = (sorted(item.involved, key=place.__getitem__) for item in findings)
    pairs = ((names, item) for names, item in zip(together, findings, strict=True) if names and not item.guilty)
    for (*before, last), finding in sorted(pairs, key=lambda pair: place[pair[0][-1]]):
        if out.isdisjoint(before):
            chosen.append(finding)
            out.add(last)
    return broken_by(chosen, documents)


def problem_lines(findings: Iterable[Finding], documents: Sequence[str]) -> tuple[str, ...]:
    """Return what must not be published as lines, each with the document to blame, if it is of one."""
    found = [finding for finding in findings if finding.violation.severity == "violation"]
    of_documents = (line for lines in broken_by(found, documents).values() for line in lines)
    return (*of_documents, *sorted(str(finding.violation) for finding in found if not finding.involved))


def warning_lines(findings: Iterable[Finding]) -> list[str]:
    """Return what a person should look at as lines."""
    violations = in_order(finding.violation for finding in findings)
    return [f"warning: {item}" for item in violations if item.severity != "violation"]
