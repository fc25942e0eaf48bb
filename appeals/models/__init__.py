from appeals.models.appeal import Appeal, CityOrder
from appeals.models.condition import Condition, ConditionReport, ConditionRuling

__all__ = ["Appeal", "CityOrder", "Condition", "ConditionReport", "ConditionRuling"]
