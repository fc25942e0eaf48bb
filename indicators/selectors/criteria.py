"""The criteria of an assignment with all their versions, each compared with the one before it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby, pairwise

from django.utils.translation import gettext as _

from indicators.models import Assignment, CriterionVersion, Measure
from indicators.scoring import LEVELS
from indicators.selectors.weights import criteria_weight_warning
from thai.dates import active_language, format_date
from thai.diff import Part, diff, sides
from thai.digits import format_number


@dataclass(frozen=True, kw_only=True)
class Version:
    """One version. `before` is the one that it follows, None for the first; `parts` lead from its words to these, as
    thai.diff says."""

    version: CriterionVersion
    before: CriterionVersion | None
    parts: tuple[Part, ...]

    @property
    def number(self) -> int:
        return self.version.version

    @property
    def title(self) -> str:
        """ "ฉบับที่ 2 ใช้ตั้งแต่ 20 กรกฎาคม 2564"."""
        return title_of(self.version)

    @property
    def before_title(self) -> str:
        return title_of(self.before) if self.before else ""

    @property
    def before_parts(self) -> list[Part]:
        return sides(self.parts)[0]

    @property
    def after_parts(self) -> list[Part]:
        return sides(self.parts)[1]

    @property
    def same_text(self) -> bool:
        return self.before is not None and self.before.text == self.version.text

    @property
    def ground(self) -> str:
        """On what ground it came, and the reference where there is one."""
        word, reference = self.version.get_ground_display(), self.version.ground_reference
        return f"{word} {reference}" if reference else word

    @property
    def facts(self) -> list[tuple[str, str]]:
        """Weight, measure and thresholds, in words."""
        return facts_of(self.version)

    @property
    def changed_facts(self) -> list[tuple[str, str, str]]:
        """(what, before, now) of each fact that is not as in the version before; "" stands for none."""
        if self.before is None:
            return []
        old, new = dict(facts_of(self.before)), dict(self.facts)
        names = list(dict.fromkeys([*old, *new]))
        return [(name, old.get(name, ""), new.get(name, "")) for name in names if old.get(name) != new.get(name)]


@dataclass(frozen=True, kw_only=True)
class Criterion:
    """A criterion: its versions, the newest first. The newest is the one in force."""

    position: int
    versions: tuple[Version, ...]

    @property
    def current(self) -> Version:
        return self.versions[0]

    @property
    def amendments(self) -> tuple[Version, ...]:
        """The versions that follow another one, the newest first."""
        return self.versions[:-1]


def criteria_of(assignment: Assignment) -> list[Criterion]:
    """The criteria of `assignment` in their order. One query, however many versions there are."""
    rows = CriterionVersion.objects.filter(assignment=assignment).select_related("event__actor")
    return [
        Criterion(position=position, versions=_versions(list(group)))
        for position, group in groupby(rows.order_by("position", "-version"), lambda row: row.position)
    ]


def newest_version(assignment: int, position: int) -> CriterionVersion | None:
    """The version in force of the criterion at `position` of an assignment given by key; None without such a one."""
    rows = CriterionVersion.objects.filter(assignment=assignment, position=position).select_related("event__actor")
    return rows.order_by("-version").first()


def _versions(newest_first: list[CriterionVersion]) -> tuple[Version, ...]:
    compared = [
        Version(version=version, before=before, parts=tuple(diff(before.text, version.text)))
        for version, before in pairwise(newest_first)
    ]
    first = newest_first[-1]
    return (*compared, Version(version=first, before=None, parts=tuple(diff(first.text, first.text))))


def weight_warning(criteria: Iterable[Criterion]) -> str:
    """By how much the weights of the criteria in force differ from 100; empty when they do not."""
    return criteria_weight_warning(criterion.current.version.weight for criterion in criteria)


def title_of(version: CriterionVersion) -> str:
    """Which version, and since when it counts."""
    return _("ฉบับที่ %(number)s ใช้ตั้งแต่ %(day)s") % {
        "number": version.version,
        "day": format_date(version.in_force_from, "long", active_language()),
    }


def facts_of(version: CriterionVersion) -> list[tuple[str, str]]:
    """(what, words) of how a version is measured."""
    facts = [
        (_("น้ำหนัก"), format_number(version.weight, 2)),
        (_("วิธีวัดผลสำเร็จ"), str(version.get_measure_display())),
    ]
    if version.measure == Measure.FIVE_LEVELS:
        facts.append((_("ค่าของเกณฑ์ 5 ระดับ"), scale_in_words(version.thresholds)))
    return facts


def five_levels(assignment: Assignment) -> list[str]:
    """What earns each of the five levels by which a whole assignment is measured: the threshold with the unit. Empty
    when it is measured otherwise, or by several criteria. Reads its indicator; one query."""
    rows = CriterionVersion.objects.filter(assignment=assignment).order_by("position", "-version")
    current = [next(group) for _position, group in groupby(rows, lambda row: row.position)]
    if len(current) != 1 or current[0].measure != Measure.FIVE_LEVELS:
        return []
    thresholds = current[0].thresholds.split()
    return [f"{each} {assignment.indicator.unit}" for each in thresholds] if len(thresholds) == LEVELS else []


def scale_in_words(thresholds: str) -> str:
    """ "ระดับ 1 = 60, ระดับ 2 = 70, …"."""
    return ", ".join(
        _("ระดับ %(level)d = %(mark)s") % {"level": level, "mark": mark}
        for level, mark in enumerate(thresholds.split(), start=1)
    )
