"""Who goes where: plan, assign, explain."""

from dispatch.plan import Plan, plan
from dispatch.plan_rows import Reason
from dispatch.policy import Policy

__all__ = ["Plan", "Policy", "Reason", "plan"]
