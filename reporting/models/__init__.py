"""Returns and the jobs that build them."""

from reporting.models.job import JobState, ReturnJob
from reporting.models.return_ import FROZEN, Return, ReturnFile, ReturnStatus

__all__ = ["FROZEN", "JobState", "Return", "ReturnFile", "ReturnJob", "ReturnStatus"]
