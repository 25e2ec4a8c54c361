from .entry import AuditDay, AuditEntry
from .upkeep import Upkeep

__all__ = ["AuditDay", "AuditEntry", "Upkeep"]
