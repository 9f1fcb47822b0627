"""Who goes where: plan, explain, plan again."""

from dispatch.explain import explain
from dispatch.overrides import Overrides
from dispatch.plan import Plan, plan
from dispatch.plan_rows import Reason
from dispatch.policy import Policy
from dispatch.replan import replan

__all__ = ["Overrides", "Plan", "Policy", "Reason", "explain", "plan", "replan"]
