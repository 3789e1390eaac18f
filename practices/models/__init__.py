"""Tenants, people and the trail."""

from practices.models.access import AccessAction, AccessRecord
from practices.models.membership import Membership, NationalMembership
from practices.models.practice import Practice
from practices.models.user import User

__all__ = ["AccessAction", "AccessRecord", "Membership", "NationalMembership", "Practice", "User"]
