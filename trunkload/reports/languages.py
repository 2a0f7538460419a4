"""Knows the words of a report in every language."""

from trunkload.reports.labels import Labels
from trunkload.reports.labels_de import GERMAN
from trunkload.reports.labels_en import ENGLISH
from trunkload.validation.language import Lang

LABELS: dict[Lang, Labels] = {Lang.DE: GERMAN, Lang.EN: ENGLISH}
