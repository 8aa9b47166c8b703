"""An office's spreadsheets, read without Django: `read_folder` gives records, `resolve` links them."""

from .dataset import Dataset
from .folder import read_folder
from .problems import Problem, Severity, Source

__all__ = ["Dataset", "Problem", "Severity", "Source", "read_folder"]
