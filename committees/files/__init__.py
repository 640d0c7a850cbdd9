"""Files that people write: YAML read with its line numbers, so that each refusal names file, line and field."""

from committees.files.problems import FileRefused, Problem
from committees.files.reading import Reading, read

__all__ = ["FileRefused", "Problem", "Reading", "read"]
