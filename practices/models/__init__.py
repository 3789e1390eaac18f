"""Tenants, people and the trail."""

from practices.models.access import AccessAction, AccessRecord
from practices.models.chain import ChainCheck, ChainLink
from practices.models.membership import Membership, NationalMembership
from practices.models.office import OfficeRecord
from practices.models.practice import Practice
from practices.models.sealing import SealingKey
from practices.models.submission import Submission
from practices.models.token import ApiToken, TokenScope
from practices.models.user import User

__all__ = [
    "AccessAction",
    "AccessRecord",
    "ApiToken",
    "ChainCheck",
    "ChainLink",
    "Membership",
    "NationalMembership",
    "OfficeRecord",
    "Practice",
    "SealingKey",
    "Submission",
    "TokenScope",
    "User",
]
