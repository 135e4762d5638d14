"""Returned files -> Submissions -> Dataset: figures, completeness, timeliness. The only home of pandas."""

from nq57xl.merge.build import dataset
from nq57xl.merge.inputs import Source, find_inputs
from nq57xl.merge.intake import collect
from nq57xl.merge.previous import previous_figures

__all__ = ["Source", "collect", "dataset", "find_inputs", "previous_figures"]
